"""Bodies, addresses and masks that cannot be."""

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sandbox.sheets.sheets_bench import Site


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"values": [["a"', "Invalid JSON payload received."),
        (
            '{"values": "A1:D4"}',
            "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"A1:D4\"",
        ),
        (
            '{"values": ["a"]}',
            "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"a\"",
        ),
        ('{"values": [[["a"]]]}', "Invalid values[0][0]: list_value"),
        ('{"values": [[NaN]]}', "Invalid JSON payload received."),
        ('{"value": []}', "Unknown name \"value\" at 'data': Cannot find field."),
        (
            '{"values": [["a"], ["b"], ["c"]]}',
            "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]",
        ),
        (
            '{"values": [["a", "b", "c"]]}',
            "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]",
        ),
        ('{"range": "Sheet1!C1", "values": []}', "must be the same"),
    ],
)
def test_a_wrong_body_is_refused_and_nothing_is_written(
    site: Site, book: gspread.Spreadsheet, body: str, message: str
) -> None:
    path = f"/v4/spreadsheets/{book.id}/values/Sheet1!A1:B2"
    answer = site.raw("PUT", path, params={"valueInputOption": "RAW"}, data=body)
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]
    assert "values" not in book.values_get("Sheet1")


def test_an_input_option_is_required_and_checked(site: Site, book: gspread.Spreadsheet) -> None:
    path = f"/v4/spreadsheets/{book.id}/values/A1"
    missing = site.raw("PUT", path, json={"values": [[1]]}).json()["error"]["message"]
    assert missing == "'valueInputOption' is required but not specified"
    wrong = site.raw("PUT", path, params={"valueInputOption": "COOKED"}, json={"values": [[1]]}).json()["error"]
    assert wrong["message"].startswith(
        "Invalid value at 'value_input_option' (type.googleapis.com/google.apps.sheets.v4."
    )


def test_a_renamed_tab_in_a_batch_names_its_place(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError, match=r"Invalid data\[1\]: Unable to parse range: Gone!A1"):
        book.values_batch_update(
            {
                "valueInputOption": "RAW",
                "data": [{"range": "Sheet1!A1", "values": [[1]]}, {"range": "Gone!A1", "values": [[1]]}],
            }
        )
    assert "values" not in book.values_get("Sheet1")


@pytest.mark.parametrize(
    "path", ["/v4/spreadsheets/..%2Fservice-account", "/v4/spreadsheets/..%2F..%2Fx", "/v4/spreadsheets/.hidden"]
)
def test_an_id_cannot_leave_the_folder(site: Site, path: str) -> None:
    assert site.raw("GET", path).status_code == 404


def test_a_mask_picks_fields_and_brings_cells_only_when_named(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["a"]], "A1")
    path = f"/v4/spreadsheets/{book.id}"
    picked = site.raw("GET", path, params={"fields": "sheets(properties/title),properties.locale"}).json()
    assert picked == {"properties": {"locale": "en_US"}, "sheets": [{"properties": {"title": "Sheet1"}}]}
    cells = site.raw("GET", path, params={"fields": "sheets.data.rowData.values.formattedValue"}).json()
    assert cells == {"sheets": [{"data": [{"rowData": [{"values": [{"formattedValue": "a"}]}]}]}]}
