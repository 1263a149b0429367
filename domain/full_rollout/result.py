"""What full rollout finds: each process and wave, and what holds the next one.

Here: frozen types. Not here: computing them (`domain.full_rollout.assess`), the gate
(`domain.full_rollout.gate`).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.full_rollout.settings import FullRolloutRules
from domain.reasons import Reason
from domain.values import Frozen


class ProcessState(StrEnum):
    """Where one process's move stands."""

    MIGRATED = "migrated"
    READY = "ready"
    BLOCKED = "blocked"


class ProcessMove(Frozen):
    """One process: its state, why it is blocked, and whether its date has passed."""

    process_id: str
    name: str
    wave: int
    planned_on: date
    migrated_on: date | None
    state: ProcessState
    reasons: tuple[Reason, ...]
    overdue: bool


class WaveState(StrEnum):
    """Where one wave stands. Held: a tripwire; waiting: an earlier wave is not done."""

    DONE = "done"
    READY = "ready"
    BLOCKED = "blocked"
    HELD = "held"
    WAITING = "waiting"


class Wave(Frozen):
    """One wave in numbers."""

    number: int
    state: WaveState
    processes: int
    migrated: int
    ready: int
    blocked: int
    first_on: date
    last_on: date


class FullRolloutResult(Frozen):
    """The state of every process and wave, and what holds the next one.

    Attributes:
        error_share: errors / transactions of `error_month`, the newest month with figures, as it is printed; None when
            unknown.
        errors, transactions: the counts behind it; they decide.
        reviewed_months: the months whose reviews were looked at, oldest first.
    """

    as_of: date
    processes: tuple[ProcessMove, ...]
    waves: tuple[Wave, ...]
    tripwires: tuple[Reason, ...]
    error_share: Decimal | None
    error_month: str
    reviewed_months: tuple[str, ...]
    rules: FullRolloutRules
    errors: int = 0
    transactions: int = 0

    @property
    def migrated(self) -> int:
        """Processes that have moved."""
        return sum(p.state is ProcessState.MIGRATED for p in self.processes)
