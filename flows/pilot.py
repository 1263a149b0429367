"""Phase 4, pilot: two to four weeks with one low-risk task, judged by a rule fixed before it started.

Here: the order of work. Not here: rules (`domain.pilot.assess`), the document (`reports.phases.pilot`).
"""

from domain.discovery.baselines import Kpi
from domain.ledger.phases import Phase
from domain.pilot.gate import pilot_gate
from domain.workbook.tabs import PILOT_TABS
from flows.frame.phase_end import conclude
from flows.frame.running import phase_context, rollout_flow
from flows.requests import PhaseRequest
from reports.phases import pilot as document
from tasks.measure import locked_baseline, measure_pilot, settle_gate
from tasks.pull import pull_tickets, pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("pilot", "{rollout} · pilot · {day}")
def pilot(request: PhaseRequest) -> PhaseOutcome:
    """Judge the pilot: service levels, errors and satisfaction, and what a sample of this size can prove.
    Owners of the gate: both parties, the project lead and the vendor."""
    with phase_context(request, Phase.PILOT) as context:
        tabs = validate_tabs(context, pull_workbook(context, PILOT_TABS), PILOT_TABS)
        tickets = pull_tickets(context, context.projects.vendor)
        result = measure_pilot(context, tabs, tickets, locked_baseline(context, Kpi.ERROR_RATE))
        gate = settle_gate(context, tabs, pilot_gate(result))
        return conclude(context, tabs, gate, document.compose(result, gate, tabs.findings))
