"""A month's figures, breaches and corrections, out of the verdicts.

Here: counting and listing. Not here: verdicts (`domain.sla.verdicts.verdicts`), the whole review
(`domain.review.build`). Verdicts are given once; a figure of an earlier month is counted as it stood at that month's
end.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import polars as pl

from domain.arithmetic.columns import Flags, Seconds
from domain.arithmetic.control_charts import p_chart, xmr_chart
from domain.arithmetic.proportions import wilson
from domain.arithmetic.rounding import share_of_one
from domain.arithmetic.shares import Share
from domain.contract.clauses import Contract, Party
from domain.review.shapes.levels import Breach, Correction, FigureStatus, ServiceLevelFigure
from domain.sla.breach_causes import Causes, causes_of
from domain.sla.counts import VerdictCounts
from domain.sla.deciding_entries import Entries
from domain.sla.judging import JudgedMonths
from domain.sla.month_frame import MonthFrame
from domain.sla.ticket_time import TicketTime, book
from domain.sla.verdicts.verdicts import Verdicts
from domain.working_time.intervals import NEVER


def figures(frame: MonthFrame, found: Verdicts, counts: VerdictCounts) -> tuple[ServiceLevelFigure, ...]:
    """One clause's figures, in the order of its targets."""
    return tuple(_figure(frame, found, counts, priority) for priority in found.clause.targets)


def earlier_statuses(frame: MonthFrame, found: Verdicts, counts: VerdictCounts) -> dict[str, tuple[FigureStatus, ...]]:
    """Figure id -> what each shown month before the reviewed one came to, decided on its counts."""
    earlier = slice(len(frame.months) - frame.shown, frame.now)
    return {
        f"{found.clause.clause_id}.{priority}": tuple(
            _status(m, j, target.attainment) for m, j in zip(met[earlier], judged[earlier], strict=True)
        )
        for priority, target in found.clause.targets.items()
        for met, judged in (counts.of(found.code(priority)),)
    }


def _figure(frame: MonthFrame, found: Verdicts, counts: VerdictCounts, priority: str) -> ServiceLevelFigure:
    """One clause and priority, over all months at once."""
    code = found.code(priority)
    met, judged = counts.of(code)
    target = found.clause.targets[priority]
    now, earlier = frame.now, slice(len(frame.months) - frame.shown, frame.now)
    census = counts.census(code, now)
    measured = bool(len(frame.time.created)) and not (judged[now] == 0 and census.unreadable)
    shown = slice(len(frame.months) - frame.shown, None)
    medians = [_percentile(counts.seconds(code, number), 50) for number in range(len(frame.months))[shown]]
    now_seconds = counts.seconds(code, now)
    return ServiceLevelFigure(
        figure_id=f"{found.clause.clause_id}.{priority}",
        clause_id=found.clause.clause_id,
        metric=found.clause.metric,
        priority=priority,
        target_minutes=target.minutes,
        required=target.attainment,
        census=census,
        attainment=_share(met[now], judged[now]),
        margin=_margin(met[now], judged[now], target.attainment),
        misses_left=_misses_left(met[now], judged[now], target.attainment),
        interval=wilson(int(met[now]), int(judged[now])),
        status=_status(met[now], judged[now], target.attainment) if measured else FigureStatus.NOT_MEASURED,
        too_few=bool(judged[now] < frame.contract.minimum_sample),
        median_seconds=_percentile(now_seconds, 50),
        p90_seconds=_percentile(now_seconds, 90),
        previous=tuple(
            (name, _share(m, j), int(j))
            for name, m, j in zip(frame.months[earlier], met[earlier], judged[earlier], strict=True)
        ),
        chart=p_chart(met[shown].tolist(), judged[shown].tolist()),
        median_chart=xmr_chart(medians),
        repeated_miss=now > 0
        and all(_status(met[n], judged[n], target.attainment) is FigureStatus.MISSED for n in (now - 1, now)),
    )


def _share(met: np.int64, judged: np.int64) -> Decimal | None:
    """met / judged, four decimals, half up, for display; None without any."""
    return Share(int(met), int(judged)).shown


def _margin(met: np.int64, judged: np.int64, required: Decimal) -> Decimal | None:
    """Attainment minus the requirement, from the counts, half up away from zero; None without any."""
    return share_of_one(Decimal(int(met)) / int(judged) - required) if judged else None


def _misses_left(met: np.int64, judged: np.int64, required: Decimal) -> int:
    """How many more of these tickets might have been late; negative: how many too many were."""
    # Exact: with 0.95 and 40 tickets 2 may be late, which binary fractions do not always say.
    allowed = int(int(judged) * (1 - required))
    return allowed - int(judged - met)


