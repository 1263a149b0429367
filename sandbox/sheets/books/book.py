"""One spreadsheet: its tabs, names and notes over an Excel workbook.

Here: opening, saving, finding tabs, making ids that survive a restart. Not here: the folder
(`sandbox.sheets.books.store`), the API.

What Excel has no place for (tab ids, the grid's size, protected ranges with their editors, exact rules) travels in the
file itself, as custom document properties: a person may rename, copy or mail the file, and nothing is lost.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sandbox.sheets.books.a1 import grid_range, parse_cells
from sandbox.sheets.books.files import Results, read_file, write_file
from sandbox.sheets.books.looks import drop_mirrored_rules, mirror_rules
from sandbox.sheets.books.tab import Tab

NEW_ROWS, NEW_COLUMNS = 1000, 26
EXCEL_TITLE_LENGTH = 31
_TAB_LISTS = ("protected", "conditional", "bandings", "metadata")


@dataclass
class Book:
    """A spreadsheet. `own` holds title, locale and zone where they were set through the API."""

    spreadsheet_id: str
    workbook: Workbook
    tabs: list[Tab] = field(default_factory=list)
    named: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)

    # --- tabs -------------------------------------------------------------------------------------------------

    def tab_by_id(self, tab_id: int) -> Tab | None:
        """The tab with this sheetId."""
        return next((tab for tab in self.tabs if tab.tab_id == tab_id), None)

    def tab_by_title(self, title: str) -> Tab | None:
        """The tab of this title; another case of letters is accepted when none matches exactly."""
        exact = next((tab for tab in self.tabs if tab.title == title), None)
        return exact or next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)

    def add_tab(self, title: str, tab_id: int | None, rows: int, columns: int, index: int | None = None) -> Tab:
        """Append or insert an empty tab."""
        sheet = self.workbook.create_sheet(self._excel_title(title))
        tab = Tab(sheet, self.new_id(title) if tab_id is None else tab_id, title, rows, columns)
        self.tabs.append(tab)
        if index is not None:
            self.move_tab(tab, index)
        return tab

    def remove_tab(self, tab: Tab) -> None:
        """Delete a tab with what refers to it."""
        self.tabs.remove(tab)
        self.workbook.remove(tab.sheet)
        self.named = [name for name in self.named if name["range"].get("sheetId", 0) != tab.tab_id]

    def move_tab(self, tab: Tab, index: int) -> None:
        """Put a tab at an index; past the end means last."""
        self.tabs.remove(tab)
        self.tabs.insert(min(index, len(self.tabs)), tab)
        self._order_sheets()

    def rename_tab(self, tab: Tab, title: str) -> None:
        """Change a tab's title; in the file it is shortened to what Excel allows."""
        tab.title = title
        tab.sheet.title = f"renaming {tab.tab_id}"  # frees its own name, so that only its case may change
        tab.sheet.title = self._excel_title(title)

    def new_id(self, seed: str) -> int:
        """An unused positive id, the same one for the same history."""
        taken = {tab.tab_id for tab in self.tabs} | {int(item["id"]) for item in self._numbered()}
        number = zlib.crc32(f"{self.spreadsheet_id}/{seed}".encode()) & 0x7FFFFFFF
        while number in taken or number == 0:
            number = (number + 1) & 0x7FFFFFFF
        return number

    def _numbered(self) -> Iterator[dict[str, int]]:
        keys = ("protectedRangeId", "bandedRangeId", "metadataId")
        for tab in self.tabs:
            for item in (*tab.protected, *tab.bandings, *tab.metadata):
                yield from ({"id": item[key]} for key in keys if key in item)
        yield from ({"id": item["metadataId"]} for item in self.metadata)

    def _excel_title(self, title: str) -> str:
        clean = re.sub(r"[\[\]:*?/\\]", "-", title).strip("'")[:EXCEL_TITLE_LENGTH] or "Sheet"
        taken = {name.casefold() for name in self.workbook.sheetnames}
        candidate, number = clean, 1
        while candidate.casefold() in taken:
            number += 1
            suffix = f" ({number})"
            candidate = clean[: EXCEL_TITLE_LENGTH - len(suffix)] + suffix
        return candidate

    def _order_sheets(self) -> None:
        ordered = [tab.sheet for tab in self.tabs]
        others = [sheet for sheet in self.workbook._sheets if sheet not in ordered]  # type: ignore[attr-defined]
        self.workbook._sheets = ordered + others  # type: ignore[attr-defined]

    # --- file -------------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write the Excel file, rules and bandings shown as Excel can show them."""
        self._order_sheets()
        visible = [index for index, tab in enumerate(self.tabs) if not tab.hidden]
        self.workbook.active = visible[0] if visible else 0
        results: dict[str, Results] = {tab.sheet.title: tab.results for tab in self.tabs}
        for tab in self.tabs:
            mirror_rules(tab)
        try:
            write_file(path, self.workbook, results, self._notes())
        finally:
            for tab in self.tabs:
                drop_mirrored_rules(tab.sheet)

    def _notes(self) -> dict[str, Any]:
        return {"tabs": {tab.sheet.title: _tab_notes(tab) for tab in self.tabs}, "named": self.named} | {
            "metadata": self.metadata,
            "own": self.own,
        }


