"""The vendor's public comments: when a ticket was first answered, and when somebody heard of it again.

Here: comments in columns, and ticket lives cut at them. Not here: what stops a clock (`domain.sla.verdicts.stops`).
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from domain.arithmetic.columns import Flags, Index, Seconds, first_of
from domain.sla.changes import epoch_seconds, owner_column, positions_of
from domain.sla.ticket_time import TIME_KEY, TicketTime
from domain.working_time.intervals import NEVER


@dataclass(frozen=True)
class VendorComments:
    """Public comments of the vendor before the cut-off, sorted by ticket and time.

    Attributes:
        ticket, at: per comment; one before the creation counts at the creation.
        first: per ticket, its first comment; NEVER without one.
    """

    ticket: Index
    at: Seconds
    first: Seconds


def vendor_comments(time: TicketTime, comments: pl.DataFrame, vendor_account_ids: tuple[str, ...]) -> VendorComments:
    """All of them; a comment is the vendor's by its author's account."""
    if not len(time.created):
        nothing = np.zeros(0, dtype=np.int64)
        return VendorComments(nothing, nothing, nothing)
    vendors = pl.col("public") & pl.col("author_id").is_in(vendor_account_ids)
    mine = comments.filter(vendors).select(owner_column(comments), "at")
    ticket = positions_of(time.tickets, mine)
    at = np.maximum(mine.select(epoch_seconds("at")).to_series().to_numpy(), time.created[ticket])
    kept = (ticket >= 0) & (at < time.cut_off)
    ticket, at = ticket[kept], at[kept]
    # Almost in order already, which a stable sort is quick at.
    order = np.argsort(ticket * TIME_KEY + at, kind="stable")
    ticket, at = ticket[order], at[order]
    return VendorComments(ticket, at, first_of(ticket, at, len(time.created), NEVER))


def cut_at_comments(time: TicketTime, comments: VendorComments) -> tuple[TicketTime, Flags]:
    """The same lives with an interval beginning at every comment, and which intervals begin at one."""
    count, extra = len(time.ticket), len(comments.ticket)
    inside = time.interval_at(comments.ticket, comments.at)
    ticket, start = np.append(time.ticket, comments.ticket), np.append(time.start, comments.at)
    # Stable, so that a comment in the very second of a change comes after it.
    order = np.argsort(ticket * TIME_KEY + start, kind="stable")
    source = np.append(np.arange(count), inside)[order]
    ticket, start = ticket[order], start[order]
    first = np.searchsorted(ticket, np.arange(len(time.created) + 1)).astype(np.int64)
    end = np.append(start[1:], time.cut_off)[: count + extra]
    end[first[1:] - 1] = time.cut_off
    cut = replace(
        time, ticket=ticket, start=start, end=end, party=time.party[source], queue=time.queue[source], first=first
    )
    begins: Flags = (np.arange(count + extra) >= count)[order]
    return cut, begins
