"""The running clock of a clause: working seconds of the counted parties, added up along each ticket's life.

Here: totals and their inverses, on arrays. Not here: open hours (`domain.working_time.calendars`), which target counts
(`domain.sla.verdicts.targets`), outcomes (`domain.sla.verdicts.verdicts`).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.arithmetic.columns import Flags, Index, Seconds, first_of, offsets
from domain.contract.clauses import Clause, ReopenPolicy
from domain.sla.ticket_time import PARTIES, TIME_KEY, TicketTime
from domain.sla.verdicts.stops import Stops
from domain.working_time.calendars import ServiceCalendar
from domain.working_time.intervals import NEVER, OpenTime


@dataclass(frozen=True)
class Clock:
    """Clock readings per interval, in cycles: one per ticket, or one more wherever the clock starts anew.

    Attributes:
        cycle, amount, total: per interval: its cycle, the seconds counted in it, and in its cycle up to its end.
        start, end, stop: per cycle: since when and until when seconds count, and when it was stopped (NEVER).
        closing: per cycle, position of its last interval.
        first_cycle: per ticket, position of its first cycle; one more at the end.
    """

    open_time: OpenTime
    opened_before: Seconds
    cycle: Index
    amount: Seconds
    total: Seconds
    start: Seconds
    end: Seconds
    stop: Seconds
    closing: Index
    first_cycle: Index

    def exceeded(self, cycle: Index, target: Seconds) -> Seconds:
        """Last instant at which no more than `target` seconds of the cycle are counted; NEVER if it stays so."""
        found = np.full(len(cycle), NEVER, dtype=np.int64)
        hits = np.flatnonzero(self._in_all(cycle) > target)  # few: only these are looked for
        at = np.searchsorted(self._keys, cycle[hits] * TIME_KEY + target[hits], side="right")
        found[hits] = self.open_time.exceeded(self._opened_until(at, target[hits]))
        return found

    def reached(self, cycle: Index, target: Seconds) -> Seconds:
        """First instant at which `target` seconds of the cycle are counted; NEVER if they are not."""
        found = np.full(len(cycle), NEVER, dtype=np.int64)
        hits = np.flatnonzero(self._in_all(cycle) >= target)
        at = np.searchsorted(self._keys, cycle[hits] * TIME_KEY + target[hits], side="left")
        found[hits] = self.open_time.reached(self._opened_until(at, target[hits]))
        return found

    def _in_all(self, cycle: Index) -> Seconds:
        """Seconds counted in whole cycles."""
        whole: Seconds = self.total[self.closing[cycle]]
        return whole

    @cached_property
    def _keys(self) -> Index:
        """Per interval a number that sorts as (cycle, seconds counted)."""
        keys: Index = self.cycle * TIME_KEY + self.total
        return keys

    def _opened_until(self, at: Index, target: Seconds) -> Seconds:
        """Open seconds before the instant in each interval at which its cycle has counted `target`."""
        needed: Seconds = self.opened_before[at] + target - (self.total[at] - self.amount[at])
        return needed

    def cycle_at(self, ticket: Index, instants: Seconds, time: TicketTime) -> Index:
        """The cycle each ticket is in at an instant; a stop belongs to the cycle it ends."""
        if len(self.closing) == len(time.created):  # one each
            return ticket
        return self.cycle[time.interval_at(ticket, instants)]

    def counted_until(self, ticket: Index, cycle: Index, until: Seconds, time: TicketTime) -> Seconds:
        """Seconds counted in a cycle up to a stop in it, or to the cut-off."""
        at = np.minimum(time.interval_at(ticket, until), self.closing[cycle])
        past = self.open_time.before(np.minimum(until, time.end[at])) - self.opened_before[at]
        counted: Seconds = self.total[at] - self.amount[at] + np.minimum(past, self.amount[at])
        return counted


def run_clock(
    time: TicketTime, clause: Clause, calendar: ServiceCalendar, stops: Stops, anew: Flags | None = None
) -> Clock:
    """Start the clause's clock at every creation and read it along the intervals.

    Args:
        anew: intervals at which the clock also starts anew (after each comment, for update intervals).
    """
    earliest = int(time.created.min(initial=time.cut_off))
    open_time = calendar.open_time_between(earliest, time.cut_off)
    opened_before, opened_through = time.opened(open_time)
    opened = opened_through - opened_before
    if stops.once:
        # Open time never falls, so the earlier of two ends has the smaller total.
        final = open_time.before(np.minimum(stops.last, time.cut_off))
        opened = np.maximum(np.minimum(opened_through, final[time.ticket]) - opened_before, 0)
    amount = opened * np.array([party in clause.counts for party in PARTIES])[time.party]
    if anew is None and (stops.once or clause.reopen is not ReopenPolicy.RESTART):
        cycle, opening = time.ticket, time.first[:-1]
    else:
        begins = time.reopened.copy() if anew is None else anew | time.reopened
        begins[time.first[:-1]] = True
        cycle, opening = np.cumsum(begins) - 1, np.flatnonzero(begins)
    through = np.cumsum(amount)
    owner = time.ticket[opening]
    enters = time.enters
    stop = first_of(cycle[enters], time.start[enters], len(opening), NEVER)
    closing = np.append(opening[1:], len(time.ticket))[: len(opening)] - 1
    finish = np.full(len(opening), time.cut_off, dtype=np.int64)
    if anew is not None:
        # A cycle is stopped by a solution in it, else by what begins the next one.
        following = np.where(time.end[closing] < time.cut_off, time.end[closing], NEVER)
        stop = np.minimum(stop, following)
        finish = np.minimum(stop, time.cut_off)
    elif stops.once:
        finish = np.minimum(stops.last, time.cut_off)[owner]
    elif clause.reopen is ReopenPolicy.RESTART:
        finish = np.minimum(stop, time.cut_off)
    return Clock(
        open_time=open_time,
        opened_before=opened_before,
        cycle=cycle,
        amount=amount,
        total=through - (through[opening] - amount[opening])[cycle],
        start=time.start[opening],
        end=finish,
        stop=stop,
        closing=closing,
        first_cycle=offsets(owner, len(time.created)),
    )
