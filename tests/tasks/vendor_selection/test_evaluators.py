"""Scores that come from several workbooks."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from domain.problems import RuleRefused
from domain.workbook.cells import Cell
from domain.workbook.evaluation import Criterion, Score
from tasks.frame.tabs import ValidatedTabs
from tasks.vendor_selection.evaluators import with_scores
from tests.tasks.contexts import opened_book, run_context, tabs_read

CRITERIA: tuple[tuple[Cell, ...], ...] = (("Kriterie-id", "Kriterium", "Vægt"), ("C0", "Price", 100))
SCORES: tuple[Cell, ...] = ("Leverandør-id", "Kriterie-id", "Bedømmer", "Score (1-5)")


def combined(folder: Path, tabs: ValidatedTabs, books: Mapping[str, ValidatedTabs]) -> ValidatedTabs:
    with opened_book(folder) as book:
        return with_scores(run_context(book, folder), tabs, books)


def own(folder: Path, evaluator: str, *scores: Cell) -> ValidatedTabs:
    rows = tuple(("A", f"C{number}", evaluator, score) for number, score in enumerate(scores))
    return tabs_read(folder, {"Bedømmelser": (SCORES, *rows)}, (Score,))


def test_scores_of_several_workbooks_are_put_together_under_their_evaluators_names(tmp_path: Path) -> None:
    tabs = tabs_read(tmp_path, {"Kriterier": CRITERIA}, (Criterion,))
    books = {"Mette": own(tmp_path, "Mette", 4, 5), "Lars": own(tmp_path, "lars", 3, "9x")}
    found = combined(tmp_path, tabs, books)
    assert [(row.evaluator, row.points) for row in found.of(Score)] == [
        ("Mette", Decimal(4)),
        ("Mette", Decimal(5)),
        ("lars", Decimal(3)),
    ]
    assert [found.cell(Score, k, "score") for k in range(3)] == [
        "Mette: Bedømmelser!D2",
        "Mette: Bedømmelser!D3",
        "Lars: Bedømmelser!D2",
    ]
    assert [finding.address for finding in found.findings if finding.severity == "row_rejected"] == [
        "Lars: Bedømmelser!D3"
    ]
    assert found.score_snapshots == tuple(book.snapshot_id for book in books.values())
    with pytest.raises(RuleRefused, match=r"The workbook of Ida holds a score by Mette \(Ida: Bedømmelser!C2\)"):
        combined(tmp_path, tabs, {"Ida": own(tmp_path, "Mette", 4)})
