"""A spreadsheet under test: batches sent to it, and what stands in it afterwards."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError
from openpyxl import load_workbook

from tests.sandbox.sheets.sheets_bench import Site


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


RULE = {"condition": {"type": "NUMBER_LESS", "values": [{"userEnteredValue": "1"}]}, "format": {}}


def rule_with(**changed: Any) -> dict[str, Any]:
    """A request for a rule that differs from a good one."""
    return {"addConditionalFormatRule": {"rule": {"ranges": [GRID], "booleanRule": RULE | changed}}}
