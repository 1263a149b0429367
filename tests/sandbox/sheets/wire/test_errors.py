"""Refusals in Google's recorded words."""

import gspread
import pytest
from gspread.exceptions import SpreadsheetNotFound

from tests.sandbox.sheets.recorded import recorded
from tests.sandbox.sheets.sheets_bench import Site


def test_an_unknown_spreadsheet_is_the_recorded_404(site: Site) -> None:
    answer = site.raw("GET", "/v4/spreadsheets/NOPE")
    assert (answer.status_code, answer.json()) == (404, recorded("sheets-spreadsheets-get-nonexistent-sheet-id_404"))
    with pytest.raises(SpreadsheetNotFound):
        site.client().open_by_key("NOPE")


def test_an_unknown_range_is_the_recorded_400(site: Site, book: gspread.Spreadsheet) -> None:
    answer = site.raw("GET", f"/v4/spreadsheets/{book.id}/values/NOPE!A5:F15")
    assert (answer.status_code, answer.json()) == (400, recorded("sheets-spreadsheets-get-nonexistent-range_400"))


def test_an_unknown_field_in_the_mask_is_the_recorded_400(site: Site, book: gspread.Spreadsheet) -> None:
    answer = site.raw("GET", f"/v4/spreadsheets/{book.id}", params={"fields": "sheets.sheetProperties"})
    assert (answer.status_code, answer.json()) == (400, recorded("sheets-spreadsheets-get-bad-field-mask_400"))


def test_an_unknown_drive_file_is_the_recorded_404(site: Site) -> None:
    answer = site.raw("GET", "/drive/v3/files/NOPE_NOT_A_GOOD_ID")
    assert (answer.status_code, answer.json()) == (404, recorded("drive-files-get-nonexistent-file-id_404"))
