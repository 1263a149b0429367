"""The daily look at gates over a real ledger: recorded once, owners asked again when their codes have ended."""

from dataclasses import replace
from datetime import date, timedelta

from domain.gates.expiring import ExpiryFinding
from domain.gates.gates import Expiry
from domain.ledger.events import EventKind
from domain.ledger.state import PhaseStatus
from domain.reasons import Reason
from tasks.check import check_gates
from tests.tasks.test_decide import AISHA, PHASE, SOREN, Office, office, postgres, replace_person  # noqa: F401

LAST = date(2026, 3, 31)


def approved(office: Office) -> None:  # noqa: F811
    kept = Expiry(name="certificate-BLS", on=LAST, reason=Reason("ISO 27001 of BLS ended."))
    office.gate(expiries=(kept,))
    office.answer(SOREN)
    office.answer(AISHA)
    assert office.status is PhaseStatus.APPROVED


def test_expired_evidence_re_opens_its_gate_once_however_often_it_is_looked_at(office: Office) -> None:  # noqa: F811
    told: list[str] = []

    def look(day: date) -> tuple[ExpiryFinding, ...]:
        return check_gates(office.desk, day, 30, lambda rollout_id, name, payload: told.append(name))

    approved(office)
    assert [f.expired for f in look(LAST)] == [False]
    statuses = [office.status]
    for _ in range(3):
        look(LAST + timedelta(days=1))
        statuses.append(office.status)
    assert statuses == [PhaseStatus.APPROVED, *[PhaseStatus.REOPENED] * 3]
    assert len(office.events(EventKind.EVIDENCE_EXPIRED)) == 1
    assert told == ["evidence.expired"]


def test_owners_whose_codes_have_ended_are_asked_again(office: Office) -> None:  # noqa: F811
    office.gate()
    office.answer(SOREN)
    check_gates(office.desk, LAST, 30)
    assert len(office.mail(AISHA.email)) == 1
    office.clock.now += timedelta(days=31)
    check_gates(office.desk, LAST, 30)
    assert (len(office.mail(SOREN.email)), len(office.mail(AISHA.email))) == (1, 2)
    assert office.answer(AISHA).status is PhaseStatus.APPROVED


def test_somebody_who_came_to_stand_in_meanwhile_is_asked_too(office: Office) -> None:  # noqa: F811
    office.gate()
    stand_in = replace_person(AISHA, "Lene Krogh")
    office.desk = replace(office.desk, approvers={PHASE: (SOREN, AISHA, stand_in)})
    check_gates(office.desk, LAST, 30)
    assert [len(office.mail(a.email)) for a in (SOREN, AISHA, stand_in)] == [1, 1, 1]
