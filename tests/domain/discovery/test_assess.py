from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.discovery.assess import assess_discovery
from domain.discovery.baselines import Kpi
from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryResult, DiscoveryRows
from domain.discovery.settings import DiscoveryRules
from domain.periods import months_before
from domain.values import canonical_json
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team
from tests.demo_phases import demo_discovery
from tests.domain.samples.rows import process, work_month

AS_OF = datetime(2025, 5, 2, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
TEAM = Team(team_id="BOG", name="Bogholderi", headcount=50)


def survey(month: str, team_id: str, respondents: int, engagement: str) -> SurveyResult:
    return SurveyResult(
        month=month,
        team_id=team_id,
        respondents=respondents,
        engagement=Decimal(engagement),
        reporting_symptoms=Decimal("0.1"),
    )


def assess(**changed: Any) -> DiscoveryResult:
    values: dict[str, Any] = {
        "teams": [TEAM],
        "processes": [process("A"), process("B"), process("C"), process("D", core=True)],
        "work_months": [work_month(m, errors=30 + n) for n, m in enumerate(months_before("2025-05", 3))],
        "surveys": [survey("2025-03", "BOG", 30, "3.00"), survey("2025-03", "REV", 10, "4.00")],
        "exits": [
            ExitRecord(month="2024-05", team_id="BOG", leavers=4, naming_balance=0),
            ExitRecord(month="2025-04", team_id="BOG", leavers=1, naming_balance=0),
        ],
        "salary_bands": [SalaryBand(band="L1", headcount=50, salary_per_month=Decimal(40_000))],
        "processes_seen": 4,
    }
    return assess_discovery(DiscoveryRows(**(values | changed)), DiscoveryRules(), AS_OF)


def held(result: DiscoveryResult) -> dict[str, str]:
    return {c.criterion: str(c.reason) for c in discovery_gate(result).held}


def test_the_baselines_are_those_of_the_months_before() -> None:
    # Errors (30 + 31 + 32) / 3,000 = 3.1 %; cost and hours of the three processes to move; engagement
    # (30 x 3 + 10 x 4) / 40 = 3.25; five leavers of 50 people = 10 %.
    values = {baseline.kpi: baseline.value for baseline in assess().baselines}
    assert values == {
        Kpi.ERROR_RATE: Decimal("0.0310"),
        Kpi.COST_PER_MONTH: Decimal(90_000),
        Kpi.HOURS_PER_MONTH: Decimal(300),
        Kpi.ENGAGEMENT: Decimal("3.25"),
        Kpi.TURNOVER: Decimal("0.1000"),
    }


def test_a_complete_discovery_passes_its_gate() -> None:
    gate = discovery_gate(assess())
    assert gate.passed, [str(c.reason) for c in gate.held]
    assert [c.criterion for c in gate.criteria] == ["coverage", "suitable", "baseline", "business_case"]


@pytest.mark.parametrize(
    ("changed", "name", "says"),
    [
        ({"processes_seen": 5}, "coverage", "Only 4 of 5 process rows can be read"),
        ({"processes_seen": 0, "processes": []}, "coverage", "Only 0 of 0"),
        ({"processes": [process("A"), process("B")], "processes_seen": 2}, "suitable", "Only 2 processes suit"),
        ({"salary_bands": []}, "baseline", "the salary bands are empty"),
        ({"surveys": []}, "baseline", "engagement"),
        ({"work_months": []}, "baseline", "error_rate"),
        ({"work_months": [work_month("2025-03"), work_month("2025-04")]}, "baseline", "error_rate"),
        ({"processes": [], "processes_seen": 0}, "business_case", "saves nothing"),
    ],
)
def test_the_gate_is_held_with_its_reason(changed: dict[str, Any], name: str, says: str) -> None:
    assert says in held(assess(**changed))[name]


def test_exits_that_do_not_go_back_a_year_give_no_turnover() -> None:
    result = assess(exits=[ExitRecord(month="2025-01", team_id="BOG", leavers=1, naming_balance=0)])
    assert "turnover" in held(result)["baseline"]


def test_a_survey_of_a_few_people_gives_no_engagement() -> None:
    result = assess(surveys=[survey("2025-03", "BOG", 4, "3.00")])
    assert "engagement" in held(result)["baseline"]


def test_the_evidence_is_ready_for_json_and_equal_facts_have_an_equal_hash() -> None:
    first, second = discovery_gate(assess()), discovery_gate(assess())
    assert first.evidence_hash == second.evidence_hash
    assert "Decimal" not in canonical_json(first.evidence)
    assert discovery_gate(assess(processes=[process("A")])).evidence_hash != first.evidence_hash


def test_recording_changes_nothing_that_is_computed() -> None:
    case = demo_discovery()
    assert assess_discovery(case.rows, case.rules, case.result.as_of) == case.result
    assert len(case.workings) > 700
