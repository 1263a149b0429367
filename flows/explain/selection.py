"""Vendor selection computed again from what its gate recorded: comparison, negotiation and signed terms.

Here: which rows and tickets go to which rule, as the phase itself hands them (`tasks.measure`,
`tasks.vendor_selection.proposals`, `tasks.vendor_selection.negotiate`), without Prefect. Not here: the workings
(`domain.vendor_selection.told.all_figures`).
"""

from functools import partial
from typing import Any

from domain.agreement.negotiation import Negotiation, assess_offers
from domain.agreement.offers import read_offers
from domain.agreement.past_year import past_year
from domain.agreement.signed_terms import award_terms, with_terms
from domain.figures.working import Working
from domain.gates.gates import GateEvaluation
from domain.sla.tickets import TicketTables
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.completeness import Handed as Addresses
from domain.vendor_selection.completeness import gather_papers
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.told.all_figures import selection_workings
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import OfferedLevel, PriceLine, Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion
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
    scores = _rows(read, Score)
    if alone:
        scores = tuple(row for snapshot_id in alone for row in kept.reading(snapshot_id, Score).rows)
    papers = _papers(kept, read)
    result = _result(kept, read, scores, papers)
    tickets_id = kept.tickets_snapshot() if _rows(read, OfferedLevel) else ""
    past = _past(kept, tickets_id) if tickets_id else None
    negotiation = _negotiation(kept, read, past)
    case = SelectionCase(
        result=result,
        vendors=_rows(read, Vendor),
        scores=scores,
        papers=papers,
        negotiation=negotiation,
        offered=_rows(read, OfferedLevel),
        places=kept.places(read, tickets_id),
        word=word,
        tickets=past.tickets.height if past else 0,
        score_snapshots=alone,
    )
    return selection_workings(case), _gate(kept, read, result, negotiation)


def _result(kept: KeptPhase, read: Readings, scores: tuple[Score, ...], papers: Papers) -> VendorSelectionResult:
    contract = kept.rollout.contract
    return assess_vendor_selection(
        _rows(read, Criterion),
        _rows(read, Vendor),
        scores,
        kept.rollout.rules.selection,
        papers=papers,
        contract_starts_on=contract.starts_on,
        term_months=contract.term_months,
        as_of=kept.as_of.date(),
        sub_criteria=_rows(read, SubCriterion),
    )


def _papers(kept: KeptPhase, read: Readings) -> Papers:
    """What the bidders handed in, with the roadmap's volumes as they were known then, and what is missing."""
    addresses = Addresses(
        addresses={
            model.__name__: RowAddresses((TabPart(one.tab, one.columns, one.row_numbers, one.next_row),))
            for model, one in read.items()
        },
        unread=frozenset(model.__name__ for model, one in read.items() if len(one.rows) < one.rows_seen),
    )
    return gather_papers(partial(_rows, read), kept.earlier, kept.rollout.rules.selection, addresses)


def _past(kept: KeptPhase, tickets_id: str) -> TicketTables:
    return TicketTables.read(partial(kept.store.read, tickets_id))


def _negotiation(kept: KeptPhase, read: Readings, past: TicketTables | None) -> Negotiation:
    contract, vendors = kept.rollout.contract, _rows(read, Vendor)
    offers = read_offers(_rows(read, OfferedLevel), contract, [vendor.vendor_id for vendor in vendors], {})
    year = past_year(contract, past, kept.as_of) if past else None
    return assess_offers(offers, vendors, contract, year, _rows(read, PriceLine))


def _gate(kept: KeptPhase, read: Readings, result: VendorSelectionResult, found: Negotiation) -> GateEvaluation:
    """With the terms that are signed among its evidence."""
    signed = award_terms(
        kept.rollout.contract, result.winner_id, _rows(read, Vendor), found.offers, _rows(read, PriceLine)
    )
    return with_terms(vendor_selection_gate(result), signed)


def _rows(read: Readings, model: type[Row]) -> tuple[Any, ...]:
    """The rows of a tab; none where the workbook had no such tab."""
    return read[model].rows if model in read else ()
