"""Phase 5, full rollout: which processes have moved, which may, and what holds the next wave.

Here: readiness per process, state per wave, tripwires on live service levels and errors, the gate (design page,
section 8). Not here: the figures of a month (`domain.review.build`), the dashboard.

Rows may tell of days after `as_of`: what moves later has not moved yet.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.arithmetic.shares import Share
from domain.contract.levels import figure_name
from domain.full_rollout.result import FullRolloutResult, ProcessMove, ProcessState, Wave, WaveState
from domain.full_rollout.settings import FullRolloutRules
from domain.measures.error_rate import error_rate
from domain.periods import month_of, shifted
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.workbook.delivery import WaveStep
from domain.workbook.months import BusinessMonth


def assess_full_rollout(
    steps: Sequence[WaveStep],
    reviews: Sequence[MonthlyReview],
    months: Sequence[BusinessMonth],
    names: Mapping[str, str],
    rules: FullRolloutRules,
    as_of: date,
) -> FullRolloutResult:
    """Where the full rollout stands on `as_of`.

    Args:
        reviews: of the months before `as_of`; the last two are looked at. Figures of older months come from
            the newest review where its predecessor is not given.
        months: key figures; the newest whole month before `as_of` gives the error rate.
        names: process id -> name; an id without a name is shown as it is.
    """
    held_reviews = sorted((r for r in reviews if r.month < month_of(as_of)), key=lambda r: r.month)[-2:]
    error_month, errors = _latest_errors(months, as_of)
    tripwires = (
        *_missed_twice(held_reviews, rules),
        *_too_many_errors(errors, _errors_before(steps, months), error_month, rules),
    )
    moves = tuple(sorted((_move(s, names, as_of) for s in steps), key=lambda m: (m.wave, m.planned_on, m.process_id)))
    return FullRolloutResult(
        as_of=as_of,
        processes=moves,
        waves=_waves(moves, bool(tripwires)),
        tripwires=tripwires,
        error_share=errors.shown,
        errors=errors.part,
        transactions=errors.whole,
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


def _missed_twice(reviews: Sequence[MonthlyReview], rules: FullRolloutRules) -> tuple[Reason, ...]:
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


def _latest_errors(months: Sequence[BusinessMonth], as_of: date) -> tuple[str, Share]:
    whole = [row for row in months if row.month < month_of(as_of) and row.transactions]
    if not whole:
        return "", Share(0, 0)
    row = max(whole, key=lambda r: r.month)
    return row.month, error_rate([(row.errors, row.transactions)])


def _errors_before(steps: Sequence[WaveStep], months: Sequence[BusinessMonth]) -> Share:
    """The error rate of the months before the first move."""
    first = min((step.migrated_on or step.planned_on for step in steps), default=None)
    return error_rate(
        (row.errors, row.transactions) for row in months if first is not None and row.month < month_of(first)
    )


def _too_many_errors(now: Share, before: Share, month: str, rules: FullRolloutRules) -> tuple[Reason, ...]:
    """Over the target and not better than before the first move: who comes from 4 % is not at 2 % at once."""
    if now.shown is None or now.stays_within(rules.maximum_error_share):
        return ()
    if now.is_under(before):
        return ()
    return (
        Reason(
            "The error rate in {month} is {error_share}, allowed {allowed_share}, and not lower than before.",
            month=month,
            error_share=now.shown,
            allowed_share=rules.maximum_error_share,
        ),
    )
