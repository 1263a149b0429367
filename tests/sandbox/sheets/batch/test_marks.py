"""Protected ranges, bandings, filters, named ranges and metadata of a tab."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sandbox.sheets.batch.books import GRID, RULE, batch, excel, metadata, refused, rule_with
from tests.sandbox.sheets.sheets_bench import Site


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
