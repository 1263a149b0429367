"""Record in the ledger where a phase stands. The ledger is the truth; a Prefect run only carries the work.

Here: starting a phase, recording its gate, recording a published review. Not here: what the events mean
(`domain.ledger.state.derive_state`), decisions (`tasks.decide`).
"""

from typing import Any

from prefect import task
from pydantic import BaseModel, ConfigDict

from connectors.ports.ledger import Ledger
from domain.gates.gates import GateEvaluation
from domain.ledger.events import EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason, both
from reports.language import Speaker
from tasks.ask import ask_for_decision
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell


class PhaseOutcome(BaseModel):
    """What a phase's run came to.

    Attributes:
        changed: False when the evidence is the one already recorded; nothing was asked again.
        held: why the gate does not pass, in English; the artifact says it in the reader's language.
        links: where the results can be opened.
    """

    model_config = ConfigDict(frozen=True)

    phase: Phase
    status: PhaseStatus
    attempt: int
    changed: bool
    held: tuple[str, ...] = ()
    waiting_for: tuple[Role, ...] = ()
    evidence_hash: str = ""
    links: dict[str, str] = {}

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        if self.waiting_for:
            return f"Awaiting decision: {' and '.join(role.replace('_', ' ') for role in self.waiting_for)}"
        if self.held:
            return f"Held: {self.held[0]}"
        return self.status.replace("_", " ").capitalize()


@task(name="start phase", task_run_name="start {phase}", **OUTSIDE)
def start_phase(context: RunContext, phase: Phase) -> PhaseState:
    """Refuse a phase whose time has not come; otherwise note that it runs.

    A phase that already has a gate result is only looked at again: it starts anew when its evidence has changed.

    Raises:
        RuleRefused: the phase before it is not approved.
    """
    state = context.book.state()
    if not state.may_start(phase):
        before = phase.previous
        assert before is not None
        raise RuleRefused(
            Reason("{phase} cannot start", phase=phase),
            where=context.rollout_id,
            why=Reason(
                "{phase} is {status}, not approved", phase=before, status=state.phases[before].status.replace("_", " ")
            ),
            next_step=_way_to_approval(state.phases[before]),
            start=Start(
                Work.DECIDE if state.phases[before].status is PhaseStatus.AWAITING_DECISION else Work.RUN_PHASE,
                phase=before,
            ),
        )
    current = state.phases[phase]
    if current.status is PhaseStatus.NOT_STARTED:
        _start(context, current)
        tell(f"{phase} starts, attempt 1")
    return context.book.state().phases[phase]


@task(name="record gate", task_run_name="record gate of {evaluation.phase}", **OUTSIDE)
def record_gate(context: RunContext, evaluation: GateEvaluation, links: dict[str, str]) -> PhaseOutcome:
    """Record what the gate found, unless the same evidence was recorded already."""
    current = context.book.state().phases[evaluation.phase]
    if current.status is not PhaseStatus.RUNNING and current.evidence_hash == evaluation.evidence_hash:
        tell(f"{evaluation.phase}: the evidence has not changed; it stays {current.status.replace('_', ' ')}")
        return _outcome(context, evaluation, current, links, changed=False)
    if current.status is not PhaseStatus.RUNNING:
        current = _start(context, current)
    kind = EventKind.GATE_PASSED if evaluation.passed else EventKind.GATE_HELD
    payload: dict[str, Any] = {
        "phase": evaluation.phase.value,
        "attempt": current.attempt,
        "evidence_hash": evaluation.evidence_hash,
        "gate": {
            "criteria": [c.model_dump(mode="json") for c in evaluation.criteria],
            "evidence": evaluation.evidence,
            "expiries": [e.model_dump(mode="json") for e in evaluation.expiries],
            "links": links,
            "requested_by": context.book.actor,
            "as_of": context.as_of.isoformat(),
        },
    }
    context.book.record(kind, f"{evaluation.phase}/{current.attempt}", payload)
    after = context.book.state().phases[evaluation.phase]
    tell(f"{evaluation.phase}: gate {'passed; awaiting decision' if evaluation.passed else 'held'}")
    return _outcome(context, evaluation, after, links, changed=True)


@task(name="ask owners", task_run_name="ask the owners of {phase}", **OUTSIDE)
def ask_owners(context: RunContext, phase: Phase) -> None:
    """Send every owner of the gate a personal code for the evidence that was found."""
    assert context.desk is not None
    ask_for_decision(context.desk, phase)


@task(name="record review", task_run_name="record review {month}", **OUTSIDE)
def record_review(context: RunContext, month: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Record a published month once; returns what is on record, which is the first publication.

    A provisional review is recorded beside the month, so that the final one can still be published.
    """
    key = f"{month}/provisional/{payload['review_hash'][:12]}" if payload["provisional"] else month
    return context.book.record(EventKind.REVIEW_PUBLISHED, key, payload).payload


def published_review(ledger: Ledger, rollout_id: str, month: str) -> dict[str, Any] | None:
    """What the ledger says of a published month; None when it was not published."""
    event = ledger.find(rollout_id, EventKind.REVIEW_PUBLISHED, month)
    return event.payload if event else None


def _start(context: RunContext, current: PhaseState) -> PhaseState:
    attempt = current.attempt + 1
    payload = {"phase": current.phase.value, "attempt": attempt, "as_of": context.as_of.isoformat()}
    context.book.record(EventKind.PHASE_STARTED, f"{current.phase}/{attempt}", payload)
    return context.book.state().phases[current.phase]


def _outcome(
    context: RunContext, evaluation: GateEvaluation, state: PhaseState, links: dict[str, str], *, changed: bool
) -> PhaseOutcome:
    speaker = Speaker("en", zone=context.zone, currency=context.contract.currency)
    waiting = state.missing_roles if state.status is PhaseStatus.AWAITING_DECISION else ()
    return PhaseOutcome(
        phase=evaluation.phase,
        status=state.status,
        attempt=state.attempt,
        changed=changed,
        held=tuple(speaker.say(c.reason) for c in evaluation.held),
        waiting_for=waiting,
        evidence_hash=evaluation.evidence_hash,
        links=links,
    )


def _way_to_approval(before: PhaseState) -> Reason:
    if before.status is PhaseStatus.AWAITING_DECISION:
        return Reason("ask the {role}", role=both([_spaced(role) for role in before.missing_roles]))
    return Reason("run {phase} first", phase=before.phase)


def _spaced(role: Role) -> Reason:
    return Reason("{role}", role=role.replace("_", " "))
