"""A whole context of a run for tests of tasks: the demo's settings, real folders, services in memory.

Here: `opened_book`, `run_context`, and tabs as a run reads them. Not here: contexts from settings of an environment
(`flows.wiring.context`).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from configs.rollouts import read_rollout
from connectors.files.checked_tables import CheckedTables
from connectors.files.documents import ReviewFolder
from connectors.files.folder import Folder
from connectors.files.reviews import PublishedReviews
from connectors.files.snapshots import SnapshotFolder
from connectors.ledger.ledger import SqlLedger
from connectors.workbook.frames import cells_frame, cells_notes
from domain.agreement.in_force import required_terms
from domain.workbook.cells import Cell, TabCells, WorkbookCells
from domain.workbook.tables import Row
from flows.wiring.parts import contact_persons, project_keys
from reports.catalogues.reading import wording
from tasks.frame.context import LedgerBook, RunContext
from tasks.frame.tabs import ValidatedTabs
from tasks.validate import validate_tabs
from tests.connectors.fakes import FakeTracker, FakeWorkbooks

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


@contextmanager
def opened_book(folder: Path) -> Iterator[LedgerBook]:
    """A new ledger in a folder, open for writing."""
    ledger = SqlLedger.open(f"sqlite:///{folder}/ledger.db")
    lease = ledger.acquire("nordlys", "test", now=NOW, ttl=timedelta(hours=1))
    yield LedgerBook(rollout_id="nordlys", ledger=ledger, lease=lease, actor="bot", now=lambda: NOW)
    ledger.release(lease)
    ledger.close()


def run_context(book: LedgerBook, folder: Path, **changed: Any) -> RunContext:
    """A run of the demo as of `NOW`; `changed` are fields of the context."""
    rollout = read_rollout("nordlys", Path("rollouts"))
    found = RunContext(
        rollout_id=book.rollout_id,
        company=rollout.company,
        language=rollout.language,
        zone=rollout.zone,
        as_of=NOW,
        book=book,
        contract=rollout.contract,
        terms=required_terms(rollout.contract),
        spreadsheet_id=rollout.sheets.spreadsheet_id,
        wording=wording(rollout.language),
        tab_titles=rollout.sheets.tabs,
        projects=project_keys(rollout),
        contacts=contact_persons(rollout),
        pilot=rollout.pilot,
        rules=rollout.rules,
        workbooks=FakeWorkbooks(),
        tracker=FakeTracker(),
        snapshots=SnapshotFolder(Folder(folder / "snapshots")),
        reviews=PublishedReviews(Folder(folder / "reviews")),
        documents=ReviewFolder(Folder(folder / "documents")),
        checks=CheckedTables(Folder(folder / "checks")),
    )
    return replace(found, **changed)


def tabs_read(
    folder: Path,
    tabs: Mapping[str, Sequence[tuple[Cell, ...]]],
    models: tuple[type[Row], ...],
    optional: tuple[type[Row], ...] = (),
    *,
    language: str = "da",
) -> ValidatedTabs:
    """What a workbook of these tabs gives to a rollout in `language`."""
    cells = {title: TabCells(title, number, tuple(rows)) for number, (title, rows) in enumerate(tabs.items())}
    workbook = WorkbookCells("w", "Workbook", "da_DK", "Europe/Copenhagen", cells)
    with opened_book(folder) as book:
        context = run_context(book, folder, language=language, wording=wording(language))
        snapshot = context.snapshots.save(
            "nordlys", "w", {"cells": cells_frame(workbook)}, taken_at=NOW, notes=cells_notes(workbook)
        )
        return validate_tabs.fn(context, snapshot, models, optional)
