"""Structural requests about whole tabs: add, delete, duplicate, properties.

Error texts: "already exists" [C], "hide all the sheets" [R], the others [?] in the service's style.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sandbox.sheets.books import grid as sheets_grid
from sandbox.sheets.books.book import NEW_COLUMNS, NEW_ROWS, Book
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.cells.formats import apply_format, format_of, given_colour, hex_colour
from sandbox.sheets.editing import Editing
from sandbox.sheets.resources import sheet_properties
from sandbox.sheets.wire.errors import ApiError, invalid
from sandbox.sheets.wire.masks import Mask, covers, parse_mask, unknown_path

MAX_CELLS = 10_000_000
Reply = dict[str, Any]


def update_mask(request: Mapping[str, Any], schema: str) -> Mask:
    """The `fields` of an update request.

    Raises:
        ApiError: 400 when it is missing or names a field that does not exist.
    """
    text = str(request.get("fields") or "")
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        mask = parse_mask(text)
    except ValueError:
        raise invalid(f"Invalid field mask: {text}") from None
    wrong = unknown_path(mask, schema)
    if wrong:
        raise invalid(f"Invalid field: {wrong}")
    return mask


def tab_of(editing: Editing, tab_id: int) -> Tab:
    """The tab of a sheetId.

    Raises:
        ApiError: 400.
    """
    tab = editing.book.tab_by_id(tab_id)
    if tab is None:
        raise invalid(f"No sheet with id: {tab_id}")
    return tab


def check_size(book: Book) -> None:
    """Refuse a spreadsheet of more than ten million cells."""
    if sum(tab.row_count * tab.column_count for tab in book.tabs) > MAX_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
        )


def _taken(title: str) -> ApiError:
    return invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _check_new(book: Book, title: str, tab_id: int | None) -> None:
    if any(tab.title.casefold() == title.casefold() for tab in book.tabs):
        raise _taken(title)
    if tab_id is not None and book.tab_by_id(tab_id) is not None:
        raise invalid(f"A sheet with the ID {tab_id} already exists. Please use a different ID.")
    if tab_id is not None and tab_id < 0:
        raise invalid("Sheet IDs must be non-negative.")


def _free_title(book: Book, start: str) -> str:
    titles = {tab.title.casefold() for tab in book.tabs}
    number = len(book.tabs) + 1
    while f"{start}{number}".casefold() in titles:
        number += 1
    return f"{start}{number}"


def add_sheet(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`addSheet`; answers the new tab's properties."""
    given, book = request.get("properties", {}), editing.book
    title = given.get("title") or _free_title(book, "Sheet")
    _check_new(book, title, given.get("sheetId"))
    grid = given.get("gridProperties", {})
    rows, columns = grid.get("rowCount", NEW_ROWS), grid.get("columnCount", NEW_COLUMNS)
    tab = book.add_tab(title, given.get("sheetId"), rows, columns, given.get("index"))
    rest = {name: value for name, value in given.items() if name not in ("title", "sheetId", "index", "sheetType")}
    _change(editing, tab, rest, {name: {} for name in rest if name != "gridProperties"})
    if grid:
        _change_grid(editing, tab, grid, {name: {} for name in grid})
    check_size(book)
    return {"properties": sheet_properties(book.tabs.index(tab), tab)}


