"""Tabs a workbook may lack, and the cells that rows name."""

from pathlib import Path

import pytest

from connectors.errors import NotFound
from domain.workbook.cells import Cell
from domain.workbook.delivery import Control
from domain.workbook.evaluation import Criterion, SubCriterion
from tests.tasks.contexts import tabs_read

CRITERIA: tuple[tuple[Cell, ...], ...] = (("Kriterie-id", "Kriterium", "Vægt"), ("C0", "Price", 100))
PARTS: tuple[Cell, ...] = (
    "Underkriterie-id",
    "Kriterie-id",
    "Underkriterium",
    "Vægt",
    "1 betyder",
    "3 betyder",
    "5 betyder",
)


def test_a_tab_the_workbook_lacks_has_no_rows_and_holds_nothing(tmp_path: Path) -> None:
    found = tabs_read(tmp_path, {"Kriterier": CRITERIA}, (Criterion,), (SubCriterion,))
    assert (len(found.of(Criterion)), found.of(SubCriterion)) == (1, ())
    assert found.addresses_of(SubCriterion).parts == ()
    assert [quality.tab for quality in found.quality] == ["Kriterier"]
    with pytest.raises(NotFound, match="Underkriterier"):
        tabs_read(tmp_path, {"Kriterier": CRITERIA}, (Criterion, SubCriterion))


def test_an_optional_tab_with_headers_alone_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    found = tabs_read(tmp_path, {"Kriterier": CRITERIA, "Underkriterier": (PARTS,)}, (Criterion,), (SubCriterion,))
    assert [quality.tab for quality in found.quality] == ["Kriterier"]
    assert not [finding for finding in found.findings if finding.severity != "note"]


def test_rows_name_their_cells(tmp_path: Path) -> None:
    rows = (PARTS, (), ("S1", "C0", "Part", 100, "bad", "fair", "good"))
    found = tabs_read(tmp_path, {"Kriterier": CRITERIA, "Underkriterier": rows}, (Criterion,), (SubCriterion,))
    assert found.cell(SubCriterion, 0, "weight") == "Underkriterier!D3"
    assert found.cell(Criterion, 0) == "Kriterier!A2"


@pytest.mark.parametrize(
    ("language", "tab", "remedy"),
    [
        ("en", "Controls", "Add a column with the header Control"),
        ("da", "Kontroller", "Add a column with the header Kontrol"),
    ],
)
def test_a_rollout_is_told_what_to_write_in_its_own_language(
    tmp_path: Path, language: str, tab: str, remedy: str
) -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("Control id", "Pitfall", "Evidence", "Last held on", "Next due on"),)
    found = tabs_read(tmp_path, {tab: rows}, (Control,), language=language)
    assert remedy in [str(finding.remedy) for finding in found.findings]