def _status(met: np.int64, judged: np.int64, required: Decimal) -> FigureStatus:
    """On the counts: a share that is only rounded up to the requirement misses it."""
    if not judged:
        return FigureStatus.NO_DEMAND
    return FigureStatus.MET if Share(int(met), int(judged)).reaches(required) else FigureStatus.MISSED


def _percentile(rising: Seconds, percent: int) -> int | None:
    """The smallest value that at least `percent` of the tickets do not exceed (nearest rank); None without any."""
    if not len(rising):
        return None
    return int(rising[max(0, -(-len(rising) * percent // 100) - 1)])


def breaches(judged: JudgedMonths, history: pl.DataFrame, comments: pl.DataFrame) -> tuple[Breach, ...]:
    """Every ticket that breached in the reviewed month, in the contract's order of clauses and priorities."""
    frame, time = judged.frame, judged.frame.time
    listed: list[Breach] = []
    reopened = np.zeros(len(time.created), dtype=bool)
    reopened[time.ticket[time.reopened]] = True
    order = _figure_order(frame.contract)
    late = [np.flatnonzero(_breached_now(frame, found)) for found in judged.verdicts]
    tickets = [found.ticket[hits] for found, hits in zip(judged.verdicts, late, strict=True)]
    entries = Entries(time, history, comments, frame.contract, np.concatenate(tickets))
    for found, hits in zip(judged.verdicts, late, strict=True):
        until = np.minimum(found.stop[hits], time.cut_off)
        calendar = judged.calendars[found.clause.calendar]
        open_time = calendar.open_time_between(int(time.created.min(initial=time.cut_off)), time.cut_off)
        booked = book(time.only(found.ticket[hits]), until, open_time)
        why = causes_of(time, found, hits, open_time, judged.priorities)
        # As columns: looking one row of a frame up costs more than the rest of a breach.
        told = time.tickets.select("key", "summary", "component")[found.ticket[hits]].rows()
        listed += [
            _breach(time, told[at], found, hit, booked, why, at, reopened, entries)
            for at, hit in enumerate(hits.tolist())
        ]
    return tuple(sorted(listed, key=lambda b: (order[b.figure_id], b.deadline_at, len(b.key), b.key)))


def _breached_now(frame: MonthFrame, found: Verdicts) -> Flags:
    now: Flags = frame.number(found.breached_at) == frame.now
    return now


def _figure_order(contract: Contract) -> dict[str, int]:
    ids = [f"{clause.clause_id}.{priority}" for clause in contract.clauses for priority in clause.targets]
    return {figure_id: position for position, figure_id in enumerate(ids)}


def _breach(
    time: TicketTime,
    told: tuple[str, str | None, str | None],
    found: Verdicts,
    hit: int,
    booked: dict[Party, Seconds],
    why: Causes,
    at: int,
    reopened: Flags,
    entries: Entries,
) -> Breach:
    """Only breaches become objects: there are few of them."""
    ticket = int(found.ticket[hit])
    key, summary, component = told
    return Breach(
        figure_id=f"{found.clause.clause_id}.{found.priorities[found.priority[hit]]}",
        key=key,
        summary=summary or "",
        process=component or "",
        created_at=_instant(time.created[ticket]),
        deadline_at=_instant(found.deadline[hit]),
        stopped_at=None if found.stop[hit] == NEVER else _instant(found.stop[hit]),
        target_seconds=int(found.target[hit]),
        counted_seconds=int(found.counted[hit]),
        seconds_by_party={party: int(seconds[at]) for party, seconds in booked.items()},
        reopened=bool(reopened[ticket]),
        cause=why.cause[at],
        held_longest_by=why.party[at],
        decided_by=entries.in_force(ticket, int(found.breached_at[hit])),
        stopped_by=None if found.stop[hit] == NEVER else entries.at_stop(ticket, int(found.stop[hit]), found.clause),
    )


def corrections(frame: MonthFrame, verdicts: Sequence[Verdicts]) -> tuple[Correction, ...]:
    """Breaches of the reviewed month whose ticket was counted as met in an earlier one."""
    listed = []
    for found in verdicts:
        number = frame.number(found.met_at)
        for hit in np.flatnonzero(_breached_now(frame, found) & (number < frame.now)).tolist():
            met, breached = (
                f"{found.clause.clause_id}.{found.priorities[code[hit]]}"
                for code in (found.met_priority, found.priority)
            )
            listed.append(
                Correction(
                    figure_id=met,
                    key=frame.time.tickets["key"][int(found.ticket[hit])],
                    counted_in=frame.months[int(number[hit])],
                    breached_figure_id=breached,
                    breached_at=_instant(found.breached_at[hit]),
                )
            )
    return tuple(sorted(listed, key=lambda c: (c.figure_id, c.breached_at, c.key)))


def _instant(seconds: np.int64) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
