"""What the rules' terms are called when people read them.

Here: one sentence or word per term. Not here: how it is translated (`reports.language`).
"""

from enum import StrEnum

from domain.choice.opinions import Method
from domain.contract.clauses import Metric, Party
from domain.discovery.baselines import Kpi
from domain.discovery.burnout import CostKind
from domain.discovery.business_case import Case
from domain.discovery.case_swings import Assumption
from domain.discovery.signs import Sign
from domain.full_rollout.result import ProcessState, WaveState
from domain.kickoff.result import Pitfall
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from domain.pilot.result import PilotDecision
from domain.reasons import Reason
from domain.sla.shapes import BreachCause
from domain.workbook.bidders import PriceUnit
from domain.workbook.processes import Category

_PAIRS: tuple[tuple[StrEnum, Reason], ...] = (
    (BreachCause.REOPENED, Reason("ran out after a re-opening")),
    (BreachCause.RAISED, Reason("priority raised")),
    (BreachCause.QUEUE, Reason("waited to be taken")),
    (BreachCause.HANDLING, Reason("handling took too long")),
    (Metric.FIRST_RESPONSE, Reason("working time until the vendor's first public answer")),
    (Metric.RESOLUTION, Reason("working time the ticket was with the vendor until it was solved")),
    (Metric.UPDATE_INTERVAL, Reason("longest working time without a public comment of the vendor")),
    (Metric.DUE_DATE, Reason("solved by the end of the ticket's due day")),
    (Method.TOPSIS, Reason("TOPSIS (nearness to the best)")),
    (Method.WASPAS, Reason("WASPAS (sum and product)")),
    (Method.VIKOR, Reason("VIKOR (compromise)")),
    (Party.VENDOR, Reason("vendor")),
    (Party.CLIENT, Reason("client")),
    (Party.THIRD_PARTY, Reason("third party")),
    (Category.ADMINISTRATION, Reason("Administration")),
    (Category.FINANCE, Reason("Finance & accounting")),
    (Category.MARKETING, Reason("Marketing & creative")),
    (Category.IT, Reason("IT & technical support")),
    (Category.CUSTOMER_SERVICE, Reason("Customer service")),
    (Category.RESEARCH, Reason("Research & data analysis")),
    (CostKind.LOST_PRODUCTIVITY, Reason("Lost productivity")),
    (CostKind.ABSENCE, Reason("Absence")),
    (CostKind.HEALTH_CLAIMS, Reason("Health and insurance claims")),
    (CostKind.TURNOVER, Reason("Staff turnover")),
    (PriceUnit.MONTH, Reason("month")),
    (PriceUnit.CASE, Reason("case")),
    (PriceUnit.HOUR, Reason("hour")),
    (PriceUnit.ONCE, Reason("once")),
    (Case.LOW, Reason("Low")),
    (Case.EXPECTED, Reason("Expected")),
    (Case.HIGH, Reason("High")),
    (Sign.OVERWORK, Reason("Chronic overwork")),
    (Sign.QUALITY, Reason("Falling quality")),
    (Sign.WITHDRAWAL, Reason("Withdrawal")),
    (Sign.PHYSICAL, Reason("Physical symptoms")),
    (Sign.LEAVING, Reason("Intention to leave")),
    (Assumption.REALISED, Reason("Share of the freed cost that is really saved")),
    (Assumption.FEE, Reason("Vendor's fee as a share of the freed cost")),
    (Assumption.GOVERNANCE, Reason("Governance as a share of the freed cost")),
    (Assumption.TRANSITION, Reason("Transition as a share of a year's freed cost")),
    (Kpi.ERROR_RATE, Reason("Error rate")),
    (Kpi.COST_PER_MONTH, Reason("Cost per month")),
    (Kpi.HOURS_PER_MONTH, Reason("Hours per month")),
    (Kpi.ENGAGEMENT, Reason("Engagement")),
    (Kpi.TURNOVER, Reason("Turnover rate")),
    (Pitfall.COMMUNICATION, Reason("Poor communication")),
    (Pitfall.SCOPE, Reason("Undefined scope")),
    (Pitfall.SECURITY, Reason("Insufficient security")),
    (Pitfall.DEPENDENCE, Reason("Over-dependence on the vendor")),
    (Pitfall.CULTURE, Reason("Ignored cultural fit")),
    (PilotDecision.CONTINUE, Reason("Continue")),
    (PilotDecision.EXTEND, Reason("Extend")),
    (PilotDecision.STOP, Reason("Stop")),
    (ProcessState.MIGRATED, Reason("moved")),
    (ProcessState.READY, Reason("ready")),
    (ProcessState.BLOCKED, Reason("blocked")),
    (WaveState.DONE, Reason("done")),
    (WaveState.HELD, Reason("held by a tripwire")),
    (WaveState.WAITING, Reason("waiting for an earlier wave")),
    (Phase.DISCOVERY, Reason("Discovery")),
    (Phase.VENDOR_SELECTION, Reason("Vendor selection")),
    (Phase.KICKOFF, Reason("Kick-off")),
    (Phase.PILOT, Reason("Pilot")),
    (Phase.FULL_ROLLOUT, Reason("Full rollout")),
    (Phase.OPTIMISATION, Reason("Continuous optimisation")),
    (WaveState.READY, Reason("ready")),
    (WaveState.BLOCKED, Reason("blocked")),
    (Role.PROJECT_LEAD, Reason("project lead")),
    (Role.PROCUREMENT, Reason("procurement")),
    (Role.LEGAL, Reason("legal")),
    (Role.VENDOR, Reason("vendor")),
    (Role.OPERATIONS_MANAGER, Reason("operations manager")),
    (Role.EXECUTIVE_SPONSOR, Reason("executive sponsor")),
    (PhaseStatus.NOT_STARTED, Reason("not started")),
    (PhaseStatus.RUNNING, Reason("running")),
    (PhaseStatus.HELD, Reason("held")),
    (PhaseStatus.AWAITING_DECISION, Reason("awaiting decision")),
    (PhaseStatus.APPROVED, Reason("approved")),
    (PhaseStatus.REFUSED, Reason("refused")),
    (PhaseStatus.REOPENED, Reason("re-opened: evidence has expired")),
)
# By kind and value: terms of different kinds may have equal values (the turnover line, the turnover metric).
WORDS = {(type(term), term.value): reason for term, reason in _PAIRS}


def word(term: StrEnum) -> Reason:
    """What a term is called."""
    return WORDS[type(term), term.value]
