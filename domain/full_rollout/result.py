"""What full rollout finds: each process and wave, and what holds the next one; what a manager may set.

Here: frozen types. Not here: computing them (`domain.full_rollout.assess`), the gate
(`domain.full_rollout.gate`).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.reasons import Reason
from domain.values import Frozen, Terms


class FullRolloutRules(Terms):
    """What trips, and how much must have moved before the rollout counts as done.

    Attributes:
        maximum_error_share: article, section 7.
        ignore_small_samples: a service level with fewer tickets than the contract's minimum sample does not trip.
        minimum_migrated_share: of all planned processes.
    """

    maximum_error_share: Annotated[Decimal, Field(gt=0, lt=1)] = Decimal("0.02")
    ignore_small_samples: bool = True
    minimum_migrated_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal(1)
    source: str = "error rate: article, section 7; two months running: design page, section 8"


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
        error_share: errors / transactions of `error_month`, the newest month with figures; None when unknown.
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

    @property
    def migrated(self) -> int:
        """Processes that have moved."""
        return sum(p.state is ProcessState.MIGRATED for p in self.processes)