def _tab_notes(tab: Tab) -> dict[str, Any]:
    notes: dict[str, Any] = {
        "id": tab.tab_id,
        "title": tab.title,
        "rows": tab.row_count,
        "columns": tab.column_count,
        "hide_gridlines": tab.hide_gridlines,
        "basic_filter": tab.basic_filter,
    }
    return notes | {name: getattr(tab, name) for name in _TAB_LISTS if getattr(tab, name)}


def new_book(spreadsheet_id: str, own: dict[str, str], first_title: str = "Sheet1") -> Book:
    """An empty spreadsheet: one tab, id 0, 1000 rows of 26 columns."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Sheet"
    book = Book(spreadsheet_id, workbook, own=dict(own))
    tab = Tab(sheet, 0, first_title, NEW_ROWS, NEW_COLUMNS)
    book.tabs.append(tab)
    book.rename_tab(tab, first_title)
    return book


def open_book(spreadsheet_id: str, path: Path) -> Book:
    """A spreadsheet from its file: one this server wrote, or any Excel file.

    Raises:
        Problem: the file is not a readable Excel workbook.
    """
    workbook, results, notes = read_file(path)
    book = Book(spreadsheet_id, workbook, own=dict(notes.get("own", {})))
    noted: dict[str, dict[str, Any]] = notes.get("tabs", {})
    for sheet in workbook.worksheets:
        book.tabs.append(_opened_tab(book, sheet, noted.get(sheet.title), results.get(sheet.title, {})))
    book.named = notes["named"] if "named" in notes else _excel_names(book)
    book.metadata = notes.get("metadata", [])
    return book


def _opened_tab(book: Book, sheet: Worksheet, noted: dict[str, Any] | None, results: Results) -> Tab:
    _split_column_groups(sheet)
    drop_mirrored_rules(sheet)
    if noted is None:
        first = not book.tabs
        tab = Tab(sheet, 0 if first else book.new_id(sheet.title), sheet.title, NEW_ROWS, NEW_COLUMNS)
    else:
        tab = Tab(sheet, noted["id"], noted["title"], noted["rows"], noted["columns"])
        tab.hide_gridlines, tab.basic_filter = noted["hide_gridlines"], noted["basic_filter"]
        for name in _TAB_LISTS:
            setattr(tab, name, noted.get(name, []))
    tab.results = results
    rows, columns = tab.stored_extent()  # a person may have added rows in Excel
    tab.row_count, tab.column_count = max(tab.row_count, rows), max(tab.column_count, columns)
    return tab


def _split_column_groups(sheet: Worksheet) -> None:
    """One entry per column: Excel keeps equal neighbours under the first one's letter."""
    for dimension in list(sheet.column_dimensions.values()):
        first, last = dimension.min, dimension.max
        if first is None or last is None or last <= first:
            continue
        dimension.min = dimension.max = first
        for column in range(first + 1, min(last, first + 200) + 1):
            twin = sheet.column_dimensions[get_column_letter(column)]
            twin.width, twin.hidden = dimension.width, dimension.hidden


def _excel_names(book: Book) -> list[dict[str, Any]]:
    """Plain named ranges of a dropped-in file; names for formulas or constants are left to Excel."""
    found: list[dict[str, Any]] = []
    for name, defined in book.workbook.defined_names.items():
        try:
            places = list(defined.destinations)
        except (ValueError, TypeError):
            continue
        tab = next((tab for tab in book.tabs if places and tab.sheet.title == places[0][0]), None)
        area = parse_cells(places[0][1].replace("$", "")) if len(places) == 1 else None
        if tab is not None and area is not None:
            found.append({"namedRangeId": name, "name": name, "range": grid_range(tab.tab_id, area)})
    return found
