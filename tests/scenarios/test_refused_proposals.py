"""Bids that nobody can mean are refused with their cell, before anything is published."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.terminal.rehearsals import Rehearsal

pytestmark = pytest.mark.slow


CASES = (
    ("Prislinjer", "E2", 0, "En pris på 0 afvises (Prislinjer!E2)"),
    ("Leverandører", "G5", 0, "En pris på 0 afvises (Leverandører!G5)"),
    ("Prislinjer", "E3", -12, "(Prislinjer!E3): Tallet er under 0"),
)


def test_a_price_nobody_can_mean_is_refused_and_nothing_is_written(before_bids: Rehearsal) -> None:
    writes, kept = before_bids.writes(), _published(before_bids)
    book = before_bids.company / "sheets" / "nordlys.xlsx"
    for tab, cell, value, says in CASES:
        before = _write(book, tab, cell, value)
        done = before_bids.rollout("run", "vendor_selection", "--rollout", "nordlys", code=1)
        assert says in done.stderr
        assert "Næste skridt:" in done.stderr
        assert (before_bids.writes(), _published(before_bids)) == (writes, kept)
        _write(book, tab, cell, before)


def _write(path: Path, tab: str, cell: str, value: Any) -> Any:
    """Put a value into a cell; returns what stood there."""
    book = openpyxl.load_workbook(path)
    before = book[tab][cell].value
    book[tab][cell] = value
    book.save(path)
    return before


def _published(rehearsal: Rehearsal) -> dict[str, int]:
    folder = rehearsal.home / "reviews" / "nordlys"
    return {path.name: path.stat().st_mtime_ns for path in sorted(folder.iterdir())}
