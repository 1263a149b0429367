"""The vendor's public comments: when a ticket was first answered, and when somebody heard of it again.

Here: comments in columns, and ticket lives cut at them. Not here: what stops a clock (`domain.verdict_stops`).
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from domain.intervals import NEVER, Seconds
from domain.ticket_time import Flags, Index, TicketTime, epoch_seconds

_KEY = np.int64(1 << 34)


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
    found = (
        comments.filter(pl.col("public") & pl.col("author_id").is_in(vendor_account_ids))
        .join(time.tickets.select("issue_id", "ticket", "created"), on="issue_id", how="inner")
        .select("ticket", second=pl.max_horizontal(epoch_seconds("at"), "created"))
        .filter(pl.col("second") < time.cut_off)
        .sort("ticket", "second")
    )
    ticket, at = found["ticket"].to_numpy(), found["second"].to_numpy()
    first = np.full(len(time.created), NEVER, dtype=np.int64)
    first[ticket[::-1]] = at[::-1]  # reversed: the first one is written last and stands
    return VendorComments(ticket, at, first)


def cut_at_comments(time: TicketTime, comments: VendorComments) -> tuple[TicketTime, Flags]:
    """The same lives with an interval beginning at every comment, and which intervals begin at one."""
    count, extra = len(time.ticket), len(comments.ticket)
    inside = np.searchsorted(time.ticket * _KEY + time.start, comments.ticket * _KEY + comments.at, side="right") - 1
    ticket, start = np.append(time.ticket, comments.ticket), np.append(time.start, comments.at)
    # Stable, so that a comment in the very second of a change comes after it.
    order = np.argsort(ticket * _KEY + start, kind="stable")
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
