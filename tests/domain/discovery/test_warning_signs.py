from decimal import Decimal
from typing import Any

import pytest

from domain.discovery.signs import Sign, SignFinding, SignRule, SignState, SignThresholds, WarningSigns
from domain.discovery.warning_signs import warning_signs
from domain.periods import months_before
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Category
from tests.domain.samples.rows import process, work_month

NOW = months_before("2025-05", 3)
BEFORE = months_before("2025-02", 3)
LAST_YEAR = months_before("2024-05", 3)
TEAMS = [Team(team_id="BOG", name="Bogholderi", headcount=10), Team(team_id="REV", name="Revision", headcount=20)]


def assess(
    months: list[WorkMonth],
    surveys: list[SurveyResult] | None = None,
    exits: list[ExitRecord] | None = None,
    teams: list[Team] | None = None,
    **given: Any,
) -> WarningSigns:
    return warning_signs(
        teams or TEAMS,
        months,
        surveys or [],
        exits or [],
        given.get("relieving", []),
        SignThresholds(),
        5,
        "2025-05",
    )


def sign(found: WarningSigns, which: Sign, team_id: str = "BOG") -> SignFinding:
    team = next(team for team in found.teams if team.team_id == team_id)
    return next(finding for finding in team.findings if finding.sign is which)


@pytest.mark.parametrize(
    ("which", "changed", "level"),
    [
        # Each is just at its threshold in all three months: 20 % of days, 4 % errors, 25 % of meetings missed,
        # 10 sick days / 10 people = 1 day.
        (Sign.OVERWORK, {"share_days_over_10h": Decimal("0.20")}, "0.2"),
        (Sign.QUALITY, {"errors": 40}, "0.04"),
        (Sign.WITHDRAWAL, {"meeting_participation": Decimal("0.75")}, "0.25"),
        (Sign.PHYSICAL, {"sick_days": Decimal(10)}, "1"),
    ],
)
def test_a_sign_is_present_from_its_threshold_on(which: Sign, changed: dict[str, Any], level: str) -> None:
    finding = sign(assess([work_month(m, **changed) for m in NOW]), which)
    assert finding.state is SignState.PRESENT
    assert finding.level == Decimal(level)


def test_an_ordinary_team_shows_no_sign() -> None:
    team = assess([work_month(m) for m in NOW]).teams[0]
    assert team.present == ()
    assert not team.act


def test_a_steep_rise_is_a_sign_under_the_threshold() -> None:
    # 5 % of long days before, 15 % now: under 20 %, over the floor of 12 %, and 10 points worse (6 are allowed).
    months = [work_month(m) for m in BEFORE]
    months += [work_month(m, share_days_over_10h=Decimal("0.15")) for m in NOW]
    finding = sign(assess(months), Sign.OVERWORK)
    assert finding.state is SignState.PRESENT
    assert (finding.before, finding.compared_with) == (Decimal("0.05"), "2024-11")


def test_a_rise_from_little_to_little_is_no_sign() -> None:
    # 0 % to 10 % is 10 points worse, and still under the floor of 12 %.
    months = [work_month(m, share_days_over_10h=Decimal(0)) for m in BEFORE]
    months += [work_month(m, share_days_over_10h=Decimal("0.10")) for m in NOW]
    assert sign(assess(months), Sign.OVERWORK).state is SignState.ABSENT


def test_the_same_months_of_last_year_are_preferred_so_that_a_season_is_no_sign() -> None:
    busy = Decimal("0.18")
    months = [work_month(m, share_days_over_10h=busy) for m in (*LAST_YEAR, *NOW)]
    months += [work_month(m) for m in BEFORE]
    finding = sign(assess(months), Sign.OVERWORK)
    assert finding.state is SignState.ABSENT
    assert finding.compared_with == "2024-02"


def test_a_missing_month_is_no_data_and_not_a_good_sign() -> None:
    finding = sign(assess([work_month(m) for m in NOW[1:]]), Sign.QUALITY)
    assert finding.state is SignState.NO_DATA
    assert finding.level is None


def test_many_reported_symptoms_are_a_physical_sign() -> None:
    survey = [
        SurveyResult(
            month="2025-03",
            team_id=team.team_id,
            respondents=8,
            engagement=Decimal(3),
            reporting_symptoms=Decimal("0.4"),
        )
        for team in TEAMS
    ]
    assert sign(assess([work_month(m) for m in NOW], survey), Sign.PHYSICAL).state is SignState.PRESENT


