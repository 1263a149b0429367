"""How the points at other prices are told: the price's score on its fixed scale in place of the evaluators'.

Here: the words of one case, from what the rule computed. Not here: the rule (`domain.prices.price_cases`), costs
(`domain.prices.total_cost_recorded`).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from domain.arithmetic.rounding import rounded
from domain.choice.choice_trace import ChoiceTrace
from domain.choice.figure_ids import points_id, weight_id
from domain.figures.working import setting
from domain.prices.price_scale import PriceScale
from domain.reasons import Reason

CaseName = Literal["expected", "against"]
CostEnd = Literal["low", "expected", "high"]
"""Which of a bid's three costs."""
_LABELS: dict[CaseName, Reason] = {
    "expected": Reason("as expected"), "against": Reason("prices against the winner"),
}  # fmt: skip
_SAID: dict[CaseName, Reason] = {
    "expected": Reason("Everybody at the expected cost."),
    "against": Reason("The winner at its high cost, everybody else at the low one: the hardest case for the winner."),
}
_COSTS: dict[CostEnd, str] = {"low": "cost.low", "expected": "total_cost", "high": "cost.high"}


class PriceSteps(NamedTuple):
    """One option in a case.

    Attributes:
        score: of its cost, not rounded. rest: the points of the other criteria, not rounded.
        points: with those of the cost, as shown.
    """

    option: str
    end: CostEnd
    cost: Decimal
    score: Decimal
    rest: Decimal
    points: Decimal


def record_case(
    trace: ChoiceTrace,
    name: CaseName,
    price: int,
    scale: PriceScale,
    steps: Sequence[PriceSteps],
    winners: Sequence[str],
) -> None:
    """The score of every option's cost, and its points with it.

    Args:
        price: position of the criterion that is price.
    """  # fmt: skip
    for one in steps:
        _record_score(trace, name, scale, one)
        _record_points(trace, name, price, one, winners)


def _record_score(trace: ChoiceTrace, name: CaseName, scale: PriceScale, steps: PriceSteps) -> None:
    trace.record(
        f"vendor.{steps.option}.price_score.{name}",
        Reason("{vendor}: score of its cost, {figure}", vendor=trace.names[steps.option], figure=_LABELS[name]),
        steps.score,
        "number",
        (
            _SAID[name],
            Reason("1 + 4 x ({lowest_amount} - {cost_amount}) / ({lowest_amount} - {full_amount}), not under 1 and not "
                   "over 5 = {score}.", lowest_amount=scale.lowest_marks_at, cost_amount=steps.cost,
                   full_amount=scale.full_marks_at, score=rounded(steps.score, 2)),
        ),
        decimals=2,
        parts=(f"vendor.{steps.option}.{_COSTS[steps.end]}",),
        inputs=(setting("rules.selection.price.scale"),),
        rule=trace.rule,
    )  # fmt: skip


def _record_points(trace: ChoiceTrace, name: CaseName, price: int, steps: PriceSteps, winners: Sequence[str]) -> None:
    criterion = trace.criteria[price]
    others = tuple(points_id(steps.option, c.criterion_id) for k, c in enumerate(trace.criteria) if k != price)
    trace.record(
        f"vendor.{steps.option}.price_case.{name}",
        Reason("{vendor}: points by cost, {figure}", vendor=trace.names[steps.option], figure=_LABELS[name]),
        steps.points,
        "number",
        (
            _SAID[name],
            Reason("{criterion} is scored by cost alone here. The evaluators' scores decide; this is a second look.",
                   criterion=criterion.name),
            Reason("{rest} for the other criteria + {weight} x ({score} - 1) / 4 = {points}, to one decimal.",
                   rest=rounded(steps.rest, 2), weight=criterion.weight, score=rounded(steps.score, 2),
                   points=steps.points),
            Reason("In front: {vendors}.", vendors=", ".join(trace.names[winner] for winner in winners)),
        ),
        parts=(f"vendor.{steps.option}.price_score.{name}", *others, weight_id(criterion.criterion_id)),
        rule=trace.rule,
    )  # fmt: skip
