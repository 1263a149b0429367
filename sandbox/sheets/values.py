"""The `values` calls: get, update, append, clear, over typed cells.

Here: what each does to a spreadsheet and the body it answers. Not here: HTTP (`sandbox.sheets.server`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.sheets.books import grid as sheets_grid
from sandbox.sheets.books.a1 import Area, cell_name, column_letters, write_range
from sandbox.sheets.books.ranges import Box, bounded, exceeds_grid, named_area, resolve
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.books.tables import last_table
from sandbox.sheets.cells.entered import formula_to_locale
from sandbox.sheets.cells.locales import SheetLocale
from sandbox.sheets.cells.shown import Value, is_date_pattern, shown
from sandbox.sheets.editing import Editing
from sandbox.sheets.wire.errors import ApiError, invalid

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"
SERIAL = "SERIAL_NUMBER"
Rows = Sequence[Sequence[Value]]


# --- reading --------------------------------------------------------------------------------------------------


def rendered(tab: Tab, row: int, column: int, render: str, dates: str, locale: SheetLocale) -> Value:
    """One cell as a read gives it; "" when empty."""
    if render == FORMULA and tab.is_formula(row, column):
        return formula_to_locale(str(tab.entered(row, column)), locale)
    value, pattern = tab.effective(row, column), tab.pattern(row, column)
    if value is None:
        return ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if render == FORMATTED or (is_number and dates == "FORMATTED_STRING" and is_date_pattern(pattern)):
        return shown(value, pattern, locale)
    return plain_number(value)


def plain_number(value: Value) -> Value:
    """Whole numbers come without ".0", as in the service's JSON."""
    # Up to 16 digits: what an .xlsx file keeps without an exponent, so that a server started again says the same.
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return int(value)
    return value


def value_range(box: Box, locale: SheetLocale, *, major: str, render: str, dates: str) -> dict[str, Any]:
    """A ValueRange: trailing empty cells and rows cut, no `values` at all when everything is empty."""
    by_rows = major != "COLUMNS"
    lines: dict[int, dict[int, Value]] = {}
    for row, column in box.tab.used():
        if box.row <= row < box.end_row and box.column <= column < box.end_column:
            value = rendered(box.tab, row, column, render, dates, locale)
            line, place = (row - box.row, column - box.column) if by_rows else (column - box.column, row - box.row)
            if value != "":
                lines.setdefault(line, {})[place] = value
    answer: dict[str, Any] = {"range": box.a1, "majorDimension": "ROWS" if by_rows else "COLUMNS"}
    if lines:
        answer["values"] = [_line(lines.get(number, {})) for number in range(max(lines) + 1)]
    return answer


def _line(cells: Mapping[int, Value]) -> list[Value]:
    return [cells.get(place, "") for place in range(max(cells) + 1)] if cells else []


# --- writing --------------------------------------------------------------------------------------------------


def update(editing: Editing, range_text: str, body: Mapping[str, Any], how: Mapping[str, str]) -> dict[str, Any]:
    """`values.update`: write from the range's first cell on.

    Args:
        how: `input` (RAW or USER_ENTERED), and `include`, `render`, `dates` for the answer.

    Raises:
        ApiError: 400 for a range that does not exist, is too small, protected, or outside the grid.
    """
    tab, area = resolve(editing.book, range_text)
    rows = _rows(body)
    _check_room(tab, area, rows)
    return _write(editing, tab, area.row, area.column, rows, how)


def append(editing: Editing, range_text: str, body: Mapping[str, Any], how: Mapping[str, str]) -> dict[str, Any]:
    """`values.append`: write below the last table the range touches; the grid grows as needed."""
    tab, area = resolve(editing.book, range_text)
    searched, rows = bounded(tab, area), _rows(body)
    table = last_table(tab, searched)
    row, column = (table.end_row, table.column) if table is not None else (searched.row, searched.column)
    if how.get("insert") == "INSERT_ROWS" and row < tab.row_count and rows:
        editing.check_tab(tab)
        sheets_grid.insert(editing.book, tab, row, len(rows), rows=True)
    tab.row_count = max(tab.row_count, row + len(rows))
    tab.column_count = max(tab.column_count, column + max(map(len, rows), default=0))
    answer: dict[str, Any] = {"spreadsheetId": editing.book.spreadsheet_id}
    if table is not None:
        answer["tableRange"] = table.a1
    answer["updates"] = _write(editing, tab, row, column, rows, how)
    return answer


