"""The Spreadsheet resource and its parts, as the service answers them.

Here: building answers, with defaults left out as protobuf JSON does (`hidden: false`, `frozenRowCount: 0`, sheetId 0 in
a GridRange); `sheetId` and `index` of a sheet's own properties are always there. Not here: picking by `fields`.
"""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.sheets.books.a1 import WHOLE, Area, grid_range
from sandbox.sheets.books.ranges import Box, bounded
from sandbox.sheets.books.tab import LOADING, Tab
from sandbox.sheets.cells.entered import ERRORS, formula_to_locale
from sandbox.sheets.cells.formats import api_colour, excel_rgb, format_of, given_colour, hex_colour, with_style
from sandbox.sheets.cells.locales import SheetLocale
from sandbox.sheets.cells.shown import Value, shown
from sandbox.sheets.editing import Editing
from sandbox.sheets.values import plain_number

_WHITE = {"red": 1.0, "green": 1.0, "blue": 1.0}
_ERROR_TYPES = dict(
    zip(ERRORS, ("NULL_VALUE", "DIVIDE_BY_ZERO", "VALUE", "REF", "NAME", "NUM", "N_A", "ERROR"), strict=True)
)


def default_format() -> dict[str, Any]:
    """The format of an untouched cell."""
    return {
        **with_style("backgroundColor", dict(_WHITE)),
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            **with_style("foregroundColor", {}),
            "fontFamily": "arial,sans,sans-serif",
            "fontSize": 10,
            "bold": False,
            "italic": False,
            "strikethrough": False,
            "underline": False,
        },
    }


def spreadsheet(
    editing: Editing, title: str, zone: str, areas: Iterable[tuple[Tab, Area]] = (), *, with_data: bool = False
) -> dict[str, Any]:
    """A Spreadsheet; `areas` narrows it to some tabs, and their cells when `with_data`."""
    book, asked = editing.book, list(areas)
    tabs = [tab for tab in book.tabs if not asked or any(tab is wanted for wanted, _ in asked)]
    answer: dict[str, Any] = {
        "spreadsheetId": book.spreadsheet_id,
        "properties": {
            "title": title,
            "locale": editing.locale.code,
            "autoRecalc": "ON_CHANGE",
            "timeZone": zone,
            "defaultFormat": default_format(),
        },
        "sheets": [_sheet(editing, tab, asked, with_data=with_data) for tab in tabs],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.spreadsheet_id}/edit",
    }
    if book.named:
        answer["namedRanges"] = [{**name, "range": _range(name["range"])} for name in book.named]
    if book.metadata:
        answer["developerMetadata"] = book.metadata
    return answer


