"""What other methods would say of the same values and weights; shown beside the weighted sum, they decide nothing.

Here: weighted sum, weighted product and their mix (WASPAS), TOPSIS, VIKOR. Not here: the total that decides
(`domain.vendor_selection.bids`), the shape of an answer (`domain.choice.opinions`), robustness
(`domain.choice.robustness`, `domain.choice.smaa`). Floats: the figures are compared and drawn, and roots and powers
have no exact decimals.

TOPSIS and VIKOR look at all options at once, so another option can change the order of two others: that is why they
only give a second opinion.
"""

from collections.abc import Collection

import numpy as np

from domain.arithmetic.rounding import without_noise
from domain.choice.grid import (
    SAME_TO,
    Figures,
    Grid,
    Values,
    Weights,
    grid_of,
    ranked_marks,
    require_positive,
    require_share,
)
from domain.choice.opinions import Mark, Method, Opinion


class Compromise(Opinion):
    """VIKOR's answer; `marks` hold Q, lowest first.

    Attributes:
        group: option -> S, its weighted distance from the best, over all criteria.
        regret: option -> R, its largest weighted distance on one criterion.
        acceptable_advantage: the second's Q is at least 1 / (options - 1) behind the first's.
        acceptable_stability: the first is also first by S or by R.
        solutions: the compromise set: the first alone when both hold.
    """

    group: dict[str, float]
    regret: dict[str, float]
    acceptable_advantage: bool
    acceptable_stability: bool
    solutions: tuple[str, ...]


def best_shares(values: Values, costs: Collection[int] = ()) -> dict[str, list[float]]:
    """Each value as a share (0-1) of the best on its criterion: x / max for a benefit, min / x for a cost.

    Source: Chakraborty, Zavadskas and Antucheviciene 2015, equations 1 and 2. Positive values only.
    """
    if not values:
        return {}
    grid = grid_of(values, [1.0] * len(next(iter(values.values()))), costs)
    require_positive(grid.table)
    shares = np.where(grid.signs > 0, grid.table / grid.table.max(axis=0), grid.table.min(axis=0) / grid.table)
    return {name: row.tolist() for name, row in zip(grid.names, shares, strict=True)}


def weighted_sum(values: Values, weights: Weights) -> Opinion:
    """Sum of weight x value (WSM; Fishburn 1967). Benefit criteria on one scale; else `best_shares` first."""
    grid = grid_of(values, weights)
    return Opinion(method=Method.WEIGHTED_SUM, marks=ranked_marks(grid.names, _sums(grid)))


def weighted_product(values: Values, weights: Weights) -> Opinion:
    """Product of value ^ weight (WPM; Bridgman 1922, Miller and Starr 1969). Positive values of benefit criteria."""
    grid = grid_of(values, weights)
    return Opinion(method=Method.WEIGHTED_PRODUCT, marks=ranked_marks(grid.names, _products(grid)))


def waspas(values: Values, weights: Weights, *, share_of_sum: float = 0.5) -> Opinion:
    """Mix of weighted sum and product (Zavadskas, Turskis, Antucheviciene and Zakarevicius 2012).

    Args:
        share_of_sum: lambda, 0-1: 1 is the sum alone, 0 the product alone.
    """
    require_share("share_of_sum", share_of_sum)
    grid = grid_of(values, weights)
    mixed = share_of_sum * _sums(grid) + (1 - share_of_sum) * _products(grid)
    return Opinion(method=Method.WASPAS, marks=ranked_marks(grid.names, mixed))


def topsis(values: Values, weights: Weights, costs: Collection[int] = ()) -> Opinion:
    """Closeness (0-1) to the best of every criterion and away from the worst (Hwang and Yoon 1981).

    Values are divided by their column's Euclidean length ("vector normalisation") and weighted; closeness is the
    distance from the worst over both distances. 0.5 for everybody when all options are equal.

    Args:
        costs: positions of criteria where less is better.
    """
    grid = grid_of(values, weights, costs)
    closeness = _closeness(grid) if grid.names else np.zeros(0)
    return Opinion(method=Method.TOPSIS, marks=ranked_marks(grid.names, closeness))


