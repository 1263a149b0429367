"""Each Sheets call as a function of a checked request: what it reads, changes, commits and answers.

Here: the methods of `spreadsheets` and `spreadsheets.values`. Not here: HTTP, tokens and quotas
(`sandbox.sheets.server`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.sheets import values as sheets_values
from sandbox.sheets.accounts import Caller
from sandbox.sheets.batch import requests as sheets_batch
from sandbox.sheets.batch.marks import matching_metadata
from sandbox.sheets.batch.tabs import copy_to
from sandbox.sheets.books.a1 import Area
from sandbox.sheets.books.book import Book
from sandbox.sheets.books.ranges import area_of, bounded, resolve
from sandbox.sheets.books.store import SheetStore
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.editing import Editing
from sandbox.sheets.resources import spreadsheet
from sandbox.sheets.wire.errors import invalid, no_permission, not_found
from sandbox.sheets.wire.masks import response_mask
from sandbox.sheets.wire.shapes import checked_body, checked_enum

_RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
_DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
_MAJORS = ("DIMENSION_UNSPECIFIED", "ROWS", "COLUMNS")
_INPUTS = ("INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED")
_INSERTS = ("OVERWRITE", "INSERT_ROWS")


@dataclass(frozen=True)
class Call:
    """A request to one spreadsheet, its token already checked."""

    store: SheetStore
    caller: Caller
    spreadsheet_id: str
    query: Mapping[str, str] = field(default_factory=dict)
    ranges: tuple[str, ...] = ()
    body: Any = None

    def editing(self, *, to_write: bool = False) -> Editing:
        """The spreadsheet for this account.

        Raises:
            ApiError: 404 unknown, 403 not shared or shared for reading only.
        """
        if not self.store.has(self.spreadsheet_id):
            raise not_found()
        role = self.store.role(self.spreadsheet_id, self.caller.email)
        if role is None or (to_write and role != "writer"):
            raise no_permission()
        book = self.store.book(self.spreadsheet_id)
        locked = self.store.of(self.spreadsheet_id).protected_tabs
        return Editing(book, self.store.locale(book), self.caller.email, locked)

    def changing(self, change: Callable[[Editing], dict[str, Any]]) -> dict[str, Any]:
        """Change and commit, or change nothing: whatever goes wrong, the file on disk stays as it was."""
        editing = self.editing(to_write=True)
        try:
            answer = change(editing)
            self.store.commit(editing.book)
        except BaseException:
            self.store.forget(self.spreadsheet_id)
            raise
        return answer

    def flag(self, name: str) -> bool:
        """A boolean query parameter; clients write it in either case."""
        return self.query.get(name, "").lower() == "true"

    def resource(self, editing: Editing, areas: Iterable[tuple[Tab, Area]] = (), *, with_data: bool) -> dict[str, Any]:
        """The Spreadsheet answer."""
        title, zone = self.store.title(editing.book), self.store.zone(editing.book)
        return spreadsheet(editing, title, zone, areas, with_data=with_data)


def _input(query: Mapping[str, Any], name: str = "valueInputOption") -> str:
    given = query.get(name)
    option = checked_enum(given, _INPUTS, name, "")
    if option in ("", "INPUT_VALUE_OPTION_UNSPECIFIED"):
        raise invalid(f"'{name}' is required but not specified")
    return option


def _answer_how(query: Mapping[str, Any]) -> dict[str, str]:
    """How a write shows what it wrote."""
    return {
        "include": str(query.get("includeValuesInResponse", "")).lower(),
        "render": checked_enum(
            query.get("responseValueRenderOption"), _RENDERS, "responseValueRenderOption", _RENDERS[0]
        ),
        "dates": checked_enum(
            query.get("responseDateTimeRenderOption"), _DATES, "responseDateTimeRenderOption", _DATES[0]
        ),
    }


# --- spreadsheets ---------------------------------------------------------------------------------------------


def get(call: Call) -> dict[str, Any]:
    """`spreadsheets.get`: with `fields`, cells come when the mask names them; else when `includeGridData`."""
    editing = call.editing()
    areas = [resolve(editing.book, text) for text in call.ranges]
    return call.resource(editing, areas, with_data=_wants_data(call.query.get("fields"), call.flag("includeGridData")))


def _wants_data(fields: str | None, flag: bool) -> bool:
    if not fields:
        return flag
    sheets = response_mask(fields, "Spreadsheet").get("sheets")
    if "*" in response_mask(fields, "Spreadsheet"):
        return flag
    return sheets is not None and (not sheets or "data" in sheets or "*" in sheets)


def get_by_filter(call: Call) -> dict[str, Any]:
    """`spreadsheets.getByDataFilter` by A1 text or grid range."""
    body, editing = checked_body(call.body or {}, "GetSpreadsheetByDataFilterRequest"), call.editing()
    areas: list[tuple[Tab, Area]] = []
    for data_filter in body.get("dataFilters", []):
        if "a1Range" in data_filter:
            areas.append(resolve(editing.book, data_filter["a1Range"]))
        elif "gridRange" in data_filter:
            tab = editing.book.tab_by_id(data_filter["gridRange"].get("sheetId", 0))
            if tab is None:
                raise invalid(f"No grid with id: {data_filter['gridRange'].get('sheetId', 0)}")
            areas.append((tab, area_of(data_filter["gridRange"])))
    flag = bool(body.get("includeGridData"))
    return call.resource(editing, areas, with_data=_wants_data(call.query.get("fields"), flag))


def create(store: SheetStore, caller: Caller, given: Any) -> dict[str, Any]:
    """`spreadsheets.create`: title, locale, zone and tabs as asked."""
    body = checked_body(given or {}, "Spreadsheet")
    properties = body.get("properties", {})
    own = {"title": properties.get("title") or "Untitled spreadsheet"}
    own |= {"locale": properties["locale"]} if properties.get("locale") else {}
    own |= {"zone": properties["timeZone"]} if properties.get("timeZone") else {}
    sheets = [sheet.get("properties", {}) for sheet in body.get("sheets", [])]
    book = store.create(own)
    editing = Editing(book, store.locale(book), caller.email)
    if sheets:
        _make_tabs(editing, sheets)
    store.commit(book)
    call = Call(store, caller, book.spreadsheet_id)
    return call.resource(call.editing(), with_data=False)


def _make_tabs(editing: Editing, sheets: list[dict[str, Any]]) -> None:
    book: Book = editing.book
    placeholder = book.tabs[0]
    placeholder.tab_id = -1
    book.rename_tab(placeholder, "\0")
    for index, properties in enumerate(sheets):
        if index == 0:
            properties.setdefault("sheetId", 0)
            properties.setdefault("title", "Sheet1")
        sheets_batch.carry_out(editing, [{"addSheet": {"properties": properties}}])
    book.remove_tab(placeholder)


def batch_update(call: Call) -> dict[str, Any]:
    """`spreadsheets.batchUpdate`."""
    body = checked_body(call.body or {}, "BatchUpdateSpreadsheetRequest")

    def change(editing: Editing) -> dict[str, Any]:
        replies = sheets_batch.carry_out(editing, body.get("requests", []))
        answer: dict[str, Any] = {"spreadsheetId": call.spreadsheet_id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            areas = [resolve(editing.book, text) for text in body.get("responseRanges", [])]
            with_data = bool(body.get("responseIncludeGridData"))
            answer["updatedSpreadsheet"] = call.resource(editing, areas, with_data=with_data)
        return answer

    return call.changing(change)


def copy_sheet(call: Call, tab_id: int) -> dict[str, Any]:
    """`spreadsheets.sheets.copyTo`."""
    body = checked_body(call.body or {}, "CopySheetToAnotherSpreadsheetRequest")
    tab = call.editing().book.tab_by_id(tab_id)
    if tab is None:
        raise invalid(f"No sheet with id: {tab_id}")
    target = Call(call.store, call.caller, str(body.get("destinationSpreadsheetId", "")))
    return target.changing(lambda editing: copy_to(tab, editing))


def get_metadata(call: Call, metadata_id: str) -> dict[str, Any]:
    """`spreadsheets.developerMetadata.get`."""
    wanted = {"developerMetadataLookup": {"metadataId": int(metadata_id) if metadata_id.isdigit() else -1}}
    found = matching_metadata(call.editing(), wanted)
    if not found:
        raise not_found()
    return found[0]


def search_metadata(call: Call) -> dict[str, Any]:
    """`spreadsheets.developerMetadata.search`."""
    body, editing = checked_body(call.body or {}, "SearchDeveloperMetadataRequest"), call.editing()
    matched = [
        {"developerMetadata": item, "dataFilters": [data_filter]}
        for data_filter in body.get("dataFilters", [])
        for item in matching_metadata(editing, data_filter)
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}


# --- values ---------------------------------------------------------------------------------------------------


def values_get(call: Call, range_text: str) -> dict[str, Any]:
    """`values.get`."""
    return _value_ranges(call, (range_text,))[0]


def values_batch_get(call: Call) -> dict[str, Any]:
    """`values.batchGet`: all ranges in one read."""
    answer: dict[str, Any] = {"spreadsheetId": call.spreadsheet_id}
    found = _value_ranges(call, call.ranges)
    return answer | ({"valueRanges": found} if found else {})


def _value_ranges(call: Call, ranges: Iterable[str]) -> list[dict[str, Any]]:
    major = checked_enum(call.query.get("majorDimension"), _MAJORS, "majorDimension", "ROWS")
    render = checked_enum(call.query.get("valueRenderOption"), _RENDERS, "valueRenderOption", _RENDERS[0])
    dates = checked_enum(call.query.get("dateTimeRenderOption"), _DATES, "dateTimeRenderOption", _DATES[0])
    editing = call.editing()
    boxes = [bounded(*resolve(editing.book, text)) for text in ranges]
    return [sheets_values.value_range(box, editing.locale, major=major, render=render, dates=dates) for box in boxes]


def values_update(call: Call, range_text: str) -> dict[str, Any]:
    """`values.update`."""
    body = checked_body(call.body or {}, "ValueRange", at="data")
    how = {"input": _input(call.query), **_answer_how(call.query)}
    _check_same_range(range_text, body)
    return call.changing(lambda editing: sheets_values.update(editing, range_text, body, how))


def values_append(call: Call, range_text: str) -> dict[str, Any]:
    """`values.append`."""
    body = checked_body(call.body or {}, "ValueRange", at="data")
    insert = checked_enum(call.query.get("insertDataOption"), _INSERTS, "insertDataOption", _INSERTS[0])
    how = {"input": _input(call.query), "insert": insert, **_answer_how(call.query)}
    return call.changing(lambda editing: sheets_values.append(editing, range_text, body, how))


def _check_same_range(range_text: str, body: Mapping[str, Any]) -> None:
    given = body.get("range")
    if given and given != range_text:
        raise invalid(
            f"Requested writing within range [{range_text}], but the body's range is [{given}]. They must be the same."
        )


def values_clear(call: Call, range_text: str) -> dict[str, Any]:
    """`values.clear`."""
    return call.changing(
        lambda editing: {
            "spreadsheetId": call.spreadsheet_id,
            "clearedRange": sheets_values.clear(editing, range_text),
        }
    )


def values_batch_update(call: Call) -> dict[str, Any]:
    """`values.batchUpdate`."""
    body = checked_body(call.body or {}, "BatchUpdateValuesRequest")
    how = {"input": _input(body), **_answer_how(body)}
    return call.changing(lambda editing: sheets_values.batch_update(editing, body.get("data", []), how))


def values_batch_clear(call: Call) -> dict[str, Any]:
    """`values.batchClear`."""
    body = checked_body(call.body or {}, "BatchClearValuesRequest")

    def change(editing: Editing) -> dict[str, Any]:
        cleared = [sheets_values.clear(editing, text) for text in body.get("ranges", [])]
        return {"spreadsheetId": call.spreadsheet_id} | ({"clearedRanges": cleared} if cleared else {})

    return call.changing(change)
