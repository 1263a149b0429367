"""Vendor selection computed again from what its gate recorded: comparison, negotiation and signed terms.

Here: which rows and tickets go to the phase's own rules, with a trace in which they record every figure, without
Prefect. Not here: the rules, and gathering what bids are compared by (`domain.vendor_selection.inputs`), which the
phase does in the same way.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from domain.agreement.negotiation import negotiate_on_tickets
from domain.agreement.negotiation_result import Negotiation
from domain.agreement.offers import read_offers
from domain.agreement.signed_terms import award_terms, with_terms
from domain.figures.trace import Trace
from domain.figures.working import Working
from domain.gates.gates import GateEvaluation
from domain.sla.tickets import TicketTables
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.completeness import Handed
from domain.vendor_selection.figure_order import in_report_order
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.inputs import SelectionInputs, gather_inputs
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.bidders import OfferedLevel
from domain.workbook.evaluation import Score
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.tables import Row
from domain.workbook.tabs import OPTIONAL_SELECTION_TABS, SELECTION_TABS
from flows.explain.kept import KeptPhase, Readings, rows_of
from reports.words import word


def explain_selection(kept: KeptPhase) -> tuple[tuple[Working, ...], GateEvaluation]:
    """Every figure of the report, and the gate as it comes out now."""
    alone = kept.score_snapshots
    shared = tuple(model for model in SELECTION_TABS if model is not Score or not alone)
    read = kept.readings(shared, OPTIONAL_SELECTION_TABS)
    inputs = _inputs(kept, read)
    tickets_id = kept.tickets_snapshot() if rows_of(read, OfferedLevel) else ""
    trace = Trace(kept.places(read, tickets_id), word)
    result = assess_vendor_selection(inputs, trace)
    negotiation = _negotiation(kept, inputs, rows_of(read, OfferedLevel), tickets_id, trace)
    told = in_report_order(trace.workings.values(), [vendor.vendor_id for vendor in result.vendors])
    return told, _gate(kept, inputs, result, negotiation)


def _inputs(kept: KeptPhase, read: Readings) -> SelectionInputs:
    """What the phase compared the bids by, with the roadmap's volumes as they were known then."""
    alone = kept.score_snapshots
    scores = tuple(row for snapshot_id in alone for row in kept.reading(snapshot_id, Score).rows)
    places = Handed(
        addresses={
            model.__name__: RowAddresses((TabPart(one.tab, one.columns, one.row_numbers, one.next_row),))
            for model, one in read.items()
        },
        unread=frozenset(model.__name__ for model, one in read.items() if len(one.rows) < one.rows_seen),
    )

    def rows(model: type[Row]) -> tuple[Any, ...]:
        return scores if model is Score and alone else rows_of(read, model)

    rollout = kept.rollout
    return gather_inputs(
        rows, places, kept.earlier, rollout.rules.selection, rollout.contract, kept.as_of.date(), alone
    )


def _negotiation(
    kept: KeptPhase, inputs: SelectionInputs, offered: Sequence[OfferedLevel], tickets_id: str, trace: Trace
) -> Negotiation:
    """The offers against what was required; without tickets no concession has a price."""
    contract, vendor_ids = kept.rollout.contract, [vendor.vendor_id for vendor in inputs.vendors]
    offers = read_offers(offered, contract, vendor_ids, {})
    past = TicketTables.read(partial(kept.store.read, tickets_id)) if tickets_id else None
    return negotiate_on_tickets(offers, inputs.vendors, contract, past, kept.as_of, inputs.papers.price_lines, trace)


def _gate(
    kept: KeptPhase, inputs: SelectionInputs, result: VendorSelectionResult, found: Negotiation
) -> GateEvaluation:
    """With the terms that are signed among its evidence."""
    signed = award_terms(
        kept.rollout.contract, result.winner_id, inputs.vendors, found.offers, inputs.papers.price_lines
    )
    return with_terms(vendor_selection_gate(result), signed)
