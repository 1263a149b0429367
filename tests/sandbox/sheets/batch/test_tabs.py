"""Tabs of a spreadsheet: added, moved, copied, hidden, resized and deleted, as Google does."""

import gspread
import pytest
from gspread.exceptions import APIError
from openpyxl import load_workbook

from tests.sandbox.sheets.batch.books import refused
from tests.sandbox.sheets.sheets_bench import Site


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