def test_a_survey_with_few_answers_is_not_used() -> None:
    survey = [
        SurveyResult(
            month="2025-03",
            team_id="BOG",
            respondents=4,
            engagement=Decimal(3),
            reporting_symptoms=Decimal(1),
        )
    ]
    assert sign(assess([work_month(m) for m in NOW], survey), Sign.PHYSICAL).state is SignState.ABSENT


def test_exit_talks_of_few_leavers_are_a_sign_whose_share_is_not_shown() -> None:
    exits = [ExitRecord(month="2025-01", team_id="BOG", leavers=3, naming_balance=2)]
    finding = sign(assess([], exits=exits), Sign.LEAVING)
    assert finding.state is SignState.PRESENT
    assert finding.level is None


def test_exit_talks_older_than_six_months_do_not_count() -> None:
    exits = [ExitRecord(month="2024-10", team_id="BOG", leavers=6, naming_balance=6)]
    assert sign(assess([], exits=exits), Sign.LEAVING).state is SignState.ABSENT


def test_two_signs_mean_act_and_name_the_work_that_would_relieve_the_team() -> None:
    strained = [work_month(m, share_days_over_10h=Decimal("0.3"), errors=60) for m in NOW]
    relieving = [
        process("F-1", hours_per_month=Decimal(30)),
        process("F-2", hours_per_month=Decimal(40)),
        process("A-1", category=Category.ADMINISTRATION, hours_per_month=Decimal(90)),
        process("X-1", team_id="REV"),
    ]
    team = assess(strained, relieving=relieving).teams[0]
    assert team.act
    assert [(r.category, r.hours_per_month, r.processes) for r in team.relief] == [
        (Category.ADMINISTRATION, Decimal(90), ("A-1",)),
        (Category.FINANCE, Decimal(70), ("F-1", "F-2")),
    ]


def test_one_sign_alone_does_not_mean_act() -> None:
    team = assess([work_month(m, errors=60) for m in NOW], relieving=[process()]).teams[0]
    assert len(team.present) == 1
    assert not team.act
    assert team.relief == ()


def test_nothing_of_a_small_team_is_in_the_result_nor_of_the_one_hidden_with_it() -> None:
    teams = [*TEAMS, Team(team_id="IT", name="Serverrummet", headcount=3)]
    found = assess([work_month(m, "IT", sick_days=Decimal(77)) for m in NOW], teams=teams)
    assert [team.team_id for team in found.teams] == ["REV"]
    assert (found.hidden_teams, found.hidden_people) == (2, 13)
    assert "Serverrummet" not in found.model_dump_json()


def test_a_rise_of_exactly_the_limit_is_a_sign_although_thirds_have_no_last_decimal() -> None:
    # 0.16 / 3 before and 0.34 / 3 now: 6 points worse, exactly. The floor is lowered to look at the rise alone.
    shares = [*zip(BEFORE, ("0.05", "0.05", "0.06"), strict=True), *zip(NOW, ("0.11", "0.11", "0.12"), strict=True)]
    months = [work_month(month, share_days_over_10h=Decimal(share)) for month, share in shares]
    rule = SignRule(threshold=Decimal("0.20"), worsening=Decimal("0.06"), floor=Decimal("0.10"))
    found = warning_signs(TEAMS, months, [], [], [], SignThresholds(overwork=rule), 5, "2025-05")
    finding = sign(found, Sign.OVERWORK)
    assert (finding.level, finding.before) == (Decimal("0.1133"), Decimal("0.0533"))
    assert finding.state is SignState.PRESENT


@pytest.mark.parametrize(
    ("errors", "transactions", "state"),
    [(40, 1_000, SignState.PRESENT), (39_999, 1_000_000, SignState.ABSENT)],  # 3.9999 % prints as 4.0 %
)
def test_an_error_rate_that_only_rounds_to_the_threshold_is_no_sign(
    errors: int, transactions: int, state: SignState
) -> None:
    months = [work_month(m, errors=errors, transactions=transactions) for m in NOW]
    assert sign(assess(months), Sign.QUALITY).state is state
