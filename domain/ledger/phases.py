"""The six phases, who owns their gates, and the one function that derives where a rollout stands.

Here: the event kinds, the state machine as a table, `derive_state`. Not here: storing events
(`connectors.ledger.ledger`), what a gate checks (`domain.gates.gates` and each phase's rules).
The diagram in docs/phases.md is checked against `NEXT_STATUS` by a test.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.values import changed


class Phase(StrEnum):
    """The phases of a rollout, in order (article, section 6)."""

    DISCOVERY = "discovery"
    VENDOR_SELECTION = "vendor_selection"
    KICKOFF = "kickoff"
    PILOT = "pilot"
    FULL_ROLLOUT = "full_rollout"
    OPTIMISATION = "optimisation"

    @property
    def previous(self) -> "Phase | None":
        """The phase whose gate opens this one; None for the first."""
        order = list(Phase)
        at = order.index(self)
        return order[at - 1] if at else None

    @property
    def following(self) -> "Phase | None":
        """The phase this one's gate opens; None for the last."""
        order = list(Phase)
        at = order.index(self) + 1
        return order[at] if at < len(order) else None


class Role(StrEnum):
    """The roles that own gates (article, section 6)."""

    PROJECT_LEAD = "project_lead"
    PROCUREMENT = "procurement"
    LEGAL = "legal"
    VENDOR = "vendor"
    OPERATIONS_MANAGER = "operations_manager"
    EXECUTIVE_SPONSOR = "executive_sponsor"


OWNERS: dict[Phase, tuple[Role, ...]] = {
    Phase.DISCOVERY: (Role.PROJECT_LEAD,),
    Phase.VENDOR_SELECTION: (Role.PROCUREMENT, Role.LEGAL),
    Phase.KICKOFF: (Role.PROJECT_LEAD, Role.VENDOR),
    Phase.PILOT: (Role.PROJECT_LEAD, Role.VENDOR),
    Phase.FULL_ROLLOUT: (Role.OPERATIONS_MANAGER,),
    Phase.OPTIMISATION: (Role.EXECUTIVE_SPONSOR,),
}
"""Every role named here must approve before the phase counts as approved."""


class EventKind(StrEnum):
    """What the ledger records. Values are stored for ever: never rename one."""

    ROLLOUT_OPENED = "rollout_opened"
    PHASE_STARTED = "phase_started"
    SNAPSHOT_TAKEN = "snapshot_taken"
    GATE_PASSED = "gate_passed"
    GATE_HELD = "gate_held"
    APPROVED = "approved"
    REFUSED = "refused"
    EFFECT_PLANNED = "effect_planned"
    EFFECT_DONE = "effect_done"
    REVIEW_PUBLISHED = "review_published"
    REVIEW_RESTATED = "review_restated"
    DECISION_REQUESTED = "decision_requested"
    DECISION_REJECTED = "decision_rejected"
    WAIVED = "waived"
    EVIDENCE_EXPIRED = "evidence_expired"
    WEIGHTS_LOCKED = "weights_locked"


class Event(BaseModel):
    """One entry of a rollout's ledger, as rules see it.

    `key` makes an event unique within its rollout and kind: recording the same (kind, key) twice keeps the first.
    """

    model_config = ConfigDict(frozen=True)

    rollout_id: str
    sequence: int
    at: datetime
    kind: EventKind
    actor: str
    key: str
    payload: dict[str, Any]
    previous_hash: str
    hash: str


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
