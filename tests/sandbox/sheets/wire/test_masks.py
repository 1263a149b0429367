"""Which fields a request means."""

import gspread
import pytest

from tests.sandbox.sheets.batch.books import batch, excel, metadata
from tests.sandbox.sheets.sheets_bench import Site


@pytest.mark.parametrize(
    "mask", ["gridProperties/frozenRowCount", "gridProperties.frozenRowCount", "gridProperties(frozenRowCount)"]
)
def test_masks_are_read_with_slash_dot_and_brackets(site: Site, book: gspread.Spreadsheet, mask: str) -> None:
    properties = {"sheetId": 0, "gridProperties": {"frozenRowCount": 2, "rowCount": 5}}
    batch(book, {"updateSheetProperties": {"properties": properties, "fields": mask}})
    grid = metadata(book, "Sheet1")["properties"]["gridProperties"]
    assert grid == {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2}
    assert excel(site, book).freeze_panes == "A3"
