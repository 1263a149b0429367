"""Headers: found in any language, by name; what is missing, doubled or unknown is said."""

import pytest

from connectors.workbook.reading import read_tab
from domain.workbook.cells import Cell, TabCells
from domain.workbook.people import WorkMonth
from reports.catalogues.reading import wording
from tests.connectors.workbook.lines import GOOD, HEADER, read, said

DANISH = wording("da")


@pytest.mark.parametrize(
    "header",
    [
        ("Line id", "Name", "Amount (DKK)", "Pieces", "Due on"),
        ("No.", "Navn", "Amount (DKK)", "Antal", "Due on"),
        ("Nr.", "NAVN", "beløb (KR.)", "antal", "frist"),
        (" Linje-id ", "Navn:", "Beløb\u00a0(kr.)", "Antal *", "Frist*:"),
        ("Linje–id", "Na\u00advn", "Belo\u0338b (kr.)".replace("o\u0338", "ø"), "\u200bAntal", "Frist\n"),
        ("Linje-id", "Navn", "Beløb  \n(kr.)", "Antal", "Frist"),
    ],
)
def test_headers_are_found_in_every_language_however_they_are_typed(header: tuple[Cell, ...]) -> None:
    reading = read(header, GOOD)
    assert len(reading.rows) == 1
    assert reading.findings == ()


def test_columns_are_matched_by_name_and_never_by_position() -> None:
    reading = read(("Frist", "Antal", "Beløb (kr.)", "Navn", "Linje-id"), (46000, 3, 1234.5, "Bogføring", "A-1"))
    assert reading.rows == read(HEADER, GOOD).rows


def test_a_decomposed_letter_is_the_same_letter() -> None:
    reading = read_tab(
        TabCells("Arbejdsmåneder", 1, (("Ma\u030aned", "Team-id"),)), WorkMonth, locale="da_DK", wording=DANISH
    )
    assert "month" in reading.columns


def test_a_header_further_down_than_twenty_rows_is_not_searched_for() -> None:
    reading = read(*[("x",)] * 20, HEADER, GOOD)
    assert reading.rejected
    assert reading.coverage == 0
    assert "None of the first 20 rows" in str(reading.findings[0].reason)
    assert "Linje-id, Navn, Beløb (kr.), Antal" in str(reading.findings[0].remedy)


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
