"""Asking for decisions and taking them, over a real ledger on SQLite and PostgreSQL, with letters as real files."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from connectors.ledger.ledger import SqlLedger
from connectors.messages.outbox import Outbox
from domain.gates.approvals import Approver
from domain.gates.gates import Decision, Expiry, GateEvaluation, criterion
from domain.ledger.chain import verify_chain
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from domain.problems import RuleRefused
from domain.reasons import Reason
from tasks.ask import ask_for_decision, renew_codes
from tasks.decide import Answer, DecisionOutcome, record_answer
from tasks.frame.context import DecisionDesk, LedgerBook
from tests.databases import PostgresServer, running_postgres

PHASE = Phase.VENDOR_SELECTION
SOREN = Approver(person="Søren Dahl", role=Role.PROCUREMENT, email="soren@nordlys.example")
AISHA = Approver(person="Aisha Rahman", role=Role.LEGAL, email="aisha@nordlys.example")
CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")


@dataclass
class Clock:
    now: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    """A desk with its ledger, clock and letters."""

    desk: DecisionDesk
    clock: Clock
    letters: Path

    def gate(
        self, *held: str, figure: int = 1, requested_by: str = "Lars Bjerre", expiries: tuple[Expiry, ...] = ()
    ) -> None:
        """The phase runs and its gate is recorded; the owners are asked."""
        book = self.desk.book
        attempt = book.state().phases[PHASE].attempt + 1
        criteria = tuple(criterion(n, n not in held, Reason(f"{n} it is.")) for n in ("weights", "competition"))
        found = GateEvaluation(phase=PHASE, criteria=criteria, evidence={"figure": figure})
        payload = {
            "phase": PHASE.value,
            "attempt": attempt,
            "evidence_hash": found.evidence_hash,
            "gate": {
                "criteria": [c.model_dump(mode="json") for c in criteria],
                "requested_by": requested_by,
                "expiries": [e.model_dump(mode="json") for e in expiries],
            },
        }
        book.record(EventKind.PHASE_STARTED, f"{PHASE}/{attempt}", {"phase": PHASE.value})
        kind = EventKind.GATE_PASSED if found.passed else EventKind.GATE_HELD
        book.record(kind, f"{PHASE}/{attempt}", payload)
        ask_for_decision(self.desk, PHASE)

    def mail(self, to: str) -> list[str]:
        """Codes of all letters to a person, in the order they were given out."""
        found = []
        for path in sorted(self.letters.glob("*.eml"), key=lambda p: p.stat().st_mtime_ns):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if letter["To"] == to:
                found.append(CODE.findall(str(letter.get_content()))[0])
        return found

    def answer(self, who: Approver, decision: Decision = Decision.APPROVE, **other: object) -> DecisionOutcome:
        fields = {"phase": PHASE, "person": who.person, "decision": decision, "reason": "as agreed"}
        if "code" not in other:
            fields["code"] = self.mail(who.email)[-1]
        return record_answer(self.desk, Answer.model_validate(fields | other))

    def events(self, kind: EventKind) -> list[Event]:
        return [event for event in self.desk.book.events() if event.kind is kind]

    @property
    def status(self) -> PhaseStatus:
        return self.desk.book.state().phases[PHASE].status


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    address = f"sqlite:///{tmp_path}/ledger.db"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").new_database()
    clock, ledger = Clock(), SqlLedger.open(address)
    lease = ledger.acquire("nordlys", "elsewhere:1:decide", now=clock.now, ttl=timedelta(days=99))
    book = LedgerBook(rollout_id="nordlys", ledger=ledger, lease=lease, actor="operations", now=clock)
    desk = DecisionDesk(
        rollout_id="nordlys",
        company="Nordlys Regnskab A/S",
        language="da",
        zone="Europe/Copenhagen",
        book=book,
        key=b"k" * 48,
        approvers=dict.fromkeys(Phase, (SOREN, AISHA)),
        code_days=30,
        longest_waiver_days=92,
        messenger=Outbox(tmp_path / "outbox", "rollout@nordlys.example"),
        ui_url="http://127.0.0.1:4200",
    )
    yield Office(desk, clock, tmp_path / "outbox")
    ledger.close()


def test_each_owner_gets_one_letter_with_a_code_that_the_ledger_does_not_hold(office: Office) -> None:
    office.gate()
    ask_for_decision(office.desk, PHASE)
    codes = office.mail(SOREN.email) + office.mail(AISHA.email)
    assert len(codes) == len(set(codes)) == 2
    kept = "".join(event.model_dump_json() for event in office.desk.book.events())
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert "k" * 48 not in repr(office.desk)


def test_a_letter_is_for_its_owner_alone_and_says_what_is_asked_in_the_rollouts_language(office: Office) -> None:
    office.gate()
    (path, _) = sorted(office.letters.glob("*.eml"))
    assert path.stat().st_mode & 0o077 == 0
    text = str(email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_content())
    assert "afventer din beslutning" in text
    assert "Giv den aldrig videre" in text
    assert "rollout decide vendor_selection --rollout nordlys" in text
    assert "http://127.0.0.1:4200/deployments" in text


@pytest.mark.parametrize("order", [(SOREN, AISHA), (AISHA, SOREN)], ids=["procurement first", "legal first"])
def test_two_owners_decide_in_any_order(office: Office, order: tuple[Approver, Approver]) -> None:
    office.gate()
    first = office.answer(order[0])
    assert (first.status, first.waiting_for) == (PhaseStatus.AWAITING_DECISION, (order[1].role,))
    office.clock.now += timedelta(days=20)
    assert office.answer(order[1]).status is PhaseStatus.APPROVED


def test_the_same_answer_twice_changes_nothing_and_another_one_with_the_same_code_is_refused(office: Office) -> None:
    office.gate()
    code = office.mail(SOREN.email)[0]
    assert office.answer(SOREN, code=code).changed
    assert not office.answer(SOREN, code=code).changed
    with pytest.raises(RuleRefused, match="has been used"):
        office.answer(SOREN, Decision.REFUSE, code=code)
    assert office.status is PhaseStatus.AWAITING_DECISION
    assert len(office.events(EventKind.DECISION_REJECTED)) == 1


def test_an_expired_code_is_recorded_as_refused_and_its_owner_gets_a_new_one(office: Office) -> None:
    office.gate()
    late = office.mail(SOREN.email)[0]
    office.clock.now += timedelta(days=30)
    with pytest.raises(RuleRefused, match="ended on"):
        office.answer(SOREN, code=late)
    assert "ended on" in office.events(EventKind.DECISION_REJECTED)[0].payload["why"]
    assert office.answer(SOREN).changed


def test_a_code_typed_in_vain_is_spent_and_replaced(office: Office) -> None:
    office.gate()
    shown = office.mail(SOREN.email)[0]
    with pytest.raises(RuleRefused, match="needs a reason"):
        office.answer(SOREN, Decision.REFUSE, reason=" ")
    with pytest.raises(RuleRefused, match="has been used"):
        office.answer(SOREN, code=shown)
    assert office.mail(SOREN.email)[-1] != shown
    assert office.answer(SOREN).changed


def test_somebody_elses_code_opens_nothing_and_its_owner_gets_another(office: Office) -> None:
    office.gate()
    with pytest.raises(RuleRefused, match="a code is personal"):
        office.answer(SOREN, code=office.mail(AISHA.email)[0])
    assert office.desk.book.state().phases[PHASE].approvals == {}
    assert len(office.mail(AISHA.email)) == 2
    assert office.answer(AISHA).changed


def test_changed_evidence_voids_codes_and_approvals(office: Office) -> None:
    office.gate()
    old = office.mail(AISHA.email)[0]
    office.answer(SOREN)
    office.gate(figure=2)
    with pytest.raises(RuleRefused, match="evidence has changed"):
        office.answer(AISHA, code=old)
    assert office.answer(AISHA).waiting_for == (Role.PROCUREMENT,)


def test_a_refusal_ends_it_and_a_late_approval_is_recorded_as_refused(office: Office) -> None:
    office.gate()
    assert office.answer(AISHA, Decision.REFUSE, reason="no agreement").status is PhaseStatus.REFUSED
    with pytest.raises(RuleRefused, match="Nothing awaits a decision"):
        office.answer(SOREN)
    assert office.status is PhaseStatus.REFUSED
    assert office.events(EventKind.REFUSED)[0].payload["reason"] == "no agreement"


def test_nobody_decides_on_their_own_request_however_the_name_is_typed(office: Office) -> None:
    office.gate(requested_by="  søren   DAHL ")
    with pytest.raises(RuleRefused, match="nobody approves their own request"):
        office.answer(SOREN)


def test_a_stand_in_decides_with_both_names_on_record_and_never_for_both_owners(office: Office) -> None:
    stand_in = replace_person(AISHA, "Lene Krogh")
    office.desk = replace(office.desk, approvers={PHASE: (SOREN, AISHA, stand_in)})
    office.gate()
    assert office.answer(stand_in).changed
    kept = office.events(EventKind.APPROVED)[0].payload
    assert (kept["person"], kept["on_behalf_of"], kept["role"]) == ("Lene Krogh", "Aisha Rahman", "legal")
    with pytest.raises(RuleRefused, match="has already approved as legal"):
        office.answer(AISHA)


def test_a_stand_ins_code_ends_with_the_standing_in(office: Office) -> None:
    until = office.clock.now + timedelta(days=3)
    stand_in = replace_person(AISHA, "Lene Krogh").model_copy(update={"until_at": until})
    office.desk = replace(office.desk, approvers={PHASE: (SOREN, AISHA, stand_in)})
    office.gate()
    office.clock.now = until
    with pytest.raises(RuleRefused, match="ended on"):
        office.answer(stand_in)


def test_one_person_standing_in_for_one_owner_cannot_hold_the_other_role_too(office: Office) -> None:
    both = Approver(person=SOREN.person, role=Role.LEGAL, email="soren+legal@x.example", on_behalf_of=AISHA.person)
    office.desk = replace(office.desk, approvers={PHASE: (SOREN, AISHA, both)})
    office.gate()
    office.answer(SOREN)
    with pytest.raises(RuleRefused, match="needs two persons"):
        office.answer(both)
    assert office.status is PhaseStatus.AWAITING_DECISION


def replace_person(owner: Approver, name: str) -> Approver:
    return Approver(person=name, role=owner.role, email="lene@nordlys.example", on_behalf_of=owner.person)


def test_a_waiver_is_recorded_with_its_day_and_its_owner_can_still_decide(office: Office) -> None:
    office.gate("competition")
    outcome = office.answer(
        SOREN, Decision.WAIVE, reason="one good bidder is enough", criterion="competition", until=date(2026, 5, 1)
    )
    assert outcome.status is PhaseStatus.HELD
    kept = office.events(EventKind.WAIVED)[0].payload
    assert (kept["criterion"], kept["until"], kept["person"]) == ("competition", "2026-05-01", "Søren Dahl")
    assert len(office.mail(SOREN.email)) == 2


def test_a_held_gate_cannot_be_approved_and_a_passed_one_has_nothing_to_waive(office: Office) -> None:
    office.gate("competition")
    with pytest.raises(RuleRefused, match="Nothing awaits a decision"):
        office.answer(SOREN)
    office.gate()
    with pytest.raises(RuleRefused, match="nothing to waive"):
        office.answer(SOREN, Decision.WAIVE, criterion="competition", until=date(2026, 5, 1))


def test_new_codes_replace_the_open_ones(office: Office) -> None:
    office.gate()
    old = office.mail(AISHA.email)[0]
    assert renew_codes(office.desk, PHASE, AISHA.person) == [AISHA.person]
    with pytest.raises(RuleRefused, match="newer code has replaced"):
        office.answer(AISHA, code=old)
    with pytest.raises(RuleRefused, match="has nothing to decide"):
        renew_codes(office.desk, PHASE, "Karin Winther")


def test_a_person_without_an_address_does_not_keep_the_others_from_their_letters(office: Office) -> None:
    silent = Approver(person="Søren Dahl", role=Role.PROCUREMENT)
    office.desk = replace(office.desk, approvers={PHASE: (silent, AISHA)})
    office.gate()
    assert len(office.mail(AISHA.email)) == 1


def test_whatever_was_answered_the_chain_holds(office: Office) -> None:
    office.gate()
    office.answer(SOREN)
    with pytest.raises(RuleRefused):
        office.answer(AISHA, code="AAAA-AAAA-AAAA-AAAA")
    office.answer(AISHA, Decision.REFUSE, reason="no")
    assert verify_chain(office.desk.book.events()) == []
