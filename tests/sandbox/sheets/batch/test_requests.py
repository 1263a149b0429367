"""A batch as a whole: all or nothing, and a wrong request is named."""

from typing import Any

import gspread
import pytest

from sandbox.sheets.batch.requests import KINDS
from sandbox.sheets.wire.shapes import property_types
from tests.sandbox.sheets.batch.books import GRID, refused
from tests.sandbox.sheets.sheets_bench import Site


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
