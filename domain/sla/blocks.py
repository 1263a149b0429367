"""Tickets in blocks: what a clause computes of some thousand tickets fits into the processor's cache.

Here: the parts of all columns that speak of one block, and its verdicts put together again. Not here: any rule. No
ticket knows of another one, so that a block's verdicts are those of the whole; memory is that of the blocks at work,
however many tickets there are (a million at once took 2.6 GB and four times the time: `make bench`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from domain.arithmetic.columns import Index
from domain.sla.ticket_time import TicketTime
from domain.sla.vendor_comments import VendorComments
from domain.sla.verdicts.targets import Priorities
from domain.sla.verdicts.verdicts import Verdicts

BLOCK_TICKETS: Final = 1 << 14


@dataclass(frozen=True)
class Block:
    """The tickets at positions `low` to `high` - 1; positions inside a block are counted from `low`."""

    low: int
    high: int

    @property
    def tickets(self) -> slice:
        """Its part of an array with one element per ticket."""
        return slice(self.low, self.high)

    def times(self, time: TicketTime) -> TicketTime:
        """Its intervals."""
        rows = slice(int(time.first[self.low]), int(time.first[self.high]))
        return TicketTime(
            cut_off=time.cut_off,
            tickets=time.tickets[self.tickets],
            created=time.created[self.tickets],
            ticket=time.ticket[rows] - self.low,
            start=time.start[rows],
            end=time.end[rows],
            party=time.party[rows],
            queue=time.queue[rows],
            first=time.first[self.low : self.high + 1] - time.first[self.low],
        )

    def priorities(self, priorities: Priorities) -> Priorities:
        """Its priorities."""
        rows = self._rows(priorities.ticket)
        ticket = priorities.ticket[rows] - self.low
        return Priorities(priorities.names, ticket, priorities.since[rows], priorities.code[rows])

    def comments(self, comments: VendorComments) -> VendorComments:
        """Its comments."""
        rows = self._rows(comments.ticket)
        return VendorComments(comments.ticket[rows] - self.low, comments.at[rows], comments.first[self.tickets])

    def _rows(self, rising: Index) -> slice:
        begin, end = np.searchsorted(rising, [self.low, self.high])
        return slice(int(begin), int(end))


def blocks_of(tickets: int) -> tuple[Block, ...]:
    """So many tickets in blocks, at least one."""
    return tuple(Block(low, min(low + BLOCK_TICKETS, tickets)) for low in range(0, max(tickets, 1), BLOCK_TICKETS))


def joined(blocks: Sequence[Block], parts: Sequence[Verdicts]) -> Verdicts:
    """One clause's verdicts on all blocks, in their order, as if there had been one."""
    return replace(
        parts[0],
        ticket=np.concatenate([part.ticket + block.low for block, part in zip(blocks, parts, strict=True)]),
        priority=np.concatenate([part.priority for part in parts]),
        target=np.concatenate([part.target for part in parts]),
        stop=np.concatenate([part.stop for part in parts]),
        counted=np.concatenate([part.counted for part in parts]),
        deadline=np.concatenate([part.deadline for part in parts]),
        breached_at=np.concatenate([part.breached_at for part in parts]),
        met_at=np.concatenate([part.met_at for part in parts]),
        met_priority=np.concatenate([part.met_priority for part in parts]),
        outcome=np.concatenate([part.outcome for part in parts]),
    )
