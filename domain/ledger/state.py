"""Where a rollout stands: the state machine of a phase, and the one function that folds events into it.

Here: the table of states, `derive_state`. Not here: what a gate checks (`domain.gates.gates` and each phase's rules).
The diagram in docs/phases.md is checked against `NEXT_STATUS` by a test.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.ledger.events import Event, EventKind
from domain.ledger.owners import OWNERS, Role
from domain.ledger.phases import Phase
from domain.values import changed


class PhaseStatus(StrEnum):
    """Where one phase stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    HELD = "held"
    AWAITING_DECISION = "awaiting_decision"
    APPROVED = "approved"
    REFUSED = "refused"
    REOPENED = "reopened"


NEXT_STATUS: dict[tuple[PhaseStatus, EventKind], PhaseStatus] = {
    (PhaseStatus.NOT_STARTED, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
    (PhaseStatus.RUNNING, EventKind.GATE_HELD): PhaseStatus.HELD,
    (PhaseStatus.RUNNING, EventKind.GATE_PASSED): PhaseStatus.AWAITING_DECISION,
    (PhaseStatus.AWAITING_DECISION, EventKind.APPROVED): PhaseStatus.APPROVED,
    (PhaseStatus.AWAITING_DECISION, EventKind.REFUSED): PhaseStatus.REFUSED,
    (PhaseStatus.RUNNING, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
    (PhaseStatus.HELD, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
    (PhaseStatus.AWAITING_DECISION, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
    (PhaseStatus.REFUSED, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
    (PhaseStatus.APPROVED, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
    (PhaseStatus.APPROVED, EventKind.EVIDENCE_EXPIRED): PhaseStatus.REOPENED,
    (PhaseStatus.REOPENED, EventKind.PHASE_STARTED): PhaseStatus.RUNNING,
}
"""The state machine. A pair that is not here leaves the status as it is.

`APPROVED` takes effect when every owner of the phase has approved the evidence of the latest gate.
"""


class PhaseState(BaseModel):
    """What the ledger says of one phase.

    Attributes:
        attempt: how often the phase was started; 0 before the first start.
        evidence_hash: hash of the evidence the latest gate saw; decisions are bound to it.
        approvals: role -> person, for the latest evidence.
        missing_roles: owners who have not decided yet.
    """

    model_config = ConfigDict(frozen=True)

    phase: Phase
    status: PhaseStatus = PhaseStatus.NOT_STARTED
    attempt: int = 0
    evidence_hash: str = ""
    since: datetime | None = None
    approvals: dict[Role, str] = {}
    gate: dict[str, Any] = {}

    @property
    def missing_roles(self) -> tuple[Role, ...]:
        """Owners whose approval of the latest evidence is still missing."""
        return tuple(role for role in OWNERS[self.phase] if role not in self.approvals)


class RolloutState(BaseModel):
    """Where a rollout stands: one state per phase, and the length and head of its ledger."""

    model_config = ConfigDict(frozen=True)

    rollout_id: str
    phases: dict[Phase, PhaseState]
    events: int = 0
    head_hash: str = ""

    @property
    def current(self) -> Phase:
        """The first phase that is not approved; the last one when all are."""
        return next((p for p in Phase if self.phases[p].status is not PhaseStatus.APPROVED), Phase.OPTIMISATION)

    def may_start(self, phase: Phase) -> bool:
        """Whether `phase` may run: it is the first, or the phase before it is approved.

        A gate that was re-opened by expired evidence lets a phase go on that has begun, and no new one begin.
        """
        if phase.previous is None:
            return True
        before = self.phases[phase.previous].status
        begun = self.phases[phase].attempt > 0
        return before is PhaseStatus.APPROVED or (before is PhaseStatus.REOPENED and begun)


def derive_state(rollout_id: str, events: Iterable[Event]) -> RolloutState:
    """Fold a rollout's events, in sequence, into its state. The only place that decides what they mean."""
    phases = {phase: PhaseState(phase=phase) for phase in Phase}
    count, head = 0, ""
    for event in events:
        count, head = event.sequence, event.hash
        if "phase" in event.payload:
            phase = Phase(event.payload["phase"])
            phases[phase] = state_after(phases[phase], event)
    return RolloutState(rollout_id=rollout_id, phases=phases, events=count, head_hash=head)


def state_after(state: PhaseState, event: Event) -> PhaseState:
    """The phase's state after one event of it."""
    status = NEXT_STATUS.get((state.status, event.kind))
    if status is None:
        return state
    moved: dict[str, Any] = {"status": status, "since": event.at}
    if event.kind is EventKind.PHASE_STARTED:
        moved |= {"attempt": state.attempt + 1, "approvals": {}, "evidence_hash": "", "gate": {}}
    elif event.kind in (EventKind.GATE_PASSED, EventKind.GATE_HELD):
        moved |= {"evidence_hash": event.payload["evidence_hash"], "gate": event.payload.get("gate", {})}
    elif event.kind is EventKind.APPROVED:
        if event.payload["evidence_hash"] != state.evidence_hash:
            return state  # an approval of other evidence is recorded, and counts for nothing
        approvals = state.approvals | {Role(event.payload["role"]): event.payload["person"]}
        decided = all(role in approvals for role in OWNERS[state.phase])
        moved = {"approvals": approvals} | (moved if decided else {})
    elif event.kind is EventKind.REFUSED and event.payload["evidence_hash"] != state.evidence_hash:
        return state
    return changed(state, **moved)