def delete_sheet(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteSheet`."""
    tab = tab_of(editing, request.get("sheetId", 0))
    editing.check_tab(tab)
    others = [other for other in editing.book.tabs if other is not tab]
    if not others:
        raise invalid("You can't remove all the sheets in a document.")
    if all(other.hidden for other in others):
        raise invalid("You can't remove all the visible sheets in a document.")
    editing.book.remove_tab(tab)
    return {}


def update_sheet_properties(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateSheetProperties`: title, index, hidden, colour, grid size, frozen rows and columns, gridlines."""
    given = request.get("properties", {})
    mask = update_mask(request, "SheetProperties")
    tab = tab_of(editing, given.get("sheetId", 0))
    editing.check_tab(tab)
    _change(editing, tab, given, mask)
    check_size(editing.book)
    return {}


def _change(editing: Editing, tab: Tab, given: Mapping[str, Any], mask: Mask) -> None:
    book = editing.book
    if covers(mask, "title") and given.get("title", tab.title) != tab.title:
        if any(other is not tab and other.title.casefold() == given["title"].casefold() for other in book.tabs):
            raise _taken(given["title"])
        book.rename_tab(tab, given["title"])
    if covers(mask, "hidden"):
        tab.hidden = bool(given.get("hidden", False))
        if all(other.hidden for other in book.tabs):
            raise invalid("You can't hide all the sheets in a document.")
    if covers(mask, "tabColor", "tabColorStyle"):
        colour = given_colour(given, "tabColor")
        tab.sheet.sheet_properties.tabColor = hex_colour(colour) if colour is not None else None
    if covers(mask, "gridProperties"):
        inner = {"*": {}} if "*" in mask else mask["gridProperties"]
        _change_grid(editing, tab, given.get("gridProperties", {}), inner)
    if "index" in mask:
        _move(book, tab, given.get("index", 0))


def _move(book: Book, tab: Tab, index: int) -> None:
    # The service counts places before the move: moving to the right lands one place earlier.
    current = book.tabs.index(tab)
    book.move_tab(tab, index - 1 if index > current else index)


def _change_grid(editing: Editing, tab: Tab, given: Mapping[str, Any], mask: Mask) -> None:
    whole = not mask or "*" in mask
    rows, columns = tab.row_count, tab.column_count
    if whole or "rowCount" in mask:
        rows = given.get("rowCount", rows if whole else 0)
    if whole or "columnCount" in mask:
        columns = given.get("columnCount", columns if whole else 0)
    if rows < 1 or columns < 1:
        raise invalid("A sheet must have at least one row and one column.")
    if (rows, columns) != (tab.row_count, tab.column_count):
        sheets_grid.cut(tab, rows, columns)
    frozen_rows, frozen_columns = tab.frozen
    if whole or "frozenRowCount" in mask:
        frozen_rows = given.get("frozenRowCount", 0)
    if whole or "frozenColumnCount" in mask:
        frozen_columns = given.get("frozenColumnCount", 0)
    if frozen_rows >= rows:
        raise invalid("You can't freeze all visible rows on the sheet.")
    if frozen_columns >= columns:
        raise invalid("You can't freeze all visible columns on the sheet.")
    if (frozen_rows, frozen_columns) != tab.frozen:
        tab.frozen = (frozen_rows, frozen_columns)
    if whole or "hideGridlines" in mask:
        tab.hide_gridlines = bool(given.get("hideGridlines", False))
        tab.sheet.sheet_view.showGridLines = not tab.hide_gridlines


def duplicate_sheet(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`duplicateSheet`; answers the copy's properties. It stands first unless an index is given."""
    book, source = editing.book, tab_of(editing, request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or _copy_title(book, source.title)
    _check_new(book, title, request.get("newSheetId"))
    copy = book.add_tab(title, request.get("newSheetId"), source.row_count, source.column_count)
    copy_cells(editing, source, copy)
    book.move_tab(copy, request.get("insertSheetIndex", 0))
    check_size(book)
    return {"properties": sheet_properties(book.tabs.index(copy), copy)}


def _copy_title(book: Book, title: str) -> str:
    wanted = f"Copy of {title}"
    return wanted if book.tab_by_title(wanted) is None else _free_title(book, f"{wanted} ")


def copy_to(source: Tab, target: Editing) -> dict[str, Any]:
    """`sheets.copyTo`: a tab copied to the end of a spreadsheet; the copy's properties."""
    book = target.book
    copy = book.add_tab(_copy_title(book, source.title), None, source.row_count, source.column_count)
    copy_cells(target, source, copy)
    check_size(book)
    return sheet_properties(book.tabs.index(copy), copy)


def copy_cells(editing: Editing, source: Tab, target: Tab) -> None:
    """Values, results, formats, widths, merges, frozen rows and conditional formats; protection is not copied."""
    for row, column in ((place[0] - 1, place[1] - 1) for place in source.sheet._cells):
        cell = source.cell(row, column)
        if cell is None:
            continue
        target.write(row, column, source.entered(row, column), is_formula=source.is_formula(row, column))
        own = format_of(cell)
        made = target.cell_to_write(row, column) if own else None
        if made is not None:
            apply_format(made, own, {"*": {}}, editing.locale)
    target.results.update(source.results)
    for column in range(source.column_count):
        if source.width_px(column) != target.width_px(column):
            target.set_width_px(column, source.width_px(column))
    for merged in source.sheet.merged_cells.ranges:
        target.sheet.merge_cells(str(merged))
    target.frozen, target.hide_gridlines = source.frozen, source.hide_gridlines
    target.conditional = deepcopy(source.conditional)
    for rule in target.conditional:
        for part in rule.get("ranges", []):
            part["sheetId"] = target.tab_id


def update_spreadsheet_properties(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateSpreadsheetProperties`: title, locale, time zone."""
    mask = update_mask(request, "SpreadsheetProperties")
    given = request.get("properties", {})
    for name, own in (("title", "title"), ("locale", "locale"), ("timeZone", "zone")):
        if covers(mask, name) and given.get(name):
            editing.book.own[own] = str(given[name])
    return {}
