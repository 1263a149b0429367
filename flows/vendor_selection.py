"""Phase 2, vendor selection: who can, who may, who is best, and would they win under other weights.

Here: the order of work. Not here: rules (`domain.selection`), the document (`reports.selection`).
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.gate_evidence import passed_evidence
from domain.phases import Phase
from domain.records import Criterion
from domain.selection import selection_gate
from domain.signed_terms import with_terms
from domain.weight_lock import LockedWeights, with_lock
from domain.workbook_tabs import OPTIONAL_SELECTION_TABS, SELECTION_TABS
from flows.negotiating import award_terms, negotiate
from flows.phase_end import conclude
from flows.requests import PhaseRequest
from flows.running import phase_context, rollout_flow
from reports import rfp
from reports import selection as document
from reports.negotiation import negotiation_section
from tasks.context import RunContext
from tasks.lock import lock_weights
from tasks.measure import measure_selection, settle_gate
from tasks.publish import publish_page, publish_pdf, publish_word
from tasks.pull import pull_if_there, pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("vendor_selection", "{rollout} · vendor selection · {day}")
def vendor_selection(request: PhaseRequest) -> PhaseOutcome:
    """Knock out bidders that may not be chosen, rank the others on fixed scales, and show how firm the ranking is.
    Owners of the gate: procurement and legal, both."""
    with phase_context(request, Phase.VENDOR_SELECTION) as context:
        tabs = validate_tabs(context, pull_workbook(context, SELECTION_TABS), SELECTION_TABS)
        kept, models = pull_if_there(context, OPTIONAL_SELECTION_TABS)
        optional = validate_tabs(context, kept, models) if kept else None
        negotiation = negotiate(context, tabs, optional)
        locked = lock_weights(context, tabs.of(Criterion))
        asked = publish_rfp(context, tabs.of(Criterion), locked)
        result = measure_selection(context, tabs)
        signed = award_terms(context, tabs, result, negotiation)
        found = with_lock(with_terms(selection_gate(result), signed), locked, tabs.of(Criterion))
        gate = settle_gate(context, tabs, found)
        award = document.compose(result, gate, tabs.findings, (negotiation_section(negotiation),))
        beside = {**asked, **publish_word(context, award).links}
        return conclude(context, tabs, gate, award, beside=beside)


def publish_rfp(context: RunContext, criteria: Sequence[Criterion], locked: LockedWeights) -> dict[str, str]:
    """The request for proposals as a page, a PDF and a Word file, under the locked weights."""
    roadmap = passed_evidence(context.book.events(), Phase.DISCOVERY).get("roadmap", [])
    day = context.as_of.astimezone(ZoneInfo(context.zone)).date()
    request = rfp.compose(context.company, context.contract, criteria, locked, context.rules.selection, roadmap, day)
    return {
        **publish_page(context, request).links,
        **publish_pdf(context, request).links,
        **publish_word(context, request).links,
    }
