"""Which entry of a ticket's history decided a verdict: the evidence a vendor can look up in the tracker.

Here: the status change or comment at an instant. Not here: the verdict (`domain.sla.verdicts.verdicts`).
Looked up for breaches and single tickets only, never for all: rows become objects here.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from domain.arithmetic.columns import Index
from domain.contract.clauses import Clause, Contract, Metric, Party
from domain.sla.changes import epoch_seconds, owner_column
from domain.sla.shapes import Entry
from domain.sla.ticket_time import TicketTime
from domain.sla.tickets import ROW


class Entries:
    """The entries of some tickets, by position; all are read at once, since a frame of millions is passed once."""

    def __init__(
        self, time: TicketTime, history: pl.DataFrame, comments: pl.DataFrame, contract: Contract, tickets: Index
    ) -> None:
        self._time, self._contract = time, contract
        asked = time.tickets[np.unique(tickets)].select("issue_id", ROW, "ticket", "created")
        changes = _of(asked, history).filter(pl.col("field") == "status")
        answers = _of(asked, comments).filter(pl.col("public") & pl.col("author_id").is_in(contract.vendor_account_ids))
        self._changes = _changes(changes, time.cut_off)
        self._answers = _answers(answers)

    def in_force(self, ticket: int, second: int) -> Entry:
        """The last change before an instant, or at it: since then the ticket was as it was at the instant."""
        found = [entry for at, _, entry in self.changes(ticket) if at <= second]
        return found[-1] if found else self.creation(ticket)

    def at_stop(self, ticket: int, second: int, clause: Clause) -> Entry:
        """What stopped a clock at an instant; for responses and updates the vendor's comment, if it was one."""
        if clause.metric in (Metric.FIRST_RESPONSE, Metric.UPDATE_INTERVAL) and (
            comment := self._answers.get((ticket, second))
        ):
            return comment
        here = [(status, entry) for at, status, entry in self.changes(ticket) if at == second]
        resolving = [entry for status, entry in here if self._resolves(status)]
        if clause.metric is not Metric.FIRST_RESPONSE and resolving:
            return resolving[0]
        return here[0][1] if here else self.in_force(ticket, second)

    def creation(self, ticket: int) -> Entry:
        """The ticket's own creation."""
        return Entry(kind="creation", entry_id="", at=self._time.tickets["created_at"][ticket])

    def changes(self, ticket: int) -> Sequence[tuple[int, str, Entry]]:
        """(second, status id it led to, entry) of every status change before the cut-off, in order."""
        return self._changes.get(ticket, ())

    def _resolves(self, status: str) -> bool:
        terms = self._contract.statuses.get(status)
        return terms is not None and terms.books_to is Party.RESOLVED


def _of(asked: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the tickets asked for, with the tickets' position and creation."""
    owner = owner_column(rows)
    mine = rows.filter(pl.col(owner).is_in(asked[owner].implode()))
    return mine.join(asked.select(owner, "ticket", "created"), on=owner, how="inner", maintain_order="left")


def _changes(rows: pl.DataFrame, cut_off: int) -> dict[int, list[tuple[int, str, Entry]]]:
    ordered = (
        rows.with_columns(
            second=pl.max_horizontal(epoch_seconds("at"), "created"),
            number=pl.col("history_id").cast(pl.Int64, strict=False),
        )
        .filter(pl.col("second") < cut_off)
        .sort("ticket", "at", "number", "item", maintain_order=True)
        .select("ticket", "second", "to_id", "history_id", "at", "from_name", "to_name")
    )
    found: dict[int, list[tuple[int, str, Entry]]] = {}
    for ticket, second, to_id, entry_id, at, old, new in ordered.iter_rows():
        entry = Entry(kind="change", entry_id=str(entry_id), at=at, from_name=old or "", to_name=new or "")
        found.setdefault(ticket, []).append((second, to_id or "", entry))
    return found


def _answers(rows: pl.DataFrame) -> dict[tuple[int, int], Entry]:
    """(ticket, second) -> the vendor's public comment; of several in one second the first."""
    ordered = rows.with_columns(second=pl.max_horizontal(epoch_seconds("at"), "created")).sort(
        "at", maintain_order=True
    )
    found: dict[tuple[int, int], Entry] = {}
    for ticket, second, comment_id, at in ordered.select("ticket", "second", "comment_id", "at").iter_rows():
        found.setdefault((ticket, second), Entry(kind="comment", entry_id=str(comment_id), at=at))
    return found