def clear(editing: Editing, range_text: str) -> str:
    """`values.clear`: empty the values, keep the formats; the cleared range as the service names it."""
    box = bounded(*resolve(editing.book, range_text))
    editing.check(box)
    for row, column in list(box.tab.used()):
        if box.row <= row < box.end_row and box.column <= column < box.end_column:
            box.tab.write(row, column, None)
    return box.a1


def batch_update(editing: Editing, data: Sequence[Mapping[str, Any]], how: Mapping[str, str]) -> dict[str, Any]:
    """`values.batchUpdate`: all of the data, or the first refusal's 400 with its index."""
    responses: list[dict[str, Any]] = []
    titles: set[str] = set()
    for index, item in enumerate(data):
        try:
            response = update(editing, str(item.get("range", "")), item, how)
            titles.add(resolve(editing.book, response["updatedRange"])[0].title)
        except ApiError as error:
            if error.code == 400 and not error.details and not error.message.startswith("Invalid "):
                raise invalid(f"Invalid data[{index}]: {error.message}") from error
            raise
        responses.append(response)
    totals = {
        f"totalUpdated{what}": sum(response.get(f"updated{what}", 0) for response in responses)
        for what in ("Rows", "Columns", "Cells")
    }
    answer = {"spreadsheetId": editing.book.spreadsheet_id, **totals, "totalUpdatedSheets": len(titles)}
    return {name: value for name, value in answer.items() if value} | ({"responses": responses} if responses else {})


def _rows(body: Mapping[str, Any]) -> Rows:
    """The body's values row by row, each cell a scalar."""
    values: Rows = body.get("values", [])
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise invalid(f"Invalid values[{row}][{column}]: {kind} {{\n}}\n")
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [[line[row] if row < len(line) else None for line in values] for row in range(height)]


def _check_room(tab: Tab, area: Area, rows: Rows) -> None:
    height, width = len(rows), max(map(len, rows), default=0)
    within = f"Requested writing within range [{named_area(tab, area)}], but tried writing to"
    if not area.is_cell and area.end_row is not None and area.row + height > area.end_row:
        raise invalid(f"{within} row [{area.end_row + 1}]")
    if not area.is_cell and area.end_column is not None and area.column + width > area.end_column:
        raise invalid(f"{within} column [{column_letters(area.end_column)}]")
    end_row, end_column = area.row + max(1, height), area.column + max(1, width)
    if end_row > tab.row_count or end_column > tab.column_count:
        raise exceeds_grid(tab, write_range(tab.title, area.row, end_row, area.column, end_column))


def _write(editing: Editing, tab: Tab, row: int, column: int, rows: Rows, how: Mapping[str, str]) -> dict[str, Any]:
    height, width = len(rows), max(map(len, rows), default=0)
    box = Box(tab, row, row + max(1, height), column, column + max(1, width))
    editing.check(box)
    touched: set[tuple[int, int]] = set()
    for down, line in enumerate(rows):
        for right, value in enumerate(line):
            if value is None:
                continue
            touched.add((down, right))
            if how.get("input") == "USER_ENTERED":
                editing.type_in(tab, row + down, column + right, value)
            else:
                tab.write(row + down, column + right, value)
            _check_length(tab, row + down, column + right, value)
    counts = {
        "updatedRows": len({down for down, _ in touched}),
        "updatedColumns": len({right for _, right in touched}),
        "updatedCells": len(touched),
    }
    answer: dict[str, Any] = {"spreadsheetId": editing.book.spreadsheet_id, "updatedRange": box.a1}
    answer |= {name: count for name, count in counts.items() if count}
    if how.get("include") == "true":
        answer["updatedData"] = value_range(
            box, editing.locale, major="ROWS", render=how.get("render", FORMATTED), dates=how.get("dates", SERIAL)
        )
    return answer


def _check_length(tab: Tab, row: int, column: int, value: Value) -> None:
    if isinstance(value, str) and len(value) > 50_000:
        place = f"{tab.title}!{cell_name(row, column)}"
        raise invalid(f"Your input contains more than the maximum of 50000 characters in a single cell ({place}).")
