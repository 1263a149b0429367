"""Evidence that runs out re-opens an approved gate; phases that have begun go on, and no new one begins."""

from datetime import date

import pytest

from domain.gates.expiring import expiry_findings
from domain.gates.gates import Expiry
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus, derive_state
from domain.reasons import Reason
from tests.domain.ledger.samples import Entry, chain

LAST = date(2026, 3, 31)


def state(status: PhaseStatus = PhaseStatus.APPROVED) -> PhaseState:
    kept = Expiry(name="certificate-BLS", on=LAST, reason=Reason("It ended.")).model_dump(mode="json")
    return PhaseState(phase=Phase.VENDOR_SELECTION, status=status, attempt=1, gate={"expiries": [kept]})


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 3, 1), []),
        (date(2026, 3, 2), [(False, 29)]),
        (LAST, [(False, 0)]),
        (date(2026, 4, 1), [(True, -1)]),
    ],
    ids=["before the notice", "within the notice", "its last day", "the day after"],
)
def test_evidence_is_told_of_in_time_and_found_expired_the_day_after_its_last(
    today: date, found: list[tuple[bool, int]]
) -> None:
    assert [(f.expired, f.days_left) for f in expiry_findings([state()], today, 30)] == found


@pytest.mark.parametrize("status", [PhaseStatus.AWAITING_DECISION, PhaseStatus.HELD, PhaseStatus.RUNNING])
def test_a_gate_that_is_not_approved_has_nothing_to_expire(status: PhaseStatus) -> None:
    assert expiry_findings([state(status)], date(2026, 4, 1), 30) == ()


def decided(phase: Phase, *roles: str) -> list[Entry]:
    return [
        (EventKind.PHASE_STARTED, {"phase": phase.value}),
        (EventKind.GATE_PASSED, {"phase": phase.value, "evidence_hash": "e"}),
        *(
            (EventKind.APPROVED, {"phase": phase.value, "role": role, "person": role, "evidence_hash": "e"})
            for role in roles
        ),
    ]


def test_a_re_opened_gate_lets_begun_phases_go_on_and_starts_no_new_one() -> None:
    selection = decided(Phase.VENDOR_SELECTION, "procurement", "legal")
    expired: Entry = (EventKind.EVIDENCE_EXPIRED, {"phase": "vendor_selection"})
    fresh = derive_state("nordlys", chain([*decided(Phase.DISCOVERY, "project_lead"), *selection, expired]))
    assert fresh.phases[Phase.VENDOR_SELECTION].status is PhaseStatus.REOPENED
    assert fresh.current is Phase.VENDOR_SELECTION
    assert not fresh.may_start(Phase.KICKOFF)
    begun: list[Entry] = [(EventKind.PHASE_STARTED, {"phase": "kickoff"}), expired]
    assert derive_state("nordlys", chain([*selection, *begun])).may_start(Phase.KICKOFF)


def test_new_evidence_and_a_new_decision_close_the_finding() -> None:
    selection = decided(Phase.VENDOR_SELECTION, "procurement", "legal")
    entries = [*selection, (EventKind.EVIDENCE_EXPIRED, {"phase": "vendor_selection"}), *selection]
    assert derive_state("nordlys", chain(entries)).phases[Phase.VENDOR_SELECTION].status is PhaseStatus.APPROVED
