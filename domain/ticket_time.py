"""Whose time each second of a ticket is: status histories as intervals, booked to parties.

Here: intervals in columns and the booking. Not here: open hours (`domain.calendars`), verdicts (`domain.verdicts`).
One element per interval, never a loop over tickets. Instants are whole UTC seconds, floored once when frames come in.
Rules: design page, section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from domain.contracts import Party, StatusTerms
from domain.intervals import OpenTime, Seconds

Index = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PARTIES = (Party.VENDOR, Party.CLIENT, Party.THIRD_PARTY, Party.RESOLVED)
"""Party codes of intervals are positions in this tuple."""


@dataclass(frozen=True)
class TicketTime:
    """All tickets that existed at the cut-off, and their status intervals, sorted by ticket and time.

    Attributes:
        tickets: the tickets' rows, one per ticket position; `unreadable_reason` holds what was found here too.
        created: per ticket.
        ticket, start, end, party, queue: per interval; `ticket` is a position in `tickets`.
        first: per ticket, position of its first interval; one more at the end.
    """

    cut_off: int
    tickets: pl.DataFrame
    created: Seconds
    ticket: Index
    start: Seconds
    end: Seconds
    party: Index
    queue: Flags
    first: Index

    @property
    def resolved(self) -> Flags:
        """Per interval: the ticket is resolved."""
        resolved: Flags = self.party == PARTIES.index(Party.RESOLVED)
        return resolved

    @property
    def entered(self) -> Flags:
        """Per interval: it is resolved and the one before it, of the same ticket, is not."""
        before = np.concatenate([[False], self.resolved[:-1]])
        before[self.first[:-1]] = False
        found: Flags = self.resolved & ~before
        return found

    @property
    def reopened(self) -> Flags:
        """Per interval: it is not resolved and the one before it, of the same ticket, is."""
        before = np.concatenate([[False], self.resolved[:-1]])
        before[self.first[:-1]] = False
        found: Flags = ~self.resolved & before
        return found

    def only(self, tickets: Index) -> "TicketTime":
        """The same for some tickets, in the order asked for; positions are counted anew."""
        lengths = self.first[tickets + 1] - self.first[tickets]
        first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        kept = np.repeat(self.first[tickets] - first[:-1], lengths) + np.arange(first[-1])
        return TicketTime(
            cut_off=self.cut_off,
            tickets=self.tickets[tickets],
            created=self.created[tickets],
            ticket=np.repeat(np.arange(len(tickets)), lengths),
            start=self.start[kept],
            end=self.end[kept],
            party=self.party[kept],
            queue=self.queue[kept],
            first=first,
        )


def read_ticket_time(
    tickets: pl.DataFrame, history: pl.DataFrame, statuses: Mapping[str, StatusTerms], cut_off_at: datetime
) -> TicketTime:
    """Intervals of every ticket created before `cut_off_at`; what happened then or later is not looked at.

    A ticket's first status is what its first change came from, or its status now when it never changed. Entries before
    the creation count at the creation. A status the contract does not know makes the ticket unreadable.
    """
    cut_off = int(cut_off_at.timestamp())
    held = tickets.with_columns(epoch_seconds("created_at").alias("created")).filter(pl.col("created") < cut_off)
    held = held.with_row_index("ticket").with_columns(pl.col("ticket").cast(pl.Int64))
    changes = changes_of(held, history, "status")
    first_status = changes.group_by("ticket", maintain_order=True).first().select("ticket", first_id="from_id")
    starts = held.join(first_status, on="ticket", how="left").select(
        "ticket", start="created", status=pl.coalesce("first_id", "status_id")
    )
    moves = changes.filter(pl.col("start") < cut_off).select("ticket", "start", status="to_id")
    # Stable: the first status comes before changes at the same second, and those stay in their order.
    rows = pl.concat([starts, moves]).sort("ticket", "start", maintain_order=True)
    terms = pl.DataFrame(
        {
            "status": list(statuses),
            "party": [PARTIES.index(Party(s.books_to)) for s in statuses.values()],
            "queue": [s.queue for s in statuses.values()],
        },
        schema={"status": pl.String, "party": pl.Int64, "queue": pl.Boolean},
    )
    rows = rows.join(terms, on="status", how="left", maintain_order="left")
    ticket = rows["ticket"].to_numpy()
    start = rows["start"].to_numpy()
    end = np.full(len(start), cut_off, dtype=np.int64)
    same = ticket[1:] == ticket[:-1] if len(ticket) else np.zeros(0, dtype=bool)
    end[:-1][same] = start[1:][same]
    return TicketTime(
        cut_off=cut_off,
        tickets=_with_unknown_statuses(held, rows),
        created=held["created"].to_numpy(),
        ticket=ticket,
        start=start,
        end=end,
        party=rows["party"].fill_null(0).to_numpy(),
        queue=rows["queue"].fill_null(False).to_numpy(),
        first=np.searchsorted(ticket, np.arange(held.height + 1)),
    )


def book(time: TicketTime, until: Seconds, open_time: OpenTime) -> dict[Party, Seconds]:
    """Seconds of each ticket from creation to `until`, booked to exactly one party each.

    Args:
        until: per ticket; intervals are cut there.

    Returns:
        Per party an array per ticket. Their sum is `until - created`, to the second.
    """
    end = np.maximum(np.minimum(time.end, until[time.ticket]), time.start)
    length = np.where(time.start < until[time.ticket], end - time.start, 0)
    working = np.where(length > 0, open_time.between(time.start, end), 0)
    count = len(time.created)
    booked: dict[Party, Seconds] = {
        party: _summed(time.ticket, np.where(time.party == code, working, 0), count)
        for code, party in enumerate(PARTIES)
        if party is not Party.RESOLVED
    }
    booked[Party.OUTSIDE_HOURS] = _summed(time.ticket, np.where(time.resolved, 0, length - working), count)
    booked[Party.RESOLVED] = _summed(time.ticket, np.where(time.resolved, length, 0), count)
    return booked


def _summed(ticket: Index, amounts: Seconds, count: int) -> Seconds:
    through = np.concatenate([[0], np.cumsum(amounts)])
    bounds = np.searchsorted(ticket, np.arange(count + 1))
    summed: Seconds = through[bounds[1:]] - through[bounds[:-1]]
    return summed


def changes_of(held: pl.DataFrame, history: pl.DataFrame, field: str) -> pl.DataFrame:
    """Changes of one field with their ticket's position, in order: by time, number of the entry, place inside it.

    Adds `start`, the second of the change; times before the creation are moved to it.
    """
    return (
        history.filter(pl.col("field") == field)
        .join(held.select("issue_id", "ticket", "created"), on="issue_id", how="inner")
        .with_columns(
            start=pl.max_horizontal(epoch_seconds("at"), "created"),
            number=pl.col("history_id").cast(pl.Int64, strict=False),
        )
        .sort("ticket", "at", "number", "item", maintain_order=True)
    )


def _with_unknown_statuses(held: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    unknown = (
        rows.filter(pl.col("party").is_null())
        .group_by("ticket")
        .agg(strange=pl.format("the contract does not know the status {}", pl.col("status").first()))
    )
    return (
        held.join(unknown, on="ticket", how="left", maintain_order="left")
        .with_columns(unreadable_reason=pl.coalesce("unreadable_reason", "strange"))
        .drop("strange")
    )


def epoch_seconds(column: str) -> pl.Expr:
    """An instant as UTC seconds, floored."""
    return pl.col(column).dt.epoch("ms").floordiv(1000)
