"""What lies over a published tab: rules, bands and one protection, however often it is published; nobody else's.

The real gspread over HTTP against the stand-in, whose answers are checked against Google's own schemas.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError
from openpyxl import load_workbook

from connectors.effects import tabs_effect
from connectors.errors import RequestRefused
from connectors.google_sheets.client import GoogleSheets
from connectors.google_sheets.layout import Target, structure
from connectors.google_sheets.marks import OWN_SIGN, marks_of
from domain.workbook.cells import CellLook, ColumnFormat, TabContent, TextRule, content_hash
from sandbox.sheets.accounts import DEFAULT_EMAIL
from tests.sandbox.sheets.sheets_bench import OTHER_EMAIL, Site, check_body, running

TITLE = "SLA 2026-10"
NOTICE = "Lavet af outsourcing-rollout, som skriver oven i den."
GOOD, BAD = TextRule(0, "✔", "1B6E3C", "E8F4EC"), TextRule(0, "✘", "B3261E", "FCEBEA")
REVIEW = TabContent(
    TITLE,
    (
        ("SLA-rapport oktober 2026",),
        ("Status", "Ydelse", "Opnået"),
        ("✔ opfyldt", '=HYPERLINK("http://x")', 0.98),
        ("✘ misset", "+1", 0.667),
        ("✔ opfyldt", "@x", 1),
    ),
    header_row=1,
    formats=(ColumnFormat("TEXT"), ColumnFormat("TEXT"), ColumnFormat("PERCENT", "0.0%")),
    rules=(GOOD, BAD),
    looks=(CellLook(3, 2, "B3261E", ColumnFormat("PERCENT", '"✘ "0.0%" få"')),),
    notice=NOTICE,
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path) as site:
        yield site


@pytest.fixture
def book(site: Site) -> gspread.Spreadsheet:
    return site.client().create("Nordlys")


@pytest.fixture
def sheets(site: Site) -> GoogleSheets:
    return _client(site)


def _client(site: Site, file_name: str = "service-account.json") -> GoogleSheets:
    return GoogleSheets.connect(site.info(file_name), base_url=site.url, timeout_seconds=(5, 30))


def tab(book: gspread.Spreadsheet, title: str = TITLE) -> dict[str, Any]:
    """The resource of one tab."""
    found: list[dict[str, Any]] = book.fetch_sheet_metadata()["sheets"]
    return next(sheet for sheet in found if sheet["properties"]["title"] == title)


def shape(book: gspread.Spreadsheet) -> dict[str, Any]:
    """A tab's marks without the ids that the service gives."""
    found = tab(book)
    ids = ("protectedRangeId", "bandedRangeId")
    marks = {name: found.get(name, []) for name in ("conditionalFormats", "protectedRanges", "bandedRanges")}
    return {name: [{k: v for k, v in item.items() if k not in ids} for item in marks[name]] for name in marks}


# --- rules and bands ---


