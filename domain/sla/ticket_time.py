"""Whose time each second of a ticket is: status histories as intervals, booked to parties.

Here: intervals in columns and the booking. Not here: open hours (`domain.working_time.calendars`), verdicts
(`domain.sla.verdicts.verdicts`). One element per interval, never a loop over tickets. Instants are whole UTC seconds,
floored once when frames come in. Rules: design page, section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from domain.arithmetic.columns import Flags, Index, Seconds
from domain.contract.clauses import Party, StatusTerms
from domain.sla.changes import changes_of, codes_of, epoch_seconds
from domain.sla.tickets import ROW
from domain.working_time.intervals import NEVER, OpenTime

TIME_KEY: Final = np.int64(1 << 34)
"""`ticket * TIME_KEY + second` sorts as (ticket, second)."""

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
    party: npt.NDArray[np.int8]
    queue: Flags
    first: Index

    @cached_property
    def resolved(self) -> Flags:
        """Per interval: the ticket is resolved."""
        resolved: Flags = self.party == PARTIES.index(Party.RESOLVED)
        return resolved

    @cached_property
    def keys(self) -> Index:
        """Per interval a number that sorts as (ticket, start)."""
        keys: Index = self.ticket * TIME_KEY + self.start
        return keys

    def interval_at(self, ticket: Index, instants: Seconds) -> Index:
        """Position of the interval that holds each (ticket, instant)."""
        return np.searchsorted(self.keys, ticket * TIME_KEY + instants, side="right") - 1

    def opened(self, open_time: OpenTime) -> tuple[Seconds, Seconds]:
        """Open seconds before each interval's start, and before its end; kept, because clauses share calendars."""
        kept: dict[int, tuple[OpenTime, Seconds, Seconds]] = self.__dict__.setdefault("_opened", {})
        if id(open_time) not in kept:
            before = open_time.before(self.start)
            through = np.append(before[1:], 0)[: len(before)]
            through[self.first[1:] - 1] = open_time.before(np.array([self.cut_off]))[0]
            kept[id(open_time)] = open_time, before, through
        return kept[id(open_time)][1:]

    @cached_property
    def entered(self) -> Flags:
        """Per interval: it is resolved and the one before it, of the same ticket, is not."""
        before = np.concatenate([[False], self.resolved[:-1]])
        before[self.first[:-1]] = False
        found: Flags = self.resolved & ~before
        return found

    @cached_property
    def reopened(self) -> Flags:
        """Per interval: it is not resolved and the one before it, of the same ticket, is."""
        before = np.concatenate([[False], self.resolved[:-1]])
        before[self.first[:-1]] = False
        found: Flags = ~self.resolved & before
        return found

    @cached_property
    def enters(self) -> Index:
        """Positions of the intervals that are `entered`."""
        return np.flatnonzero(self.entered)

    @cached_property
    def resolved_periods(self) -> tuple[Index, Seconds, Seconds]:
        """Periods of being resolved: ticket, start, and the re-open that ended it (NEVER at the cut-off)."""
        enters, leaves = self.enters, np.flatnonzero(self.reopened)
        left = np.full(len(enters), NEVER, dtype=np.int64)
        # A re-open ends the last period that began before it.
        left[np.searchsorted(enters, leaves) - 1] = self.start[leaves]
        return self.ticket[enters], self.start[enters], left

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
    counted = tickets.with_columns(
        pl.int_range(pl.len(), dtype=pl.Int32).alias(ROW), created=epoch_seconds("created_at")
    )
    held = counted.filter(pl.col("created") < cut_off)
    held = held.with_columns(ticket=pl.int_range(pl.len(), dtype=pl.Int64))
    changes = changes_of(held, history, "status", "from_id", "to_id")
    codes = {status: code for code, status in enumerate(statuses)}
    created = held["created"].to_numpy()
    present = changes["start"].to_numpy() < cut_off
    owner = changes["ticket"].to_numpy()[present]
    first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=held.height) + 1)]).astype(np.int64)
    opening = np.zeros(first[-1], dtype=bool)
    opening[first[:-1]] = True
    start, status = np.empty(first[-1], dtype=np.int64), np.empty(first[-1], dtype=np.int8)
    start[opening], status[opening] = created, _first_statuses(held, changes, codes)
    start[~opening], status[~opening] = changes["start"].to_numpy()[present], codes_of(changes["to_id"], codes)[present]
    end = np.append(start[1:], cut_off)[: len(start)]
    end[first[1:] - 1] = cut_off
    terms = list(statuses.values())
    # One more element than there are statuses: -1, a status nobody knows, finds the last one.
    parties = np.array([*(PARTIES.index(Party(term.books_to)) for term in terms), 0], dtype=np.int8)
    queues = np.array([*(term.queue for term in terms), False], dtype=bool)
    time = TicketTime(
        cut_off=cut_off,
        tickets=held,
        created=created,
        ticket=np.repeat(np.arange(held.height), np.diff(first)),
        start=start,
        end=end,
        party=parties[status],
        queue=queues[status],
        first=first,
    )
    return replace(time, tickets=_with_unknown_statuses(time, status, changes))


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
        party: summed_per_ticket(time.ticket, np.where(time.party == code, working, 0), count)
        for code, party in enumerate(PARTIES)
        if party is not Party.RESOLVED
    }
    booked[Party.OUTSIDE_HOURS] = summed_per_ticket(time.ticket, np.where(time.resolved, 0, length - working), count)
    booked[Party.RESOLVED] = summed_per_ticket(time.ticket, np.where(time.resolved, length, 0), count)
    return booked


