"""Cells written with formats, notes and links; shown in Excel as far as Excel can."""

import gspread
from gspread.utils import ValueRenderOption

from tests.sandbox.sheets.batch.books import GRID, batch, cell, excel, metadata, refused
from tests.sandbox.sheets.sheets_bench import Site

UNFORMATTED = ValueRenderOption.unformatted


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
