"""Ask the owners of a gate for their decision: a personal code each.

Here: who is asked, and sending. Not here: taking the answer (`tasks.decide`), the rules (`domain.gates.approvals`).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from connectors.effects import message_effect, perform
from domain.gates.approvals import (
    ASKABLE,
    Approver,
    IssuedCode,
    issued_codes,
    open_codes,
    personal_code,
    sealed_code,
)
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from reports.phases.decision_letters import compose_letter
from tasks.frame.context import DecisionDesk
from tasks.frame.telling import tell


def ask_for_decision(desk: DecisionDesk, phase: Phase) -> None:
    """See to it that every owner has a code for the latest evidence; done before, it only sends what was not sent."""
    state = desk.book.state().phases[phase]
    if state.status not in ASKABLE:
        return
    open_roles = [approver for approver in desk.approvers[phase] if approver.role not in state.approvals]
    known = {(c.person, c.role) for c in issued_codes(desk.book.events(), phase) if c.attempt == state.attempt}
    new = [approver for approver in open_roles if (approver.person, approver.role) not in known]
    if new:
        issue_codes(desk, state, new)
    send_codes(desk, phase)


def renew_codes(desk: DecisionDesk, phase: Phase, person: str | None = None) -> list[str]:
    """Give out new codes, which replace the earlier ones; returns whom they were sent to.

    Args:
        person: only for this one; None for all whose answer is missing.

    Raises:
        RuleRefused: nothing is asked at this gate, or not of this person.
    """
    state = desk.book.state().phases[phase]
    if state.status not in ASKABLE:
        raise RuleRefused(
            Reason("Nothing awaits a decision in {phase}", phase=phase),
            why=Reason("its status is {status}", status=state.status.replace("_", " ")),
            next_step=Reason("run the phase first"),
            start=Start(Work.RUN_PHASE, phase=phase),
        )
    asked = [a for a in desk.approvers[phase] if a.role not in state.approvals and person in (None, a.person)]
    if not asked:
        owners = ", ".join(a.person for a in desk.approvers[phase])
        raise RuleRefused(
            Reason("{person} has nothing to decide at {phase}", person=person, phase=phase)
            if person
            else Reason("Nobody has anything to decide at {phase}", phase=phase),
            next_step=Reason("it is decided by {owners}", owners=owners),
        )
    issue_codes(desk, state, asked)
    send_codes(desk, phase)
    return [a.person for a in asked]


def send_codes(desk: DecisionDesk, phase: Phase) -> None:
    """Send every open code that has not been sent."""
    book = desk.book
    state = book.state().phases[phase]
    addresses = {(a.person, a.role): a.email for a in desk.approvers[phase]}
    for issued in open_codes(book.events(), state, book.now()):
        to = addresses.get((issued.person, issued.role), "")
        if not to:
            tell(f"{issued.person} has no e-mail in the settings: no code was sent")
            continue
        letter = compose_letter(
            state, issued, personal_code(desk.key, issued), company=desk.company, language=desk.language,
            zone=desk.zone, ui_url=desk.ui_url,
        )  # fmt: skip
        effect = message_effect(desk.messenger, to, letter.subject, letter.body, f"code/{_name(issued)}")
        sent = perform(effect, book.ledger, book.lease, actor=book.actor, now=book.now, settle_seconds=(0.0,))
        if sent.performed:
            tell(f"Asked {issued.person} ({issued.role.replace('_', ' ')}) for a decision on {phase.replace('_', ' ')}")


def issue_codes(desk: DecisionDesk, state: PhaseState, approvers: Sequence[Approver]) -> None:
    book, phase = desk.book, state.phase
    events = book.events()
    earlier = [c for c in issued_codes(events, phase) if c.attempt == state.attempt]
    requests = sum(
        e.kind is EventKind.DECISION_REQUESTED and e.key.startswith(f"{phase}/{state.attempt}/") for e in events
    )
    latest = book.now() + timedelta(days=desk.code_days)
    codes = [
        sealed_code(
            desk.key,
            IssuedCode(
                rollout_id=desk.rollout_id,
                phase=phase,
                attempt=state.attempt,
                evidence_hash=state.evidence_hash,
                person=a.person,
                role=a.role,
                on_behalf_of=a.on_behalf_of,
                issue=1 + sum((c.person, c.role) == (a.person, a.role) for c in earlier),
                expires_at=min(latest, a.until_at) if a.until_at else latest,
            ),
        )
        for a in approvers
    ]
    payload: dict[str, Any] = {
        "phase": phase.value,
        "attempt": state.attempt,
        "evidence_hash": state.evidence_hash,
        "codes": [code.model_dump(mode="json") for code in codes],
    }
    book.record(EventKind.DECISION_REQUESTED, f"{phase}/{state.attempt}/{requests + 1}", payload)


def _name(issued: IssuedCode) -> str:
    return f"{issued.phase}/{issued.attempt}/{issued.role}/{issued.issue}/{issued.code_hash[:16]}"
