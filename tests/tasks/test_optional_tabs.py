"""Tabs a workbook may lack, and scores that come from several workbooks."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from connectors.errors import NotFound
from connectors.files.checked_tables import CheckedTables
from connectors.ports.stores import Snapshot
from connectors.workbook.frames import cells_frame, cells_notes
from domain.problems import RuleRefused
from domain.workbook.cells import Cell, TabCells, WorkbookCells
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from tasks.frame.tabs import ValidatedTabs
from tasks.validate import validate_tabs
from tasks.vendor_selection.evaluators import with_scores

CRITERIA: tuple[tuple[Cell, ...], ...] = (("Kriterie-id", "Kriterium", "Vægt"), ("C0", "Price", 100))
PARTS: tuple[Cell, ...] = ("Underkriterie-id", "Kriterie-id", "Underkriterium", "Vægt", "1 betyder", "3 betyder",
                           "5 betyder")  # fmt: skip
SCORES: tuple[Cell, ...] = ("Leverandør-id", "Kriterie-id", "Bedømmer", "Score (1-5)")


@dataclass
class Kept:
    """Snapshots in memory."""

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def read(self, snapshot_id: str, table: str) -> pl.DataFrame:
        return self.frames[snapshot_id]


def read(folder: Path, tabs: dict[str, Any], models: tuple[Any, ...], optional: tuple[Any, ...] = ()) -> ValidatedTabs:
    """What a workbook of these tabs gives."""
    cells = {title: TabCells(title, number, tuple(rows)) for number, (title, rows) in enumerate(tabs.items())}
    workbook = WorkbookCells("w", "Workbook", "da_DK", "Europe/Copenhagen", cells)
    kept = Kept({"s": cells_frame(workbook)})
    context: Any = SimpleNamespace(
        rollout_id="nordlys", tab_title=title_of, snapshots=kept, checks=CheckedTables(folder)
    )
    snapshot = Snapshot(
        rollout_id="nordlys", source="w", snapshot_id="s", taken_at=datetime(2025, 6, 27, tzinfo=UTC), tables={},
        notes=cells_notes(workbook),
    )  # fmt: skip
    return validate_tabs.fn(context, snapshot, models, optional)


def title_of(model: Any) -> str:
    return str(model.tab_da)


def test_a_tab_the_workbook_lacks_has_no_rows_and_holds_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, {"Kriterier": CRITERIA}, (Criterion,), (SubCriterion,))
    assert (len(found.of(Criterion)), found.of(SubCriterion)) == (1, ())
    assert found.addresses_of(SubCriterion).parts == ()
    assert [quality.tab for quality in found.quality] == ["Kriterier"]
    with pytest.raises(NotFound, match="Underkriterier"):
        read(tmp_path, {"Kriterier": CRITERIA}, (Criterion, SubCriterion))


def test_an_optional_tab_with_headers_alone_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    found = read(tmp_path, {"Kriterier": CRITERIA, "Underkriterier": (PARTS,)}, (Criterion,), (SubCriterion,))
    assert [quality.tab for quality in found.quality] == ["Kriterier"]
    assert not [finding for finding in found.findings if finding.severity != "note"]


def test_rows_name_their_cells(tmp_path: Path) -> None:
    rows = (PARTS, (), ("S1", "C0", "Part", 100, "bad", "fair", "good"))
    found = read(tmp_path, {"Kriterier": CRITERIA, "Underkriterier": rows}, (Criterion,), (SubCriterion,))
    assert found.cell(SubCriterion, 0, "weight") == "Underkriterier!D3"
    assert found.cell(Criterion, 0) == "Kriterier!A2"


def own(folder: Path, evaluator: str, *scores: Cell) -> ValidatedTabs:
    rows = tuple(("A", f"C{number}", evaluator, score) for number, score in enumerate(scores))
    return read(folder, {"Bedømmelser": (SCORES, *rows)}, (Score,))


def test_scores_of_several_workbooks_are_put_together_under_their_evaluators_names(tmp_path: Path) -> None:
    context: Any = SimpleNamespace(tab_title=title_of)
    tabs = read(tmp_path, {"Kriterier": CRITERIA}, (Criterion,))
    books = {"Mette": own(tmp_path, "Mette", 4, 5), "Lars": own(tmp_path, "lars", 3, "9x")}
    found = with_scores(context, tabs, books)
    assert [(row.evaluator, row.points) for row in found.of(Score)] == [("Mette", 4), ("Mette", 5), ("lars", 3)]
    assert [found.cell(Score, k, "score") for k in range(3)] == [
        "Mette: Bedømmelser!D2", "Mette: Bedømmelser!D3", "Lars: Bedømmelser!D2",
    ]  # fmt: skip
    assert [finding.address for finding in found.findings if finding.severity == "row_rejected"] == [
        "Lars: Bedømmelser!D3"
    ]
    assert found.score_snapshots == tuple(book.snapshot_id for book in books.values())
    with pytest.raises(RuleRefused, match=r"The workbook of Ida holds a score by Mette \(Ida: Bedømmelser!C2\)"):
        with_scores(context, tabs, {"Ida": own(tmp_path, "Mette", 4)})
