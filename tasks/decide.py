"""Ask the owners of a gate for their decision, and take it.

Here: giving out codes, sending them, recording answers that count and answers that do not. Not here: what a code is
(`domain.gates.approvals`), which decisions are allowed (`domain.gates.gates`), the letter's words
(`reports.phases.decision_letters`). The ledger keeps hashes of codes only. A code never stands in a log line, an
artifact, an error or a run's result.
"""

import hashlib
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.gates.approvals import ASKABLE, TypedCode, look_up, redeem
from domain.gates.gates import Decision, check_decision, same_person
from domain.gates.waivers import check_waiver
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus
from domain.periods import local_day
from domain.problems import RuleRefused
from tasks.ask import issue_codes, send_codes
from tasks.frame.context import DecisionDesk
from tasks.frame.telling import tell

KINDS = {
    Decision.APPROVE: EventKind.APPROVED,
    Decision.REFUSE: EventKind.REFUSED,
    Decision.WAIVE: EventKind.WAIVED,
}


class Answer(BaseModel):
    """What a person says about a gate, as typed.

    Attributes:
        criterion, until: for a waiver: what is waived and its last day.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    phase: Phase
    person: str
    decision: Decision
    code: str
    reason: str = ""
    criterion: str = ""
    until: date | None = None


class DecisionOutcome(BaseModel):
    """What a decision came to.

    Attributes:
        attempt: of the phase that was decided on.
        changed: False when the same answer was on record already.
        waiting_for: roles whose answer is missing.
        requested_by: who asked for the decision.
    """

    model_config = ConfigDict(frozen=True)

    phase: Phase
    attempt: int
    decision: Decision
    person: str
    role: Role
    status: PhaseStatus
    changed: bool
    waiting_for: tuple[Role, ...] = ()
    requested_by: str = ""
    next_run: str = ""

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        did = {Decision.APPROVE: "approved", Decision.REFUSE: "refused", Decision.WAIVE: "waived a criterion of"}
        phase = self.phase.replace("_", " ")
        said = f"{self.person} {did[self.decision]} {phase}" if self.changed else "This answer was on record already"
        if self.waiting_for:
            return f"{said}; awaiting {' and '.join(role.replace('_', ' ') for role in self.waiting_for)}"
        return f"{said}; {phase} is {self.status.replace('_', ' ')}"


def record_answer(desk: DecisionDesk, answer: Answer) -> DecisionOutcome:
    """Record an answer. One that does not count is recorded as such, and its code is replaced when it was a real one.

    Raises:
        RuleRefused: the code or the decision does not count; says why.
    """
    book = desk.book
    events, state = book.events(), book.state().phases[answer.phase]
    typed = look_up(answer.code, events, answer.phase)
    twice = _same_answer(typed, answer)
    if twice is not None:
        return _outcome(answer, state, Role(twice.payload["role"]), changed=False)
    try:
        issued = redeem(desk.key, typed, answer.person, state, book.now())
        check_decision(
            state, issued.role, issued.person, answer.decision, answer.reason, str(state.gate.get("requested_by", ""))
        )
        extra = _waiver(desk, state, answer) if answer.decision is Decision.WAIVE else {}
    except RuleRefused as refusal:
        _reject(desk, typed, state, answer, refusal)
        raise
    payload = {
        "phase": answer.phase.value,
        "attempt": state.attempt,
        "role": issued.role.value,
        "person": issued.person,
        "on_behalf_of": issued.on_behalf_of,
        "reason": answer.reason.strip(),
        "evidence_hash": state.evidence_hash,
        "code_hash": issued.code_hash,
    } | extra
    name = f"{answer.phase}/{state.attempt}/{issued.role}" + (f"/{answer.criterion}" if extra else "")
    book.record(KINDS[answer.decision], name, payload)
    after = book.state().phases[answer.phase]
    if answer.decision is Decision.WAIVE and after.status in ASKABLE:
        issue_codes(desk, after, [a for a in desk.approvers[answer.phase] if a.person == issued.person])
        send_codes(desk, answer.phase)
    return _outcome(answer, after, issued.role, changed=True)


def _reject(
    desk: DecisionDesk, typed: TypedCode | None, state: PhaseState, answer: Answer, refusal: RuleRefused
) -> None:
    """Keep the answer that did not count; a code that was typed is spent, and its owner gets another."""
    exposed = typed.issued if typed is not None and typed.used is None else None
    at = desk.book.now()
    said = hashlib.sha256(f"{answer.person}\n{answer.code}\n{answer.decision}\n{at.isoformat()}".encode())
    payload = {
        "phase": answer.phase.value,
        "attempt": state.attempt,
        "person": answer.person[:100],
        "decision": answer.decision.value,
        "why": refusal.sentence(),
        "code_hash": exposed.code_hash if exposed else "",
    }
    desk.book.record(EventKind.DECISION_REJECTED, f"{answer.phase}/{said.hexdigest()[:16]}", payload)
    tell(f"The answer of {answer.person[:100]} did not count: {refusal.sentence()}")
    current = exposed is not None and exposed.attempt == state.attempt and state.status in ASKABLE
    if current and exposed is not None and exposed.role not in state.approvals:
        mine = [a for a in desk.approvers[answer.phase] if (a.person, a.role) == (exposed.person, exposed.role)]
        if mine:
            issue_codes(desk, state, mine)
            send_codes(desk, answer.phase)


def _waiver(desk: DecisionDesk, state: PhaseState, answer: Answer) -> dict[str, Any]:
    today = local_day(desk.book.now(), desk.zone)
    until = check_waiver(state, answer.criterion, answer.until, today, desk.longest_waiver_days)
    return {"criterion": answer.criterion, "until": until.isoformat()}


def _same_answer(typed: TypedCode | None, answer: Answer) -> Event | None:
    """The entry that holds this very answer already: a run that was tried again, or a double click."""
    used = typed.used if typed else None
    if used is None or used.kind is not KINDS[answer.decision]:
        return None
    same = same_person(used.payload["person"], answer.person)
    return used if same and used.payload.get("criterion", "") == answer.criterion else None


def _outcome(answer: Answer, state: PhaseState, role: Role, *, changed: bool) -> DecisionOutcome:
    return DecisionOutcome(
        phase=answer.phase,
        attempt=state.attempt,
        decision=answer.decision,
        person=" ".join(answer.person.split()),
        role=role,
        status=state.status,
        changed=changed,
        waiting_for=state.missing_roles if state.status is PhaseStatus.AWAITING_DECISION else (),
        requested_by=str(state.gate.get("requested_by", "")),
    )