def test_the_status_column_is_coloured_by_its_texts(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    (published,) = sheets.publish_tabs(book.id, [REVIEW])
    rules = tab(book)["conditionalFormats"]
    conditions = [rule["booleanRule"]["condition"] for rule in rules]
    assert [(c["type"], c["values"][0]["userEnteredValue"]) for c in conditions] == [
        ("TEXT_STARTS_WITH", "✔"),
        ("TEXT_STARTS_WITH", "✘"),
    ]
    column = {"startRowIndex": 2, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    assert rules[0]["ranges"] == [{"sheetId": published.sheet_id, **column}]
    look = rules[1]["booleanRule"]["format"]
    assert {part: round(share * 255) for part, share in look["backgroundColor"].items()} == {
        "red": 0xFC,
        "green": 0xEB,
        "blue": 0xEA,
    }
    assert look["textFormat"]["bold"] is True


def test_no_rule_holds_a_formula_whose_separators_a_locale_could_change(
    book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    for rule in tab(book)["conditionalFormats"]:
        condition = rule["booleanRule"]["condition"]
        assert condition["type"] != "CUSTOM_FORMULA"
        assert not any(value["userEnteredValue"].startswith(("=", "+")) for value in condition["values"])


def test_publishing_twice_leaves_the_same_marks_once(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    first = shape(book)
    assert {name: len(items) for name, items in first.items()} == {
        "conditionalFormats": 2,
        "protectedRanges": 1,
        "bandedRanges": 1,
    }
    for _ in range(2):
        sheets.publish_tabs(book.id, [REVIEW])
        assert shape(book) == first


def test_a_smaller_content_replaces_the_marks_of_a_larger_one(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    sheets.publish_tabs(book.id, [TabContent(TITLE, (("Tom",),))])
    assert [len(items) for items in shape(book).values()] == [0, 0, 1]
    sheets.publish_tabs(book.id, [REVIEW])
    assert [len(items) for items in shape(book).values()] == [2, 1, 1]


def test_rules_and_bands_that_somebody_put_on_a_published_tab_make_way(
    book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    (published,) = sheets.publish_tabs(book.id, [REVIEW])
    expected = shape(book)
    blank = {"condition": {"type": "BLANK"}, "format": {"backgroundColor": {"red": 1}}}
    rule = {"ranges": [{"sheetId": published.sheet_id}], "booleanRule": blank}
    book.batch_update({"requests": [{"addConditionalFormatRule": {"rule": rule, "index": 0}}]})
    sheets.publish_tabs(book.id, [REVIEW])
    assert shape(book) == expected


def test_sorted_rows_take_their_words_along_and_the_rules_stay(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    before = shape(book)
    book.worksheet(TITLE).sort((3, "asc"), range="A3:C5")
    assert book.worksheet(TITLE).get("A3:C5")[0] == ["✘ misset", "+1", "✘ 66.7% få"]
    assert shape(book) == before


def test_a_marked_number_stays_a_number_and_shows_its_symbol_and_colour(
    book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    asked = {"includeGridData": "true", "ranges": f"'{TITLE}'!C4"}
    cell = book.fetch_sheet_metadata(asked)["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["effectiveValue"] == {"numberValue": 0.667}
    assert cell["formattedValue"] == "✘ 66.7% få"
    colour = cell["userEnteredFormat"]["textFormat"]["foregroundColor"]
    assert {part: round(share * 255) for part, share in colour.items()} == {"red": 0xB3, "green": 0x26, "blue": 0x1E}


def test_hostile_texts_stay_texts_beside_the_marks(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    stored = book.values_get(f"'{TITLE}'!B3:B5", {"valueRenderOption": "FORMULA"})["values"]
    assert stored == [['=HYPERLINK("http://x")'], ["+1"], ["@x"]]
    asked = {"includeGridData": "true", "ranges": f"'{TITLE}'!B3"}
    cell = book.fetch_sheet_metadata(asked)["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["userEnteredValue"] == {"stringValue": '=HYPERLINK("http://x")'}
    assert sheets.published_hashes(book.id, [TITLE]) == {TITLE: content_hash(REVIEW.rows)}


def test_the_workbook_shows_the_rules_and_bands_in_excel(
    site: Site, book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    for _ in range(2):
        sheets.publish_tabs(book.id, [REVIEW])
    sheet = load_workbook(site.sheets / f"{book.id}.xlsx")[TITLE]
    rules = {str(e.sqref): [r.formula[0] for r in e.rules] for e in sheet.conditional_formatting}
    assert rules["A3:A5"] == ['LEFT(A3,LEN("✔"))="✔"', 'LEFT(A3,LEN("✘"))="✘"']
    assert len(rules["A3:C5"]) == 2
    colours = [rule.dxf.fill.bgColor.rgb for rule in next(iter(sheet.conditional_formatting)).rules]
    assert [colour[-6:] for colour in colours] == ["E8F4EC", "FCEBEA"]
    assert (sheet["C4"].value, sheet["C4"].number_format) == (0.667, '"✘ "0.0%" få"')


# --- protection ---


def test_a_published_tab_is_protected_and_says_who_made_it(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    (published,) = sheets.publish_tabs(book.id, [REVIEW])
    (protection,) = tab(book)["protectedRanges"]
    assert protection["description"] == f"{NOTICE} {OWN_SIGN}"
    assert protection["range"] == {"sheetId": published.sheet_id}
    assert not protection.get("warningOnly")
    assert protection["editors"] == {"users": [DEFAULT_EMAIL]}


def test_nobody_else_can_write_sort_resize_or_recolour_a_published_tab(
    site: Site, book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    (published,) = sheets.publish_tabs(book.id, [REVIEW])
    before, marks = book.worksheet(TITLE).get_all_values(), shape(book)
    theirs = site.client("service-account-2.json").open_by_key(book.id)
    with pytest.raises(APIError, match="protected cell or object"):
        theirs.worksheet(TITLE).update([["✔ opfyldt"]], "A4")
    with pytest.raises(APIError, match="protected cell or object"):
        theirs.worksheet(TITLE).sort((1, "asc"), range="A3:C5")
    with pytest.raises(APIError, match="protected cell or object"):
        theirs.worksheet(TITLE).add_rows(3)
    for request in (
        {"deleteConditionalFormatRule": {"sheetId": published.sheet_id, "index": 0}},
        {"appendDimension": {"sheetId": published.sheet_id, "dimension": "ROWS", "length": 2}},
        {"setBasicFilter": {"filter": {"range": {"sheetId": published.sheet_id}}}},
    ):
        with pytest.raises(APIError, match="protected cell or object"):
            theirs.batch_update({"requests": [request]})
    assert (book.worksheet(TITLE).get_all_values(), shape(book)) == (before, marks)


def test_a_persons_protection_on_another_tab_stays(book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    book.sheet1.add_protected_range("A1:B2", editor_users_emails=[OTHER_EMAIL], description=f"Vores {OWN_SIGN}")
    before = tab(book, "Sheet1")
    for _ in range(2):
        sheets.publish_tabs(book.id, [REVIEW])
    assert tab(book, "Sheet1") == before


def test_a_persons_protection_on_the_published_tab_stays_beside_ours(
    book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    sheets.publish_tabs(book.id, [REVIEW])
    book.worksheet(TITLE).add_protected_range("A1:B2", description="Kun indkøb")
    for _ in range(2):
        sheets.publish_tabs(book.id, [REVIEW])
    found = [item["description"] for item in tab(book)["protectedRanges"]]
    assert sorted(found) == ["Kun indkøb", f"{NOTICE} {OWN_SIGN}"]


def test_a_tab_that_another_account_published_is_refused_whole(
    site: Site, book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    _client(site, "service-account-2.json").publish_tabs(book.id, [REVIEW])
    before = shape(book)
    with pytest.raises(RequestRefused, match=f"Let {DEFAULT_EMAIL} edit the protected range"):
        sheets.publish_tabs(book.id, [TabContent(TITLE, (("Ny",),), notice=NOTICE)])
    assert shape(book) == before


# --- the batch ---


def test_marks_cost_no_request_of_their_own(site: Site, book: gspread.Spreadsheet, sheets: GoogleSheets) -> None:
    for _ in range(2):
        before = sheets.requests
        sheets.publish_tabs(book.id, [REVIEW])
        assert sheets.requests - before == 3


def test_equal_content_is_found_published_and_nothing_is_touched(
    site: Site, book: gspread.Spreadsheet, sheets: GoogleSheets
) -> None:
    tabs_effect(sheets, book.id, [REVIEW], "key").do()
    file = site.sheets / f"{book.id}.xlsx"
    before = file.read_bytes()
    assert tabs_effect(sheets, book.id, [REVIEW], "key").look() is not None
    assert file.read_bytes() == before


def test_marks_survive_a_restart_of_the_stand_in(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        book = site.client().create("Nordlys")
        _client(site).publish_tabs(book.id, [REVIEW])
        before = tab(book)
    with running(tmp_path) as site:
        assert tab(site.client().open_by_key(book.id)) == before
        _client(site).publish_tabs(book.id, [REVIEW])
        assert [len(items) for items in shape(site.client().open_by_key(book.id)).values()] == [2, 1, 1]


def test_every_request_of_the_batch_has_the_official_shape() -> None:
    found = {
        "protectedRanges": [
            {"protectedRangeId": 1, "description": f"x {OWN_SIGN}", "requestingUserCanEdit": True},
            {"protectedRangeId": 2, "description": f"x {OWN_SIGN}"},
            {"protectedRangeId": 3, "requestingUserCanEdit": True},
        ],
        "conditionalFormats": [{}, {}],
        "bandedRanges": [{"bandedRangeId": 3}],
    }
    body = structure([Target(REVIEW, 7, exists=True, marks=marks_of(found)), Target(REVIEW, 8, exists=False)], "a@b.c")
    check_body("BatchUpdateSpreadsheetRequest", body)
    kinds = [next(iter(request)) for request in body["requests"]]
    assert kinds[:4] == ["deleteProtectedRange", *["deleteConditionalFormatRule"] * 2, "deleteBanding"]
    assert kinds.count("addProtectedRange") == 2
    assert kinds.count("addConditionalFormatRule") == 4


def test_the_bands_of_a_persons_table_have_no_id_and_are_left_alone() -> None:
    marks = marks_of({"bandedRanges": [{"bandedRangeReference": "x"}]})
    body = structure([Target(REVIEW, 7, exists=True, marks=marks)], "a@b.c")
    assert not any("Banding" in kind for request in body["requests"] for kind in request)
