"""The proof that every ticket's history is whole, and the three frames of `domain.sla.tickets` that come of a reading.

Pure: no request is made. Not here: answers -> columns (`connectors.atlassian_jira.histories`), reading doubtful tickets
again (`connectors.atlassian_jira.client`), what a status means (`domain.sla.verdicts.verdicts`).

A history is proven whole in one of two ways.

- By count: Jira said how many entries exist, and that many different ones were read (`expand=changelog`,
  GET /issue/{key}/changelog).
- By chain, where Jira gives no count (bulkfetch): every change of status and of priority starts from the value the one
  before it ended with, and the last ends with the value the issue has now. With all pages followed from the first to
  the last token, a lost page shows as a break, and an issue changed during the pull as a wrong end. A ticket without
  any change of status has no chain, so its count must be asked for. What a chain cannot show: a missing beginning
  (hence pages from the first on, never "the newest n"), and a missing loop that ends where it began.

The status chain must hold in either case: a clock cannot run over a time in which the status is unknown. A priority
chain that does not hold is forgiven when the count is right: administrators who delete a priority rewrite issues
without a trace in the history.

A ticket that fails is marked with a sentence in `unreadable_reason`; it is never left out and never taken as met.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from connectors.atlassian_jira.histories import Reading
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS

_CHAINED = {"status": "status_id", "priority": "priority_id"}
_BY_TIME = ["issue_id", "at", pl.col("history_id").cast(pl.Int64, strict=False), "item"]


@dataclass(frozen=True)
class TicketFrames:
    """The three frames of `domain.sla.tickets`, in their schemas and orders."""

    tickets: pl.DataFrame
    history: pl.DataFrame
    comments: pl.DataFrame


def ticket_frames(reading: Reading, lost: Mapping[str, str]) -> TicketFrames:
    """The reading as frames; tickets whose history is not proven whole carry the reason.

    Args:
        lost: issue id -> why it could not be read again; stands before any other reason.
    """
    told = pl.DataFrame(
        {"issue_id": list(lost), "lost": list(lost.values())}, schema={"issue_id": pl.String(), "lost": pl.String()}
    )
    tickets = (
        reading.tickets.join(_read_counts(reading), on="issue_id", how="left")
        .join(doubts(reading), on="issue_id", how="left")
        .join(told, on="issue_id", how="left")
        .with_columns(pl.col("history_read").fill_null(0), unreadable_reason=pl.coalesce("lost", "doubt"))
        .sort(pl.col("key").str.extract(r"(\d+)$").cast(pl.Int64), "key")
    )
    known = tickets.select("issue_id")
    history = reading.history.join(known, on="issue_id", how="semi", maintain_order="left")
    comments = reading.comments.join(known, on="issue_id", how="semi")
    return TicketFrames(
        tickets.select(pl.col(name).cast(kind) for name, kind in TICKETS.items()),
        history.sort(_BY_TIME, maintain_order=True).select(*HISTORY),
        comments.sort("issue_id", "at", "comment_id").select(*COMMENTS),
    )


def uncounted(reading: Reading) -> pl.DataFrame:
    """Tickets (issue_id, key) without any change of status and without a count: nothing is proven about them yet."""
    moved = reading.history.filter(pl.col("field") == "status")
    silent = reading.tickets.filter(pl.col("history_total").is_null()).join(
        moved, on="issue_id", how="anti", maintain_order="left"
    )
    return silent.select("issue_id", "key")


def doubts(reading: Reading) -> pl.DataFrame:
    """The tickets whose history is not proven whole: issue_id and the reason, as `doubt`."""
    status, priority = (_chain_doubt(reading, name) for name in _CHAINED)
    counted = pl.col("history_total").is_not_null()
    cut = pl.format("Jira holds {} changes of this ticket, {} could be read", "history_total", "history_read")
    silent = pl.lit("no change of status was read, and Jira did not say how many changes there are")
    return (
        reading.tickets.select("issue_id", "history_total")
        .join(_read_counts(reading), on="issue_id", how="left", maintain_order="left")
        .with_columns(pl.col("history_read").fill_null(0))
        .join(status, on="issue_id", how="left", maintain_order="left")
        .join(priority, on="issue_id", how="left", maintain_order="left")
        .join(uncounted(reading).select("issue_id", silent=True), on="issue_id", how="left", maintain_order="left")
        .select(
            "issue_id",
            doubt=pl.coalesce(
                pl.when(pl.col("history_total") > pl.col("history_read")).then(cut),
                "status_doubt",
                pl.when("silent").then(silent),
                pl.when(~counted).then("priority_doubt"),
            ),
        )
        .filter(pl.col("doubt").is_not_null())
    )


def _chain_doubt(reading: Reading, name: str) -> pl.DataFrame:
    """The first place per ticket at which the changes of one field do not join; issue_id and `<name>_doubt`."""
    changes = reading.history.filter(pl.col("field") == name).sort(_BY_TIME, maintain_order=True)
    before = changes.with_columns(
        first=pl.col("issue_id") != pl.col("issue_id").shift(1, fill_value=""),
        left_id=pl.col("to_id").shift(1),
        left_name=pl.col("to_name").shift(1),
    )
    gap = pl.format(f"the history of its {name} has a gap: it leaves {{}} when it was {{}}", _or("from"), _or("left"))
    gaps = before.filter(~pl.col("first") & pl.col("from_id").ne_missing(pl.col("left_id"))).select(
        "issue_id", doubt=gap
    )
    current = reading.tickets.select("issue_id", now_id=_CHAINED[name], now_name=name)
    last = changes.group_by("issue_id", maintain_order=True).last().join(current, on="issue_id")
    end = pl.format(f"the history of its {name} ends with {{}}, but it is {{}}", _or("to"), _or("now"))
    ends = last.filter(pl.col("to_id").ne_missing(pl.col("now_id"))).select("issue_id", doubt=end)
    found = pl.concat([gaps, ends]).unique("issue_id", keep="first", maintain_order=True)
    return found.rename({"doubt": f"{name}_doubt"})


def _or(prefix: str) -> pl.Expr:
    return pl.coalesce(f"{prefix}_name", f"{prefix}_id", pl.lit("none"))


def _read_counts(reading: Reading) -> pl.DataFrame:
    return reading.entries.group_by("issue_id").agg(history_read=pl.col("history_id").n_unique().cast(pl.Int32))
