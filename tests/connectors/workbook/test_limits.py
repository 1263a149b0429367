"""Limits of the row models, told in plain words."""

import pytest
from pydantic import model_validator

from connectors.workbook.reading import read_tab
from domain.reasons import Reason
from domain.workbook.cells import Cell, TabCells
from domain.workbook.evaluation import NotAssessed, Score
from domain.workbook.people import WorkMonth
from domain.workbook.tables import columns_of
from reports.catalogues.reading import wording
from tests.connectors.workbook.lines import HEADER, Line, of_lines, read, said, tab

DANISH = wording("da")


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
    header: tuple[Cell, ...] = tuple(DANISH.heading(column) for column in columns_of(WorkMonth).values())
    reading = read_tab(
        TabCells("T", 1, (header, ("2026-10", "T1", 2.5, 1, 1, 1, 1))), WorkMonth, locale="da_DK", wording=DANISH
    )
    assert str(reading.findings[0].reason) == "The share is above 100 %"
    assert "2,5 %" in str(reading.findings[0].remedy)


def test_a_models_own_rule_speaks_in_its_own_words() -> None:
    class Ordered(Line):
        @model_validator(mode="after")
        def _pieces_cost_something(self) -> "Ordered":
            if self.pieces and not self.amount:
                raise ValueError(Reason("Pieces without an amount"), Reason("Write the amount"))
            return self

    reading = read_tab(tab(HEADER, ("A-1", "n", 0, 3)), Ordered, locale="da_DK", wording=of_lines("da"))
    assert str(reading.findings[0].reason) == "Pieces without an amount"
    assert reading.findings[0].cell == "A2"


SCORES: tuple[Cell, ...] = ("Leverandør-id", "Kriterie-id", "Bedømmer", "Score (1-5)")


@pytest.mark.parametrize(
    "words", ["ikke vurderet", "Ikke  vurderet ", "not assessed", "i.v.", "N/A", "not_assessed", "ikke bedømt"]
)
def test_a_score_may_say_that_it_was_not_assessed(words: str) -> None:
    reading = read_tab(
        TabCells("Bedømmelser", 0, (SCORES, ("A", "C", "Mette", words))), Score, locale="da_DK", wording=DANISH
    )
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
    reading = read_tab(
        TabCells("Bedømmelser", 0, (SCORES, ("A", "C", "Mette", cell))), Score, locale="da_DK", wording=DANISH
    )
    assert [(f.cell, str(f.reason), str(f.remedy)) for f in reading.findings] == [("D2", reason, remedy)]


def test_an_empty_score_is_still_to_come() -> None:
    reading = read_tab(
        TabCells("Bedømmelser", 0, (SCORES, ("A", "C", "Mette", None))), Score, locale="da_DK", wording=DANISH
    )
    assert [(row.handed_in, row.points) for row in reading.rows] == [(False, None)]
