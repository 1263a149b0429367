"""Structural requests about cells: values and formats by mask, merges, sorting, appending cells."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment

from sandbox.sheets.batch.tabs import Reply, check_size, tab_of, update_mask
from sandbox.sheets.books.ranges import Box, exceeds_grid, grid_box
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.cells.formats import apply_format
from sandbox.sheets.cells.shown import Value
from sandbox.sheets.editing import Editing
from sandbox.sheets.wire.errors import invalid
from sandbox.sheets.wire.masks import Mask, covers


class Brush:
    """Writes CellData by mask. Formats already worked out are reused: a column of equal cells costs one."""

    def __init__(self, editing: Editing, mask: Mask) -> None:
        self._editing, self._mask = editing, mask
        self._styles: dict[tuple[tuple[int, ...], str], Any] = {}

    def paint(self, tab: Tab, row: int, column: int, data: Mapping[str, Any]) -> None:
        """Make the masked fields of one cell what `data` says; absent ones are cleared."""
        if covers(self._mask, "userEnteredValue"):
            self._value(tab, row, column, data.get("userEnteredValue", {}))
        if covers(self._mask, "userEnteredFormat"):
            self._format(tab, row, column, data.get("userEnteredFormat", {}))
        if covers(self._mask, "note"):
            cell = tab.cell_to_write(row, column) if data.get("note") else tab.cell(row, column)
            if cell is not None:
                cell.comment = Comment(str(data["note"]), "") if data.get("note") else None

    def _value(self, tab: Tab, row: int, column: int, given: Mapping[str, Any]) -> None:
        if "formulaValue" in given:
            self._editing.write_formula(tab, row, column, str(given["formulaValue"]))
            return
        value: Value = next(
            (given[name] for name in ("numberValue", "boolValue", "stringValue") if name in given), None
        )
        tab.write(row, column, value)

    def _format(self, tab: Tab, row: int, column: int, given: Mapping[str, Any]) -> None:
        cell = tab.cell_to_write(row, column) if given else tab.cell(row, column)
        if cell is None:
            return
        key = (tuple(cell._style or ()), repr(given))  # type: ignore[attr-defined]
        if key not in self._styles:
            inner: Mask = {"*": {}} if "*" in self._mask else self._mask["userEnteredFormat"]
            apply_format(cell, given, inner, self._editing.locale)
            self._styles[key] = copy(cell._style)  # type: ignore[attr-defined]
        cell._style = copy(self._styles[key])  # type: ignore[attr-defined]


def repeat_cell(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`repeatCell`: one CellData for a whole range; the range may end past the grid, but not start there."""
    mask = update_mask(request, "CellData")
    box = grid_box(editing.book, request.get("range", {}))
    editing.check(box)
    brush, data = Brush(editing, mask), request.get("cell", {})
    for row in range(box.row, box.end_row):
        for column in range(box.column, box.end_column):
            brush.paint(box.tab, row, column, data)
    return {}


