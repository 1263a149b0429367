"""The values calls as the real service was recorded to do them (research notes A7), through real gspread."""

import gspread
import pytest
from gspread.utils import ValueInputOption, ValueRenderOption
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from tests.budgets import budget
from tests.sandbox.sheets.sheets_bench import Site

UNFORMATTED, FORMULA = ValueRenderOption.unformatted, ValueRenderOption.formula
TYPED = ValueInputOption.user_entered


def values(book: gspread.Spreadsheet, text: str, **parameters: str) -> dict[str, object]:
    answer: dict[str, object] = book.values_get(text, params=parameters)
    return answer


# --- reading --------------------------------------------------------------------------------------------------


def test_a_read_cuts_trailing_empty_cells_and_rows_and_keeps_inner_empty_rows(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b", "c"], [], ["d"], ["e", "", "f"]], "A1")
    tab.update([[""]], "C10")
    assert tab.spreadsheet.values_get("Sheet1")["values"] == [["a", "b", "c"], [], ["d"], ["e", "", "f"]]


def test_an_empty_range_has_no_values_key(book: gspread.Spreadsheet) -> None:
    assert values(book, "Sheet1!B2:C9") == {"range": "Sheet1!B2:C9", "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Sheet1!D4:A1", "Sheet1!A1:D4"),
        ("Sheet1!A1:C", "Sheet1!A1:C1000"),
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'!B:B", "Sheet1!B1:B1000"),
        ("Sheet1!3:4", "Sheet1!A3:Z4"),
        ("B2", "Sheet1!B2"),
        ("Sheet1!Y999:AB2000", "Sheet1!Y999:Z1000"),
        ("sheet1!A1", "Sheet1!A1"),
    ],
)
def test_the_answered_range_is_normalised(book: gspread.Spreadsheet, asked: str, answered: str) -> None:
    assert values(book, asked)["range"] == answered


@pytest.mark.parametrize("title", ["Two words", "D3", "it's", "Løn & tid", "2026/10", "a!b", "🙂"])
def test_any_title_can_be_written_and_read_back(book: gspread.Spreadsheet, title: str) -> None:
    tab = book.add_worksheet(title, 5, 5)
    tab.update([[1]], "A1")
    quoted = "'" + title.replace("'", "''") + "'"
    assert book.values_get(f"{quoted}!A1") == {"range": f"{quoted}!A1", "majorDimension": "ROWS", "values": [["1"]]}
    assert [found.title for found in book.worksheets()] == ["Sheet1", title]


def test_columns_are_read_and_written_as_lines(book: gspread.Spreadsheet) -> None:
    book.values_update(
        "Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [["a", "b"], [1]], "majorDimension": "COLUMNS"}
    )
    assert values(book, "Sheet1!A1:C3")["values"] == [["a", "1"], ["b"]]
    assert values(book, "Sheet1!A1:C3", majorDimension="COLUMNS")["values"] == [["a", "b"], ["1"]]


