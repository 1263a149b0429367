"""Phase 6, continuous optimisation: what it brings, for money and for people, and what must be put right.

Here: the order of work. Not here: rules (`domain.optimisation.assess`), the document (`reports.phases.optimisation`).
"""

from domain.ledger.phases import Phase
from domain.optimisation.gate import optimisation_gate
from domain.workbook.tabs import OPTIMISATION_TABS
from flows.frame.phase_end import conclude
from flows.frame.running import phase_context, rollout_flow
from flows.requests import PhaseRequest
from reports.phases import optimisation as document
from tasks.measure import measure_optimisation, settle_gate
from tasks.pull import pull_tickets, pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("optimisation", "{rollout} · optimisation · {day}")
def optimisation(request: PhaseRequest) -> PhaseOutcome:
    """Measure the article's five metrics, and put a corrective action into Jira for every missed service level.
    Owner of the gate: the executive sponsor."""
    with phase_context(request, Phase.OPTIMISATION) as context:
        tabs = validate_tabs(context, pull_workbook(context, OPTIMISATION_TABS), OPTIMISATION_TABS)
        tickets = pull_tickets(context, context.projects.vendor)
        result = measure_optimisation(context, tabs, tickets)
        gate = settle_gate(context, tabs, optimisation_gate(result))
        return conclude(context, tabs, gate, document.compose(result, gate, tabs.findings), result.actions)