def update_cells(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateCells`: rows of CellData from `start`, or into `range`, whose other cells are cleared."""
    mask, rows = update_mask(request, "CellData"), request.get("rows", [])
    if "range" in request:
        box = grid_box(editing.book, request["range"])
    else:
        start = request.get("start", {})
        box = _start_box(tab_of(editing, start.get("sheetId", 0)), start, rows)
    editing.check(box)
    brush = Brush(editing, mask)
    for row in range(box.row, box.end_row):
        line = rows[row - box.row].get("values", []) if row - box.row < len(rows) else []
        width = box.width if "range" in request else len(line)
        for right in range(width):
            brush.paint(box.tab, row, box.column + right, line[right] if right < len(line) else {})
    return {}


def _start_box(tab: Tab, start: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> Box:
    row, column = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(line.get("values", [])) for line in rows), default=0)
    box = Box(tab, row, row + len(rows), column, column + width)
    if box.end_row > tab.row_count or box.end_column > tab.column_count:
        raise exceeds_grid(tab, box.a1)
    return box


def append_cells(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`appendCells`: rows after the last row with data, from column A on."""
    mask, rows = update_mask(request, "CellData"), request.get("rows", [])
    tab = tab_of(editing, request.get("sheetId", 0))
    start = max((row for row, _ in tab.used()), default=-1) + 1
    width = max((len(line.get("values", [])) for line in rows), default=0)
    tab.row_count, tab.column_count = max(tab.row_count, start + len(rows)), max(tab.column_count, width)
    check_size(editing.book)
    editing.check(Box(tab, start, start + max(1, len(rows)), 0, max(1, width)))
    brush = Brush(editing, mask)
    for down, line in enumerate(rows):
        for right, data in enumerate(line.get("values", [])):
            brush.paint(tab, start + down, right, data)
    return {}


# --- merges ---------------------------------------------------------------------------------------------------


def merge_cells(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`mergeCells`: all, by columns or by rows. Only the top left value survives."""
    box = grid_box(editing.book, request.get("range", {}))
    editing.check(box)
    for merged in box.tab.sheet.merged_cells.ranges:
        if _cuts(box, merged):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    _unmerge(box)
    for row, end_row, column, end_column in _pieces(box, request.get("mergeType", "MERGE_ALL")):
        if (end_row - row) * (end_column - column) > 1:
            _keep_first_value(box.tab, row, end_row, column, end_column)
            box.tab.sheet.merge_cells(
                start_row=row + 1, end_row=end_row, start_column=column + 1, end_column=end_column
            )
    return {}


def _keep_first_value(tab: Tab, row: int, end_row: int, column: int, end_column: int) -> None:
    places = [(r, c) for r in range(row, end_row) for c in range(column, end_column) if tab.entered(r, c) is not None]
    if places and places[0] != (row, column):
        first = places[0]
        tab.write(row, column, tab.entered(*first), is_formula=tab.is_formula(*first))
    for place in places:
        if place != (row, column):
            tab.write(*place, None)


def unmerge_cells(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`unmergeCells`."""
    box = grid_box(editing.book, request.get("range", {}))
    editing.check(box)
    if any(_cuts(box, merged) for merged in box.tab.sheet.merged_cells.ranges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    _unmerge(box)
    return {}


def _pieces(box: Box, kind: str) -> list[tuple[int, int, int, int]]:
    if kind == "MERGE_ROWS":
        return [(row, row + 1, box.column, box.end_column) for row in range(box.row, box.end_row)]
    if kind == "MERGE_COLUMNS":
        return [(box.row, box.end_row, column, column + 1) for column in range(box.column, box.end_column)]
    return [(box.row, box.end_row, box.column, box.end_column)]


def _meets(box: Box, merged: Any) -> bool:
    rows = merged.min_row - 1 < box.end_row and merged.max_row > box.row
    return bool(rows and merged.min_col - 1 < box.end_column and merged.max_col > box.column)


def _cuts(box: Box, merged: Any) -> bool:
    inside = (
        box.row <= merged.min_row - 1
        and merged.max_row <= box.end_row
        and box.column <= merged.min_col - 1
        and merged.max_col <= box.end_column
    )
    return _meets(box, merged) and not inside


def _unmerge(box: Box) -> None:
    for merged in list(box.tab.sheet.merged_cells.ranges):
        if _meets(box, merged):
            box.tab.sheet.unmerge_cells(str(merged))


# --- sorting --------------------------------------------------------------------------------------------------


def sort_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`sortRange`: the range's rows with their formats; numbers before text before booleans, empty cells last."""
    box = grid_box(editing.book, request.get("range", {}))
    editing.check(box)
    if any(_meets(box, merged) for merged in box.tab.sheet.merged_cells.ranges):
        raise invalid("You can't sort a range with vertical merges.")
    order = list(range(box.row, box.end_row))
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not box.column <= column < box.end_column:
            raise invalid(f"Sort column {column} is outside {box.a1}.")
        order = _sorted(box.tab, order, column, descending=spec.get("sortOrder") == "DESCENDING")
    _reorder(box, order)
    return {}


def _sorted(tab: Tab, order: list[int], column: int, *, descending: bool) -> list[int]:
    filled = [row for row in order if tab.effective(row, column) is not None]
    empty = [row for row in order if tab.effective(row, column) is None]

    def rank(row: int) -> tuple[int, float, str]:
        value = tab.effective(row, column)
        if isinstance(value, bool):
            return 2, float(value), ""
        if isinstance(value, int | float):
            return 0, float(value), ""
        return 1, 0.0, str(value).casefold()

    return sorted(filled, key=rank, reverse=descending) + empty


def _reorder(box: Box, order: list[int]) -> None:
    cells, results = box.tab.sheet._cells, box.tab.results
    moved: dict[tuple[int, int], tuple[Cell | None, Value]] = {}
    for target, source in zip(range(box.row, box.end_row), order, strict=True):
        for column in range(box.column, box.end_column):
            old = (source + 1, column + 1)
            moved[target + 1, column + 1] = (cells.get(old), results.get(old))  # type: ignore[assignment]
    for place, (cell, result) in moved.items():
        cells.pop(place, None)
        results.pop(place, None)
        if cell is not None:
            cell.row, cell.column = place
            cells[place] = cell
        if result is not None:
            results[place] = result
