"""How a bidder's points, rank and cost came about, the lead, and what ends it.

Here: the figures of the shortlist and of the scores. Not here: the comparison (`domain.selection`, `domain.bids`), how
firm it is (`domain.firmness_workings`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.bids import VendorResult
from domain.panel_scores import CriterionScore
from domain.reasons import Reason
from domain.records import Criterion, Score, Vendor
from domain.score_scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.selection_case import SelectionCase
from domain.workings import Unit, Working, setting, to_places


def summary_workings(case: SelectionCase) -> Iterator[Working]:
    """The lead, the smallest change that ends it, and how many take part."""
    result, snapshot = case.result, case.places.snapshot_id
    out = len(result.vendors) - len(result.ranked)
    for figure, label, value in (
        ("bidders", Reason("Bidders in the race"), len(result.ranked)),
        ("knocked_out", Reason("Knocked out"), out),
    ):
        yield Working(
            figure_id=figure, label=label, value=value, unit="count",
            steps=(Reason("Of {count} bidders, {out} meet a knock-out or are not ranked.", count=len(result.vendors),
                          out=out),),
            inputs=(case.places.of(Vendor, case.vendors, "vendor_id"),), rule=result.rules.source, snapshot_id=snapshot,
        )  # fmt: skip
    yield from _lead(case)
    yield from _flip(case)


def _lead(case: SelectionCase) -> Iterator[Working]:
    result, winner = case.result, case.result.winner
    if result.lead is None or winner is None:
        return
    others = [v for v in result.ranked if v.vendor_id != winner.vendor_id]
    second = max(others, key=lambda v: v.lowest)
    yield Working(
        figure_id="lead",
        label=Reason("Lead in points"),
        value=result.lead,
        unit="number",
        steps=(Reason("{winner}'s {points} points - {second}'s {others} = {lead}.", winner=winner.name,
                      points=winner.lowest, second=second.name, others=second.lowest, lead=result.lead),),
        parts=(f"vendor.{winner.vendor_id}.points", f"vendor.{second.vendor_id}.points"),
        rule=result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _flip(case: SelectionCase) -> Iterator[Working]:
    flip, winner = case.result.flip, case.result.winner
    if flip is None or winner is None:
        return
    criterion = case.result.criteria[flip.criterion]
    rival = next(v for v in case.result.ranked if v.vendor_id == flip.rival)
    at = {
        v.vendor_id: sum((case_weight * value for case_weight, value in _reweighted(case, v, flip.criterion, flip.at)),
                         Decimal(0))
        for v in (winner, rival)
    }  # fmt: skip
    yield Working(
        figure_id="flip",
        label=Reason("Weight of {criterion} at which the lead ends", criterion=criterion.name),
        value=flip.at,
        unit="number",
        decimals=2,
        steps=(
            Reason("The smallest change of one weight after which another bidder is in front; the other weights keep "
                   "their proportions, so the lead changes in a straight line and its zero is exact."),
            Reason("{criterion} at {at} instead of {weight}: {winner} {points}, {rival} {others} points.",
                   criterion=criterion.name, at=flip.at, weight=flip.weight, winner=winner.name,
                   points=to_places(at[winner.vendor_id], 2), rival=rival.name,
                   others=to_places(at[rival.vendor_id], 2)),
        ),
        parts=(f"vendor.{winner.vendor_id}.points", f"vendor.{rival.vendor_id}.points",
               f"criterion.{criterion.criterion_id}.weight"),
        rule=case.result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _reweighted(
    case: SelectionCase, vendor: VendorResult, changed: int, weight: Decimal
) -> Iterator[tuple[Decimal, Decimal]]:
    """(weight, value 0-1) per criterion with one weight changed and the others scaled to what is left."""
    before = case.result.criteria[changed].weight
    for place, (criterion, score) in enumerate(zip(case.result.criteria, vendor.scores, strict=True)):
        middle = LOWEST_SCORE if score.middle is None else score.middle
        scaled = weight if place == changed else criterion.weight * (100 - weight) / (100 - before)
        yield scaled, (middle - 1) / 4


def criterion_workings(case: SelectionCase) -> Iterator[Working]:
    """The weights."""
    for criterion in case.result.criteria:
        yield Working(
            figure_id=f"criterion.{criterion.criterion_id}.weight",
            label=Reason("Weight of {criterion}", criterion=criterion.name),
            value=criterion.weight,
            unit="number",
            decimals=0,
            steps=(Reason("Given by people and locked before the first proposal is read; the weights sum to {total}.",
                          total=case.result.weight_sum),),
            inputs=(case.places.of(Criterion, [criterion], "weight"),),
            snapshot_id=case.places.snapshot_id,
        )  # fmt: skip


def vendor_workings(case: SelectionCase) -> Iterator[Working]:
    """Each bidder: rank, points, cost, price, and each criterion."""
    for vendor in case.result.vendors:
        yield from _points(case, vendor)
        yield from _money(case, vendor)
        for criterion, score in zip(case.result.criteria, vendor.scores, strict=True):
            yield from _criterion(case, vendor, criterion, score)


def _points(case: SelectionCase, vendor: VendorResult) -> Iterator[Working]:
    ids = tuple(f"vendor.{vendor.vendor_id}.criterion.{c.criterion_id}.points" for c in case.result.criteria)
    total = Reason("The weighted points of the criteria, added up, to one decimal.")
    out = tuple(Reason("Knocked out: {why}", why=why) for why in vendor.knock_outs)
    for figure, label, value, missing in (
        ("points", Reason("points"), vendor.lowest, LOWEST_SCORE),
        ("points_highest", Reason("points at most"), vendor.highest, HIGHEST_SCORE),
    ):
        blank = Reason("What nobody assessed counts as {score} of 5 here.", score=missing)
        yield Working(
            figure_id=f"vendor.{vendor.vendor_id}.{figure}",
            label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=label),
            value=value,
            unit="number",
            steps=(total, *(() if vendor.fully_assessed else (blank,)), *out),
            parts=ids,
            rule=case.result.rules.source,
            snapshot_id=case.places.snapshot_id,
        )
    if vendor.rank is not None:
        yield Working(
            figure_id=f"vendor.{vendor.vendor_id}.rank",
            label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=Reason("rank")),
            value=vendor.rank,
            unit="count",
            steps=(Reason("Most points first; equal at one decimal: the lower cost over the term first."),),
            parts=(f"vendor.{vendor.vendor_id}.points", f"vendor.{vendor.vendor_id}.total_cost"),
            rule=case.result.rules.source,
            snapshot_id=case.places.snapshot_id,
        )


def _money(case: SelectionCase, vendor: VendorResult) -> Iterator[Working]:
    row = case.bid(vendor)
    yield Working(
        figure_id=f"vendor.{vendor.vendor_id}.total_cost",
        label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=Reason("cost over the term")),
        value=vendor.total_cost,
        unit="money",
        steps=(Reason("{transition_amount} transition + {months} months x {fee_amount} = {total_amount}.",
                      transition_amount=row.transition_cost, months=case.result.term_months,
                      fee_amount=row.monthly_fee, total_amount=vendor.total_cost),),
        inputs=(case.places.of(Vendor, [row], "transition_cost"), case.places.of(Vendor, [row], "monthly_fee"),
                setting("contract.term_months")),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    yield Working(
        figure_id=f"vendor.{vendor.vendor_id}.price_per_hour",
        label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=Reason("price per hour")),
        value=vendor.price_per_hour,
        unit="money",
        steps=(Reason("As the bidder states it; it is in no total."),),
        inputs=(case.places.of(Vendor, [row], "price_per_hour"),),
        snapshot_id=case.places.snapshot_id,
    )


def _criterion(
    case: SelectionCase, vendor: VendorResult, criterion: Criterion, score: CriterionScore
) -> Iterator[Working]:
    rows = [
        row for row in case.scores if row.vendor_id == vendor.vendor_id and row.criterion_id == criterion.criterion_id
    ]
    given = sorted(row.score for row in rows if row.score is not None)
    base = f"vendor.{vendor.vendor_id}.criterion.{criterion.criterion_id}"
    scores = Reason("{count} of {asked} evaluators gave a score.", count=score.assessed, asked=score.asked)
    median = Reason("The scores in order: {scores}; the middle one, or the mean of the two in the middle.",
                    scores=", ".join(f"{value.normalize():f}" for value in given))  # fmt: skip
    figures: tuple[tuple[str, Reason, Decimal | int | None, Unit, tuple[Reason, ...]], ...] = (
        ("", Reason("median of the scores"), score.middle, "number", (scores, *((median,) if given else ()))),
        (".low", Reason("lowest score"), score.low, "number", (scores,)),
        (".high", Reason("highest score"), score.high, "number", (scores,)),
        (".evaluators", Reason("evaluators"), score.assessed, "count", (scores,)),
    )
    for ending, label, value, unit, steps in figures:
        yield Working(
            figure_id=f"{base}{ending}",
            label=Reason("{vendor}, {criterion}: {figure}", vendor=vendor.name, criterion=criterion.name, figure=label),
            value=value,
            unit=unit,
            steps=steps,
            inputs=(case.places.of(Score, rows, "score"),),
            snapshot_id=case.places.snapshot_id,
        )
    yield _weighted(case, vendor, criterion, score, base)


def _weighted(
    case: SelectionCase, vendor: VendorResult, criterion: Criterion, score: CriterionScore, base: str
) -> Working:
    middle = LOWEST_SCORE if score.middle is None else score.middle
    points = criterion.weight * (middle - 1) / 4
    return Working(
        figure_id=f"{base}.points",
        label=Reason("{vendor}, {criterion}: {figure}", vendor=vendor.name, criterion=criterion.name,
                     figure=Reason("weighted points")),
        value=points,
        unit="number",
        decimals=2,
        steps=(Reason("{weight} x ({middle} - 1) / 4 = {points}.", weight=criterion.weight, middle=middle,
                      points=to_places(points, 2)),),
        parts=(base, f"criterion.{criterion.criterion_id}.weight"),
        rule=case.result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
