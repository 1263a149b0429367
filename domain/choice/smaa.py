"""How an option fares over all possible weightings: its share of every rank, and the weightings that favour it (SMAA).

Here: rank acceptability, central weights and confidence factor. Not here: where values come from. Source: Tervonen and
Figueira 2008, A survey on stochastic multicriteria acceptability analysis methods, doi 10.1002/mcda.407, section 2.

Weights are drawn evenly from all sets that sum to 1 (a flat Dirichlet distribution); the same seed gives the same
answer. Options with equal, certain values on every criterion are tied in every draw: they share the ranks they fill
equally, so the shares of each rank and of each option sum to 1. Any other tie has probability 0.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.arithmetic.rounding import SHARE_PLACES, measured
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.values import Frozen

Values = Mapping[str, Sequence[Decimal]]
"""Option id -> value per criterion, on one fixed scale."""
_Figures = NDArray[np.float64]

DRAWS: Final = 100_000
_Z95: Final = 1.959963984540054


class OptionShares(Frozen):
    """One option over all draws. Shares and weights are 0-1.

    Attributes:
        by_rank: share of draws in which it takes rank 1, 2, ...; sums to 1.
        central_weights: mean of the weightings in which it is first: what somebody who prefers it typically thinks
            important. None when it never is. Rounded to four decimals.
        central_error: how far those may be off for having been drawn, at 95 % confidence and at worst.
        confidence: share of value draws in which it is first under its central weights: 1 when all values are certain
            (shared by those tied with it), low when it is not known well enough.
    """

    option: str
    by_rank: tuple[Decimal, ...]
    central_weights: tuple[Decimal, ...] | None
    central_error: Decimal | None
    confidence: Decimal | None


class Smaa(Frozen):
    """All options, by id.

    Attributes:
        error: how far a share may be off for having been drawn: 1.96 x sqrt(0.25 / draws), at 95 % confidence and at
            worst (a share of one half).
    """

    options: tuple[OptionShares, ...]
    draws: int
    seed: int
    error: Decimal

    def of(self, option: str) -> OptionShares:
        """One option's shares."""
        return next(shares for shares in self.options if shares.option == option)


def smaa(values: Values, *, highest: Values | None = None, draws: int = DRAWS, seed: int) -> Smaa:
    """Every option's shares, central weights and confidence over `draws` weightings.

    Args:
        highest: where a value is not certain, its upper end; `values` then holds the lower end, and each draw takes a
            value evenly between them. None when all are certain.

    Raises:
        ConfigurationRefused: an upper end is missing or lies under the lower one, or options differ in length.
    """
    lows, spans = _ends(values, values if highest is None else highest)
    groups = _tied(lows, spans)
    heads = [names[0] for names in groups]
    if not groups:
        return Smaa(options=(), draws=draws, seed=seed, error=_error(draws))
    rng = np.random.default_rng(seed)
    low, span = np.array([lows[name] for name in heads]), np.array([spans[name] for name in heads])
    weights = rng.dirichlet(np.ones(low.shape[1]), size=draws)
    # One table when all is certain, else one a draw.
    tables = low + span * rng.random((draws, *low.shape)) if span.any() else low[None]
    order = np.argsort(-_totals(weights, tables), axis=1, kind="stable")
    starts = _starts(order, [len(names) for names in groups])
    found = [
        _shares(name, names, starts[g], weights[order[:, 0] == g], tables, g)
        for g, names in enumerate(groups)
        for name in names
    ]
    return Smaa(options=tuple(sorted(found, key=lambda f: f.option)), draws=draws, seed=seed, error=_error(draws))


def _ends(values: Values, highest: Values) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Lower ends, and how far above them the upper ends lie."""
    lengths = {len(row) for row in (*values.values(), *highest.values())}
    if set(values) != set(highest) or len(lengths) > 1 or 0 in lengths:
        raise ConfigurationRefused(Reason("Each option needs one value for each criterion"), where="values")
    lows = {name: [float(v) for v in row] for name, row in values.items()}
    spans = {name: [float(h - v) for h, v in zip(highest[name], row, strict=True)] for name, row in values.items()}
    if any(span < 0 for row in spans.values() for span in row):
        raise ConfigurationRefused(Reason("An upper end lies under its lower end"), where="highest")
    return lows, spans


def _tied(lows: Mapping[str, list[float]], spans: Mapping[str, list[float]]) -> list[list[str]]:
    """Options in groups that no weighting can tell apart; ordered by value, so that names do not matter."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in sorted(lows, key=lambda n: (lows[n], spans[n], n)):
        alone = name if any(spans[name]) else ""
        groups.setdefault((alone, *lows[name]), []).append(name)
    return list(groups.values())


def _totals(weights: _Figures, tables: _Figures) -> _Figures:
    """Total of every group in every draw; `weights` is one set a draw, or one set for all."""
    if len(tables) == 1:
        one: _Figures = weights @ tables[0].T
        return one
    each: _Figures = np.einsum("dgc,dc->dg", tables, np.broadcast_to(weights, (len(tables), weights.shape[1])))
    return each


def _starts(order: NDArray[np.intp], sizes: Sequence[int]) -> NDArray[np.intp]:
    """Group x rank -> draws in which the group's first member takes that rank (0 is the best)."""
    filled = np.asarray(sizes)[order]
    first_rank = np.cumsum(filled, axis=1) - filled
    places = (len(sizes), sum(sizes))
    return np.bincount((order * places[1] + first_rank).ravel(), minlength=math.prod(places)).reshape(places)


def _shares(
    name: str, tied: Sequence[str], starts: NDArray[np.intp], favourable: _Figures, tables: _Figures, group: int
) -> OptionShares:
    # Tied options fill the ranks from their first one on, each of them equally often.
    counts = [int(starts[max(0, rank - len(tied) + 1) : rank + 1].sum()) for rank in range(len(starts))]
    by_rank = tuple(Decimal(count) / (int(starts.sum()) * len(tied)) for count in counts)
    if not len(favourable):
        return OptionShares(option=name, by_rank=by_rank, central_weights=None, central_error=None, confidence=None)
    central = favourable.mean(axis=0)
    first = np.argmax(_totals(central[None], tables), axis=1) == group
    return OptionShares(
        option=name,
        by_rank=by_rank,
        central_weights=tuple(_share(weight) for weight in central),
        central_error=_error(len(favourable)),
        confidence=Decimal(int(first.sum())) / (len(first) * len(tied)),
    )


def _share(value: float) -> Decimal:
    return measured(value, SHARE_PLACES)


def _error(draws: int) -> Decimal:
    """Half a 95 % interval of a mean of `draws` values 0-1, at worst: their deviation is at most 1/2."""
    return _share(_Z95 * 0.5 / math.sqrt(draws))
