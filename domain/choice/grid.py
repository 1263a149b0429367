"""What a method of comparison reads: a table of options by criteria, as an array; and figures put in order.

Here: the table, its marks, and what every method refuses. Not here: the shape of an answer
(`domain.choice.opinions`), the methods (`domain.choice.second_opinion`).
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.choice.opinions import Mark
from domain.problems import ConfigurationRefused, RuleRefused
from domain.reasons import Reason

Values = Mapping[str, Sequence[Decimal | float]]
"""Option id -> value per criterion."""
Weights = Sequence[Decimal | float]
"""Weight per criterion, in any unit: only proportions count."""
Figures = NDArray[np.float64]

SAME_TO = 9
"""Decimals to which figures are compared: float noise is no difference."""


class Grid(NamedTuple):
    """Options by criteria, weights that sum to 1, and +1 or -1 for each benefit or cost criterion."""

    names: tuple[str, ...]
    table: Figures
    weights: Figures
    signs: Figures


def grid_of(values: Values, weights: Weights, costs: Collection[int] = ()) -> Grid:
    """The table a method computes on.

    Args:
        costs: positions of criteria where less is better.

    Raises:
        ConfigurationRefused: an option has more or fewer values than there are weights, or the weights weigh nothing.
    """
    given = np.array([float(w) for w in weights])
    if any(len(row) != len(given) for row in values.values()):
        raise ConfigurationRefused(Reason("Each option needs one value for each weight"), where="weights")
    if given.min(initial=0.0) < 0 or given.sum() <= 0:
        raise ConfigurationRefused(Reason("Weights must not be negative, and not all of them 0"), where="weights")
    table = np.array([[float(v) for v in row] for row in values.values()]).reshape(len(values), len(given))
    signs = np.array([-1.0 if k in costs else 1.0 for k in range(len(given))])
    return Grid(tuple(values), table, given / given.sum(), signs)


def ranked_marks(names: Sequence[str], figures: Figures, *, lowest_first: bool = False) -> tuple[Mark, ...]:
    """Options by their figure, highest first unless told otherwise."""
    keys = np.round(figures if lowest_first else -figures, SAME_TO).tolist()
    marks = [
        Mark(option=name, value=float(figure), rank=1 + sum(other < key for other in keys))
        for name, figure, key in zip(names, figures, keys, strict=True)
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.rank, mark.option)))


def require_positive(table: Figures) -> None:
    """Refuse values of 0 or less where a method multiplies or divides them."""
    if table.size and table.min() <= 0:
        raise RuleRefused(
            Reason("A product of values needs values above 0"),
            why=Reason("the lowest value is {lowest}", lowest=f"{table.min():g}"),
            next_step=Reason("use a scale that begins above 0, or leave this method out"),
        )


def require_share(name: str, share: float) -> None:
    """Refuse a mixing share outside 0 to 1."""
    if not 0 <= share <= 1:
        raise ConfigurationRefused(
            Reason("{name} must lie from 0 to 1", name=name), where=name, why=Reason("it is {given}", given=f"{share}")
        )
