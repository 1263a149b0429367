"""When a clause's clock stops, and which stop a verdict may rest on.

Here: stops per ticket, in columns. Not here: seconds and outcomes (`domain.sla.verdicts.clocks`,
`domain.sla.verdicts.verdicts`).
"""

from dataclasses import dataclass

import numpy as np

from domain.arithmetic.columns import Flags, Index, Seconds, first_of
from domain.contract.clauses import Clause, Metric, ReopenPolicy
from domain.sla.ticket_time import TIME_KEY, TicketTime
from domain.sla.vendor_comments import VendorComments
from domain.working_time.intervals import NEVER


@dataclass(frozen=True)
class Stops:
    """Stops of one clause.

    Attributes:
        once: the first stop is final; what comes after it is not looked at.
        last: per ticket, the stop that holds at the cut-off; NEVER while the clock runs.
        lasting_ticket, lasting_at: stops that still held when their month ended, or hold at the cut-off, in order.
        ticket, entered, left: per period of being resolved, in order: its ticket, its start and the re-open that ended
            it (NEVER).
    """

    once: bool
    last: Seconds
    lasting_ticket: Index
    lasting_at: Seconds
    ticket: Index
    entered: Seconds
    left: Seconds

    def effective(self, time: TicketTime, ticket: Index, instants: Seconds) -> Seconds:
        """When changes made at these instants take effect on the clock; NEVER if it does not run again.

        A change at the stop itself still counts for that stop.
        """
        # What holds since the creation takes effect then, on a ticket that is created resolved too: nearly all do.
        later = np.flatnonzero(instants > time.created[ticket])
        if not len(later):
            return instants
        changed = ticket[later]
        effective = instants.copy()
        if self.once:
            effective[later[instants[later] > self.last[changed]]] = NEVER
        elif len(self.ticket):
            keys = self.ticket * TIME_KEY + self.entered
            period = np.searchsorted(keys, changed * TIME_KEY + instants[later], side="left") - 1
            mine = (period >= 0) & (self.ticket[period] == changed) & (instants[later] < self.left[period])
            effective[later[mine]] = self.left[period[mine]]
        return effective


def stops_of(time: TicketTime, clause: Clause, comments: VendorComments, month_starts: Seconds) -> Stops:
    """The stops of one clause on every ticket."""
    ticket, entered, left = time.resolved_periods
    if clause.metric is Metric.FIRST_RESPONSE or clause.reopen is ReopenPolicy.FIRST_CLOSE_FINAL:
        if clause.metric is Metric.FIRST_RESPONSE:
            first = np.minimum(_first(time, np.flatnonzero(_answers(time))), comments.first)
        else:
            first = _first(time, time.enters)
        stopped = np.flatnonzero(first != NEVER)
        return Stops(True, first, stopped, first[stopped], ticket, entered, left)
    last = np.full(len(time.created), NEVER, dtype=np.int64)
    holds = left == NEVER
    last[ticket[holds]] = entered[holds]
    lasting = left >= month_starts[np.searchsorted(month_starts, entered, side="right")]
    return Stops(False, last, ticket[lasting], entered[lasting], ticket, entered, left)


def _answers(time: TicketTime) -> Flags:
    """Per interval: it begins with a change that leaves the queue, or that resolves the ticket."""
    before = np.concatenate([[False], time.queue[:-1]])
    before[time.first[:-1]] = False
    answers: Flags = (before & ~time.queue) | time.entered
    return answers


def _first(time: TicketTime, hits: Index) -> Seconds:
    """Per ticket, the start of its first interval of those at `hits`; NEVER without one."""
    return first_of(time.ticket[hits], time.start[hits], len(time.created), NEVER)
