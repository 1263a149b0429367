"""Pull once: read a source completely and keep it as a snapshot. Everything later reads the snapshot.

Here: the two sources of a rollout. Not here: what the rows mean (`tasks.validate`), how a service is read
(`connectors`).
"""

from datetime import datetime
from typing import cast

import polars as pl
from prefect import task

from connectors.ports.stores import Snapshot
from connectors.ports.tracker import TicketPull
from connectors.workbook.frames import cells_frame, cells_notes
from domain.actions.register import RegisterIssue
from domain.ledger.events import EventKind
from domain.ledger.snapshots import SnapshotTaken, newest_snapshot
from domain.workbook.tables import Row
from tasks.frame.context import RunContext
from tasks.frame.limits import TRACKER, WORKBOOKS, account_slot
from tasks.frame.progress import Progress
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell


@task(name="pull workbook", task_run_name="pull workbook", **OUTSIDE)
def pull_workbook(context: RunContext, models: tuple[type[Row], ...], optional: tuple[type[Row], ...] = ()) -> Snapshot:
    """Read the tabs of `models`, and those of `optional` that are there, in one batch and keep them as a snapshot.

    Raises:
        NotFound: a tab is missing. AccessRefused: the workbook is not shared with the service account.
    """
    titles = [context.tab_title(model) for model in models]
    if optional:
        wished = [context.tab_title(model) for model in optional]
        with account_slot(WORKBOOKS):
            titles += [link.title for link in context.workbooks.tab_links(context.spreadsheet_id, wished)]
    return keep_tabs(context, context.spreadsheet_id, titles)


def keep_tabs(context: RunContext, spreadsheet_id: str, titles: list[str]) -> Snapshot:
    """Read tabs of a workbook in one batch, keep them as a snapshot and record it."""
    with account_slot(WORKBOOKS):
        workbook = context.workbooks.read_workbook(spreadsheet_id, titles)
    snapshot = context.snapshots.save(
        context.rollout_id,
        f"sheets:{spreadsheet_id}:{'+'.join(sorted(titles))}",
        {"cells": cells_frame(workbook)},
        taken_at=context.book.now(),
        notes=cells_notes(workbook),
    )
    tell(f"Read {len(titles)} tabs of '{workbook.title}': {snapshot.tables['cells']} cells")
    return _recorded(context, snapshot)


@task(name="pull what is there", task_run_name="pull what is there", **OUTSIDE)
def pull_if_there(context: RunContext, models: tuple[type[Row], ...]) -> tuple[Snapshot | None, tuple[type[Row], ...]]:
    """One snapshot of those tabs that the workbook has, and which these are; the others are named.

    For parts of a document that a company may not keep; what a gate needs is pulled with `pull_workbook`.
    """
    titles = {context.tab_title(model): model for model in models}
    with account_slot(WORKBOOKS):
        there = {link.title for link in context.workbooks.tab_links(context.spreadsheet_id, list(titles))}
    found = tuple(model for title, model in titles.items() if title in there)
    missing = [title for title in titles if title not in there]
    if missing:
        tell(f"The workbook has no tab {', '.join(missing)}: those parts of the review are left out")
    return (pull_workbook.fn(context, found) if found else None), found


@task(name="pull actions", task_run_name="pull actions", **OUTSIDE)
def pull_actions(context: RunContext) -> list[RegisterIssue]:
    """The issues that were created for actions of this rollout, as they stand now."""
    with account_slot(TRACKER):
        return context.tracker.register(context.projects.governance, f"rollout-{context.rollout_id}")


@task(name="pull tickets", task_run_name="pull tickets of {project}", **OUTSIDE)
def pull_tickets(context: RunContext, project: str) -> Snapshot:
    """Bring the snapshot of a tracker's project up to date: complete histories, or marked as unreadable.

    The first pull reads everything; later ones read what was updated since, with the connector's overlap, and
    replace those tickets. Access is proven first: missing permission looks like an empty project.
    """
    source = context.tracker.tickets_source(project)
    before = newest_snapshot(context.book.events(), source)
    with account_slot(TRACKER), Progress(f"{context.rollout_id}-pull-{project}", f"tickets of {project}") as far:
        context.tracker.check_access(project)
        pull = context.tracker.pull_tickets(project, _watermark(before), far.told)
    frames = _merged(context, before, pull)
    snapshot = context.snapshots.save(context.rollout_id, source, frames, taken_at=context.book.now())
    tell(
        f"Read {len(pull.tickets)} tickets of {project} in {pull.requests} requests "
        f"({pull.bytes_read / 1e6:.1f} MB); the snapshot holds {snapshot.tables['tickets']}"
    )
    latest = cast("datetime | None", frames["tickets"]["updated_at"].max())
    return _recorded(context, snapshot, updated_to=latest)


def _watermark(before: SnapshotTaken | None) -> datetime | None:
    return datetime.fromisoformat(before.updated_to) if before and before.updated_to else None


def _merged(context: RunContext, before: SnapshotTaken | None, pull: TicketPull) -> dict[str, pl.DataFrame]:
    fresh = {"tickets": pull.tickets, "history": pull.history, "comments": pull.comments}
    if before is None:
        return fresh
    ids = pull.tickets["issue_id"].implode()
    order = {"tickets": ["key_number"], "history": ["issue_id", "at", "number", "item"], "comments": ["issue_id", "at"]}
    merged = {}
    for table, frame in fresh.items():
        kept = context.snapshots.read(before.snapshot_id, table).filter(~pl.col("issue_id").is_in(ids))
        both = pl.concat([kept, frame]).with_columns(_sort_keys(table))
        merged[table] = both.sort(order[table], maintain_order=True).select(frame.columns)
    return merged


def _sort_keys(table: str) -> list[pl.Expr]:
    if table == "tickets":
        return [pl.col("key").str.extract(r"(\d+)$").cast(pl.Int64).alias("key_number")]
    return [pl.col("history_id").cast(pl.Int64, strict=False).alias("number")] if table == "history" else []


def _recorded(context: RunContext, snapshot: Snapshot, updated_to: datetime | None = None) -> Snapshot:
    taken = SnapshotTaken(
        source=snapshot.source,
        snapshot_id=snapshot.snapshot_id,
        tables=dict(snapshot.tables),
        updated_to=updated_to.isoformat() if updated_to else "",
    )
    context.book.record(EventKind.SNAPSHOT_TAKEN, f"{snapshot.source}:{snapshot.snapshot_id}", taken.model_dump())
    return snapshot
