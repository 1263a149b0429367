"""Who wins when prices turn out otherwise than expected.

Here: price as a score on a scale fixed beforehand, and the worst case for the winner. Not here: the scale
(`domain.prices.price_scale`), what a bid costs (`domain.prices.total_cost`), other weights
(`domain.choice.robustness`).

The scale is fixed before a bid is opened, so another bid never moves a score; points relative to the lowest bid would
(review of methods: 100, 130 and 150 get 100, 76.9 and 66.7 points, and 60, 46.2 and 40 once somebody offers 60).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.arithmetic.rounding import POINT_PLACES, rounded
from domain.choice.choice_trace import ChoiceTrace
from domain.choice.robustness import Values
from domain.choice.scale import weighted
from domain.prices.price_cases_recorded import CaseName, CostEnd, PriceSteps, record_case
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

    def at(self, end: CostEnd) -> Decimal:
        """One of the three."""
        return {"low": self.low, "expected": self.expected, "high": self.high}[end]

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
    values: Values,
    weights: Sequence[Decimal],
    price: int,
    prices: Mapping[str, PriceRange],
    scale: PriceScale,
    trace: ChoiceTrace | None = None,
) -> PriceCase:
    """Everybody at the expected price.

    Args:
        values: scores 1-5 per criterion; what stands at position `price` is replaced by the price's score.
        weights: they sum to 100.
    """
    steps = [_weigh(name, row, weights, price, _of(prices, name), "expected", scale) for name, row in values.items()]
    return _case(steps, "expected", price, scale, trace)


def against_winner(
    values: Values,
    weights: Sequence[Decimal],
    price: int,
    prices: Mapping[str, PriceRange],
    scale: PriceScale,
    winner: str,
    trace: ChoiceTrace | None = None,
) -> PriceCase:
    """The winner at its high price, everybody else at their low one: a lead that survives this holds for any prices."""
    steps = [
        _weigh(name, row, weights, price, _of(prices, name), "high" if name == winner else "low", scale)
        for name, row in values.items()
    ]
    return _case(steps, "against", price, scale, trace)


def _of(prices: Mapping[str, PriceRange], option: str) -> PriceRange:
    if option not in prices:
        raise ConfigurationRefused(Reason("{option} has no price", option=option), where="prices")
    return prices[option]


def _weigh(
    option: str,
    row: Sequence[Decimal],
    weights: Sequence[Decimal],
    price: int,
    costs: PriceRange,
    end: CostEnd,
    scale: PriceScale,
) -> PriceSteps:
    """One option's points with the score of one of its costs in place of the evaluators' score of the price."""
    cost = costs.at(end)
    score = scale.score(cost)
    points = [weighted(weight, value) for weight, value in zip(weights, row, strict=True)]
    rest = sum((one for k, one in enumerate(points) if k != price), Decimal(0))
    return PriceSteps(option, end, cost, score, rest, rounded(rest + weighted(weights[price], score), POINT_PLACES))


def _case(
    steps: Sequence[PriceSteps], name: CaseName, price: int, scale: PriceScale, trace: ChoiceTrace | None
) -> PriceCase:
    best = max((one.points for one in steps), default=None)
    winners = tuple(sorted(one.option for one in steps if one.points == best))
    if trace is not None:
        record_case(trace, name, price, scale, steps, winners)
    return PriceCase(points={one.option: one.points for one in steps}, winners=winners)
