"""From a name in a request to cells of a tab: A1 text, named ranges and GridRanges against what exists.

Here: resolving and limits. Not here: A1 notation itself (`a1`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.sheets.books.a1 import (
    WHOLE,
    Area,
    cell_name,
    column_letters,
    parse_cells,
    quoted,
    split_title,
    write_range,
)
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.wire.errors import ApiError, invalid, unknown_range

if TYPE_CHECKING:
    from sandbox.sheets.books.book import Book


@dataclass(frozen=True)
class Box:
    """Cells of one tab, both ends known; half-open, 0-based."""

    tab: Tab
    row: int
    end_row: int
    column: int
    end_column: int

    @property
    def a1(self) -> str:
        """As the service names it in answers."""
        return write_range(self.tab.title, self.row, self.end_row, self.column, self.end_column)

    @property
    def height(self) -> int:
        """Rows."""
        return self.end_row - self.row

    @property
    def width(self) -> int:
        """Columns."""
        return self.end_column - self.column


def resolve(book: "Book", text: str) -> tuple[Tab, Area]:
    """What a request's `range` names: `Tab!A1:B2`, `A1:B2` (first tab), a named range, or a whole tab.

    Raises:
        ApiError: 400 "Unable to parse range", also for a tab that is not there.
    """
    title, cells = split_title(text)
    if title is None:
        area = parse_cells(cells)
        if area is not None and book.tab_by_title(cells) is None:
            return _first_tab(book), area
        named = _named(book, cells)
        if named is not None:
            return named
        title, cells = cells, ""
    tab = book.tab_by_title(title)
    found = WHOLE if cells == "" else parse_cells(cells)
    if tab is None or found is None:
        raise unknown_range(text)
    return tab, found


def _first_tab(book: "Book") -> Tab:
    return next((tab for tab in book.tabs if not tab.hidden), book.tabs[0])


def _named(book: "Book", name: str) -> tuple[Tab, Area] | None:
    for item in book.named:
        tab = book.tab_by_id(item["range"].get("sheetId", 0))
        if item["name"].casefold() == name.casefold() and tab is not None:
            return tab, area_of(item["range"])
    return None


def bounded(tab: Tab, area: Area) -> Box:
    """The area cut to the grid.

    Raises:
        ApiError: 400 when it starts outside the grid.
    """
    if area.row >= tab.row_count or area.column >= tab.column_count:
        raise exceeds_grid(tab, named_area(tab, area))
    end_row = tab.row_count if area.end_row is None else min(area.end_row, tab.row_count)
    end_column = tab.column_count if area.end_column is None else min(area.end_column, tab.column_count)
    return Box(tab, area.row, end_row, area.column, end_column)


def exceeds_grid(tab: Tab, name: str) -> ApiError:
    """400 [C] for cells outside the grid."""
    return invalid(f"Range ({name}) exceeds grid limits. Max rows: {tab.row_count}, max columns: {tab.column_count}")


def named_area(tab: Tab, area: Area) -> str:
    """The area with its open sides left open: `T!A1001:B`."""
    first = cell_name(area.row, area.column)
    last = column_letters(area.end_column - 1) if area.end_column is not None else ""
    last += str(area.end_row) if area.end_row is not None else ""
    return f"{quoted(tab.title)}!{first}" + (f":{last}" if last and last != first else "")


def area_of(given: Mapping[str, Any]) -> Area:
    """A GridRange as an area."""
    return Area(
        given.get("startRowIndex", 0),
        given.get("endRowIndex"),
        given.get("startColumnIndex", 0),
        given.get("endColumnIndex"),
    )


def grid_box(book: "Book", given: Mapping[str, Any]) -> Box:
    """A GridRange of a structural request, cut to the grid.

    Raises:
        ApiError: 400 for an unknown sheetId, a start outside the grid, or an end before its start.
    """
    tab_id = given.get("sheetId", 0)
    tab = book.tab_by_id(tab_id)
    if tab is None:
        raise invalid(f"No grid with id: {tab_id}")
    area = area_of(given)
    for end, start, name in (
        (area.end_row, area.row, "Row"),
        (area.end_column, area.column, "Column"),
    ):
        if start < 0 or (end is not None and end < start):
            low = name.lower()
            raise invalid(f"GridRange.end{name}Index must be after GridRange.start{name}Index ({low} {end} < {start})")
    return bounded(tab, area)


def overlaps(box: Box, given: Mapping[str, Any]) -> bool:
    """Whether a box and a GridRange of the same tab share a cell."""
    if given.get("sheetId", 0) != box.tab.tab_id:
        return False
    area = area_of(given)
    rows = area.row < box.end_row and (area.end_row is None or area.end_row > box.row)
    columns = area.column < box.end_column and (area.end_column is None or area.end_column > box.column)
    return rows and columns
