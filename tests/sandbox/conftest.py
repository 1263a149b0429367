"""A Sheets stand-in with one new spreadsheet, driven by real gspread."""

from collections.abc import Iterator
from pathlib import Path

import gspread
import pytest

from tests.sandbox.sheets.sheets_bench import Site, running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A running stand-in over an empty folder; every 200 it gave gspread fitted Google's schema."""
    with running(tmp_path / "site") as site:
        yield site


@pytest.fixture
def book(site: Site) -> gspread.Spreadsheet:
    """A new spreadsheet."""
    return site.client().create("Nordlys")


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> gspread.Worksheet:
    """Its first tab."""
    return book.sheet1
