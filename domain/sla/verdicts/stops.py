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
        if self.once:
            kept: Seconds = np.where(
                (instants <= self.last[ticket]) | (instants <= time.created[ticket]), instants, NEVER
            )
            return kept
        if not len(self.ticket):
            return instants
        keys = self.ticket * TIME_KEY + self.entered
        period = np.searchsorted(keys, ticket * TIME_KEY + instants, side="left") - 1
        mine = (period >= 0) & (self.ticket[period] == ticket) & (instants < self.left[period])
        moved: Seconds = np.where(mine, self.left[period], instants)
        return moved


def stops_of(time: TicketTime, clause: Clause, comments: VendorComments, month_starts: Seconds) -> Stops:
    """The stops of one clause on every ticket."""
    ticket, entered, left = resolved_periods(time)
    if clause.metric is Metric.FIRST_RESPONSE or clause.reopen is ReopenPolicy.FIRST_CLOSE_FINAL:
        if clause.metric is Metric.FIRST_RESPONSE:
            first = np.minimum(_first(time, _answers(time)), comments.first)
        else:
            first = _first(time, time.entered)
        stopped = np.flatnonzero(first != NEVER)
        return Stops(True, first, stopped, first[stopped], ticket, entered, left)
    last = np.full(len(time.created), NEVER, dtype=np.int64)
    holds = left == NEVER
    last[ticket[holds]] = entered[holds]
    lasting = left >= month_starts[np.searchsorted(month_starts, entered, side="right")]
    return Stops(False, last, ticket[lasting], entered[lasting], ticket, entered, left)


def resolved_periods(time: TicketTime) -> tuple[Index, Seconds, Seconds]:
    """Periods of being resolved: ticket, start, and the re-open that ended it (NEVER at the cut-off)."""
    enters, leaves = np.flatnonzero(time.entered), np.flatnonzero(time.reopened)
    following = np.searchsorted(leaves, enters)
    left = np.full(len(enters), NEVER, dtype=np.int64)
    inside = following < len(leaves)
    left[inside] = time.start[leaves[following[inside]]]
    if len(leaves):
        other = time.ticket[leaves[np.minimum(following, len(leaves) - 1)]] != time.ticket[enters]
        left[other] = NEVER
    return time.ticket[enters], time.start[enters], left


def _answers(time: TicketTime) -> Flags:
    """Per interval: it begins with a change that leaves the queue, or that resolves the ticket."""
    before = np.concatenate([[False], time.queue[:-1]])
    before[time.first[:-1]] = False
    answers: Flags = (before & ~time.queue) | time.entered
    return answers


def _first(time: TicketTime, wanted: Flags) -> Seconds:
    """Per ticket, the start of its first wanted interval; NEVER without one."""
    hits = np.flatnonzero(wanted)
    return first_of(time.ticket[hits], time.start[hits], len(time.created), NEVER)
