"""A1 notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.sheets.books.a1 import Area, column_index, column_letters, parse_cells, quoted, split_title, write_range


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A1", Area(0, 1, 0, 1, is_cell=True)),
        ("$B$3", Area(2, 3, 1, 2, is_cell=True)),
        ("A1:B2", Area(0, 2, 0, 2)),
        ("D4:A1", Area(0, 4, 0, 4)),
        ("A:C", Area(0, None, 0, 3)),
        ("C:A", Area(0, None, 0, 3)),
        ("2:5", Area(1, 5, 0, None)),
        ("A1:C", Area(0, None, 0, 3)),
        ("A5:7", Area(4, 7, 0, None)),
        ("aa10:AB11", Area(9, 11, 26, 28)),
    ],
)
def test_cells_are_read(text: str, area: Area) -> None:
    assert parse_cells(text) == area


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "A1:", ":A1", "A1:B2:C3", "ABCD1", "NOPE", "A-1", "1A", "'A'1", ":"]
)
def test_what_is_not_a1_is_refused(text: str) -> None:
    assert parse_cells(text) is None


@pytest.mark.parametrize(
    ("text", "title", "cells"),
    [
        ("Processer!A1", "Processer", "A1"),
        ("'Jan & Feb'!A1:B", "Jan & Feb", "A1:B"),
        ("'Søren''s'!A1", "Søren's", "A1"),
        ("'a!b'!C3", "a!b", "C3"),
        ("'Whole tab'", "Whole tab", ""),
        ("Processer", None, "Processer"),
    ],
)
def test_titles_are_split_from_cells(text: str, title: str | None, cells: str) -> None:
    assert split_title(text) == (title, cells)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sheet1", "Sheet1"),
        ("D3", "'D3'"),
        ("R1C1", "'R1C1'"),
        ("Two words", "'Two words'"),
        ("2026", "'2026'"),
        ("it's", "'it''s'"),
        ("Ærø", "'Ærø'"),
        ("Sheet_1", "Sheet_1"),
    ],
)
def test_titles_are_quoted_only_when_needed(title: str, shown: str) -> None:
    assert quoted(title) == shown


@given(st.integers(0, 18277))
def test_column_letters_count_like_a_spreadsheet(index: int) -> None:
    assert column_index(column_letters(index)) == index


@given(st.text(min_size=1), st.integers(0, 999), st.integers(1, 50), st.integers(0, 99), st.integers(1, 50))
def test_a_written_range_reads_back(title: str, row: int, height: int, column: int, width: int) -> None:
    name, cells = split_title(write_range(title, row, row + height, column, column + width))
    area = parse_cells(cells)
    assert name == title
    assert area is not None
    assert (area.row, area.end_row, area.column, area.end_column) == (row, row + height, column, column + width)
