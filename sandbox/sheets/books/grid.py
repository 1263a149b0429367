"""Rows and columns inserted, deleted, moved: cells and everything that points at them shift together.

Here: the shift of one tab's grid. Not here: formula texts; their references are left as they were typed, which real
Sheets would adjust.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from sandbox.sheets.books.a1 import column_index
from sandbox.sheets.books.tab import Tab

if TYPE_CHECKING:
    from sandbox.sheets.books.book import Book

Move = Callable[[int], int | None]
"""Old index -> new index; None when it is deleted."""


def insert(book: "Book", tab: Tab, start: int, count: int, *, rows: bool) -> None:
    """Insert empty rows or columns before `start`; the grid grows."""
    _shift(book, tab, lambda index: index + count if index >= start else index, rows=rows)
    _grow(tab, count, rows=rows)


def delete(book: "Book", tab: Tab, start: int, end: int, *, rows: bool) -> None:
    """Delete rows or columns; the grid shrinks."""

    def move(index: int) -> int | None:
        if start <= index < end:
            return None
        return index - (end - start) if index >= end else index

    _shift(book, tab, move, rows=rows)
    _grow(tab, start - end, rows=rows)


def rearrange(book: "Book", tab: Tab, places: Mapping[int, int], *, rows: bool) -> None:
    """Move rows or columns to the new indexes of `places`; the grid keeps its size."""
    _shift(book, tab, lambda index: places.get(index, index), rows=rows)


def cut(tab: Tab, row_count: int, column_count: int) -> None:
    """Make the grid this size; cells outside are gone."""
    for row, column in list(tab.sheet._cells):
        if row > row_count or column > column_count:
            del tab.sheet._cells[row, column]
            tab.results.pop((row, column), None)
    for merged in list(tab.sheet.merged_cells.ranges):
        if merged.max_row > row_count or merged.max_col > column_count:
            tab.sheet.merged_cells.remove(merged)
    _shift_marks(tab, lambda index: index if index < row_count else None, rows=True)
    _shift_marks(tab, lambda index: index if index < column_count else None, rows=False)
    tab.row_count, tab.column_count = row_count, column_count


def _grow(tab: Tab, count: int, *, rows: bool) -> None:
    if rows:
        tab.row_count += count
    else:
        tab.column_count += count


def _shift(book: "Book", tab: Tab, move: Move, *, rows: bool) -> None:
    merges = [(area.min_row, area.max_row, area.min_col, area.max_col) for area in tab.sheet.merged_cells.ranges]
    for merged in list(tab.sheet.merged_cells.ranges):
        tab.sheet.unmerge_cells(str(merged))
    _shift_cells(tab, move, rows=rows)
    _shift_dimensions(tab, move, rows=rows)
    for top, bottom, left, right in merges:
        _merge_again(tab, (top, bottom, left, right), move, rows=rows)
    _shift_marks(tab, move, rows=rows)
    book.named = [
        name
        for name in book.named
        if name["range"].get("sheetId", 0) != tab.tab_id or _shift_range(name["range"], move, rows=rows)
    ]


def _shift_marks(tab: Tab, move: Move, *, rows: bool) -> None:
    for owner in (tab.protected, tab.bandings, tab.conditional):
        owner[:] = [item for item in owner if _shift_item(item, move, rows=rows)]
    if tab.basic_filter is not None and not _shift_item(tab.basic_filter, move, rows=rows):
        tab.basic_filter = None
        tab.sheet.auto_filter.ref = None


def _shift_cells(tab: Tab, move: Move, *, rows: bool) -> None:
    def new_place(place: tuple[int, int]) -> tuple[int, int] | None:
        moved = move(place[not rows] - 1)
        if moved is None:
            return None
        return (moved + 1, place[1]) if rows else (place[0], moved + 1)

    cells, results = tab.sheet._cells, tab.results
    shifted: dict[tuple[int, int], Any] = {}
    for place, cell in cells.items():
        target = new_place(place)
        if target is not None:
            cell.row, cell.column = target
            shifted[target] = cell
    shifted_results = {new: value for place, value in results.items() if (new := new_place(place)) is not None}
    cells.clear()
    cells.update(shifted)
    results.clear()
    results.update(shifted_results)


def _shift_dimensions(tab: Tab, move: Move, *, rows: bool) -> None:
    holder: Any = tab.sheet.row_dimensions if rows else tab.sheet.column_dimensions
    before = [(_dimension_index(key, dimension, rows=rows), dimension) for key, dimension in holder.items()]
    holder.clear()
    for index, dimension in before:
        moved = move(index)
        if moved is None:
            continue
        if rows:
            dimension.index = moved + 1
            holder[moved + 1] = dimension
        else:
            letter = get_column_letter(moved + 1)
            dimension.index = letter
            dimension.min = dimension.max = moved + 1
            holder[letter] = dimension


def _dimension_index(key: Any, dimension: Any, *, rows: bool) -> int:
    if rows:
        return int(key) - 1
    return column_index(str(key))


def _merge_again(tab: Tab, area: tuple[int, int, int, int], move: Move, *, rows: bool) -> None:
    top, bottom, left, right = area
    given = {
        "startRowIndex": top - 1,
        "endRowIndex": bottom,
        "startColumnIndex": left - 1,
        "endColumnIndex": right,
    }
    if not _shift_range(given, move, rows=rows):
        return
    box = (given["startRowIndex"] + 1, given["startColumnIndex"] + 1, given["endRowIndex"], given["endColumnIndex"])
    if (box[0], box[1]) != (box[2], box[3]):
        tab.sheet.merge_cells(start_row=box[0], start_column=box[1], end_row=box[2], end_column=box[3])


def _shift_item(item: dict[str, Any], move: Move, *, rows: bool) -> bool:
    """Shift an item's range or ranges; False when nothing of it is left."""
    if "ranges" in item:
        item["ranges"] = [part for part in item["ranges"] if _shift_range(part, move, rows=rows)]
        return bool(item["ranges"])
    return "range" not in item or _shift_range(item["range"], move, rows=rows)


def _shift_range(given: dict[str, Any], move: Move, *, rows: bool) -> bool:
    start_key, end_key = ("startRowIndex", "endRowIndex") if rows else ("startColumnIndex", "endColumnIndex")
    if end_key not in given:
        return True
    left = [moved for index in range(given.get(start_key, 0), given[end_key]) if (moved := move(index)) is not None]
    if not left:
        return False
    given[start_key], given[end_key] = min(left), max(left) + 1
    return True
