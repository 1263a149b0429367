"""Vendor selection as a document: who is out and why, who leads, and how firm the lead is.

Not here: the comparison (`domain.vendor_selection.assess`), the scores (`reports.vendor_selection.scores`).
"""

from collections.abc import Sequence

from domain.gates.gates import GateEvaluation
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.tables import Finding
from reports.documents import Document, Fact, Section, Table, TableColumn, Value
from reports.phase_report import phase_document
from reports.vendor_selection.firmness import firmness_section
from reports.vendor_selection.prices import prices_section
from reports.vendor_selection.proposals import proposals_section
from reports.vendor_selection.scores import scores_section


def compose(
    result: VendorSelectionResult, evaluation: GateEvaluation, findings: Sequence[Finding], more: Sequence[Section] = ()
) -> Document:
    """The phase report of vendor selection, with the tab Shortlist; `more` are sections of their own modules."""
    return phase_document(
        evaluation,
        findings,
        as_of=result.as_of,
        lines=(*_winner_lines(result), *_tie_lines(result), *_flip_lines(result)),
        facts=(
            Fact(Reason("Recommended"), result.winner.name if result.winner else None),
            Fact(Reason("Lead in points"), result.lead, "number"),
            Fact(Reason("Bidders in the race"), len(result.ranked), "count"),
            Fact(Reason("Knocked out"), len(result.vendors) - len(result.ranked), "count"),
        ),
        sections=(
            Section(Reason("Shortlist"), (), (_shortlist(result), _knock_outs(result))),
            firmness_section(result),
            scores_section(result),
            prices_section(result),
            *more,
            proposals_section(result),
        ),
    )


def _winner_lines(result: VendorSelectionResult) -> tuple[Reason, ...]:
    winner = result.winner
    if result.undecided is not None:
        return (Reason("No bidder is recommended: people decide between those that are equal in front."),)
    if winner is None or winner.wins_share is None:
        return (Reason("No bidder can be recommended."),)
    return (
        Reason(
            "{vendor} is recommended: {points} of 100 points, first in {wins_share} of all possible weightings.",
            vendor=winner.name,
            points=winner.lowest,
            wins_share=winner.wins_share,
        ),
        Reason(
            "It costs {cost_amount} over {months} months, transition included.",
            cost_amount=winner.total_cost,
            months=result.term_months,
        ),
    )


def _tie_lines(result: VendorSelectionResult) -> tuple[Reason, ...]:
    """Every tie, and what decided it."""
    names = {vendor.vendor_id: vendor.name for vendor in result.vendors}
    return tuple(tie.reason(names) for tie in result.ties)


def _flip_lines(result: VendorSelectionResult) -> tuple[Reason, ...]:
    flip = result.flip
    if result.winner is None or result.lead == 0:
        return ()  # a lead that a tie-break made needs no weight to end it
    if flip is None:
        return (Reason("No change of a single weight makes another bidder win."),)
    names = {vendor.vendor_id: vendor.name for vendor in result.vendors}
    return (
        Reason(
            "The smallest change that ends the lead: {criterion} weighted {at} instead of {weight}; then {rival} wins.",
            criterion=result.criteria[flip.criterion].name,
            at=flip.at,
            weight=flip.weight,
            rival=names.get(flip.rival, flip.rival),
        ),
    )


def _shortlist(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("Bidders, best first; points are a range where something was not assessed"),
        columns=(
            TableColumn(Reason("Rank"), "count"),
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Points from"), "number"),
            TableColumn(Reason("to"), "number"),
            TableColumn(Reason("Wins under other weights"), "percent"),
            TableColumn(Reason("Cost over the term"), "money"),
            TableColumn(Reason("Price per hour"), "money"),
        ),
        rows=tuple(_vendor(vendor) for vendor in result.vendors),
        tab=Reason("Shortlist"),
        statuses=tuple(
            "good" if v.vendor_id == result.winner_id else "bad" if v.knock_outs else "neutral" for v in result.vendors
        ),
        words=(("good", Reason("first")), ("bad", Reason("knocked out"))),
        empty=Reason("No bid has been received."),
    )


def _vendor(vendor: VendorResult) -> tuple[Value, ...]:
    return (
        vendor.rank,
        vendor.name,
        vendor.lowest,
        vendor.highest,
        vendor.wins_share,
        vendor.total_cost,
        vendor.price_per_hour,
    )


def _knock_outs(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("Knocked out; no score makes up for it"),
        columns=(TableColumn(Reason("Vendor")), TableColumn(Reason("Why"))),
        rows=tuple((vendor.name, reason) for vendor in result.vendors for reason in vendor.knock_outs),
        empty=Reason("Nobody was knocked out."),
    )
