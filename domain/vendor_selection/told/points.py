"""How a bidder's points and rank came about, the lead, and what ends it.

Here: the figures of the shortlist. Not here: the comparison (`domain.vendor_selection.assess`,
`domain.vendor_selection.bids`), scores (`domain.vendor_selection.told.scores`), costs
(`domain.vendor_selection.told.total_cost`), how firm it is (`domain.vendor_selection.told.firmness`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.choice.ties import TOTAL_COST
from domain.figures.working import Working, listed, setting
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.ranking import tie_break_names
from domain.vendor_selection.told.case import SelectionCase
from domain.vendor_selection.told.scores import highest_points_id, points_id
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion


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
                          out=out), *_out(result.vendors)),
            inputs=(case.places.of(Vendor, case.vendors, "vendor_id"),), rule=result.rules.source, snapshot_id=snapshot,
        )  # fmt: skip
    yield from _lead(case)
    yield from _flip(case)


def _out(vendors: Sequence[VendorResult]) -> Iterator[Reason]:
    for vendor in vendors:
        for why in vendor.knock_outs:
            yield Reason("{vendor}: {why}", vendor=vendor.name, why=why)


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
        steps=(
            Reason("{winner} {points} points - {second} {others} points = {lead}.", winner=winner.name,
                   points=winner.lowest, second=second.name, others=second.lowest, lead=result.lead),
            *_ties(case, winner),
        ),
        parts=(f"vendor.{winner.vendor_id}.points", f"vendor.{second.vendor_id}.points"),
        rule=result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _flip(case: SelectionCase) -> Iterator[Working]:
    """Nothing where a tie-break made the lead: no weight need change to end it."""
    flip, winner = case.result.flip, case.result.winner
    if flip is None or winner is None or case.result.lead == 0:
        return
    criterion = case.result.criteria[flip.criterion]
    rival = next(v for v in case.result.ranked if v.vendor_id == flip.rival)
    at = {v.vendor_id: _reweighted(case, v, flip.criterion, flip.at) for v in (winner, rival)}
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
                   points=rounded(at[winner.vendor_id], 2), rival=rival.name,
                   others=rounded(at[rival.vendor_id], 2)),
        ),
        parts=(f"vendor.{winner.vendor_id}.points", f"vendor.{rival.vendor_id}.points",
               f"criterion.{criterion.criterion_id}.weight"),
        rule=case.result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _reweighted(case: SelectionCase, vendor: VendorResult, changed: int, weight: Decimal) -> Decimal:
    """The bidder's points with one weight changed and the others scaled to what is left."""
    before, total = case.result.criteria[changed].weight, Decimal(0)
    for place, (criterion, score) in enumerate(zip(case.result.criteria, vendor.scores, strict=True)):
        scaled = weight if place == changed else criterion.weight * (100 - weight) / (100 - before)
        total += scaled * (score.least - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)
    return total


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
    """Each bidder's rank and points."""
    for vendor in case.result.vendors:
        yield from _rank(case, vendor)
        yield from _points(case, vendor)


def _rank(case: SelectionCase, vendor: VendorResult) -> Iterator[Working]:
    if vendor.rank is None:
        return
    breaks = tie_break_names(case.result.criteria, case.result.rules)
    cost = (f"vendor.{vendor.vendor_id}.total_cost",) if TOTAL_COST in case.result.rules.tie_breaks else ()
    yield Working(
        figure_id=f"vendor.{vendor.vendor_id}.rank",
        label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=Reason("rank")),
        value=vendor.rank,
        unit="count",
        steps=(
            Reason("Most points first. Bidders that are equal at one decimal are told apart by, in this order: "
                   "{tie_breaks}. What is equal even then people decide.", tie_breaks=listed(breaks))
            if breaks
            else Reason("Most points first. Between bidders that are equal at one decimal people decide."),
            *_ties(case, vendor),
        ),
        parts=(f"vendor.{vendor.vendor_id}.points", *cost),
        inputs=(setting("rules.selection.tie_breaks"),),
        rule=case.result.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _ties(case: SelectionCase, vendor: VendorResult) -> tuple[Reason, ...]:
    """The ties this bidder is in, and what decided them."""
    names = {one.vendor_id: one.name for one in case.result.vendors}
    return tuple(tie.reason(names) for tie in case.result.ties if vendor.vendor_id in tie.options)


def _points(case: SelectionCase, vendor: VendorResult) -> Iterator[Working]:
    total = Reason("The weighted points of the criteria, added up, to one decimal.")
    out = tuple(Reason("Knocked out: {why}", why=why) for why in vendor.knock_outs)
    scored = tuple(zip(case.result.criteria, vendor.scores, strict=True))
    for figure, label, value, missing, part in (
        ("points", Reason("points"), vendor.lowest, LOWEST_SCORE, points_id),
        ("points_highest", Reason("points at most"), vendor.highest, HIGHEST_SCORE, highest_points_id),
    ):
        blank = Reason("What an evaluator did not assess counts as {score} of 5 here.", score=missing)
        yield Working(
            figure_id=f"vendor.{vendor.vendor_id}.{figure}",
            label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=label),
            value=value,
            unit="number",
            steps=(total, *(() if vendor.fully_assessed else (blank,)), *out),
            parts=tuple(part(vendor.vendor_id, score) for _, score in scored),
            rule=case.result.rules.source,
            snapshot_id=case.places.snapshot_id,
        )
