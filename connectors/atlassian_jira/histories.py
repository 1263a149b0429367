"""Jira answers as columns: pages of issues, histories and comments become one reading.

Here: answers -> columns, merging of pages. Pure: no request is made. Not here: what an answer looks like
(`connectors.atlassian_jira.answers`), whether a reading is whole and the three frames of `domain.sla.tickets` that come
of it (`connectors.atlassian_jira.proof`), who asks (`connectors.atlassian_jira.client`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import polars as pl

from connectors.atlassian_jira.answers import BulkChanges, Changelog, Comment, Entry, Issue, Timestamp, User
from connectors.errors import IncompleteData
from domain.reasons import Reason
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS

KEPT_FIELDS = ("status", "priority", "assignee", "resolution")
"""The history fields that are kept; bulkfetch is asked for these only."""

RAW_TICKETS: dict[str, pl.DataType] = {
    **{name: kind for name, kind in TICKETS.items() if name not in ("history_read", "unreadable_reason")},
    "priority_id": pl.String(),
    "comment_total": pl.Int32(),
}
"""The ticket columns an answer can fill, and two that only the proof and the client need."""
ENTRIES: dict[str, pl.DataType] = {"issue_id": pl.String(), "history_id": pl.String()}
"""Every history entry that was read, also those that changed none of the kept fields."""
_SECONDS_END = 100_000_000_000
"""Epoch numbers below this are seconds (until the year 5138), above it milliseconds (from 1973 on)."""


def instants(values: Sequence[Timestamp]) -> pl.Series:
    """Timestamps in any of Jira's forms -> UTC instants with milliseconds.

    Args:
        values: ISO text with an offset (`+0200`, `+02:00`, `Z`), epoch seconds or epoch milliseconds, also as text.

    Raises:
        IncompleteData: a value is none of these; names it.
    """
    text = pl.Series("at", values, dtype=pl.String, strict=False)
    epoch = text.str.contains(r"^-?\d+(\.\d+)?$")
    iso = text.str.replace(r"[Zz]$", "+00:00").set(epoch.fill_null(False), None)
    number = text.set(~epoch.fill_null(False), None).cast(pl.Float64)
    frame = pl.DataFrame({"text": text, "number": number}).select(
        pl.coalesce(
            pl.lit(iso.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="ms", time_zone="UTC", strict=False)),
            pl.when(pl.col("number").abs() < _SECONDS_END)
            .then(pl.col("number") * 1000)
            .otherwise(pl.col("number"))
            .round()
            .cast(pl.Int64)
            .cast(pl.Datetime("ms", "UTC")),
        ).alias("at"),
        "text",
    )
    lost = frame.filter(pl.col("at").is_null() & pl.col("text").is_not_null())
    if not lost.is_empty():
        raise IncompleteData(
            Reason("A time in Jira's answer cannot be read"), why=Reason("it says {text!r}", text=lost["text"][0][:40])
        )
    return frame["at"]


@dataclass(frozen=True)
class Reading:
    """What some answers said, as frames with loose ends: rows may repeat and are in no order."""

    tickets: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RAW_TICKETS))
    entries: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ENTRIES))
    history: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=HISTORY))
    comments: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COMMENTS))

    def replaced_by(self, newer: "Reading") -> "Reading":
        """This reading, with everything about the tickets of `newer` taken from `newer`."""
        ids = newer.tickets.select("issue_id")
        kept = {
            f.name: getattr(self, f.name).join(ids, on="issue_id", how="anti", maintain_order="left")
            for f in fields(self)
        }
        return merged([Reading(**kept), newer])


def merged(readings: Iterable[Reading]) -> Reading:
    """Pages of one pull as one reading; a row that came twice (a shifted page, a split issue) counts once,
    as it was told last."""
    pages = list(readings)
    if not pages:
        return Reading()
    keys = {
        "tickets": ["issue_id"],
        "entries": ["issue_id", "history_id"],
        "history": ["issue_id", "history_id", "item"],
        "comments": ["issue_id", "comment_id"],
    }
    return Reading(
        **{
            name: pl.concat([getattr(page, name) for page in pages]).unique(key, keep="last", maintain_order=True)
            for name, key in keys.items()
        }
    )


def read_issues(issues: Sequence[Issue]) -> Reading:
    """Issues of a search page (or a single one), with the comments and changes that came with them."""
    with_changes = [(issue.id, issue.changelog.histories) for issue in issues if issue.changelog]
    with_comments = [(issue.id, issue.fields.comment.comments) for issue in issues if issue.fields.comment]
    changes = read_changes(with_changes)
    return Reading(_tickets(issues), changes.entries, changes.history, read_comments(with_comments).comments)


def read_bulk(page: BulkChanges) -> Reading:
    """One page of bulkfetch."""
    return read_changes([(issue.issue_id, issue.entries) for issue in page.issues])


def read_changes(changes: Iterable[tuple[str, Sequence[Entry]]]) -> Reading:
    """History entries by issue id; entries that changed none of the kept fields are counted, not kept."""
    entries = [(issue_id, entry) for issue_id, found in changes for entry in found]
    rows = [
        (issue_id, entry, position, item, name)
        for issue_id, entry in entries
        for position, item in enumerate(entry.items)
        if (name := (item.field_id or item.field).lower()) in KEPT_FIELDS
    ]
    history: dict[str, Any] = {
        "issue_id": [row[0] for row in rows],
        "history_id": [row[1].id for row in rows],
        "item": [row[2] for row in rows],
        "at": instants([row[1].created for row in rows]),
        "author_id": [_user_id(row[1].author) for row in rows],
        "field": [row[4] for row in rows],
        "from_id": [row[3].from_id for row in rows],
        "from_name": [row[3].from_name for row in rows],
        "to_id": [row[3].to_id for row in rows],
        "to_name": [row[3].to_name for row in rows],
    }
    read = {"issue_id": [issue_id for issue_id, _ in entries], "history_id": [entry.id for _, entry in entries]}
    return Reading(entries=pl.DataFrame(read, schema=ENTRIES), history=pl.DataFrame(history, schema=HISTORY))


def read_comments(comments: Iterable[tuple[str, Sequence[Comment]]]) -> Reading:
    """Comments by issue id, without their text. A comment limited to a group or role is not public."""
    rows = [(issue_id, comment) for issue_id, found in comments for comment in found]
    columns = {
        "issue_id": [issue_id for issue_id, _ in rows],
        "comment_id": [comment.id for _, comment in rows],
        "at": instants([comment.created for _, comment in rows]),
        "author_id": [_user_id(comment.author) for _, comment in rows],
        "public": [comment.jsd_public and comment.visibility is None for _, comment in rows],
    }
    return Reading(comments=pl.DataFrame(columns, schema=COMMENTS))


def with_totals(reading: Reading, totals: Iterable[tuple[str, Changelog]]) -> Reading:
    """`reading` with the counts and entries of changelogs that were asked for issue by issue."""
    known = list(totals)
    counts = pl.DataFrame(
        {"issue_id": [issue_id for issue_id, _ in known], "told": [log.total for _, log in known]},
        schema={"issue_id": pl.String(), "told": pl.Int32()},
    ).unique("issue_id", keep="last", maintain_order=True)
    tickets = (
        reading.tickets.join(counts, on="issue_id", how="left", maintain_order="left")
        .with_columns(history_total=pl.coalesce("history_total", "told"))
        .drop("told")
    )
    changes = read_changes([(issue_id, log.histories) for issue_id, log in known])
    return merged([Reading(tickets, reading.entries, reading.history, reading.comments), changes])


def _tickets(issues: Sequence[Issue]) -> pl.DataFrame:
    told = [issue.fields for issue in issues]
    columns: dict[str, Any] = {
        "issue_id": [issue.id for issue in issues],
        "key": [issue.key for issue in issues],
        "project": [f.project.key for f in told],
        "issue_type": [f.issuetype.name if f.issuetype else None for f in told],
        "summary": [f.summary for f in told],
        "component": [f.components[0].name if f.components else None for f in told],
        "labels": [f.labels for f in told],
        "priority": [f.priority.name if f.priority else None for f in told],
        "status_id": [f.status.id for f in told],
        "status": [f.status.name for f in told],
        "reporter_id": [_user_id(f.reporter) for f in told],
        "assignee_id": [_user_id(f.assignee) for f in told],
        "created_at": instants([f.created for f in told]),
        "updated_at": instants([f.updated for f in told]),
        "resolved_at": instants([f.resolutiondate for f in told]),
        "due_on": pl.Series([f.duedate for f in told], dtype=pl.String).str.to_date("%Y-%m-%d", strict=False),
        "history_total": [issue.changelog.total if issue.changelog else None for issue in issues],
        "priority_id": [f.priority.id if f.priority else None for f in told],
        "comment_total": [f.comment.total if f.comment else None for f in told],
    }
    return pl.DataFrame(columns, schema=RAW_TICKETS)


def _user_id(user: User | None) -> str | None:
    return user.user_id if user else None
