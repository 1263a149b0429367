"""Offers, past tickets and ledgers with an award, for the tests of negotiation and of the contract in force."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from configs.rollouts import read_rollout
from domain.agreement.past_year import PastYear, past_year
from domain.agreement.signed_terms import EVIDENCE, SignedTerms, terms_to_sign, with_terms
from domain.contract.clauses import Contract
from domain.gates.gates import GateEvaluation
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.sla.tickets import TicketTables
from domain.workbook.bidders import OfferedLevel
from tests.domain.ledger.samples import Entry, chain
from tests.domain.samples.rows import vendor
from tests.domain.sla.stories import SOLVED, WORKING, Story, at, frames

REQUIRED: Contract = read_rollout("nordlys", Path("nowhere")).contract
"""First response P2: 120 minutes, 95 %; resolution P2: 960 minutes, 95 %. Fee 250,000, 12 % at risk: 30,000 a month."""

BIDDER = vendor("BLS", name="Baltic", monthly_fee=Decimal(250_000), transition_cost=Decimal(180_000))
AS_OF = at("2025-06-27 09:00")


def level(clause_id: str, priority: str, minutes: int | None, attainment: str, **changed: Any) -> OfferedLevel:
    values: dict[str, Any] = {"vendor_id": "BLS", "round": 1, "clause_id": clause_id, "priority": priority}
    return OfferedLevel(**(values | {"minutes": minutes, "attainment": Decimal(attainment)} | changed))


def ticket(answered: str, solved: str, *, priority: str = "P2", created: str = "2025-03-03 08:00") -> Story:
    """A ticket of Monday 3 March 2025; the office is open from 8 to 16, 480 minutes a day."""
    return Story(created=created, moves=((answered, WORKING), (solved, SOLVED)), priority=priority)


IN_TIME = ticket("2025-03-03 09:00", "2025-03-03 12:00")
ANSWERED_LATE = ticket("2025-03-03 11:00", "2025-03-03 12:00")
"""After 180 minutes."""


def year_of(*stories: Story, required: Contract = REQUIRED) -> PastYear:
    return past_year(required, TicketTables(**frames(*stories)), AS_OF)


def signed(**changed: Any) -> SignedTerms:
    return terms_to_sign(REQUIRED, BIDDER, ()).model_copy(update=changed)


def attempt(number: int, terms: SignedTerms | None, *roles: Role) -> list[Entry]:
    """An attempt of vendor selection that awards these terms, approved by the holders of `roles`."""
    gate = with_terms(GateEvaluation(phase=Phase.VENDOR_SELECTION, criteria=(), evidence={"winner": "BLS"}), terms)
    about = {"phase": Phase.VENDOR_SELECTION.value, "attempt": number}
    passed = about | {"evidence_hash": gate.evidence_hash, "gate": {"evidence": gate.evidence}}
    assert (EVIDENCE in gate.evidence) is (terms is not None)
    return [
        (EventKind.PHASE_STARTED, about),
        (EventKind.GATE_PASSED, passed),
        *(
            (
                EventKind.APPROVED,
                about | {"evidence_hash": gate.evidence_hash, "role": role.value, "person": f"{role} x"},
            )
            for role in roles
        ),
    ]


OWNERS = (Role.PROCUREMENT, Role.LEGAL)


def ledger(*attempts: list[Entry]) -> list[Event]:
    return chain(entry for entries in attempts for entry in entries)


def day(text: str) -> date:
    return date.fromisoformat(text)