def vikor(values: Values, weights: Weights, costs: Collection[int] = (), *, majority: float = 0.5) -> Compromise:
    """Compromise ranking (Opricovic and Tzeng 2007, section 2).

    With f* and f- the best and the worst on a criterion, S is the sum and R the largest of w (f* - f) / (f* - f-), and
    Q = v (S - S*) / (S- - S*) + (1 - v) (R - R*) / (R- - R*). Where best and worst are equal the term is 0.

    Args:
        majority: v, 0-1: the weight of S (good over all criteria) against R (the worst regret on one).
    """
    require_share("majority", majority)
    grid = grid_of(values, weights, costs)
    group, regret = _distances(grid)
    q = majority * _unit(group) + (1 - majority) * _unit(regret)
    marks = ranked_marks(grid.names, q, lowest_first=True)
    ahead, stable = _acceptable_advantage(marks), _acceptable_stability(q, group, regret)
    return Compromise(
        method=Method.VIKOR,
        marks=marks,
        group=dict(zip(grid.names, group.tolist(), strict=True)),
        regret=dict(zip(grid.names, regret.tolist(), strict=True)),
        acceptable_advantage=ahead,
        acceptable_stability=stable,
        solutions=_solutions(marks, ahead, stable),
    )


def _acceptable_advantage(marks: tuple[Mark, ...]) -> bool:
    """Whether the second is far enough behind; one option has nobody to be ahead of."""
    return len(marks) < 2 or not _is_close(marks[1], marks)


def _is_close(mark: Mark, marks: tuple[Mark, ...]) -> bool:
    """Q less than DQ = 1 / (options - 1) behind the first."""
    return len(marks) < 2 or without_noise(mark.value - marks[0].value - 1 / (len(marks) - 1), SAME_TO) < 0


def _acceptable_stability(q: Figures, group: Figures, regret: Figures) -> bool:
    """Whether one of the first by Q is also first by S or by R."""
    by_q, by_s, by_r = (np.round(f, SAME_TO) == np.round(f.min(initial=np.inf), SAME_TO) for f in (q, group, regret))
    return bool(np.any(by_q & (by_s | by_r)))


def _solutions(marks: tuple[Mark, ...], ahead: bool, stable: bool) -> tuple[str, ...]:
    """The first; with the second when unstable; with all that are close when not far enough ahead."""
    if not ahead:
        return tuple(mark.option for mark in marks if _is_close(mark, marks))
    second = marks[1].rank if len(marks) > 1 else 1
    return tuple(mark.option for mark in marks if mark.rank == 1 or (not stable and mark.rank == second))


def _distances(grid: Grid) -> tuple[Figures, Figures]:
    """S and R of every option."""
    if not grid.names:
        return np.zeros(0), np.zeros(0)
    directed = grid.table * grid.signs
    spans = np.ptp(directed, axis=0)
    gaps = (directed.max(axis=0) - directed) / np.where(spans > 0, spans, 1) * grid.weights
    return gaps.sum(axis=1), gaps.max(axis=1)


def _unit(figures: Figures) -> Figures:
    """From 0 (the lowest) to 1 (the highest); 0 for all when they are equal."""
    span = without_noise(float(np.ptp(figures)), SAME_TO) if figures.size else 0.0
    shares: Figures = (figures - figures.min()) / np.ptp(figures) if span else np.zeros_like(figures)
    return shares


def _closeness(grid: Grid) -> Figures:
    lengths = np.sqrt((grid.table**2).sum(axis=0))
    # Costs turn negative, so that the largest is the best on every criterion.
    weighted = grid.table / np.where(lengths > 0, lengths, 1) * grid.weights * grid.signs
    from_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    from_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    both = from_best + from_worst
    closeness: Figures = np.divide(from_worst, both, out=np.full_like(both, 0.5), where=both > 0)
    return closeness


def _sums(grid: Grid) -> Figures:
    figures: Figures = (grid.table * grid.weights).sum(axis=1)
    return figures


def _products(grid: Grid) -> Figures:
    require_positive(grid.table)
    figures: Figures = np.prod(grid.table**grid.weights, axis=1)
    return figures
