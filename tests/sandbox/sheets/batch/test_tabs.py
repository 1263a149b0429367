"""Structural requests: tabs, formats, dimensions, marks; all or nothing; shown in Excel as far as Excel can."""

import re
from pathlib import Path
from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import ValueRenderOption
from openpyxl import load_workbook

from sandbox.sheets.batch.requests import KINDS
from sandbox.sheets.wire.shapes import SHAPES_FILE, property_types
from tests.sandbox.sheets.sheets_bench import Site, discovery

UNFORMATTED = ValueRenderOption.unformatted


def batch(book: gspread.Spreadsheet, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    """Send requests as one batch; the replies."""
    replies: list[dict[str, Any]] = book.batch_update({"requests": list(requests)})["replies"]
    return replies


def refused(book: gspread.Spreadsheet, *requests: dict[str, Any]) -> str:
    """The message of the 400 a batch gets."""
    with pytest.raises(APIError) as refusal:
        batch(book, *requests)
    assert refusal.value.code == 400
    return str(refusal.value.error["message"])


def metadata(book: gspread.Spreadsheet, title: str) -> dict[str, Any]:
    """The resource of one tab."""
    sheets: list[dict[str, Any]] = book.fetch_sheet_metadata()["sheets"]
    return next(sheet for sheet in sheets if sheet["properties"]["title"] == title)


def cell(book: gspread.Spreadsheet, text: str) -> dict[str, Any]:
    """CellData of one cell."""
    data = book.fetch_sheet_metadata({"includeGridData": "true", "ranges": text})["sheets"][0]["data"][0]
    found: dict[str, Any] = data["rowData"][0]["values"][0]
    return found


def excel(site: Site, book: gspread.Spreadsheet, title: str = "Sheet1") -> Any:
    """The tab as Excel would open it."""
    return load_workbook(site.sheets / f"{book.id}.xlsx")[title]


GRID = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 3}


# --- tabs -----------------------------------------------------------------------------------------------------


def test_a_new_book_is_as_google_makes_it(book: gspread.Spreadsheet) -> None:
    grid = {"rowCount": 1000, "columnCount": 26}
    expected = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": grid}
    found = book.fetch_sheet_metadata()
    assert found["sheets"] == [{"properties": expected}]
    assert (found["properties"]["locale"], found["properties"]["timeZone"]) == ("en_US", "Etc/GMT")


def test_tabs_are_added_moved_copied_hidden_and_deleted(book: gspread.Spreadsheet) -> None:
    first, second = book.add_worksheet("A", 10, 5), book.add_worksheet("B", 10, 5, index=0)
    second.update([["x"]], "A1")
    assert [tab.title for tab in book.worksheets()] == ["B", "Sheet1", "A"]
    copy = second.duplicate(new_sheet_name="C", insert_sheet_index=1)
    assert copy.get_all_values() == [["x"]]
    book.reorder_worksheets([first, copy, second, book.worksheet("Sheet1")])
    assert [tab.title for tab in book.worksheets()] == ["A", "C", "B", "Sheet1"]
    first.hide()
    assert book.worksheet("A").isSheetHidden
    first.show()
    first.update_title("Ny titel")
    book.del_worksheet(second)
    assert [(tab.title, tab.id) for tab in book.worksheets()] == [("Ny titel", first.id), ("C", copy.id), ("Sheet1", 0)]


def test_a_taken_name_is_refused_in_googles_words(book: gspread.Spreadsheet) -> None:
    book.add_worksheet("x", 5, 5)
    expected = 'Invalid requests[0].addSheet: A sheet with the name "x" already exists. Please enter another name.'
    assert refused(book, {"addSheet": {"properties": {"title": "x"}}}) == expected


def test_the_last_visible_tab_can_be_neither_hidden_nor_deleted(book: gspread.Spreadsheet) -> None:
    hide = {"updateSheetProperties": {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}}
    assert refused(book, hide) == (
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    )
    assert "remove all the sheets" in refused(book, {"deleteSheet": {"sheetId": 0}})


