"""How the comparison as a whole is told: the weights, how many take part, ranks, and the lead.

Here: the words, from what the rule computed. Not here: the rule (`domain.vendor_selection.assess`), one bid
(`domain.vendor_selection.bids_recorded`), how firm it is (`domain.choice.firmness_recorded`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.choice.figure_ids import total_id, weight_id
from domain.choice.ties import TOTAL_COST, Tie
from domain.figures.trace import Trace
from domain.figures.working import Working, listed, setting
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.ranking import tie_break_names
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion


def record_weights(trace: Trace, criteria: Sequence[Criterion], weight_sum: Decimal) -> None:
    """The weight of every criterion."""
    for criterion in criteria:
        trace.record(
            Working(
                figure_id=weight_id(criterion.criterion_id),
                label=Reason("Weight of {criterion}", criterion=criterion.name),
                value=criterion.weight,
                unit="number",
                decimals=0,
                steps=(Reason("Given by people and locked before the first proposal is read; the weights sum to "
                              "{total}.", total=weight_sum),),
                inputs=(trace.sources.of(Criterion, [criterion], "weight"),),
                snapshot_id=trace.sources.snapshot_id,
            )
        )  # fmt: skip


def record_bidders(
    trace: Trace, vendors: Sequence[Vendor], ranked: Sequence[VendorResult], rest: Sequence[VendorResult], rule: str
) -> None:
    """How many take part, and how many do not.

    Args:
        rest: who is knocked out or not ranked.
    """
    count, cells = len(ranked) + len(rest), trace.sources.of(Vendor, vendors, "vendor_id")
    why = (
        Reason("{vendor}: {why}", vendor=vendor.name, why=why)
        for vendor in (*ranked, *rest)
        for why in vendor.knock_outs
    )
    said = (Reason("Of {count} bidders, {out} meet a knock-out or are not ranked.", count=count, out=len(rest)), *why)
    for figure, label, value in (
        ("bidders", Reason("Bidders in the race"), len(ranked)),
        ("knocked_out", Reason("Knocked out"), len(rest)),
    ):
        trace.record(
            Working(figure_id=figure, label=label, value=value, unit="count", steps=said, inputs=(cells,), rule=rule,
                    snapshot_id=trace.sources.snapshot_id)
        )  # fmt: skip


def record_ranks(
    trace: Trace,
    ranked: Sequence[VendorResult],
    ties: Sequence[Tie],
    criteria: Sequence[Criterion],
    rules: VendorSelectionRules,
) -> None:
    """Each bidder's rank, with the ties it is in."""
    breaks, names = tie_break_names(criteria, rules), _names(ranked)
    how = (
        Reason("Most points first. Bidders that are equal at one decimal are told apart by, in this order: "
               "{tie_breaks}. What is equal even then people decide.", tie_breaks=listed(breaks))
        if breaks
        else Reason("Most points first. Between bidders that are equal at one decimal people decide.")
    )  # fmt: skip
    for vendor in ranked:
        cost = (f"vendor.{vendor.vendor_id}.total_cost",) if TOTAL_COST in rules.tie_breaks else ()
        trace.record(
            Working(
                figure_id=f"vendor.{vendor.vendor_id}.rank",
                label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=Reason("rank")),
                value=vendor.rank,
                unit="count",
                steps=(how, *_ties_of(vendor, ties, names)),
                parts=(total_id(vendor.vendor_id), *cost),
                inputs=(setting("rules.selection.tie_breaks"),),
                rule=rules.source,
                snapshot_id=trace.sources.snapshot_id,
            )
        )


def record_lead(
    trace: Trace,
    winner: VendorResult,
    second: VendorResult,
    lead: Decimal,
    ranked: Sequence[VendorResult],
    ties: Sequence[Tie],
    rule: str,
) -> None:
    """Points between the winner and the next.

    Args:
        ranked: everybody in the race; a tie may be with others than the next.
    """
    trace.record(
        Working(
            figure_id="lead",
            label=Reason("Lead in points"),
            value=lead,
            unit="number",
            steps=(
                Reason("{winner} {points} points - {second} {others} points = {lead}.", winner=winner.name,
                       points=winner.lowest, second=second.name, others=second.lowest, lead=lead),
                *_ties_of(winner, ties, _names(ranked)),
            ),
            parts=(total_id(winner.vendor_id), total_id(second.vendor_id)),
            rule=rule,
            snapshot_id=trace.sources.snapshot_id,
        )
    )  # fmt: skip


def _ties_of(vendor: VendorResult, ties: Sequence[Tie], names: Mapping[str, str]) -> tuple[Reason, ...]:
    """The ties this bidder is in, and what decided them."""
    return tuple(tie.reason(names) for tie in ties if vendor.vendor_id in tie.options)


def _names(vendors: Sequence[VendorResult]) -> dict[str, str]:
    return {vendor.vendor_id: vendor.name for vendor in vendors}
