"""The shape of tickets as columns: three frames that every reader of tickets agrees on.

Here: column names and types, and the three together. Not here: how a tracker's answers become these columns (its
folder in `connectors`), what the columns mean for a contract (`domain.sla.verdicts.verdicts`).

Instants are UTC with millisecond precision, whatever a tracker gives.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

INSTANT = pl.Datetime("ms", "UTC")

TICKETS: dict[str, pl.DataType] = {
    "issue_id": pl.String(),
    "key": pl.String(),
    "project": pl.String(),
    "issue_type": pl.String(),
    "summary": pl.String(),
    "component": pl.String(),  # first component: the outsourced process the ticket belongs to; null without one
    "labels": pl.List(pl.String()),
    "priority": pl.String(),  # as of the pull; earlier values are in the history
    "status_id": pl.String(),
    "status": pl.String(),
    "reporter_id": pl.String(),
    "assignee_id": pl.String(),  # null when unassigned
    "created_at": INSTANT,
    "updated_at": INSTANT,
    "resolved_at": INSTANT,  # the tracker's own resolution date; null while unresolved; never used for clocks
    "due_on": pl.Date(),
    "history_total": pl.Int32(),  # history entries the tracker says exist
    "history_read": pl.Int32(),  # history entries that were read
    "unreadable_reason": pl.String(),  # null when the history is proven complete
}
"""One row per ticket, unique by issue_id, sorted by key number."""

HISTORY: dict[str, pl.DataType] = {
    "issue_id": pl.String(),
    "history_id": pl.String(),
    "item": pl.Int16(),  # position inside one history entry
    "at": INSTANT,
    "author_id": pl.String(),
    "field": pl.String(),  # status, priority, assignee, resolution
    "from_id": pl.String(),
    "from_name": pl.String(),
    "to_id": pl.String(),
    "to_name": pl.String(),
}
"""One row per changed field, sorted by issue_id, at, numeric history_id, item."""

COMMENTS: dict[str, pl.DataType] = {
    "issue_id": pl.String(),
    "comment_id": pl.String(),
    "at": INSTANT,
    "author_id": pl.String(),
    "public": pl.Boolean(),
}
"""One row per comment, without its text: bodies are not needed for any figure and may hold personal data."""

ROW = "ticket_row"
"""In packed histories and comments, in place of `issue_id`: the ticket's row (Int32) in the whole table of tickets."""


@dataclass(frozen=True)
class TicketTables:
    """The three tables of one tickets' snapshot.

    History and comments may be packed: `ROW` in place of `issue_id` (then `tickets` must be whole and in its order),
    categories for texts that repeat, numbers for ids that are numbers. A review of them is the same to the byte.
    """

    tickets: pl.DataFrame
    history: pl.DataFrame
    comments: pl.DataFrame

    @classmethod
    def read(cls, table: Callable[[str], pl.DataFrame]) -> "TicketTables":
        """The tables by their names in a snapshot."""
        return cls(table("tickets"), table("history"), table("comments"))


def empty(schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """An empty frame with the columns and types of `schema`."""
    return pl.DataFrame(schema=schema)
