"""Rules of conditional formats: their places and colours."""

import gspread

from tests.sandbox.sheets.batch.books import GRID, batch, metadata, rule_with


def kinds_of(book: gspread.Spreadsheet) -> list[str]:
    """The conditions of the first tab's rules, in their order."""
    found = metadata(book, "Sheet1").get("conditionalFormats", [])
    return [rule["booleanRule"]["condition"]["type"] for rule in found]


def test_a_rule_is_replaced_and_moved_by_its_place(book: gspread.Spreadsheet) -> None:
    blank = {"ranges": [GRID], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
    batch(book, rule_with(), {"addConditionalFormatRule": {"rule": blank, "index": 1}})
    moved = batch(book, {"updateConditionalFormatRule": {"sheetId": 0, "index": 1, "newIndex": 0}})
    assert moved[0]["updateConditionalFormatRule"]["oldIndex"] == 1
    assert kinds_of(book) == ["BLANK", "NUMBER_LESS"]
    replaced = batch(book, {"updateConditionalFormatRule": {"rule": blank, "index": 1}})
    assert replaced[0]["updateConditionalFormatRule"]["oldRule"]["booleanRule"]["condition"]["type"] == "NUMBER_LESS"
    assert kinds_of(book) == ["BLANK", "BLANK"]


def test_colours_of_rules_come_back_in_both_forms_and_eight_bits(book: gspread.Spreadsheet) -> None:
    styles = {"backgroundColorStyle": {"rgbColor": {"red": 0.5}}, "textFormat": {"foregroundColor": {"green": 1}}}
    batch(book, rule_with(format=styles))
    look = metadata(book, "Sheet1")["conditionalFormats"][0]["booleanRule"]["format"]
    assert look["backgroundColor"] == {"red": 0.49803922}
    assert look["backgroundColorStyle"] == {"rgbColor": {"red": 0.49803922}}
    assert look["textFormat"]["foregroundColorStyle"] == {"rgbColor": {"green": 1}}
