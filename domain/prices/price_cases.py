"""Who wins when prices turn out otherwise than expected.

Here: price as a score on a scale fixed beforehand, and the worst case for the winner. Not here: the scale
(`domain.prices.price_scale`), what a bid costs (`domain.prices.total_cost`), other weights
(`domain.choice.robustness`).

The scale is fixed before a bid is opened, so another bid never moves a score; points relative to the lowest bid would
(review of methods: 100, 130 and 150 get 100, 76.9 and 66.7 points, and 60, 46.2 and 40 once somebody offers 60).
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.choice.robustness import Values
from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.prices.price_scale import PriceScale
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.values import Frozen, Terms

Cost = Annotated[Decimal, Field(ge=0)]


class PriceRange(Terms):
    """One bid's cost over the term: with the fewest, the expected and the most volumes of the roadmap, say."""

    low: Cost
    expected: Cost
    high: Cost

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.low <= self.expected <= self.high:
            raise ValueError(Reason("a price needs low <= expected <= high"))
        return self


class PriceCase(Frozen):
    """Who wins in one case.

    Attributes:
        points: option -> total 0-100, to one decimal as bids are shown.
        winners: with the most points as shown, by id; several when they are equal.
    """

    points: dict[str, Decimal]
    winners: tuple[str, ...]

    def holds_for(self, winner: str) -> bool:
        """Whether this option is alone in front."""
        return self.winners == (winner,)


def as_expected(
    values: Values, weights: Sequence[Decimal], price: int, prices: Mapping[str, PriceRange], scale: PriceScale
) -> PriceCase:
    """Everybody at the expected price.

    Args:
        values: scores 1-5 per criterion; what stands at position `price` is replaced by the price's score.
        weights: they sum to 100.
    """
    return _case(values, weights, price, {n: scale.score(_of(prices, n).expected) for n in values})


def against_winner(
    values: Values,
    weights: Sequence[Decimal],
    price: int,
    prices: Mapping[str, PriceRange],
    scale: PriceScale,
    winner: str,
) -> PriceCase:
    """The winner at its high price, everybody else at their low one: a lead that survives this holds for any prices."""
    costs = {name: _of(prices, name).high if name == winner else _of(prices, name).low for name in values}
    return _case(values, weights, price, {name: scale.score(cost) for name, cost in costs.items()})


def _of(prices: Mapping[str, PriceRange], option: str) -> PriceRange:
    if option not in prices:
        raise ConfigurationRefused(Reason("{option} has no price", option=option), where="prices")
    return prices[option]


def _case(values: Values, weights: Sequence[Decimal], price: int, price_scores: Mapping[str, Decimal]) -> PriceCase:
    points = {}
    for name, row in values.items():
        scores = [price_scores[name] if k == price else value for k, value in enumerate(row)]
        shares = [(score - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE) for score in scores]
        total = sum((w * share for w, share in zip(weights, shares, strict=True)), Decimal(0))
        points[name] = total.quantize(Decimal("0.1"), ROUND_HALF_UP)
    best = max(points.values(), default=None)
    return PriceCase(points=points, winners=tuple(sorted(name for name, total in points.items() if total == best)))
