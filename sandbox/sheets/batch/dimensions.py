"""Structural requests about rows and columns: append, insert, delete, move, size, hide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.sheets.batch.tabs import Reply, check_size, tab_of, update_mask
from sandbox.sheets.books import grid as sheets_grid
from sandbox.sheets.books.ranges import Box
from sandbox.sheets.books.tab import DEFAULT_HEIGHT_PX, Tab
from sandbox.sheets.cells.formats import apply_format, format_of
from sandbox.sheets.cells.shown import shown
from sandbox.sheets.editing import Editing
from sandbox.sheets.wire.errors import invalid
from sandbox.sheets.wire.masks import covers

LETTER_PX = 7
MARGIN_PX = 11


@dataclass(frozen=True)
class _Span:
    """Rows or columns [start, end) of a tab."""

    tab: Tab
    rows: bool
    start: int
    end: int

    @property
    def box(self) -> Box:
        """Their cells, for the protection check."""
        if self.rows:
            return Box(self.tab, self.start, self.end, 0, max(1, self.tab.column_count))
        return Box(self.tab, 0, max(1, self.tab.row_count), self.start, self.end)


def _span(editing: Editing, given: Mapping[str, Any], *, may_end_past: bool = False) -> _Span:
    tab, rows = tab_of(editing, given.get("sheetId", 0)), _is_rows(given)
    size = tab.row_count if rows else tab.column_count
    start, end = given.get("startIndex", 0), given.get("endIndex", size)
    if start < 0 or end <= start:
        raise invalid("DimensionRange: endIndex must be after startIndex.")
    if start > size or (end > size and not may_end_past):
        what, count = ("row", "rows") if rows else ("column", "columns")
        raise invalid(f"Cannot reach {what} {end}: the sheet has {size} {count}.")
    return _Span(tab, rows, start, end)


def _is_rows(given: Mapping[str, Any]) -> bool:
    dimension = given.get("dimension")
    if dimension not in ("ROWS", "COLUMNS"):
        raise invalid("The dimension must be ROWS or COLUMNS.")
    return bool(dimension == "ROWS")


def append_dimension(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`appendDimension`: more rows or columns at the end."""
    tab, rows, length = tab_of(editing, request.get("sheetId", 0)), _is_rows(request), request.get("length", 0)
    if length < 1:
        raise invalid("The length must be at least 1.")
    # Only a protection without an end reaches past the last row or column.
    below, right = (length, 0) if rows else (0, length)
    row, column = (tab.row_count, 0) if rows else (0, tab.column_count)
    editing.check(Box(tab, row, tab.row_count + below, column, tab.column_count + right))
    if rows:
        tab.row_count += length
    else:
        tab.column_count += length
    check_size(editing.book)
    return {}


def insert_dimension(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`insertDimension`: empty rows or columns; formats come from the neighbour before when asked."""
    span = _span(editing, request.get("range", {}), may_end_past=True)
    if request.get("inheritFromBefore") and span.start == 0:
        raise invalid("Cannot inherit from before when inserting at index 0.")
    editing.check(span.box)
    sheets_grid.insert(editing.book, span.tab, span.start, span.end - span.start, rows=span.rows)
    check_size(editing.book)
    if request.get("inheritFromBefore"):
        _inherit(editing, span)
    return {}


def _inherit(editing: Editing, span: _Span) -> None:
    before = span.start - 1
    for row, column in [(place[0] - 1, place[1] - 1) for place in span.tab.sheet._cells]:
        if (row if span.rows else column) != before:
            continue
        source = span.tab.cell(row, column)
        own = format_of(source) if source is not None else {}
        for index in range(span.start, span.end) if own else ():
            target = span.tab.cell_to_write(index, column) if span.rows else span.tab.cell_to_write(row, index)
            if target is not None:
                apply_format(target, own, {"*": {}}, editing.locale)


def delete_dimension(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteDimension`: rows or columns with their cells."""
    span = _span(editing, request.get("range", {}))
    frozen_rows, frozen_columns = span.tab.frozen
    size, frozen = (span.tab.row_count, frozen_rows) if span.rows else (span.tab.column_count, frozen_columns)
    left_frozen = frozen - max(0, min(span.end, frozen) - span.start)
    if size - (span.end - span.start) <= left_frozen:
        what = "rows" if span.rows else "columns"
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {what}.")
    editing.check(span.box)
    sheets_grid.delete(editing.book, span.tab, span.start, span.end, rows=span.rows)
    if left_frozen != frozen:
        span.tab.frozen = (left_frozen, frozen_columns) if span.rows else (frozen_rows, left_frozen)
    return {}


def move_dimension(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`moveDimension`: rows or columns to before `destinationIndex`, counted before the move."""
    span, target = _span(editing, request.get("source", {})), request.get("destinationIndex", 0)
    size = span.tab.row_count if span.rows else span.tab.column_count
    if target > size or span.start < target < span.end:
        raise invalid("The destination must be outside the moved rows or columns and inside the sheet.")
    editing.check_tab(span.tab)
    moved = list(range(span.start, span.end))
    rest = [index for index in range(size) if not span.start <= index < span.end]
    at = sum(index < target for index in rest)
    places = {old: new for new, old in enumerate([*rest[:at], *moved, *rest[at:]])}
    sheets_grid.rearrange(editing.book, span.tab, places, rows=span.rows)
    return {}


def update_dimension_properties(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateDimensionProperties`: pixel size and hiding."""
    mask, span = update_mask(request, "DimensionProperties"), _span(editing, request.get("range", {}))
    given = request.get("properties", {})
    editing.check(span.box)
    for index in range(span.start, span.end):
        if covers(mask, "pixelSize") and "pixelSize" in given:
            if span.rows:
                span.tab.set_height_px(index, given["pixelSize"])
            else:
                span.tab.set_width_px(index, given["pixelSize"])
        if covers(mask, "hiddenByUser"):
            span.tab.hide_dimension(index, bool(given.get("hiddenByUser")), rows=span.rows)
    return {}


def auto_resize_dimensions(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`autoResizeDimensions`: columns as wide as their longest text (7 pixels a letter), rows as by default."""
    span = _span(editing, request.get("dimensions", {}))
    if span.rows:
        for row in range(span.start, span.end):
            span.tab.set_height_px(row, DEFAULT_HEIGHT_PX)
        return {}
    longest: dict[int, int] = {}
    for row, column in span.tab.used():
        if span.start <= column < span.end:
            text = shown(span.tab.effective(row, column), span.tab.pattern(row, column), editing.locale)
            longest[column] = max(longest.get(column, 0), *map(len, text.split("\n")))
    for column, letters in longest.items():
        span.tab.set_width_px(column, letters * LETTER_PX + MARGIN_PX)
    return {}
