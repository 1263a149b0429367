import pytest

from domain.discovery.unusable import refuse_unusable, stray_teams
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.workbook.people import Team, WorkMonth
from domain.workbook.processes import Process
from domain.workbook.tables import Finding
from tests.domain.samples.rows import process, work_month

BROKEN = Finding(
    tab="Processer",
    cell="E1",
    reason=Reason("The column {header} is missing", header="Timer pr. måned"),
    remedy=Reason("Rename a column to {header}", header="Timer pr. måned"),
    severity="tab_rejected",
)
ROW = BROKEN.model_copy(update={"severity": "row_rejected"})


def test_a_tab_that_cannot_be_used_is_refused_with_its_cell_and_what_to_write() -> None:
    with pytest.raises(RuleRefused) as refused:
        refuse_unusable([ROW, BROKEN, BROKEN], written=Reason("Nothing was written"))
    assert refused.value.sentence() == (
        "The tab 'Processer' cannot be used as a whole (Processer!E1): The column Timer pr. måned is missing; 1 more "
        "such findings. Nothing was written. Next: Rename a column to Timer pr. måned."
    )


def test_single_bad_rows_stop_nothing_here() -> None:
    refuse_unusable([ROW], written=Reason("Nothing was written"))


def test_rows_of_an_unknown_team_are_told_once_per_tab_and_team() -> None:
    team = Team(team_id="BOG", name="Bogholderi", headcount=9)
    found = stray_teams(
        [team],
        {Process: [process("A"), process("B", team_id="XYZ"), process("C", team_id="XYZ")],
         WorkMonth: [work_month("2025-04"), work_month("2025-04", "QQQ")]},
        {Process: "Processer", WorkMonth: "Arbejdsmåneder"},
        "Teams",
    )  # fmt: skip
    assert [(f.tab, f.value, f.severity, f.reason.facts["count"]) for f in found] == [
        ("Processer", "XYZ", "note", 2),
        ("Arbejdsmåneder", "QQQ", "note", 1),
    ]
