"""Vendor selection computed again from what its gate recorded: comparison, negotiation and signed terms.

Here: which rows and tickets go to which rule, as the phase itself hands them (`tasks.measure`,
`tasks.vendor_selection.proposals`, `tasks.vendor_selection.negotiate`), without Prefect. Not here: the workings
(`domain.vendor_selection.told.all_figures`).
"""

from typing import Any

from domain.agreement.negotiation import Negotiation, assess_offers
from domain.agreement.offers import read_offers
from domain.agreement.past_year import TicketHistory, past_year
from domain.agreement.signed_terms import award_terms, with_terms
from domain.figures.trace import Trace
from domain.figures.working import Working
from domain.gates.gates import GateEvaluation
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.completeness import Handed
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.inputs import SelectionInputs, gather_inputs
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.told.all_figures import selection_workings
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import OfferedLevel, PriceLine, Vendor
from domain.workbook.evaluation import Score
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.tables import Row
from domain.workbook.tabs import OPTIONAL_SELECTION_TABS, SELECTION_TABS
from flows.explain.kept import KeptPhase, Readings
from reports.words import word


def explain_selection(kept: KeptPhase) -> tuple[tuple[Working, ...], GateEvaluation]:
    """Every figure of the report, and the gate as it comes out now."""
    alone = kept.score_snapshots
    shared = tuple(model for model in SELECTION_TABS if model is not Score or not alone)
    read = kept.readings(shared, OPTIONAL_SELECTION_TABS)
    inputs = _inputs(kept, read)
    tickets_id = kept.tickets_snapshot() if _rows(read, OfferedLevel) else ""
    trace = Trace(kept.places(read, tickets_id), word)
    result = assess_vendor_selection(inputs, trace)
    past = _past(kept, tickets_id) if tickets_id else None
    negotiation = _negotiation(kept, read, past)
    case = SelectionCase(
        result=result,
        vendors=inputs.vendors,
        scores=inputs.scores,
        papers=inputs.papers,
        negotiation=negotiation,
        offered=_rows(read, OfferedLevel),
        places=trace.sources,
        word=word,
        trace=trace,
        tickets=past.tickets.height if past else 0,
        score_snapshots=alone,
    )
    return selection_workings(case), _gate(kept, inputs, result, negotiation)


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

    def rows_of(model: type[Row]) -> tuple[Any, ...]:
        return scores if model is Score and alone else _rows(read, model)

    rollout = kept.rollout
    return gather_inputs(
        rows_of, places, kept.earlier, rollout.rules.selection, rollout.contract, kept.as_of.date(), alone
    )


def _past(kept: KeptPhase, tickets_id: str) -> TicketHistory:
    return TicketHistory(*(kept.store.read(tickets_id, table) for table in ("tickets", "history", "comments")))


def _negotiation(kept: KeptPhase, read: Readings, past: TicketHistory | None) -> Negotiation:
    contract, vendors = kept.rollout.contract, _rows(read, Vendor)
    offers = read_offers(_rows(read, OfferedLevel), contract, [vendor.vendor_id for vendor in vendors], {})
    year = past_year(contract, past, kept.as_of) if past else None
    return assess_offers(offers, vendors, contract, year, _rows(read, PriceLine))


def _gate(
    kept: KeptPhase, inputs: SelectionInputs, result: VendorSelectionResult, found: Negotiation
) -> GateEvaluation:
    """With the terms that are signed among its evidence."""
    signed = award_terms(
        kept.rollout.contract, result.winner_id, inputs.vendors, found.offers, inputs.papers.price_lines
    )
    return with_terms(vendor_selection_gate(result), signed)


def _rows(read: Readings, model: type[Row]) -> tuple[Any, ...]:
    """The rows of a tab; none where the workbook had no such tab."""
    return read[model].rows if model in read else ()
