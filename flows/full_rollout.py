"""Phase 5, full rollout: processes move in waves; missed service levels hold the next wave.

Here: the order of work. Not here: rules (`domain.full_rollout.assess`), the document (`reports.phases.full_rollout`).
"""

from domain.full_rollout.gate import full_rollout_gate
from domain.ledger.phases import Phase
from domain.workbook.processes import Process
from domain.workbook.tables import Row
from domain.workbook.tabs import OPTIMISATION_TABS, ROLLOUT_TABS
from flows.frame.phase_end import conclude
from flows.frame.running import phase_context, rollout_flow
from flows.requests import PhaseRequest
from reports.phases import full_rollout as document
from tasks.measure import measure_full_rollout, settle_gate
from tasks.pull import pull_tickets, pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs

TABS: tuple[type[Row], ...] = (*ROLLOUT_TABS, *OPTIMISATION_TABS, Process)


@rollout_flow("full_rollout", "{rollout} · full rollout · {day}")
def full_rollout(request: PhaseRequest) -> PhaseOutcome:
    """Follow every wave and process to the vendor, and hold the next wave when live figures trip.
    Owner of the gate: the operations manager."""
    with phase_context(request, Phase.FULL_ROLLOUT) as context:
        tabs = validate_tabs(context, pull_workbook(context, TABS), TABS)
        tickets = pull_tickets(context, context.projects.vendor)
        result = measure_full_rollout(context, tabs, tickets)
        gate = settle_gate(context, tabs, full_rollout_gate(result))
        return conclude(context, tabs, gate, document.compose(result, gate, tabs.findings))
