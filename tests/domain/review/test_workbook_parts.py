"""The parts of a review from the workbook: a tab that is not kept leaves its part out, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from domain.discovery.signs import SignThresholds
from domain.returns.targets import RoiTargets
from domain.review.review import ReviewParts
from domain.review.workbook_parts import MonthTerms, SheetRows, workbook_parts
from domain.workbook.delivery import Control
from domain.workbook.months import BusinessMonth, VoiceMonth
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.tables import Row
from domain.workbook.wording import Wording
from tests.domain.samples.rows import business_month, control, work_month
from tests.domain.sla.stories import contract

MONTH = "2025-10"
FROM_WORKBOOK = ("kpis", "savings", "money", "people", "duties", "voice")
ROWS: dict[type[Row], list[Row]] = {
    BusinessMonth: [business_month("2025-09", outsourcing_fee=Decimal(9)), business_month(MONTH)],
    Team: [Team(team_id="BOG", name="Bogholderi", headcount=20)],
    WorkMonth: [work_month(MONTH)],
    SurveyResult: [],
    ExitRecord: [],
    Control: [control("C-1", "Kommunikation", next_due_on=date(2025, 10, 31))],
    VoiceMonth: [VoiceMonth(month=MONTH, respondents=9, satisfaction=Decimal(4), complaints=0, compliments=0)],
}


def parts(*without: type[Row]) -> ReviewParts:
    kept = {model.__name__: rows for model, rows in ROWS.items() if model not in without}
    sheet = SheetRows(rows=kept, sources={name: name for name in kept}, snapshot_id="abc")
    terms = MonthTerms(MONTH, contract(), RoiTargets(), SignThresholds(), 5, (), (), None, Wording())
    return workbook_parts(sheet, terms)


def test_every_part_is_there_when_its_tabs_are() -> None:
    found = parts()
    assert all(getattr(found, name) for name in FROM_WORKBOOK)
    assert found.money is not None
    assert found.money.match is None  # without a credit rule there is no fee to compare with


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        (BusinessMonth, {"kpis", "savings", "money"}),
        (Team, {"people"}),
        (WorkMonth, {"people"}),
        (SurveyResult, {"people"}),
        (ExitRecord, {"people"}),
        (Control, {"duties"}),
        (VoiceMonth, {"voice"}),
    ],
)
def test_a_tab_that_is_not_kept_leaves_its_part_out_and_nothing_else(without: type[Row], gone: set[str]) -> None:
    found = parts(without)
    assert {name for name in FROM_WORKBOOK if not getattr(found, name)} == gone


def test_duties_stand_as_they_do_on_the_months_last_day() -> None:
    duties = parts().duties
    assert duties is not None
    assert duties.overdue == ()
