"""Rows and columns: inserted, deleted, moved, sized; marks go along."""

import gspread
import pytest

from tests.sandbox.sheets.batch.books import batch, cell, excel, metadata, refused
from tests.sandbox.sheets.sheets_bench import Site


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
