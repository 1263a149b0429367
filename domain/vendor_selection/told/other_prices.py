"""How the points at other prices came about: the price's score on its fixed scale in place of the evaluators'.

Here: both cases for every bidder in the race. Not here: the arithmetic (`domain.prices.price_cases`,
`domain.prices.price_scale`), costs (`domain.vendor_selection.told.total_cost`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.figures.working import Working, setting
from domain.prices.price_cases import PriceCase
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.other_prices import PriceCases
from domain.vendor_selection.told.case import SelectionCase
from domain.vendor_selection.told.scores import points_id


def price_case_workings(case: SelectionCase) -> Iterator[Working]:
    """Nothing without a price scale in the settings, or without a winner."""
    cases = case.result.price_cases
    if cases is None:
        return
    for vendor in case.result.ranked:
        own = vendor.vendor_id == case.result.winner_id
        yield from _both(case, cases, vendor, "expected", "total_cost", vendor.cost.expected.total)
        end, total = ("cost.high", vendor.cost.high.total) if own else ("cost.low", vendor.cost.low.total)
        yield from _both(case, cases, vendor, "against", end, total)


_SAID = {
    "expected": Reason("Everybody at the expected cost."),
    "against": Reason("The winner at its high cost, everybody else at the low one: the hardest case for the winner."),
}


def _both(
    case: SelectionCase, cases: PriceCases, vendor: VendorResult, name: str, cost_id: str, cost: Decimal
) -> Iterator[Working]:
    label = Reason("as expected") if name == "expected" else Reason("prices against the winner")
    yield _score(case, cases, vendor, name, label, cost_id, cost)
    yield _points(case, cases, vendor, name, label)


def _score(
    case: SelectionCase,
    cases: PriceCases,
    vendor: VendorResult,
    name: str,
    label: Reason,
    cost_id: str,
    cost: Decimal,
) -> Working:
    score = cases.scale.score(cost)
    return Working(
        figure_id=f"vendor.{vendor.vendor_id}.price_score.{name}",
        label=Reason("{vendor}: score of its cost, {figure}", vendor=vendor.name, figure=label),
        value=score,
        unit="number",
        decimals=2,
        steps=(
            _SAID[name],
            Reason("1 + 4 x ({lowest_amount} - {cost_amount}) / ({lowest_amount} - {full_amount}), not under 1 and not "
                   "over 5 = {score}.", lowest_amount=cases.scale.lowest_marks_at, cost_amount=cost,
                   full_amount=cases.scale.full_marks_at, score=rounded(score, 2)),
        ),
        parts=(f"vendor.{vendor.vendor_id}.{cost_id}",),
        inputs=(setting("rules.selection.price.scale"),),
        rule=case.result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _points(case: SelectionCase, cases: PriceCases, vendor: VendorResult, name: str, label: Reason) -> Working:
    found: PriceCase = cases.expected if name == "expected" else cases.against
    rest = Decimal(0)
    for criterion, score in zip(case.result.criteria, vendor.scores, strict=True):
        if criterion.criterion_id != cases.criterion_id:
            rest += _weighted(criterion.weight, score.least)
    price = next(criterion for criterion in case.result.criteria if criterion.criterion_id == cases.criterion_id)
    value = found.points[vendor.vendor_id]
    score_id = f"vendor.{vendor.vendor_id}.price_score.{name}"
    scored = cases.scale.score(_cost(case, vendor, name))
    others = tuple(points_id(vendor.vendor_id, s) for s in vendor.scores if s.criterion_id != cases.criterion_id)
    return Working(
        figure_id=f"vendor.{vendor.vendor_id}.price_case.{name}",
        label=Reason("{vendor}: points by cost, {figure}", vendor=vendor.name, figure=label),
        value=value,
        unit="number",
        steps=(
            _SAID[name],
            Reason("{criterion} is scored by cost alone here. The evaluators' scores decide; this is a second look.",
                   criterion=price.name),
            Reason("{rest} for the other criteria + {weight} x ({score} - 1) / 4 = {points}, to one decimal.",
                   rest=rounded(rest, 2), weight=price.weight, score=rounded(scored, 2), points=value),
            Reason("In front: {vendors}.", vendors=", ".join(case.name(winner) for winner in found.winners)),
        ),
        parts=(score_id, *others, f"criterion.{price.criterion_id}.weight"),
        rule=case.result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _cost(case: SelectionCase, vendor: VendorResult, name: str) -> Decimal:
    if name == "expected":
        return vendor.cost.expected.total
    return vendor.cost.high.total if vendor.vendor_id == case.result.winner_id else vendor.cost.low.total


def _weighted(weight: Decimal, score: Decimal) -> Decimal:
    return weight * (score - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)
