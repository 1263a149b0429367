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

from domain.arithmetic.columns import Flags, Index, Seconds, first_of
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


@dataclass(frozen=True)
class _Reading:
    """Per ticket: the allowed seconds, those counted, and when the target was or will be reached."""

    target: Seconds
    counted: Seconds
    deadline: Seconds


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
        # Every public comment starts this clock anew, so lives are cut there before anything else looks at them.
        time, anew = cut_at_comments(time, comments)
    stops = stops_of(time, clause, comments, month_starts)
    # A change of priority after the last stop changes nothing any more, hence "effective".
    pieces = stretches(
        priorities, clause.targets, clause.retarget, stops.effective(time, priorities.ticket, priorities.since),
        month_starts,
    )  # fmt: skip
    clock = run_clock(time, clause, calendar, stops, anew)
    allowed = allowances(time, pieces, clock, clause.retarget)
    dates = due_dates(time, stops, calendar.zone) if clause.metric is Metric.DUE_DATE else None
    if dates is None:
        breaches = _first_breaches(pieces, clock, allowed, len(time.created))
        settled = _settled(time, stops, pieces)
    else:
        breaches = _dated_breaches(time, pieces, clock, dates)
        settled = np.where(dates.due == NEVER, NEVER, _settled(time, stops, pieces))
    unreadable = time.tickets["unreadable_reason"].is_not_null().to_numpy()
    judged = ~unreadable & ~excluded & covered
    # Both can be true: stopped in time, then re-opened and late. Two months, two facts; the earlier one stays met.
    met = judged & (settled != NEVER) & (breaches.at > settled)
    breached = judged & (breaches.at != NEVER)
    ticket = np.arange(len(time.created))
    at_settled = pieces.at(ticket, np.minimum(settled, time.cut_off))
    # What is shown beside a breach is the stretch and cycle it happened in, not the last ones of the ticket's life.
    stretch = np.where(breached, breaches.stretch, at_settled)
    stop = np.where(breached, _running_stop(clause, stops, clock, breaches), np.where(met, settled, NEVER))
    cycle = np.where(breached, breaches.cycle, clock.cycle_at(ticket, np.minimum(stop, time.cut_off), time))
    target = allowed.of(stretch, cycle, ticket)
    if dates is None:
        reading = _clocked(time, calendar, clock, target, stop, cycle, judged)
    else:
        reading = _dated(time, dates, target, stop, judged)
    # The order decides: what nobody can read is never excluded, and a breach is never hidden by a later solution.
    outcome = np.select(
        [unreadable, excluded, breached & (stop != NEVER), breached, met, reading.target == NEVER],
        [Verdict.UNREADABLE, Verdict.EXCLUDED, Verdict.BREACHED_RESOLVED, Verdict.BREACHED_OPEN, Verdict.MET,
         Verdict.EXCLUDED],
        default=Verdict.OPEN,
    )  # fmt: skip
    return Verdicts(
        clause=clause,
        priorities=priorities.names,
        ticket=np.flatnonzero(covered),
        priority=pieces.code[stretch][covered],
        target=reading.target[covered],
        stop=stop[covered],
        counted=reading.counted[covered],
        deadline=reading.deadline[covered],
        breached_at=np.where(breached, breaches.at, NEVER)[covered],
        met_at=np.where(met, settled, NEVER)[covered],
        met_priority=pieces.code[at_settled][covered],
        outcome=outcome[covered].astype(np.int8),
    )


def _first_breaches(pieces: Stretches, clock: Clock, allowed: Allowances, count: int) -> _Breaches:
    """Look at every cycle of the clock under every target that counted during it, and take the first breach."""
    passed = clock.exceeded(allowed.cycle, allowed.seconds)
    over = np.flatnonzero(passed != NEVER)
    piece, cycle, passed = allowed.piece[over], allowed.cycle[over], passed[over]
    start = np.maximum(pieces.start[piece], clock.start[cycle])
    end = np.minimum(pieces.end[piece], clock.end[cycle])
    during = (passed < end) & (start <= end)
    piece, cycle, at = piece[during], cycle[during], np.maximum(passed, start)[during]
    ticket = pieces.ticket[piece]
    first = np.full(count, NEVER, dtype=np.int64)
    np.minimum.at(first, ticket, at)
    # Two targets can be passed at one instant (an equal target under two priorities): the earlier stretch names it.
    hits = np.flatnonzero(at == first[ticket])
    return _Breaches(
        first, first_of(ticket[hits], piece[hits], count, 0), first_of(ticket[hits], cycle[hits], count, 0)
    )


def _dated_breaches(time: TicketTime, pieces: Stretches, clock: Clock, dates: DueDates) -> _Breaches:
    """Lateness against due dates, where the priority held then is one the clause speaks of."""
    ticket = np.arange(len(time.created))
    within = np.minimum(dates.late, time.cut_off)
    stretch = pieces.at(ticket, within)
    at = np.where(pieces.target[stretch] == NEVER, NEVER, dates.late)
    return _Breaches(at, stretch, clock.cycle_at(ticket, within, time))


def _settled(time: TicketTime, stops: Stops, pieces: Stretches) -> Seconds:
    """Per ticket, the first lasting stop under a priority that has a target; NEVER without one."""
    has_target = pieces.target[pieces.at(stops.lasting_ticket, stops.lasting_at)] != NEVER
    return first_of(stops.lasting_ticket[has_target], stops.lasting_at[has_target], len(time.created), NEVER)


def _running_stop(clause: Clause, stops: Stops, clock: Clock, breaches: _Breaches) -> Seconds:
    """When the clock that breached stopped; NEVER while it runs."""
    restarts = clause.metric is Metric.UPDATE_INTERVAL or (clause.reopen is ReopenPolicy.RESTART and not stops.once)
    return clock.stop[breaches.cycle] if restarts else stops.last


def _clocked(
    time: TicketTime, calendar: ServiceCalendar, clock: Clock, target: Seconds, stop: Seconds, cycle: Index,
    judged: Flags,
) -> _Reading:  # fmt: skip
    """What the clock counted, and when the target was, or would be, reached."""
    until = np.minimum(stop, time.cut_off)
    counted = clock.counted_until(np.arange(len(time.created)), cycle, until, time)
    deadline = np.full(len(target), NEVER, dtype=np.int64)
    # A target that was reached has its instant on the clock; one that was not is projected on the calendar, as if the
    # counted party had the ticket from there on.
    known = np.flatnonzero(judged & (target != NEVER) & (counted >= target))
    deadline[known] = clock.reached(cycle[known], target[known])
    ahead = np.flatnonzero(judged & (target != NEVER) & (counted < target))
    deadline[ahead] = calendar.add_working_seconds(until[ahead], (target - counted)[ahead])
    return _Reading(target, counted, deadline)


def _dated(time: TicketTime, dates: DueDates, target: Seconds, stop: Seconds, judged: Flags) -> _Reading:
    """A due date counts closed hours too: the time from creation to it is the target, and the date is the deadline."""
    known = (target != NEVER) & (dates.due != NEVER)
    return _Reading(
        target=np.where(known, dates.due - time.created, NEVER),
        counted=np.minimum(stop, time.cut_off) - time.created,
        deadline=np.where(judged, dates.due, NEVER),
    )
