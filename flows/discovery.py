"""Phase 1, discovery: what burns people out, which processes to move, what it is worth.

Here: the order of work. Not here: rules (`domain.discovery.assess`), the document (`reports.discovery.discovery`).
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.discovery.gate import discovery_gate
from domain.discovery.unusable import OfATeam, refuse_unusable, stray_teams
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process
from domain.workbook.tables import Row
from domain.workbook.tabs import DISCOVERY_TABS
from flows.frame.phase_end import conclude
from flows.frame.running import phase_context, rollout_flow
from flows.requests import PhaseRequest
from reports.discovery import discovery as document
from tasks.frame.context import RunContext
from tasks.frame.tabs import ValidatedTabs
from tasks.measure import measure_discovery, settle_gate
from tasks.pull import pull_tickets, pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs


@rollout_flow("discovery", "{rollout} · discovery · {day}")
def discovery(request: PhaseRequest) -> PhaseOutcome:
    """Map processes and their load, find warning signs of burnout, rank what to outsource and lock the baselines.
    Owner of the gate: the project lead."""
    with phase_context(request, Phase.DISCOVERY) as context:
        tabs = check_rows(context, validate_tabs(context, pull_workbook(context, DISCOVERY_TABS), DISCOVERY_TABS))
        tickets = pull_tickets(context, context.projects.internal)
        result = measure_discovery(context, tabs, tickets)
        gate = settle_gate(context, tabs, discovery_gate(result))
        return conclude(context, tabs, gate, document.compose(result, gate, tabs.findings, context.language))


def check_rows(context: RunContext, tabs: ValidatedTabs) -> ValidatedTabs:
    """Refuse before anything is written when a tab cannot be used; note rows of teams that nobody knows."""
    refuse_unusable(tabs.findings, written=Reason("Nothing was written"))
    rows: dict[type[Row], Sequence[OfATeam]] = {
        Process: tabs.of(Process),
        WorkMonth: tabs.of(WorkMonth),
        SurveyResult: tabs.of(SurveyResult),
        ExitRecord: tabs.of(ExitRecord),
    }
    titles = {model: context.tab_title(model) for model in rows}
    strays = stray_teams(tabs.of(Team), rows, titles, context.tab_title(Team))
    return replace(tabs, findings=(*tabs.findings, *strays))
