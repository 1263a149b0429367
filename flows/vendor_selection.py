"""Phase 2, vendor selection: who can, who may, who is best, and would they win under other weights.

Here: the order of work. Not here: rules (`domain.selection`), the document (`reports.selection`).
"""

from domain.phases import Phase
from domain.records import SELECTION_TABS
from domain.selection import selection_gate
from flows.phase_end import conclude
from flows.requests import PhaseRequest
from flows.running import phase_context, rollout_flow
from reports import selection as document
from tasks.measure import measure_selection, settle_gate
from tasks.pull import pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("vendor_selection", "{rollout} · vendor selection · {day}")
def vendor_selection(request: PhaseRequest) -> PhaseOutcome:
    """Knock out bidders that may not be chosen, rank the others on fixed scales, and show how firm the ranking is.
    Owners of the gate: procurement and legal, both."""
    with phase_context(request, Phase.VENDOR_SELECTION) as context:
        tabs = validate_tabs(context, pull_workbook(context, SELECTION_TABS), SELECTION_TABS)
        result = measure_selection(context, tabs)
        gate = settle_gate(context, tabs, selection_gate(result))
        return conclude(context, tabs, gate, document.compose(result, gate, tabs.findings))
