"""Phase 5, full rollout: which processes have moved, which may, and what holds the next wave.

Here: readiness per process, state per wave, tripwires on live service levels and errors, the gate (design page,
section 8). Not here: the figures of a month (`domain.review.build`), the dashboard.

Rows may tell of days after `as_of`: what moves later has not moved yet.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, ValidationError

from domain.contract.levels import figure_name
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.periods import month_of, shifted
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.values import Frozen, Terms
from domain.workbook.delivery import WaveStep
from domain.workbook.months import BusinessMonth


class MigrationRules(Terms):
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


class MigrationResult(Frozen):
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
    rules: MigrationRules

    @property
    def migrated(self) -> int:
        """Processes that have moved."""
        return sum(p.state is ProcessState.MIGRATED for p in self.processes)

    @property
    def next_wave(self) -> Wave | None:
        """The first wave that is not done."""
        return next((wave for wave in self.waves if wave.state is not WaveState.DONE), None)


def assess_migration(
    steps: Sequence[WaveStep],
    reviews: Sequence[MonthlyReview],
    months: Sequence[BusinessMonth],
    names: Mapping[str, str],
    rules: MigrationRules,
    as_of: date,
) -> MigrationResult:
    """Where the migration stands on `as_of`.

    Args:
        reviews: of the months before `as_of`; the last two are looked at. Figures of older months come from
            the newest review where its predecessor is not given.
        months: key figures; the newest whole month before `as_of` gives the error rate.
        names: process id -> name; an id without a name is shown as it is.
    """
    held_reviews = sorted((r for r in reviews if r.month < month_of(as_of)), key=lambda r: r.month)[-2:]
    error_month, error_share = _latest_errors(months, as_of)
    before_share = _errors_before(steps, months)
    tripwires = (
        *_missed_twice(held_reviews, rules),
        *_too_many_errors(error_share, before_share, error_month, rules),
    )
    moves = tuple(sorted((_move(s, names, as_of) for s in steps), key=lambda m: (m.wave, m.planned_on, m.process_id)))
    return MigrationResult(
        as_of=as_of,
        processes=moves,
        waves=_waves(moves, bool(tripwires)),
        tripwires=tripwires,
        error_share=error_share,
        error_month=error_month,
        reviewed_months=tuple(r.month for r in held_reviews),
        rules=rules,
    )


def _move(step: WaveStep, names: Mapping[str, str], as_of: date) -> ProcessMove:
    migrated_on = step.migrated_on if step.migrated_on is not None and step.migrated_on <= as_of else None
    missing = _missing(step)
    if migrated_on is not None:
        state, missing = ProcessState.MIGRATED, ()
    else:
        state = ProcessState.BLOCKED if missing else ProcessState.READY
    return ProcessMove(
        process_id=step.process_id,
        name=names.get(step.process_id, step.process_id),
        wave=step.wave,
        planned_on=step.planned_on,
        migrated_on=migrated_on,
        state=state,
        reasons=missing,
        overdue=migrated_on is None and step.planned_on < as_of,
    )


def _missing(step: WaveStep) -> tuple[Reason, ...]:
    checks = (
        (step.procedure_written, Reason("The procedure is not written.")),
        (step.access_granted, Reason("Access is not granted.")),
        (step.trained, Reason("The vendor's people are not trained.")),
        (step.fallback_ready, Reason("There is no fallback.")),
    )
    return tuple(reason for done, reason in checks if not done)


def _waves(moves: Sequence[ProcessMove], tripped: bool) -> tuple[Wave, ...]:
    waves: list[Wave] = []
    for number in sorted({move.wave for move in moves}):
        own = [move for move in moves if move.wave == number]
        count = {state: sum(move.state is state for move in own) for state in ProcessState}
        earlier_done = all(wave.state is WaveState.DONE for wave in waves)
        waves.append(
            Wave(
                number=number,
                state=_wave_state(count, len(own), earlier_done, tripped),
                processes=len(own),
                migrated=count[ProcessState.MIGRATED],
                ready=count[ProcessState.READY],
                blocked=count[ProcessState.BLOCKED],
                first_on=min(move.planned_on for move in own),
                last_on=max(move.planned_on for move in own),
            )
        )
    return tuple(waves)


def _wave_state(count: Mapping[ProcessState, int], processes: int, earlier_done: bool, tripped: bool) -> WaveState:
    if count[ProcessState.MIGRATED] == processes:
        return WaveState.DONE
    if not earlier_done:
        return WaveState.WAITING
    if tripped:
        return WaveState.HELD
    return WaveState.BLOCKED if count[ProcessState.BLOCKED] else WaveState.READY


def _missed_twice(reviews: Sequence[MonthlyReview], rules: MigrationRules) -> tuple[Reason, ...]:
    if not reviews:
        return ()
    latest = reviews[-1]
    before: set[str] = set()
    if len(reviews) > 1 and reviews[-2].month == shifted(latest.month, -1):
        before = {figure.figure_id for figure in reviews[-2].missed}
    return tuple(
        Reason(
            "{service_level} was missed in {month} and in the month before: {attainment_share}, "
            "required {required_share}.",
            service_level=figure_name(figure.figure_id),
            month=latest.month,
            attainment_share=figure.attainment if figure.attainment is not None else Decimal(0),
            required_share=figure.required,
        )
        for figure in latest.missed
        if (figure.repeated_miss or figure.figure_id in before) and not (rules.ignore_small_samples and figure.too_few)
    )


def _latest_errors(months: Sequence[BusinessMonth], as_of: date) -> tuple[str, Decimal | None]:
    whole = [row for row in months if row.month < month_of(as_of) and row.transactions]
    if not whole:
        return "", None
    row = max(whole, key=lambda r: r.month)
    return row.month, (Decimal(row.errors) / row.transactions).quantize(Decimal("0.0001"))


def _errors_before(steps: Sequence[WaveStep], months: Sequence[BusinessMonth]) -> Decimal | None:
    """The error rate of the months before the first move."""
    first = min((step.migrated_on or step.planned_on for step in steps), default=None)
    rows = [row for row in months if first is not None and row.month < month_of(first)]
    transactions = sum(row.transactions for row in rows)
    return (
        (Decimal(sum(row.errors for row in rows)) / transactions).quantize(Decimal("0.0001")) if transactions else None
    )


def _too_many_errors(
    share: Decimal | None, before_share: Decimal | None, month: str, rules: MigrationRules
) -> tuple[Reason, ...]:
    """Over the target and not better than before the first move: who comes from 4 % is not at 2 % at once."""
    if share is None or share <= rules.maximum_error_share:
        return ()
    if before_share is not None and share < before_share:
        return ()
    return (
        Reason(
            "The error rate in {month} is {error_share}, allowed {allowed_share}, and not lower than before.",
            month=month,
            error_share=share,
            allowed_share=rules.maximum_error_share,
        ),
    )


def migration_gate(result: MigrationResult) -> GateEvaluation:
    """Whether the rollout is done: enough has moved, nothing is late, no tripwire, and the live figures are known."""
    evidence = {
        "as_of": result.as_of.isoformat(),
        "processes": [p.model_dump(mode="json") for p in result.processes],
        "waves": [w.model_dump(mode="json") for w in result.waves],
        "tripwires": [t.model_dump(mode="json") for t in result.tripwires],
        "error_share": str(result.error_share) if result.error_share is not None else None,
        "error_month": result.error_month,
        "reviewed_months": list(result.reviewed_months),
    }
    criteria = (_moved(result), _punctual(result), _untripped(result), _measured(result))
    return GateEvaluation(phase=Phase.FULL_ROLLOUT, criteria=criteria, evidence=evidence)


class RecordedMigration(Frozen):
    """What a gate of the full rollout recorded: every wave and process as they stood on its day."""

    as_of: date
    processes: tuple[ProcessMove, ...] = ()
    waves: tuple[Wave, ...] = ()
    tripwires: tuple[Reason, ...] = ()
    error_share: Decimal | None = None
    error_month: str = ""


def recorded_migration(evidence: Mapping[str, Any], as_of: date) -> RecordedMigration | None:
    """The evidence of the gate of `as_of` as typed values; None when there is none, or it is of another shape."""
    if "waves" not in evidence:
        return None
    try:
        return RecordedMigration.model_validate({**evidence, "as_of": as_of})
    except ValidationError:
        return None


def _moved(result: MigrationResult) -> CriterionResult:
    planned = len(result.processes)
    if not planned:
        return criterion("migrated", False, Reason("No process is planned to move."))
    enough = Decimal(result.migrated) / planned >= result.rules.minimum_migrated_share
    return criterion(
        "migrated",
        enough,
        Reason("{migrated} of {planned} processes have moved.", migrated=result.migrated, planned=planned),
    )


def _punctual(result: MigrationResult) -> CriterionResult:
    late = [p for p in result.processes if p.overdue]
    if not late:
        return criterion("punctual", True, Reason("No process is behind its date."))
    return criterion(
        "punctual",
        False,
        Reason(
            "{count} processes are behind their date, first {process}, planned on {planned_on}.",
            count=len(late),
            process=late[0].name,
            planned_on=late[0].planned_on,
        ),
    )


def _untripped(result: MigrationResult) -> CriterionResult:
    if not result.tripwires:
        return criterion("tripwires", True, Reason("No tripwire holds the next wave."))
    return criterion(
        "tripwires",
        False,
        Reason(
            "{count} tripwires hold the next wave, first: {tripwire}",
            count=len(result.tripwires),
            tripwire=result.tripwires[0],
        ),
    )


def _measured(result: MigrationResult) -> CriterionResult:
    if not result.reviewed_months:
        return criterion("measured", False, Reason("No month of the vendor's work has been reviewed yet."))
    if result.error_share is None:
        return criterion("measured", False, Reason("The error rate is not known: no month has key figures."))
    return criterion(
        "measured",
        True,
        Reason("Service levels are known up to {month}.", month=result.reviewed_months[-1]),
    )
