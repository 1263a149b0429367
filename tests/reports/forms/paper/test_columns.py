"""Tables on paper: no column is clipped, wide ones lie, and a word that fits no column may be broken."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.forms.paper.columns import GAP, LYING, UPRIGHT, Column, broken, fit
from reports.forms.paper.glyphs import BREAK, HARD_BREAK, JOINERS, shown, width

ANY_BREAK = f"[{BREAK}{HARD_BREAK}]"


def columns(count: int, text: str = "12.345", numeric: bool = True) -> list[Column]:
    return [Column("Opnået", [text] * 3, numeric) for _ in range(count)]


@pytest.mark.parametrize("count", [1, 2, 5, 9, 14, 17, 30, 60])
@pytest.mark.parametrize("text", ["1", "12.345", "en hel sætning om en sag " * 9, "x" * 300])
def test_a_table_is_never_wider_than_its_page(count: int, text: str) -> None:
    found = fit(columns(count, text, numeric=False))
    assert sum(found.widths) <= (LYING if found.lying else UPRIGHT) + 0.01 * count
    assert all(one > 2 * GAP for one in found.widths)


def test_a_small_table_stands_upright_in_full_size_and_a_wide_one_lies() -> None:
    assert (fit(columns(4)).lying, fit(columns(4)).size) == (False, 9.0)
    assert fit(columns(17)).lying
    assert fit(columns(17)).size < 9.0


def test_a_figure_has_room_on_one_line() -> None:
    texts = ["1.234.567,50 kr.", "–"]
    found = fit([Column("Beløb", texts, True), Column("Hvad", ["en hel sætning om en sag " * 9])])
    assert width(texts[0]) * found.size <= found.widths[0] - 2 * GAP


@given(st.text(), st.floats(20, 300))
def test_breaking_changes_nothing_but_where_lines_may_end(text: str, room: float) -> None:
    said = shown(text)
    made = broken(said, room, 8)
    assert re.sub(ANY_BREAK, "", made) == said
    assert all(width(piece) * 8 <= room or _cannot_be_parted(piece) for piece in re.split(ANY_BREAK + "|[ \n]", made))


def _cannot_be_parted(piece: str) -> bool:
    """One sign, with the marks and joiners that belong to it."""
    return all(sign in JOINERS or unicodedata.category(sign).startswith("M") for sign in piece[1:])


def test_a_word_that_fits_is_left_whole() -> None:
    assert broken("kort ord", 100, 8) == "kort ord"
    assert broken("kort " + "x" * 40, 100, 8).startswith("kort x")
    assert BREAK in broken("kort " + "x" * 40, 100, 8)


def test_between_brackets_stands_a_break_that_works_there() -> None:
    made = broken("(" * 90, 100, 8)
    assert BREAK not in made
    assert HARD_BREAK in made