def _sheet(editing: Editing, tab: Tab, asked: list[tuple[Tab, Area]], *, with_data: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {"properties": sheet_properties(editing.book.tabs.index(tab), tab)}
    if with_data:
        areas = [area for wanted, area in asked if wanted is tab] or [WHOLE]
        answer["data"] = [_grid_data(bounded(tab, area), editing.locale) for area in areas]
    merges = [_merge(tab, area) for area in tab.sheet.merged_cells.ranges]
    parts: dict[str, list[dict[str, Any]]] = {
        "merges": sorted(merges, key=lambda part: (part["startRowIndex"], part["startColumnIndex"])),
        "conditionalFormats": [
            {**_coloured(rule), "ranges": [_range(part) for part in rule.get("ranges", [])]} for rule in tab.conditional
        ],
        "protectedRanges": protected_ranges(editing, tab),
        "bandedRanges": [{**_coloured(banding), "range": _range(banding["range"])} for banding in tab.bandings],
        "developerMetadata": tab.metadata,
    }
    answer |= {name: items for name, items in parts.items() if items}
    if tab.basic_filter is not None:
        answer["basicFilter"] = {**tab.basic_filter, "range": _range(tab.basic_filter.get("range", {}))}
    return answer


def sheet_properties(index: int, tab: Tab) -> dict[str, Any]:
    """SheetProperties of a tab."""
    frozen_rows, frozen_columns = tab.frozen
    grid: dict[str, Any] = {"rowCount": tab.row_count, "columnCount": tab.column_count}
    grid |= {"frozenRowCount": frozen_rows} if frozen_rows else {}
    grid |= {"frozenColumnCount": frozen_columns} if frozen_columns else {}
    grid |= {"hideGridlines": True} if tab.hide_gridlines else {}
    answer: dict[str, Any] = {"sheetId": tab.tab_id, "title": tab.title, "index": index, "sheetType": "GRID"}
    answer["gridProperties"] = grid
    if tab.hidden:
        answer["hidden"] = True
    colour = excel_rgb(tab.sheet.sheet_properties.tabColor)
    return answer | (with_style("tabColor", api_colour(colour)) if colour else {})


def protected_ranges(editing: Editing, tab: Tab) -> list[dict[str, Any]]:
    """The protected ranges of a tab as this account sees them."""
    found = [protected_range(editing, item) for item in tab.protected]
    if tab.title in editing.locked_titles:
        number = zlib.crc32(tab.title.encode()) & 0x7FFFFFFF
        found.append({"protectedRangeId": number, "range": _range({"sheetId": tab.tab_id})})
    return found


def protected_range(editing: Editing, item: Mapping[str, Any]) -> dict[str, Any]:
    """One protected range as this account sees it; who may not edit it is not told the editors."""
    answer = {name: value for name, value in item.items() if name not in ("maker", "editors")}
    answer["range"] = _range(item.get("range", {}))
    if editing.may_edit(dict(item)):
        users = [*item.get("editors", {}).get("users", [])]
        maker = item.get("maker")
        answer["requestingUserCanEdit"] = True
        answer["editors"] = {"users": users if maker is None or maker in users else [*users, maker]}
    return answer


def _range(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "sheetId" or value}


def _coloured(given: Any) -> Any:
    """Rules and bandings as they are answered: each colour in both its forms, in eight bits a part."""
    if isinstance(given, list):
        return [_coloured(part) for part in given]
    if not isinstance(given, dict):
        return given
    answer: dict[str, Any] = {}
    for name, part in given.items():
        plain = name.removesuffix("Style")
        colour = given_colour(given, plain) if plain.lower().endswith("color") else None
        answer |= with_style(plain, api_colour(hex_colour(colour))) if colour is not None else {name: _coloured(part)}
    return answer


def _merge(tab: Tab, area: Any) -> dict[str, int]:
    return grid_range(tab.tab_id, Area(area.min_row - 1, area.max_row, area.min_col - 1, area.max_col))


# --- cells ----------------------------------------------------------------------------------------------------


def _grid_data(box: Box, locale: SheetLocale) -> dict[str, Any]:
    rows: dict[int, dict[int, dict[str, Any]]] = {}
    for row, column in ((place[0] - 1, place[1] - 1) for place in box.tab.sheet._cells):
        if box.row <= row < box.end_row and box.column <= column < box.end_column:
            cell = cell_data(box.tab, row, column, locale)
            if cell:
                rows.setdefault(row - box.row, {})[column - box.column] = cell
    answer: dict[str, Any] = {"startRow": box.row, "startColumn": box.column}
    answer = {name: value for name, value in answer.items() if value}
    if rows:
        answer["rowData"] = [_row_data(rows.get(number, {})) for number in range(max(rows) + 1)]
    answer["rowMetadata"] = [
        _dimension(box.tab.height_px(row), box.tab.is_dimension_hidden(row, rows=True))
        for row in range(box.row, box.end_row)
    ]
    answer["columnMetadata"] = [
        _dimension(box.tab.width_px(column), box.tab.is_dimension_hidden(column, rows=False))
        for column in range(box.column, box.end_column)
    ]
    return answer


def _row_data(cells: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    return {"values": [cells.get(place, {}) for place in range(max(cells) + 1)]} if cells else {}


def _dimension(pixels: int, hidden: bool) -> dict[str, Any]:
    return {"pixelSize": pixels} | ({"hiddenByUser": True} if hidden else {})


def cell_data(tab: Tab, row: int, column: int, locale: SheetLocale) -> dict[str, Any]:
    """CellData of one cell; {} for an untouched one."""
    cell = tab.cell(row, column)
    if cell is None:
        return {}
    answer: dict[str, Any] = {}
    typed, effective = tab.entered(row, column), tab.effective(row, column)
    if typed is not None:
        is_formula = tab.is_formula(row, column)
        answer["userEnteredValue"] = (
            {"formulaValue": formula_to_locale(str(typed), locale)} if is_formula else _extended(typed)
        )
        answer["effectiveValue"] = _computed(effective) if is_formula else _extended(typed)
        answer["formattedValue"] = shown(effective, tab.pattern(row, column), locale)
    own = format_of(cell)
    if own:
        answer["userEnteredFormat"] = own
    if answer:
        answer["effectiveFormat"] = _effective_format(own, effective)
    if cell.hyperlink is not None and cell.hyperlink.target:
        answer["hyperlink"] = str(cell.hyperlink.target)
    if cell.comment is not None:
        answer["note"] = str(cell.comment.text)
    return answer


def _extended(value: Value) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": plain_number(value)}
    return {"stringValue": str(value)}


def _computed(value: Value) -> dict[str, Any]:
    if value == LOADING:
        return {"errorValue": {"type": "LOADING", "message": LOADING}}
    if isinstance(value, str) and value in _ERROR_TYPES:
        return {"errorValue": {"type": _ERROR_TYPES[value], "message": value}}
    return {} if value is None else _extended(value)


def _effective_format(own: Mapping[str, Any], value: Value) -> dict[str, Any]:
    base = default_format()
    if isinstance(value, bool):
        base["horizontalAlignment"] = "CENTER"
    elif value is not None:
        base["horizontalAlignment"] = "LEFT" if isinstance(value, str) else "RIGHT"
    return base | dict(own) | {"textFormat": base["textFormat"] | own.get("textFormat", {})}