def test_three_renders_of_one_cell(tab: gspread.Worksheet) -> None:
    tab.update([[43831.5, 0.25, True, 3.0]], "A1")
    tab.format("A1", {"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}})
    tab.format("B1", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    assert tab.get("A1:D1") == [["2020-01-01 12:00", "25%", "TRUE", "3"]]
    assert tab.get("A1:D1", value_render_option=UNFORMATTED) == [[43831.5, 0.25, True, 3]]
    assert tab.get("A1:D1", value_render_option=FORMULA) == [[43831.5, 0.25, True, 3]]


def test_the_date_option_counts_only_without_formatting(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["2020-01-01"]], "A1", value_input_option=TYPED)
    as_text = values(book, "A1", valueRenderOption="UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert as_text["values"] == [["2020-01-01"]]
    ignored = values(book, "A1", valueRenderOption="FORMATTED_VALUE", dateTimeRenderOption="SERIAL_NUMBER")
    assert ignored["values"] == [["2020-01-01"]]


def test_whole_numbers_come_without_a_fraction(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([[7.0, 1e15, 0.1 + 0.2]], "A1")
    answer = site.raw(
        "GET", f"/v4/spreadsheets/{book.id}/values/A1:C1", params={"valueRenderOption": "UNFORMATTED_VALUE"}
    )
    assert '"values":[[7,1000000000000000,0.30000000000000004]]' in answer.text


def test_many_ranges_are_one_request(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["a", "b"], ["c"]], "A1")
    before = sum(site.counts().values())
    answer = book.values_batch_get(["Sheet1!A1:B1", "Sheet1!A2:A3", "Sheet1!Z9"])
    assert [found.get("values") for found in answer["valueRanges"]] == [[["a", "b"]], [["c"]], None]
    assert sum(site.counts().values()) == before + 1


# --- writing --------------------------------------------------------------------------------------------------


def test_null_skips_a_cell_and_an_empty_text_clears_it_and_counts(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b", "c"]], "A1")
    answer = tab.update([[None, "", "x"], [None, None, None]], "A1")
    assert tab.get("A1:C2") == [["a", "", "x"]]
    assert (answer["updatedRange"], answer["updatedCells"]) == ("Sheet1!A1:C2", 2)
    assert (answer["updatedRows"], answer["updatedColumns"]) == (1, 2)


def test_writing_nothing_leaves_the_counts_out(tab: gspread.Worksheet) -> None:
    assert tab.update([[None]], "B2") == {"spreadsheetId": tab.spreadsheet.id, "updatedRange": "Sheet1!B2"}


def test_raw_keeps_text_and_user_entered_reads_it(tab: gspread.Worksheet) -> None:
    row = ["0042", "2,000,000.01", "2020-01-01", "=A1", "TRUE"]
    tab.update([row], "A1")
    assert tab.get("A1:E1", value_render_option=UNFORMATTED) == [row]
    tab.update([row], "A2", value_input_option=TYPED)
    assert tab.get("A2:E2", value_render_option=UNFORMATTED) == [[42, 2000000.01, 43831, "Loading...", True]]
    assert tab.get("A2:E2") == [["42", "2,000,000.01", "2020-01-01", "Loading...", "TRUE"]]
    assert tab.acell("D2", value_render_option=FORMULA).value == "=A1"


def test_numbers_and_booleans_keep_their_type_in_both_inputs(tab: gspread.Worksheet) -> None:
    for line, option in enumerate((ValueInputOption.raw, TYPED), start=1):
        tab.update([[1.5, True, False, 0]], f"A{line}", value_input_option=option)
        assert tab.get(f"A{line}:D{line}", value_render_option=UNFORMATTED) == [[1.5, True, False, 0]]


def test_a_cell_formatted_as_text_keeps_what_is_typed(tab: gspread.Worksheet) -> None:
    tab.format("A1", {"numberFormat": {"type": "TEXT"}})
    tab.update_acell("A1", "0042")
    assert tab.acell("A1", value_render_option=UNFORMATTED).value == "0042"


def test_gspreads_update_cell_types_and_its_update_does_not(tab: gspread.Worksheet) -> None:
    tab.update([["0042"]], "A1")
    tab.update_acell("B1", "0042")
    assert tab.get("A1:B1", value_render_option=UNFORMATTED) == [["0042", 42]]


def test_a_written_value_can_come_back_in_the_answer(book: gspread.Spreadsheet) -> None:
    answer = book.values_update(
        "Sheet1!B2",
        {
            "valueInputOption": "USER_ENTERED",
            "includeValuesInResponse": True,
            "responseValueRenderOption": "UNFORMATTED_VALUE",
        },
        {"values": [["50%", None]]},
    )
    assert answer["updatedData"] == {"range": "Sheet1!B2:C2", "majorDimension": "ROWS", "values": [[0.5]]}


def test_a_batch_of_writes_is_counted_together(book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Other", 10, 10)
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "Sheet1!A1", "values": [[1, 2]]}, {"range": "Other!B2", "values": [[3], [4]]}],
    }
    answer = book.values_batch_update(body)
    totals = {name: answer[name] for name in answer if name.startswith("total")}
    assert totals == {"totalUpdatedRows": 3, "totalUpdatedColumns": 3, "totalUpdatedCells": 4, "totalUpdatedSheets": 2}
    assert [response["updatedRange"] for response in answer["responses"]] == ["Sheet1!A1:B1", "Other!B2:B3"]


def test_clearing_empties_values_and_keeps_formats(book: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update([[0.5, "x"], [0.25, "y"]], "A1")
    tab.format("A1:A2", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    assert book.values_clear("Sheet1!A1:A") == {"spreadsheetId": book.id, "clearedRange": "Sheet1!A1:A1000"}
    tab.update([[0.75]], "A1")
    assert tab.get("A1:B2") == [["75%", "x"], ["", "y"]]
    assert tab.batch_clear(["B1", "B2:B2"])["clearedRanges"] == ["Sheet1!B1", "Sheet1!B2"]
    assert tab.get_all_values() == [["75%"]]


def test_only_the_top_left_of_a_merge_carries_a_value(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.merge_cells("A1:B2")
    assert tab.get("A1:B2") == [["a"]]
    merges = tab.spreadsheet.fetch_sheet_metadata()["sheets"][0]["merges"]
    assert merges == [{"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}]
    tab.update([["x"]], "C3")
    filled = tab.get("A1:C3", pad_values=True, combine_merged_cells=True)
    assert filled == [["a", "a", ""], ["a", "a", ""], ["", "", "x"]]


# --- appending ------------------------------------------------------------------------------------------------


def guide(tab: gspread.Worksheet) -> None:
    """The sheet of Google's guide "Appending values": tables at A1:C2 and B4:D6."""
    tab.update([["x", "y", "z"], ["x", "y", "z"]], "A1")
    tab.update([["x", "y"], ["", "y", "z"], ["x", "y", "z"]], "B4")


@pytest.mark.parametrize(
    ("searched", "landed"),
    [
        ("Sheet1", "Sheet1!B7"),
        ("B4", "Sheet1!B7"),
        ("C5:D5", "Sheet1!B7"),
        ("B2:D4", "Sheet1!B7"),
        ("A3:G10", "Sheet1!B7"),
        ("A1", "Sheet1!A3"),
        ("E4", "Sheet1!E4"),
        ("A4", "Sheet1!A4"),
    ],
)
def test_rows_are_appended_where_googles_guide_says(tab: gspread.Worksheet, searched: str, landed: str) -> None:
    guide(tab)
    answer = tab.spreadsheet.values_append(searched, {"valueInputOption": "RAW"}, {"values": [["new"]]})
    assert answer["updates"]["updatedRange"] == landed


def test_a_gap_in_the_last_row_shifts_the_next_append_to_the_right(tab: gspread.Worksheet) -> None:
    tab.append_row(["x", "", "z"])
    assert tab.append_row(["a", "b", "c"])["updates"]["updatedRange"] == "Sheet1!C2:E2"


def test_a_table_range_cures_the_shift(tab: gspread.Worksheet) -> None:
    tab.append_row(["x", "", "z"])
    answer = tab.append_row(["a", "b", "c"], table_range="A1")
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!A1", "Sheet1!A2:C2")


def test_an_append_to_an_empty_tab_names_no_table(tab: gspread.Worksheet) -> None:
    answer = tab.append_rows([["a"], ["b"]])
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!A1:A2"


def test_an_append_makes_the_grid_grow(book: gspread.Spreadsheet) -> None:
    small = book.add_worksheet("Small", 2, 2)
    small.update([["a", "b"], ["c", "d"]], "A1")
    small.append_row([1, 2, 3])
    found = book.worksheet("Small")
    assert (found.row_count, found.col_count) == (3, 3)


def test_inserted_rows_push_down_what_is_below(tab: gspread.Worksheet) -> None:
    tab.update([["head"], ["row"], [None], ["below"]], "A1")
    tab.append_rows([["n1"], ["n2"]], insert_data_option="INSERT_ROWS", table_range="A1")
    assert tab.get("A1:A9") == [["head"], ["row"], ["n1"], ["n2"], [], ["below"]]


# --- any content ----------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20).filter(
    lambda text: all(ord(letter) >= 32 or letter in "\t\n" for letter in text) and "￾" not in text and "￿" not in text
)
CELL = st.one_of(
    TEXT, st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.none()
)


@budget(25, HealthCheck.function_scoped_fixture)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4))
@example([[2.0**53, -(2.0**53)], [2.0**53 + 2, 9_999_999_999_999_998.0], [1e16, 1.2345678901234568e16]])
def test_what_is_written_raw_reads_back_exactly_even_after_a_restart(site: Site, rows: list[list[object]]) -> None:
    book = site.client().create("Any")
    book.sheet1.update(rows, "A1", value_input_option=ValueInputOption.raw)
    expected = [[_plain(cell) for cell in row] for row in rows]
    expected = [row[: max((at + 1 for at, cell in enumerate(row) if cell != ""), default=0)] for row in expected]
    while expected and not expected[-1]:
        expected.pop()
    live = book.values_get("Sheet1", params={"valueRenderOption": "UNFORMATTED_VALUE"}).get("values", [])
    path = site.sheets / f"{book.id}.xlsx"
    path.touch()  # a changed time makes the server read the file again
    again = book.values_get("Sheet1", params={"valueRenderOption": "UNFORMATTED_VALUE"}).get("values", [])
    assert live == expected
    assert again == expected
    assert [[type(cell) for cell in row] for row in again] == [[type(cell) for cell in row] for row in live]


def _plain(cell: object) -> object:
    if cell is None:
        return ""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e16 else cell
