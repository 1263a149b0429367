"""People in groups: no small group is shown, and none can be computed by subtraction."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.discovery.signs import SignThresholds
from domain.periods import months_before
from domain.review.people import people_block
from domain.review.shapes.parts import PeopleBlock
from domain.workbook.people import SurveyResult, Team, WorkMonth
from tests.domain.samples.rows import work_month

MONTH = "2026-10"
KNOWN = months_before("2026-11", 15)


def team(team_id: str, people: int) -> Team:
    return Team(team_id=team_id, name=f"Team {team_id}", headcount=people)


def survey(team_id: str, respondents: int, month: str = "2026-09", engagement: str = "3.60") -> SurveyResult:
    return SurveyResult(month=month, team_id=team_id, respondents=respondents, engagement=Decimal(engagement),
                        reporting_symptoms=Decimal("0.1"))  # fmt: skip


def work(*team_ids: str, months: tuple[str, ...] = KNOWN) -> list[WorkMonth]:
    return [work_month(month, team_id) for team_id in team_ids for month in months]


def block(sizes: dict[str, int], answers: dict[str, int], months: tuple[str, ...] = KNOWN) -> PeopleBlock:
    return people_block(
        [team(name, people) for name, people in sizes.items()],
        work(*sizes, months=months),
        [survey(name, count) for name, count in answers.items()],
        (),
        SignThresholds(),
        5,
        MONTH,
    )


def test_a_small_team_hides_the_smallest_shown_one_with_it() -> None:
    found = block({"A": 20, "B": 12, "C": 3}, {"A": 18, "B": 11, "C": 3})
    assert [group.name for group in found.groups] == ["Team A"]
    assert (found.hidden_groups, found.hidden_people) == (2, 15)


def test_too_few_answers_hide_the_engagement_of_that_group_and_of_the_next_smallest() -> None:
    found = block({"A": 20, "B": 12, "C": 9}, {"A": 18, "B": 11, "C": 4})
    assert [group.engagement for group in found.groups] == [Decimal("3.60"), None, None]
    assert [group.respondents for group in found.groups] == [18, None, None]


def test_signs_are_unknown_when_one_of_the_last_three_months_is_missing() -> None:
    (group,) = block({"A": 20}, {"A": 18}, months=KNOWN[:-1]).groups
    assert group.signs is None


def test_engagement_is_compared_with_the_same_survey_a_year_earlier() -> None:
    surveys = [survey("A", 18), survey("A", 17, "2025-09", "3.10"), survey("A", 17, "2026-03", "3.40")]
    found = people_block([team("A", 20)], work("A"), surveys, (), SignThresholds(), 5, MONTH)
    assert (found.surveyed_in, found.groups[0].engagement_before) == ("2026-09", Decimal("3.10"))


def test_later_surveys_and_months_are_never_looked_at() -> None:
    surveys = [survey("A", 18), survey("A", 18, "2026-12", "1.00")]
    later = [*work("A"), work_month("2026-11", "A", share_days_over_10h=Decimal(1))]
    found = people_block([team("A", 20)], later, surveys, (), SignThresholds(), 5, MONTH)
    assert found == people_block([team("A", 20)], work("A"), surveys[:1], (), SignThresholds(), 5, MONTH)


@given(
    st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 40), min_size=1),
    st.data(),
)
def test_whoever_subtracts_the_shown_groups_from_the_whole_learns_of_no_small_group(
    sizes: dict[str, int], data: st.DataObject
) -> None:
    answers = {name: data.draw(st.integers(0, people)) for name, people in sizes.items()}
    found = block(sizes, answers)
    hidden = sum(sizes.values()) - sum(group.people for group in found.groups)
    assert hidden == 0 or hidden >= 5 or not found.groups
    answered = sum(group.respondents or 0 for group in found.groups)
    rest = sum(answers.values()) - answered
    assert rest == 0 or rest >= 5 or not answered
    assert all(group.people >= 5 for group in found.groups)
