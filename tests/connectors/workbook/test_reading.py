"""Reading a tab by its row model: headers, rows, findings, addresses, round trips.

Bad inputs are those of the review pack's list of 40 (section 5, "40 bad inputs / faults and the right outcome").
Single values are in `test_sheets_values`.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import model_validator

from connectors.workbook.names import normalised
from connectors.workbook.reading import TabReading, read_tab
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.workbook.bidders import Vendor
from domain.workbook.cells import Cell, TabCells, cell_name, date_from_serial, serial_from_date, serial_from_instant
from domain.workbook.evaluation import NotAssessed, Score
from domain.workbook.fields import MONTH_PATTERN, Amount, Count, Id, Name
from domain.workbook.people import WorkMonth
from domain.workbook.processes import Category, Process
from domain.workbook.tables import Column, Row, base_type, columns_of, words_of
from domain.workbook.tabs import ALL_TABS


class Line(Row):
    """A small model with the types that go wrong most."""

    key: ClassVar[tuple[str, ...]] = ("line_id",)

    line_id: Annotated[Id, Column("Linje-id", "Line id", aliases=("Nr.",))]
    name: Annotated[Name, Column("Navn", "Name")]
    amount: Annotated[Amount, Column("Beløb (kr.)", "Amount (DKK)")]
    pieces: Annotated[Count, Column("Antal", "Pieces")]
    due_on: Annotated[date | None, Column("Frist", "Due on")] = None


HEADER: tuple[Cell, ...] = ("Linje-id", "Navn", "Beløb (kr.)", "Antal", "Frist")
GOOD: tuple[Cell, ...] = ("A-1", "Bogføring", 1234.5, 3, 46000)


def tab(*rows: tuple[Cell, ...]) -> TabCells:
    return TabCells("Linjer", 7, rows)


def read(*rows: tuple[Cell, ...], locale: str = "da_DK", language: str = "da") -> TabReading[Line]:
    return read_tab(tab(*rows), Line, locale=locale, language=language)


def said(reading: TabReading[Any]) -> list[tuple[str, str]]:
    return [(finding.cell, finding.severity) for finding in reading.findings]


def test_a_good_row_is_read_with_its_types() -> None:
    reading = read(HEADER, GOOD)
    assert reading.rows == (
        Line(line_id="A-1", name="Bogføring", amount=Decimal("1234.50"), pieces=3, due_on=date(2025, 12, 9)),
    )
    assert reading.findings == ()
    assert (reading.rows_seen, reading.blank_rows, reading.rejected_rows, reading.coverage) == (1, 0, 0, Decimal(1))


def test_every_figure_can_name_its_cell() -> None:
    reading = read(("Overskrift",), (), HEADER, (), GOOD)
    assert reading.row_numbers == (5,)
    assert reading.address(0, "amount") == "Linjer!C5"
    assert reading.address(0) == "Linjer!A5"


@pytest.mark.parametrize(
    "header",
    [
        ("Line id", "Name", "Amount (DKK)", "Pieces", "Due on"),
        ("Nr.", "NAVN", "beløb (KR.)", "antal", "frist"),
        (" Linje-id ", "Navn:", "Beløb\u00a0(kr.)", "Antal *", "Frist*:"),
        ("Linje–id", "Na\u00advn", "Belo\u0338b (kr.)".replace("o\u0338", "ø"), "\u200bAntal", "Frist\n"),
        ("Linje-id", "Navn", "Beløb  \n(kr.)", "Antal", "Frist"),
    ],
)
def test_headers_are_found_in_either_language_however_they_are_typed(header: tuple[Cell, ...]) -> None:
    reading = read(header, GOOD)
    assert len(reading.rows) == 1
    assert reading.findings == ()


def test_columns_are_matched_by_name_and_never_by_position() -> None:
    reading = read(("Frist", "Antal", "Beløb (kr.)", "Navn", "Linje-id"), (46000, 3, 1234.5, "Bogføring", "A-1"))
    assert reading.rows == read(HEADER, GOOD).rows


def test_a_decomposed_letter_is_the_same_letter() -> None:
    reading = read_tab(
        TabCells("Arbejdsmåneder", 1, (("Ma\u030aned", "Team-id"),)), WorkMonth, locale="da_DK", language="da"
    )
    assert "month" in reading.columns


def test_title_lines_above_the_header_are_passed_over() -> None:
    titles: list[tuple[Cell, ...]] = [("Nordlys Regnskab A/S",), (), ("Navn", "oversigt")]
    assert len(read(*titles, HEADER, GOOD).rows) == 1


def test_a_header_further_down_than_twenty_rows_is_not_searched_for() -> None:
    reading = read(*[("x",)] * 20, HEADER, GOOD)
    assert reading.rejected
    assert reading.coverage == 0
    assert "None of the first 20 rows" in str(reading.findings[0].reason)
    assert "Linje-id, Navn, Beløb (kr.), Antal" in str(reading.findings[0].remedy)


@pytest.mark.parametrize("rows", [(), ((), ()), (("", None),)])
def test_an_empty_tab_is_rejected_not_read_as_zero_rows(rows: tuple[tuple[Cell, ...], ...]) -> None:
    reading = read(*rows)
    assert reading.rejected
    assert str(reading.findings[0].reason) == "The tab is empty"
    assert reading.findings[0].address == "Linjer"


def test_a_header_without_rows_is_no_data_and_not_full_coverage() -> None:
    reading = read(HEADER)
    assert not reading.rejected
    assert reading.coverage is None


def test_a_renamed_required_column_stops_the_tab_and_names_the_nearest_spelling() -> None:
    reading = read(("Linje-id", "Navn", "Beløb kr", "Antal", "Frist"), GOOD)
    assert reading.rejected
    assert reading.rows == ()
    finding = next(f for f in reading.findings if f.severity == "tab_rejected")
    assert finding.address == "Linjer!C1"
    assert str(finding.reason) == (
        "The column Beløb (kr.) is missing; row 1 has: Linje-id, Navn, Beløb kr, Antal, Frist"
    )
    assert str(finding.remedy) == "Rename Beløb kr to Beløb (kr.)"


def test_a_missing_column_with_nothing_like_it_is_asked_for_in_the_readers_language() -> None:
    reading = read(("Line id", "Name", "Pieces"), GOOD, language="en")
    finding = next(f for f in reading.findings if f.severity == "tab_rejected")
    assert str(finding.remedy) == "Add a column with the header Amount (DKK)"
    assert finding.address == "Linjer"


def test_a_missing_optional_column_is_said_and_the_rows_are_still_read() -> None:
    reading = read(HEADER[:4], GOOD[:4])
    assert len(reading.rows) == 1
    assert [f.severity for f in reading.findings] == ["note"]
    assert "Frist" in str(reading.findings[0].reason)


def test_a_doubled_column_stops_the_tab() -> None:
    reading = read((*HEADER, "antal"), (*GOOD, 4))
    assert reading.rejected
    assert said(reading) == [("F1", "tab_rejected")]
    assert str(reading.findings[0].reason) == "The column is there twice, first in D1"


def test_unknown_columns_are_left_alone_with_a_note_and_values_without_a_header_too() -> None:
    reading = read((*HEADER, "Bemærkning", None, None), (*GOOD, "ok", None, "løs"))
    assert len(reading.rows) == 1
    assert said(reading) == [("F1", "note"), ("H1", "note")]


def test_blank_rows_between_are_skipped_and_counted_and_those_after_the_end_are_not() -> None:
    reading = read(HEADER, (), GOOD, (None, "  ", "\u00a0"), ("A-2", *GOOD[1:]), (), ())
    assert reading.row_numbers == (3, 5)
    assert reading.blank_rows == 2


def test_copied_down_zeros_and_unticked_boxes_are_blank_rows() -> None:
    reading = read(HEADER, GOOD, (None, "", 0, False, None), (None, None, 0.0, 0, None))
    assert len(reading.rows) == 1
    assert reading.rejected_rows == 0


def test_a_row_with_content_but_without_its_key_is_rejected() -> None:
    reading = read(HEADER, (None, "Bogføring", 0, 0, None))
    assert said(reading) == [("A2", "row_rejected")]
    assert str(reading.findings[0].reason) == "The cell is empty"


@pytest.mark.parametrize("word", ["Total", "I alt", "SUM", "i alt:", "Grand total"])
def test_a_totals_row_is_left_out_with_a_note(word: str) -> None:
    for cells in ((word, None, 1234.5, 3), (None, word, 1234.5, 3)):
        reading = read(HEADER, GOOD, cells)
        assert len(reading.rows) == 1
        assert reading.rows_seen == 1
        assert [f.severity for f in reading.findings] == ["note"]
        assert reading.coverage == 1


def test_a_name_that_only_begins_like_a_total_is_a_row() -> None:
    assert len(read(HEADER, ("T-1", "Total Energies", 1, 1)).rows) == 1


def test_the_later_of_two_rows_with_one_key_is_rejected_and_names_the_first() -> None:
    reading = read(HEADER, GOOD, ("A-1", "En anden", 5, 1, None))
    assert [row.name for row in reading.rows] == ["Bogføring"]
    assert said(reading) == [("A3", "row_rejected")]
    assert str(reading.findings[0].reason) == "A-1 is already in A2"


def test_a_key_of_several_columns_is_compared_as_a_whole() -> None:
    header: tuple[Cell, ...] = tuple(column.da for column in columns_of(WorkMonth).values())
    rows: list[tuple[Cell, ...]] = [("2026-10", "T1", 0.1, 1, 1, 1, 1), ("2026-10", "T2", 0.1, 1, 1, 1, 1)]
    # 46300 is 2026-10-05: the same month written as a date.
    rows.append((46300, "T1", 0.1, 1, 1, 1, 1))
    reading = read_tab(TabCells("Arbejdsmåneder", 1, (header, *rows)), WorkMonth, locale="da_DK")
    assert [(r.month, r.team_id) for r in reading.rows] == [("2026-10", "T1"), ("2026-10", "T2")]
    assert str(reading.findings[0].reason) == "2026-10 / T1 is already in A2"


def test_a_row_is_rejected_once_with_a_finding_for_each_bad_cell() -> None:
    reading = read(HEADER, ("A 1", "Bogføring", "12.50", "tre", "31-06-2026"), ("A-2", *GOOD[1:]))
    assert sorted(said(reading)) == [(f"{column}2", "row_rejected") for column in "ACDE"]
    assert (reading.rejected_rows, reading.rows_seen, reading.coverage) == (1, 2, Decimal("0.5"))


def test_a_short_row_has_empty_cells_at_its_end() -> None:
    reading = read(HEADER, ("A-1", "Bogføring"))
    assert said(reading) == [("C2", "row_rejected"), ("D2", "row_rejected")]


@pytest.mark.parametrize(
    ("cells", "cell", "reason"),
    [
        (("A-1", "n", -1, 3), "C2", "The number is below 0"),
        (("A-1", "n", 1e13, 3), "C2", "The number has too many digits for Beløb (kr.)"),
        (("A-1", "n", "1,234", 3), "C2", "The number has more than 2 decimals"),
        (("A-1", "n", 1, -2), "D2", "The number is below 0"),
        (("A 1", "n", 1, 2), "A2", "The text has signs that Linje-id may not have"),
        (("=HYPERLINK(1)", "n", 1, 2), "A2", "The text has signs that Linje-id may not have"),
        (("a" * 41, "n", 1, 2), "A2", "The text is longer than 40 characters"),
        (("A-1", "n" * 301, 1, 2), "B2", "The text is longer than 300 characters"),
    ],
)
def test_limits_of_the_row_model_are_told_in_plain_words(cells: tuple[Cell, ...], cell: str, reason: str) -> None:
    reading = read(HEADER, cells)
    assert said(reading) == [(cell, "row_rejected")]
    assert str(reading.findings[0].reason) == reason


def test_a_percentage_above_one_hundred_says_how_to_write_one() -> None:
    header: tuple[Cell, ...] = tuple(column.da for column in columns_of(WorkMonth).values())
    reading = read_tab(TabCells("T", 1, (header, ("2026-10", "T1", 2.5, 1, 1, 1, 1))), WorkMonth, locale="da_DK")
    assert str(reading.findings[0].reason) == "The share is above 100 %"
    assert "2,5 %" in str(reading.findings[0].remedy)


def test_a_long_value_is_cut_in_its_finding() -> None:
    assert len(read(HEADER, ("A-1", "n", "x" * 5000, 1)).findings[0].value) == 80


def test_text_that_looks_like_a_formula_or_markup_stays_text() -> None:
    for text in ('=HYPERLINK("http://x")', "+45 12 34", "@SUM(1)", "<script>", "{{ 7*7 }}"):
        assert read(HEADER, ("A-1", text, 1, 1)).rows[0].name == text


def test_a_models_own_rule_speaks_in_its_own_words() -> None:
    class Ordered(Line):
        @model_validator(mode="after")
        def _pieces_cost_something(self) -> "Ordered":
            if self.pieces and not self.amount:
                raise ValueError(Reason("Pieces without an amount"), Reason("Write the amount"))
            return self

    reading = read_tab(tab(HEADER, ("A-1", "n", 0, 3)), Ordered, locale="da_DK")
    assert str(reading.findings[0].reason) == "Pieces without an amount"
    assert reading.findings[0].cell == "A2"


@pytest.mark.parametrize(
    ("below", "row"),
    [((), 2), ((GOOD,), 3), ((GOOD, (None, "", "")), 3), ((GOOD, ("A-2", "n", "many")), 4), ((("I alt", None, 3),), 3)],
)
def test_the_next_free_row_is_under_everything_that_stands_there(below: tuple[tuple[Cell, ...], ...], row: int) -> None:
    assert read(HEADER, *below).next_row == row


def test_an_unknown_locale_is_a_setting_to_mend() -> None:
    with pytest.raises(ConfigurationRefused, match="xx_YY"):
        read(HEADER, GOOD, locale="xx_YY")


@pytest.mark.parametrize("model", ALL_TABS)
def test_no_two_columns_of_a_tab_share_a_spelling(model: type[Row]) -> None:
    for language in ("da", "en"):
        headers = [normalised(column.header(language)) for column in columns_of(model).values()]
        assert len(headers) == len(set(headers))
    owners: dict[str, str] = {}
    for name, column in columns_of(model).items():
        for text in column.spellings():
            assert owners.setdefault(normalised(text), name) == name


@pytest.mark.parametrize("model", ALL_TABS)
def test_every_tab_has_a_key_of_required_columns(model: type[Row]) -> None:
    assert model.key
    assert all(model.model_fields[name].is_required() for name in model.key)


# --- names and serial numbers ---


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (16, 4, "E17"), (0, 25, "Z1"), (1, 26, "AA2"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_cells_are_named_as_the_sheet_names_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_day_0_is_30_december_1899_and_2020_begins_at_43831() -> None:
    assert date_from_serial(0) == date(1899, 12, 30)
    assert serial_from_date(date(2020, 1, 1)) == 43831
    assert date_from_serial(43831.999) == date(2020, 1, 1)


@given(st.dates())
def test_a_date_survives_its_serial_number(day: date) -> None:
    assert date_from_serial(serial_from_date(day)) == day


def test_an_instant_is_shown_as_local_wall_clock_time() -> None:
    # 30 June 22:30Z is 1 July 00:30 in Copenhagen (review pack, case C10).
    serial = serial_from_instant(datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "Europe/Copenhagen")
    assert date_from_serial(serial) == date(2026, 7, 1)
    assert serial % 1 == pytest.approx(0.5 / 24)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        serial_from_instant(datetime(2026, 6, 30, 22, 30), "Europe/Copenhagen")  # noqa: DTZ001 - the point


# --- words in the place of a number ---

SCORES: tuple[Cell, ...] = ("Leverandør-id", "Kriterie-id", "Bedømmer", "Score (1-5)")


@pytest.mark.parametrize(
    "words", ["ikke vurderet", "Ikke  vurderet ", "not assessed", "i.v.", "N/A", "not_assessed", "ikke bedømt"]
)
def test_a_score_may_say_that_it_was_not_assessed(words: str) -> None:
    reading = read_tab(TabCells("Bedømmelser", 0, (SCORES, ("A", "C", "Mette", words))), Score, locale="da_DK")
    assert (reading.findings, [row.score for row in reading.rows]) == ((), [NotAssessed.NOT_ASSESSED])


@pytest.mark.parametrize(
    ("cell", "reason", "remedy"),
    [
        (7, "The number is above 5", "Write a number of at most 5"),
        (0, "The number is below 1", "Write a number of at least 1"),
        ("god", "The cell is not a number", "Write a number, or: ikke vurderet"),
        ("#N/A", "The cell shows a formula error", "Mend the formula, or write the value itself"),
    ],
)
def test_what_is_neither_a_score_nor_its_words_is_refused_once(cell: Cell, reason: str, remedy: str) -> None:
    reading = read_tab(TabCells("Bedømmelser", 0, (SCORES, ("A", "C", "Mette", cell))), Score, locale="da_DK")
    assert [(f.cell, str(f.reason), str(f.remedy)) for f in reading.findings] == [("D2", reason, remedy)]


def test_an_empty_score_is_still_to_come() -> None:
    reading = read_tab(TabCells("Bedømmelser", 0, (SCORES, ("A", "C", "Mette", None))), Score, locale="da_DK")
    assert [(row.handed_in, row.points) for row in reading.rows] == [(False, None)]


# --- round trips ---


def _metadata(model: type[Row], name: str, attribute: str, default: Any) -> Any:
    found = [
        getattr(m, attribute) for m in model.model_fields[name].metadata if getattr(m, attribute, None) is not None
    ]
    return found[0] if found else default


def _values(model: type[Row], name: str) -> st.SearchStrategy[Any]:
    kind, optional = base_type(model.model_fields[name])
    strategy: st.SearchStrategy[Any]
    if _metadata(model, name, "pattern", "") == MONTH_PATTERN:
        strategy = st.dates(date(1990, 1, 1), date(2199, 12, 31)).map(lambda day: f"{day:%Y-%m}")
    elif issubclass(kind, Enum):
        strategy = st.sampled_from(list(kind))
    elif kind is bool:
        strategy = st.booleans()
    elif kind is int:
        strategy = st.integers(_metadata(model, name, "ge", 0), _metadata(model, name, "le", 10**9))
    elif kind is Decimal:
        low, high = _metadata(model, name, "ge", 1), _metadata(model, name, "le", 5 if optional else 10**11)
        strategy = st.decimals(low, high, places=_metadata(model, name, "decimal_places", 4))
    elif kind is date:
        strategy = st.dates(date(1990, 1, 1), date(2199, 12, 31))
    elif _metadata(model, name, "pattern", ""):
        strategy = st.from_regex(r"[A-Za-z][A-Za-z0-9._/\-]{0,30}", fullmatch=True)
    else:
        strategy = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=60).map(str.strip)
    words = words_of(model.model_fields[name])
    strategy = strategy if words is None else strategy | st.sampled_from(list(words))
    return (st.none() | strategy) if optional else strategy


def _plain_text(value: object) -> bool:
    """Not one of the few words a sheet cannot hold as a text: blanks, error cells, totals."""
    text = str(value).strip()
    return bool(text) and not text.startswith("#") and normalised(text) not in {"total", "sum", "i alt", "loading"}


@st.composite
def records(draw: st.DrawFn) -> Row:
    model = draw(st.sampled_from(ALL_TABS))
    values = {name: draw(_values(model, name)) for name in model.model_fields}
    if not all(_plain_text(value) for value in values.values() if isinstance(value, str)):
        values = {
            name: ("ord" if isinstance(value, str) and not _plain_text(value) else value)
            for name, value in values.items()
        }
    return model.model_validate(values)


def _cell(value: object, label: str) -> Cell:
    match value:
        case bool() | int() | None:
            return value
        case Category() | NotAssessed():
            return value.label(label)
        case Decimal():
            return float(value)
        case date():
            return serial_from_date(value)
    return str(value)


@given(records(), st.sampled_from(["da", "en"]), st.sampled_from(["da_DK", "en_US"]))
def test_any_record_written_as_cells_reads_back_equal(record: Row, language: str, locale: str) -> None:
    header = tuple(column.header(language) for column in columns_of(type(record)).values())
    cells = tuple(_cell(getattr(record, name), language) for name in type(record).model_fields)
    reading = read_tab(TabCells("T", 0, (header, cells)), type(record), locale=locale, language=language)
    assert reading.findings == ()
    assert reading.rows == (record,)


def test_the_models_of_the_workbook_read_their_own_headers() -> None:
    for model in (Process, Vendor):
        header: tuple[Cell, ...] = tuple(column.en for column in columns_of(model).values())
        assert not read_tab(TabCells("T", 0, (header,)), model, locale="en_US").rejected