def test_a_refused_request_refuses_the_whole_batch(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["kept"]], "A1")
    before = (site.sheets / f"{book.id}.xlsx").read_bytes()
    message = refused(
        book,
        {"addSheet": {"properties": {"title": "Half done"}}},
        {"updateCells": {"range": GRID, "fields": "userEnteredValue"}},
        {"deleteSheet": {"sheetId": 99}},
    )
    assert message == "Invalid requests[2].deleteSheet: No sheet with id: 99"
    assert [tab.title for tab in book.worksheets()] == ["Sheet1"]
    assert book.sheet1.get_all_values() == [["kept"]]
    assert (site.sheets / f"{book.id}.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    "mask", ["gridProperties/frozenRowCount", "gridProperties.frozenRowCount", "gridProperties(frozenRowCount)"]
)
def test_masks_are_read_with_slash_dot_and_brackets(site: Site, book: gspread.Spreadsheet, mask: str) -> None:
    properties = {"sheetId": 0, "gridProperties": {"frozenRowCount": 2, "rowCount": 5}}
    batch(book, {"updateSheetProperties": {"properties": properties, "fields": mask}})
    grid = metadata(book, "Sheet1")["properties"]["gridProperties"]
    assert grid == {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2}
    assert excel(site, book).freeze_panes == "A3"


