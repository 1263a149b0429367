"""What the ledger records: the kinds of events, and one entry as rules see it.

Here: frozen types whose values are stored for ever. Not here: storing them (`connectors.ledger.ledger`), what they mean
for a phase (`domain.ledger.state`).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


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