def summed_per_ticket(ticket: Index, amounts: Seconds, count: int) -> Seconds:
    """Sums of the amounts of each ticket's intervals; `ticket` is rising, `count` is how many tickets there are."""
    through = np.concatenate([[0], np.cumsum(amounts)])
    bounds = np.searchsorted(ticket, np.arange(count + 1))
    summed: Seconds = through[bounds[1:]] - through[bounds[:-1]]
    return summed


def _first_statuses(held: pl.DataFrame, changes: pl.DataFrame, codes: Mapping[str, int]) -> npt.NDArray[np.int8]:
    """Per ticket, what its first change came from, also when that change lies after the cut-off."""
    status = codes_of(held["status_id"], codes).copy()
    ticket = changes["ticket"].to_numpy()
    begins = np.flatnonzero(np.diff(ticket, prepend=-1))
    status[ticket[begins]] = codes_of(changes["from_id"].gather(begins), codes)
    return status


def _with_unknown_statuses(time: TicketTime, status: npt.NDArray[np.int8], changes: pl.DataFrame) -> pl.DataFrame:
    """The tickets, those that were in a status without terms before the cut-off marked with it."""
    strange = np.flatnonzero(status < 0)
    if not len(strange):
        return time.tickets
    changes = changes.with_columns(pl.col("from_id", "to_id").cast(pl.String))
    marked = pl.DataFrame({"ticket": time.ticket[strange], "place": strange - time.first[time.ticket[strange]]})
    mine = changes.join(marked.select("ticket").unique(), on="ticket", how="semi", maintain_order="left")
    began = mine.group_by("ticket", maintain_order=True).first().select("ticket", status="from_id", place=0)
    still = time.tickets.select("ticket", status="status_id", place=0).join(began, on="ticket", how="anti")
    moved = mine.select("ticket", status="to_id", place=pl.int_range(1, pl.len() + 1).over("ticket"))
    held = pl.concat([frame.cast({"place": pl.Int64}) for frame in (began, still, moved)])
    told = marked.join(held, on=["ticket", "place"], how="left").sort("ticket", "place").unique("ticket", keep="first")
    why = pl.format("the contract does not know the status {}", pl.col("status").fill_null("without an id"))
    return (
        time.tickets.join(told.select("ticket", strange=why), on="ticket", how="left", maintain_order="left")
        .with_columns(unreadable_reason=pl.coalesce("unreadable_reason", "strange"))
        .drop("strange")
    )