def test_a_grid_cut_smaller_loses_its_outer_cells(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([[1, 2], [3, 4]], "A1")
    tab.resize(1, 2)
    tab.resize(3, 2)
    assert tab.get_all_values() == [["1", "2"]]
    with pytest.raises(APIError, match=r"Range \(Sheet1!A4\) exceeds grid limits. Max rows: 3, max columns: 2"):
        tab.update([[1]], "A4")


def test_titles_excel_cannot_hold_come_back_whole(site: Site, book: gspread.Spreadsheet) -> None:
    titles = ["Review 2026/10 [udkast]: hele organisationen A", "Review 2026/10 [udkast]: hele organisationen B"]
    for title in titles:
        book.add_worksheet(title, 5, 5).update([[title]], "A1")
    (site.sheets / f"{book.id}.xlsx").touch()
    assert [tab.acell("A1").value for tab in book.worksheets()[1:]] == titles
    assert all(len(name) <= 31 for name in load_workbook(site.sheets / f"{book.id}.xlsx").sheetnames)


def test_a_tab_is_copied_to_another_book(site: Site, book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([["a", 0.5]], "A1")
    tab.format("B1", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    other = site.client().create("Other")
    answer = tab.copy_to(other.id)
    assert answer["title"] == "Copy of Sheet1"
    assert other.worksheet("Copy of Sheet1").get_all_values() == [["a", "50%"]]


# --- cells and formats ----------------------------------------------------------------------------------------


def test_formats_come_back_and_show_in_excel(site: Site, book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([["Klausul", 0.5]], "A1")
    look = {
        "backgroundColor": {"red": 0.5, "green": 1, "blue": 0},
        "textFormat": {"bold": True, "foregroundColor": {"red": 1}},
        "horizontalAlignment": "CENTER",
        "wrapStrategy": "WRAP",
        "borders": {"bottom": {"style": "SOLID"}},
    }
    tab.format("A1", look)
    tab.format("B1", {"numberFormat": {"type": "PERCENT", "pattern": "0.0%"}})
    found = cell(book, "Sheet1!A1")["userEnteredFormat"]
    assert found["backgroundColor"] == {"red": 0.49803922, "green": 1}
    assert found["textFormat"] == {
        "bold": True,
        "foregroundColor": {"red": 1},
        "foregroundColorStyle": {"rgbColor": {"red": 1}},
    }
    assert (found["horizontalAlignment"], found["wrapStrategy"]) == ("CENTER", "WRAP")
    assert found["borders"]["bottom"]["style"] == "SOLID"
    sheet = excel(site, book)
    assert (sheet["A1"].font.b, sheet["A1"].fill.fgColor.rgb, sheet["A1"].border.bottom.style) == (
        True,
        "007FFF00",
        "thin",
    )
    assert sheet["B1"].number_format == "0.0%"
    assert cell(book, "Sheet1!B1")["formattedValue"] == "50.0%"


def test_a_format_changes_only_what_its_mask_names(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.format("A1", {"textFormat": {"bold": True, "italic": True}, "backgroundColor": {"red": 1}})
    change = {"range": GRID, "cell": {"userEnteredFormat": {"textFormat": {"bold": False}}}}
    batch(book, {"repeatCell": {**change, "fields": "userEnteredFormat.textFormat.bold"}})
    found = cell(book, "Sheet1!A1")["userEnteredFormat"]
    assert found["textFormat"] == {"italic": True}
    assert found["backgroundColor"] == {"red": 1}
    batch(book, {"repeatCell": {"range": GRID, "cell": {}, "fields": "userEnteredFormat"}})
    data = book.fetch_sheet_metadata({"includeGridData": "true", "ranges": "Sheet1!A1"})["sheets"][0]["data"][0]
    assert "rowData" not in data


def test_a_range_may_end_past_the_grid_but_not_start_there(book: gspread.Spreadsheet) -> None:
    fill = {"cell": {"userEnteredValue": {"numberValue": 1}}, "fields": "userEnteredValue"}
    ends = {"sheetId": 0, "startRowIndex": 999, "endRowIndex": 1500, "startColumnIndex": 0, "endColumnIndex": 2}
    batch(book, {"repeatCell": {"range": ends, **fill}})
    assert metadata(book, "Sheet1")["properties"]["gridProperties"]["rowCount"] == 1000
    starts = {"sheetId": 0, "startRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 2}
    assert "Sheet1!A1001:B" in refused(book, {"repeatCell": {"range": starts, **fill}})


def test_cells_are_written_typed_from_a_start(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    row = [
        {"userEnteredValue": value}
        for value in ({"numberValue": 0}, {"boolValue": False}, {"stringValue": "0042"}, {"formulaValue": "=A1"})
    ]
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}
    batch(book, {"updateCells": {"start": start, "rows": [{"values": row}], "fields": "userEnteredValue"}})
    assert tab.get("B2:E2", value_render_option=UNFORMATTED) == [[0, False, "0042", "Loading..."]]
    assert cell(book, "Sheet1!B2")["userEnteredValue"] == {"numberValue": 0}
    assert cell(book, "Sheet1!C2")["effectiveValue"] == {"boolValue": False}
    assert cell(book, "Sheet1!E2")["effectiveValue"]["errorValue"]["type"] == "LOADING"


def test_notes_and_links_come_back(site: Site, book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.insert_note("A1", "Se kontrakten")
    tab.update_acell("A1", '=HYPERLINK("https://jira.example/NB-1","NB-1")')
    assert tab.get_note("A1") == "Se kontrakten"
    assert tab.acell("A1").value == "NB-1"
    assert excel(site, book)["A1"].comment.text == "Se kontrakten"


def test_rows_are_sorted_with_their_formats(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([["b", 2], ["a", 3], [None, 4], ["c", 1]], "A1")
    tab.format("A1", {"textFormat": {"bold": True}})
    tab.sort((1, "asc"), range="A1:B4")
    assert tab.get("A1:B4") == [["a", "3"], ["b", "2"], ["c", "1"], ["", "4"]]
    assert cell(book, "Sheet1!A2")["userEnteredFormat"]["textFormat"]["bold"] is True
    tab.sort((2, "des"), range="A1:B4")
    assert tab.col_values(2) == ["4", "3", "2", "1"]


# --- rows and columns -----------------------------------------------------------------------------------------


def test_inserted_and_deleted_rows_take_marks_along(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([["a"], ["b"], ["c"]], "A1")
    tab.merge_cells("A3:B3")
    tab.add_protected_range("A3:B3", editor_users_emails=["karin@nordlys.example"])
    book.sheet1.insert_rows([["new 1"], ["new 2"]], row=2)
    assert tab.col_values(1) == ["a", "new 1", "new 2", "b", "c"]
    found = metadata(book, "Sheet1")
    assert found["merges"][0]["startRowIndex"] == 4
    assert found["protectedRanges"][0]["range"]["startRowIndex"] == 4
    assert found["properties"]["gridProperties"]["rowCount"] == 1002
    tab.delete_rows(1, 3)
    assert tab.col_values(1) == ["b", "c"]
    assert metadata(book, "Sheet1")["merges"][0]["startRowIndex"] == 1


def test_columns_are_added_moved_sized_and_hidden(
    site: Site, book: gspread.Spreadsheet, tab: gspread.Worksheet
) -> None:
    tab.update([["a", "b", "c"]], "A1")
    tab.add_cols(2)
    move = {"source": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}, "destinationIndex": 0}
    width = {
        "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
        "properties": {"pixelSize": 240},
        "fields": "pixelSize",
    }
    batch(book, {"moveDimension": move}, {"updateDimensionProperties": width})
    tab.hide_columns(1, 2)
    assert tab.row_values(1) == ["c", "a", "b"]
    data = book.fetch_sheet_metadata({"includeGridData": "true", "ranges": "Sheet1!A1:C1"})["sheets"][0]["data"][0]
    assert data["columnMetadata"] == [{"pixelSize": 240}, {"pixelSize": 100, "hiddenByUser": True}, {"pixelSize": 100}]
    assert excel(site, book).column_dimensions["A"].width == pytest.approx(235 / 7)
    assert excel(site, book).column_dimensions["B"].hidden
    assert metadata(book, "Sheet1")["properties"]["gridProperties"]["columnCount"] == 28
    tab.columns_auto_resize(0, 1)
    assert cell(book, "Sheet1!A1")["formattedValue"] == "c"


def test_not_all_rows_can_go(book: gspread.Spreadsheet) -> None:
    everything = {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1000}}
    assert "not possible to delete all non-frozen rows" in refused(book, {"deleteDimension": everything})


# --- marks ----------------------------------------------------------------------------------------------------


def test_a_protected_range_keeps_other_accounts_out(
    site: Site, book: gspread.Spreadsheet, tab: gspread.Worksheet
) -> None:
    tab.update([["locked", "free"]], "A1")
    tab.add_protected_range("A1:A5", description="Kun indkøb")
    mine = metadata(book, "Sheet1")["protectedRanges"][0]
    assert mine["requestingUserCanEdit"] is True
    stranger = site.client("service-account-2.json").open_by_key(book.id)
    with pytest.raises(APIError, match="You are trying to edit a protected cell or object"):
        stranger.sheet1.update([["hacked"]], "A1")
    with pytest.raises(APIError, match=r"Invalid data\[1\]: You are trying to edit a protected cell"):
        stranger.sheet1.batch_update([{"range": "B1", "values": [["y"]]}, {"range": "A2:B2", "values": [["x", "y"]]}])
    theirs = metadata(stranger, "Sheet1")["protectedRanges"][0]
    assert "requestingUserCanEdit" not in theirs
    assert "editors" not in theirs
    assert stranger.sheet1.get_all_values() == [["locked", "free"]]
    tab.update([["mine"]], "A1")
    batch(book, {"deleteProtectedRange": {"protectedRangeId": mine["protectedRangeId"]}})
    stranger.sheet1.update([["now free"]], "A1")
    assert tab.acell("A1").value == "now free"


def test_rules_bandings_and_filters_come_back_and_show_in_excel_once(site: Site, book: gspread.Spreadsheet) -> None:
    red = {"backgroundColor": {"red": 1}}
    less = {"condition": {"type": "NUMBER_LESS", "values": [{"userEnteredValue": "0.95"}]}, "format": red}
    text = {"condition": {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": 'ikke "opfyldt"'}]}, "format": red}
    scale = {"minpoint": {"color": {"red": 1}, "type": "MIN"}, "maxpoint": {"color": {"green": 1}, "type": "MAX"}}
    bands = {"headerColor": {"blue": 1}, "firstBandColor": {"red": 1}, "secondBandColor": {"green": 1}}
    batch(
        book,
        {"addConditionalFormatRule": {"rule": {"ranges": [GRID], "booleanRule": less}, "index": 0}},
        {"addConditionalFormatRule": {"rule": {"ranges": [GRID], "booleanRule": text}, "index": 1}},
        {"addConditionalFormatRule": {"rule": {"ranges": [GRID], "gradientRule": scale}, "index": 2}},
        {"addBanding": {"bandedRange": {"range": GRID, "rowProperties": bands}}},
        {"setBasicFilter": {"filter": {"range": GRID}}},
    )
    expected = metadata(book, "Sheet1")
    for _ in range(2):  # written and read again: nothing is doubled
        (site.sheets / f"{book.id}.xlsx").touch()
        book.sheet1.update([[1]], "A1")
        assert metadata(book, "Sheet1") == expected
    assert [list(rule)[1] for rule in expected["conditionalFormats"]] == ["booleanRule", "booleanRule", "gradientRule"]
    assert "sheetId" not in expected["basicFilter"]["range"]
    sheet = excel(site, book)
    rules = [rule for entry in sheet.conditional_formatting for rule in entry.rules]
    assert sorted(rule.type for rule in rules) == ["cellIs", "colorScale", *["expression"] * 4]
    assert 'SEARCH("ikke ""opfyldt""",A1)' in next(rule.formula[0] for rule in rules if "SEARCH" in str(rule.formula))
    assert sheet.auto_filter.ref == "A1:C5"
    reply = batch(
        book, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}}, {"clearBasicFilter": {"sheetId": 0}}
    )
    assert reply[0]["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]["type"] == "TEXT_CONTAINS"
    assert "alternating background colors" in refused(
        book, {"addBanding": {"bandedRange": {"range": GRID, "rowProperties": bands}}}
    )


RULE = {"condition": {"type": "NUMBER_LESS", "values": [{"userEnteredValue": "1"}]}, "format": {}}


def rule_with(**changed: Any) -> dict[str, Any]:
    """A request for a rule that differs from a good one."""
    return {"addConditionalFormatRule": {"rule": {"ranges": [GRID], "booleanRule": RULE | changed}}}


def kinds_of(book: gspread.Spreadsheet) -> list[str]:
    """The conditions of the first tab's rules, in their order."""
    found = metadata(book, "Sheet1").get("conditionalFormats", [])
    return [rule["booleanRule"]["condition"]["type"] for rule in found]


def test_a_rule_is_replaced_and_moved_by_its_place(book: gspread.Spreadsheet) -> None:
    blank = {"ranges": [GRID], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
    batch(book, rule_with(), {"addConditionalFormatRule": {"rule": blank, "index": 1}})
    moved = batch(book, {"updateConditionalFormatRule": {"sheetId": 0, "index": 1, "newIndex": 0}})
    assert moved[0]["updateConditionalFormatRule"]["oldIndex"] == 1
    assert kinds_of(book) == ["BLANK", "NUMBER_LESS"]
    replaced = batch(book, {"updateConditionalFormatRule": {"rule": blank, "index": 1}})
    assert replaced[0]["updateConditionalFormatRule"]["oldRule"]["booleanRule"]["condition"]["type"] == "NUMBER_LESS"
    assert kinds_of(book) == ["BLANK", "BLANK"]


def test_colours_of_rules_come_back_in_both_forms_and_eight_bits(book: gspread.Spreadsheet) -> None:
    styles = {"backgroundColorStyle": {"rgbColor": {"red": 0.5}}, "textFormat": {"foregroundColor": {"green": 1}}}
    batch(book, rule_with(format=styles))
    look = metadata(book, "Sheet1")["conditionalFormats"][0]["booleanRule"]["format"]
    assert look["backgroundColor"] == {"red": 0.49803922}
    assert look["backgroundColorStyle"] == {"rgbColor": {"red": 0.49803922}}
    assert look["textFormat"]["foregroundColorStyle"] == {"rgbColor": {"green": 1}}


def test_marks_lose_what_lies_outside_a_smaller_grid(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    far = {"sheetId": 0, "startRowIndex": 50, "endRowIndex": 60}
    batch(
        book,
        rule_with(),
        {"addConditionalFormatRule": {"rule": {"ranges": [far], "booleanRule": RULE}, "index": 1}},
        {"addProtectedRange": {"protectedRange": {"range": far}}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}},
    )
    tab.resize(3, 2)
    found = metadata(book, "Sheet1")
    assert [rule["ranges"] for rule in found["conditionalFormats"]] == [
        [{"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}]
    ]
    assert [item["range"] for item in found["protectedRanges"]] == [{}]


BANDS = {"firstBandColor": {"red": 1}, "secondBandColor": {"green": 1}}
BANDING = {"addBanding": {"bandedRange": {"range": GRID, "rowProperties": BANDS, "bandedRangeId": 5}}}
PROTECTION = {"addProtectedRange": {"protectedRange": {"range": GRID, "protectedRangeId": 5}}}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (BANDING, "Invalid requests[1].addBanding: A banding with the ID 5 already exists."),
        (PROTECTION, "Invalid requests[1].addProtectedRange: A protected range with the ID 5 already exists."),
    ],
)
def test_an_id_that_is_taken_is_refused(book: gspread.Spreadsheet, request_: dict[str, Any], message: str) -> None:
    assert refused(book, request_, request_).startswith(message)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}}, "No conditional format on sheet: 0 at index: 0"),
        ({"deleteConditionalFormatRule": {"sheetId": 9, "index": 0}}, "No sheet with id: 9"),
        ({"deleteProtectedRange": {"protectedRangeId": 9}}, "No protected range with ID: 9"),
        ({"deleteBanding": {"bandedRangeId": 9}}, "No banding with ID: 9"),
        ({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 9}}}}, "No grid with id: 9"),
        ({"addProtectedRange": {"protectedRange": {"description": "x"}}}, "exactly one of range or named range"),
        (
            {"addProtectedRange": {"protectedRange": {"range": GRID, "editor": {}}}},
            "Unknown name \"editor\" at 'requests[0].add_protected_range.protected_range': Cannot find field.",
        ),
        (
            {"addProtectedRange": {"protectedRange": {"range": GRID, "unprotectedRanges": [GRID]}}},
            "only supported on protected sheets",
        ),
        (
            {"addConditionalFormatRule": {"rule": {"ranges": [GRID], "booleanRule": RULE}, "index": 1}},
            "No conditional format on sheet: 0 at index: 1",
        ),
        ({"addConditionalFormatRule": {"rule": {"booleanRule": RULE}}}, "must have at least one range"),
        (rule_with(condition={"type": "TEXT_IS_EMAIL"}), "TEXT_IS_EMAIL is not supported by conditional formatting"),
        (rule_with(condition={"type": "TEXT_EQ"}), "TEXT_EQ must have exactly 1 ConditionValues, not 0"),
        (
            rule_with(condition={"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "A1"}]}),
            "must begin with an equals sign",
        ),
        (rule_with(format={"wrapStrategy": "WRAP"}), "Conditional formatting cannot apply: wrapStrategy"),
        (
            rule_with(format={"textFormat": {"fontSize": 20}}),
            "Conditional formatting cannot apply: textFormat.fontSize",
        ),
    ],
)
def test_a_mark_that_cannot_be_is_refused(book: gspread.Spreadsheet, request_: dict[str, Any], message: str) -> None:
    assert message in refused(book, request_)


def test_editors_of_a_mere_warning_are_ignored(site: Site, book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    warning = {"range": GRID, "warningOnly": True, "editors": {"users": ["karin@nordlys.example"]}}
    batch(book, {"addProtectedRange": {"protectedRange": warning}})
    assert "karin" not in str(metadata(book, "Sheet1")["protectedRanges"])
    site.client("service-account-2.json").open_by_key(book.id).sheet1.update([["warned"]], "A1")
    assert tab.acell("A1").value == "warned"


def test_named_ranges_can_be_read_by_name(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.define_named_range("A1:B2", "priser")
    assert book.values_get("priser") == {
        "range": "Sheet1!A1:B2",
        "majorDimension": "ROWS",
        "values": [["a", "b"], ["c", "d"]],
    }
    tab.insert_rows([["top"]], row=1)
    assert book.values_get("priser")["range"] == "Sheet1!A2:B3"
    tab.delete_named_range(book.list_named_ranges()[0]["namedRangeId"])
    assert book.list_named_ranges() == []


def test_developer_metadata_is_kept_found_and_deleted(site: Site, book: gspread.Spreadsheet) -> None:
    entries = [
        {
            "metadataKey": "rollout",
            "metadataValue": "nordlys",
            "visibility": "DOCUMENT",
            "location": {"spreadsheet": True},
        },
        {"metadataKey": "month", "metadataValue": "2026-10", "visibility": "DOCUMENT", "location": {"sheetId": 0}},
    ]
    replies = batch(book, *({"createDeveloperMetadata": {"developerMetadata": entry}} for entry in entries))
    number = replies[1]["createDeveloperMetadata"]["developerMetadata"]["metadataId"]
    assert book.fetch_sheet_metadata()["developerMetadata"][0]["metadataValue"] == "nordlys"
    assert metadata(book, "Sheet1")["developerMetadata"][0]["location"] == {"sheetId": 0, "locationType": "SHEET"}
    path = f"/v4/spreadsheets/{book.id}/developerMetadata"
    assert site.raw("GET", f"{path}/{number}").json()["metadataKey"] == "month"
    search = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "rollout"}}]}
    found = site.raw("POST", f"{path}:search", json=search).json()["matchedDeveloperMetadata"]
    assert [match["developerMetadata"]["metadataValue"] for match in found] == ["nordlys"]
    gone = batch(book, {"deleteDeveloperMetadata": {"dataFilter": search["dataFilters"][0]}})
    assert len(gone[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 1
    assert "developerMetadata" not in book.fetch_sheet_metadata()


# --- requests that cannot be --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"flyToTheMoon": {}},
            "Invalid JSON payload received. Unknown name \"flyToTheMoon\" at 'requests[0]': Cannot find field.",
        ),
        ({"addChart": {}}, "Invalid requests[0].addChart: This sandbox does not carry out this kind of request."),
        ({}, "Invalid requests[0]: No request set."),
        (
            {"addSheet": {"properties": {"titel": "x"}}},
            "Unknown name \"titel\" at 'requests[0].add_sheet.properties': Cannot find field.",
        ),
        (
            {"addSheet": {"properties": {"title": 5}}},
            "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), 5",
        ),
        ({"repeatCell": {"range": GRID, "cell": {}}}, "At least one field must be listed in 'fields'."),
        (
            {"repeatCell": {"range": {"sheetId": 7}, "cell": {}, "fields": "note"}},
            "Invalid requests[0].repeatCell: No grid with id: 7",
        ),
        (
            {"updateSheetProperties": {"properties": {}, "fields": "titel"}},
            "Invalid requests[0].updateSheetProperties: Invalid field: titel",
        ),
        (
            {"mergeCells": {"range": GRID, "mergeType": "MERGE_SOME"}},
            "Invalid value at 'requests[0].merge_cells.merge_type'",
        ),
    ],
)
def test_a_wrong_request_is_named(book: gspread.Spreadsheet, request_: dict[str, Any], message: str) -> None:
    assert message in refused(book, request_)


def test_an_empty_batch_is_refused(book: gspread.Spreadsheet) -> None:
    assert refused(book) == "Must specify at least one request."


def test_every_supported_kind_exists_in_the_api() -> None:
    assert set(KINDS) <= set(property_types("Request"))


def test_the_shapes_are_those_of_googles_discovery_document() -> None:
    schemas = discovery("sheets.v4")["schemas"]
    names = re.findall(r'^"(\w+)":', Path(SHAPES_FILE).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) > 200
    for name in names:
        types = property_types(name)
        assert set(types) == set(schemas[name].get("properties", {})), name
        for field, kind in types.items():
            assert kind == _kind(schemas[name]["properties"][field]), (name, field)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return "@" + str(schema["$ref"])
    if schema["type"] == "array":
        return _kind(schema["items"]) + "[]"
    if schema["type"] == "object":
        return "{}"
    return "enum:" + "|".join(schema["enum"]) if "enum" in schema else str(schema["type"])
