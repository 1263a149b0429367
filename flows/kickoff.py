"""Phase 3, kick-off: statement of work, access rights, contacts, controls against the five pitfalls.

Here: the order of work. Not here: rules (`domain.kickoff.assess`), the document (`reports.phases.kickoff`).
"""

from domain.kickoff.gate import kickoff_gate
from domain.ledger.phases import Phase
from domain.workbook.tabs import KICKOFF_TABS
from flows.frame.phase_end import conclude
from flows.frame.running import phase_context, rollout_flow
from flows.requests import PhaseRequest
from reports.phases import kickoff as document
from tasks.measure import measure_kickoff, settle_gate
from tasks.pull import pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("kickoff", "{rollout} · kick-off · {day}")
def kickoff(request: PhaseRequest) -> PhaseOutcome:
    """Check that scope, access, contacts and controls stand, and put what is missing into Jira.
    Owners of the gate: the project lead and the vendor."""
    with phase_context(request, Phase.KICKOFF) as context:
        tabs = validate_tabs(context, pull_workbook(context, KICKOFF_TABS), KICKOFF_TABS)
        result = measure_kickoff(context, tabs)
        gate = settle_gate(context, tabs, kickoff_gate(result))
        return conclude(context, tabs, gate, document.compose(result, gate, tabs.findings), result.actions)
