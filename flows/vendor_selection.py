"""Phase 2, vendor selection: who can, who may, who is best, and would they win under other weights.

Here: the order of work. Not here: rules (`domain.selection`), the document (`reports.selection`).
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.gate_evidence import passed_evidence
from domain.phases import Phase
from domain.records import Criterion
from domain.selection import selection_gate
from domain.weight_lock import LockedWeights, with_lock
from domain.workbook_tabs import SELECTION_TABS
from flows.award_file import publish_award_file
from flows.phase_end import conclude
from flows.requests import PhaseRequest
from flows.roadmap_epics import complete_roadmap
from flows.running import phase_context, rollout_flow
from reports import rfp
from reports import selection as document
from tasks.context import RunContext
from tasks.lock import lock_weights
from tasks.measure import measure_selection, settle_gate
from tasks.publish import publish_page, publish_pdf, publish_word
from tasks.pull import pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("vendor_selection", "{rollout} · vendor selection · {day}")
def vendor_selection(request: PhaseRequest) -> PhaseOutcome:
    """Knock out bidders that may not be chosen, rank the others on fixed scales, and show how firm the ranking is.
    Owners of the gate: procurement and legal, both."""
    with phase_context(request, Phase.VENDOR_SELECTION) as context:
        complete_roadmap(context)
        tabs = validate_tabs(context, pull_workbook(context, SELECTION_TABS), SELECTION_TABS)
        locked = lock_weights(context, tabs.of(Criterion))
        asked = publish_rfp(context, tabs.of(Criterion), locked)
        result = measure_selection(context, tabs)
        gate = settle_gate(context, tabs, with_lock(selection_gate(result), locked, tabs.of(Criterion)))
        award = document.compose(result, gate, tabs.findings)
        beside = {**asked, **publish_award_file(context, tabs, result, gate, award)}
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
