"""What a clause says of every ticket: target, clock, deadline, and one verdict that stays in its month.

Here: outcomes in columns. Not here: whose time a second is (`domain.sla.ticket_time`), stops
(`domain.sla.verdicts.stops`), which target counts when (`domain.sla.verdicts.targets`), the running clock
(`domain.sla.verdicts.clocks`), the month's figures (`domain.review.build`). Rules: design page, section 6.

A verdict is given once, in the month it was reached, and later data cannot move it:

- breached: the first instant at which more than the target was counted. Exactly the target is met. A breach that
  happened is never erased, neither by a re-open nor by a later change of priority.
- met: the ticket was stopped in time and still stopped when its month ended (or at the cut-off).
  If it is re-opened later and then breaches, the breach counts in its own month and the earlier verdict is kept beside
  it as `met_at`: the published month stays as it was, and the later one shows a correction.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from domain.arithmetic.columns import Flags, Index, Seconds
from domain.contract.clauses import Clause, Metric, ReopenPolicy
from domain.sla.ticket_time import TicketTime
from domain.sla.vendor_comments import VendorComments, cut_at_comments
from domain.sla.verdicts.allowances import Allowances, allowances
from domain.sla.verdicts.clocks import Clock, run_clock
from domain.sla.verdicts.due_dates import DueDates, due_dates
from domain.sla.verdicts.stops import Stops, stops_of
from domain.sla.verdicts.targets import Priorities, Stretches, stretches
from domain.working_time.calendars import ServiceCalendar
from domain.working_time.intervals import NEVER


class Verdict(IntEnum):
    """The classes of the census; every ticket a clause covers is in exactly one."""

    MET = 0
    BREACHED_RESOLVED = 1
    BREACHED_OPEN = 2
    OPEN = 3
    EXCLUDED = 4
    UNREADABLE = 5


@dataclass(frozen=True)
class Verdicts:
    """One clause's verdicts; every array has one element per covered ticket.

    Attributes:
        ticket: position in the `TicketTime`.
        priority: position in `priorities` of the priority whose target counts.
        target: allowed seconds of the clock (for a due date: from creation to it, closed hours included); NEVER when
            the priority has no target.
        stop: when the clock stopped; NEVER while it runs.
        counted: seconds on the clock up to the stop or the cut-off.
        deadline: when the counted seconds reached the target; projected when they have not, as if the counted party
            had the ticket from the stop or cut-off on; NEVER without a target.
        breached_at: the first instant after which more than the target was counted; NEVER without a breach.
        met_at: the stop of the met verdict, also when a breach came in a later month; NEVER without one.
        met_priority: as `priority`, for the met verdict.
    """

    clause: Clause
    priorities: tuple[str, ...]
    ticket: Index
    priority: Index
    target: Seconds
    stop: Seconds
    counted: Seconds
    deadline: Seconds
    breached_at: Seconds
    met_at: Seconds
    met_priority: Index
    outcome: npt.NDArray[np.int8]

    @property
    def decided_at(self) -> Seconds:
        """When the verdict fell, which decides its month: the breach, else the stop in time; NEVER without one."""
        decided: Seconds = np.where(self.breached_at != NEVER, self.breached_at, self.met_at)
        return decided

    def code(self, priority: str) -> int:
        """Position of a priority in `priorities`; -1 when no ticket ever held it."""
        return self.priorities.index(priority) if priority in self.priorities else -1


@dataclass(frozen=True)
class _Breaches:
    """Per ticket: when it breached (NEVER), in which stretch and which cycle."""

    at: Seconds
    stretch: Index
    cycle: Index


def judge(
    time: TicketTime,
    clause: Clause,
    calendar: ServiceCalendar,
    priorities: Priorities,
    comments: VendorComments,
    month_starts: Seconds,
    covered: Flags,
    excluded: Flags,
) -> Verdicts:
    """The verdict of one clause on each covered ticket, as things stand at the cut-off.

    Args:
        comments: the vendor's public comments.
        month_starts: UTC seconds of the months' starts, from the first ticket's month to the one after the cut-off.
        covered: per ticket, whether the clause applies to it (declared order has been settled by the caller).
        excluded: per ticket, whether the contract leaves it out.
    """
    anew = None
    if clause.metric is Metric.UPDATE_INTERVAL:
        time, anew = cut_at_comments(time, comments)
    stops = stops_of(time, clause, comments, month_starts)
    pieces = stretches(
        priorities, clause.targets, clause.retarget, stops.effective(time, priorities.ticket, priorities.since),
        month_starts,
    )  # fmt: skip
    clock = run_clock(time, clause, calendar, stops, anew)
    allowed = allowances(time, pieces, clock, clause.retarget)
    breaches = _first_breaches(pieces, clock, allowed, len(time.created))
    ticket = np.arange(len(time.created))
    dates = due_dates(time, stops, calendar.zone) if clause.metric is Metric.DUE_DATE else None
    if dates is not None:
        breaches = _dated_breaches(time, pieces, clock, dates)
    settled = _settled(time, stops, pieces)
    if dates is not None:
        settled = np.where(dates.due == NEVER, NEVER, settled)
    at_settled = pieces.at(ticket, np.minimum(settled, time.cut_off))
    unreadable = time.tickets["unreadable_reason"].is_not_null().to_numpy()
    judged = ~unreadable & ~excluded & covered
    met = judged & (settled != NEVER) & (breaches.at > settled)
    breached = judged & (breaches.at != NEVER)
    stretch = np.where(breached, breaches.stretch, at_settled)
    stop = np.where(breached, _running_stop(clause, stops, clock, breaches), np.where(met, settled, NEVER))
    cycle = np.where(breached, breaches.cycle, clock.cycle_at(ticket, np.minimum(stop, time.cut_off), time))
    counted = clock.counted_until(ticket, cycle, np.minimum(stop, time.cut_off), time)
    target = allowed.of(stretch, cycle, ticket)
    if dates is not None:
        target = np.where((target == NEVER) | (dates.due == NEVER), NEVER, dates.due - time.created)
        counted = np.minimum(stop, time.cut_off) - time.created
    deadline = (
        _deadlines(time, calendar, clock, target, counted, stop, cycle, judged)
        if dates is None
        else np.where(judged, dates.due, NEVER)
    )
    outcome = np.select(
        [unreadable, excluded, breached & (stop != NEVER), breached, met, target == NEVER],
        [Verdict.UNREADABLE, Verdict.EXCLUDED, Verdict.BREACHED_RESOLVED, Verdict.BREACHED_OPEN, Verdict.MET,
         Verdict.EXCLUDED],
        default=Verdict.OPEN,
    )  # fmt: skip
    return Verdicts(
        clause=clause,
        priorities=priorities.names,
        ticket=np.flatnonzero(covered),
        priority=pieces.code[stretch][covered],
        target=target[covered],
        stop=stop[covered],
        counted=counted[covered],
        deadline=deadline[covered],
        breached_at=np.where(breached, breaches.at, NEVER)[covered],
        met_at=np.where(met, settled, NEVER)[covered],
        met_priority=pieces.code[at_settled][covered],
        outcome=outcome[covered].astype(np.int8),
    )


def _first_breaches(pieces: Stretches, clock: Clock, allowed: Allowances, count: int) -> _Breaches:
    """Look at every cycle of the clock under every target that counted during it, and take the first breach."""
    piece, cycle = allowed.piece, allowed.cycle
    ticket = pieces.ticket[piece]
    start = np.maximum(pieces.start[piece], clock.start[cycle])
    end = np.minimum(pieces.end[piece], clock.end[cycle])
    passed = clock.exceeded(cycle, allowed.seconds)
    at = np.where((passed < end) & (start <= end), np.maximum(passed, start), NEVER)
    first = np.full(count, NEVER, dtype=np.int64)
    np.minimum.at(first, ticket, at)
    hits = np.flatnonzero((at == first[ticket]) & (at != NEVER))[::-1]
    stretch, found_cycle = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    stretch[ticket[hits]] = piece[hits]  # reversed: the first one is written last and stands
    found_cycle[ticket[hits]] = cycle[hits]
    return _Breaches(first, stretch, found_cycle)


def _dated_breaches(time: TicketTime, pieces: Stretches, clock: Clock, dates: DueDates) -> _Breaches:
    """Lateness against due dates, where the priority held then is one the clause speaks of."""
    ticket = np.arange(len(time.created))
    within = np.minimum(dates.late, time.cut_off)
    stretch = pieces.at(ticket, within)
    at = np.where(pieces.target[stretch] == NEVER, NEVER, dates.late)
    return _Breaches(at, stretch, clock.cycle_at(ticket, within, time))


def _settled(time: TicketTime, stops: Stops, pieces: Stretches) -> Seconds:
    """Per ticket, the first lasting stop under a priority that has a target; NEVER without one."""
    settled = np.full(len(time.created), NEVER, dtype=np.int64)
    has_target = pieces.target[pieces.at(stops.lasting_ticket, stops.lasting_at)] != NEVER
    ticket, at = stops.lasting_ticket[has_target], stops.lasting_at[has_target]
    settled[ticket[::-1]] = at[::-1]  # reversed: the first one is written last and stands
    return settled


def _running_stop(clause: Clause, stops: Stops, clock: Clock, breaches: _Breaches) -> Seconds:
    """When the clock that breached stopped; NEVER while it runs."""
    restarts = clause.metric is Metric.UPDATE_INTERVAL or (clause.reopen is ReopenPolicy.RESTART and not stops.once)
    return clock.stop[breaches.cycle] if restarts else stops.last


def _deadlines(
    time: TicketTime, calendar: ServiceCalendar, clock: Clock, target: Seconds, counted: Seconds, stop: Seconds,
    cycle: Index, judged: Flags,
) -> Seconds:  # fmt: skip
    deadline = np.full(len(target), NEVER, dtype=np.int64)
    known = np.flatnonzero(judged & (target != NEVER) & (counted >= target))
    deadline[known] = clock.reached(cycle[known], target[known])
    ahead = np.flatnonzero(judged & (target != NEVER) & (counted < target))
    deadline[ahead] = calendar.add_working_seconds(np.minimum(stop, time.cut_off)[ahead], (target - counted)[ahead])
    return deadline
