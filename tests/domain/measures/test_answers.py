"""One mean of answers: for the locked baseline, the groups of the review, and the pilot's users."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.discovery.baselines import Kpi, lock_baselines
from domain.discovery.signs import SignThresholds
from domain.measures.answers import answers, engagement, newest_survey, shown_answers
from domain.review.people import people_block
from domain.workbook.people import SurveyResult, Team

MEANS = st.decimals(1, 5, places=2)
ROWS = st.lists(st.tuples(MEANS, st.integers(1, 200)), min_size=1, max_size=6)


def survey(team_id: str, respondents: int, mean: str | Decimal, month: str = "2026-09") -> SurveyResult:
    return SurveyResult(month=month, team_id=team_id, respondents=respondents, engagement=Decimal(mean),
                        reporting_symptoms=Decimal("0.1"))  # fmt: skip


def test_each_answer_counts_once_and_not_each_team() -> None:
    # (60 x 4.00 + 4 x 2.00) / 64 = 3.875, half up 3.88; the mean of the teams would be 3.00.
    assert engagement([survey("A", 60, "4.00"), survey("B", 4, "2.00")], 5) == Decimal("3.88")


@pytest.mark.parametrize(("respondents", "shown"), [(4, None), (5, Decimal("4.00"))])
def test_too_few_answers_together_give_no_mean(respondents: int, shown: Decimal | None) -> None:
    assert engagement([survey("A", respondents, "4.00")], 5) == shown


def test_a_mean_that_is_only_rounded_up_to_a_limit_does_not_reach_it() -> None:
    # (199 x 3.50 + 1 x 3.00) / 200 = 3.4975, printed 3.50.
    found = answers([(Decimal("3.50"), 199), (Decimal("3.00"), 1)])
    assert (found.shown, found.reach(Decimal("3.5"))) == (Decimal("3.50"), False)
    assert answers([(Decimal("3.50"), 200)]).reach(Decimal("3.5"))


def test_nobody_asked_reaches_nothing() -> None:
    assert (answers([]).shown, answers([]).reach(Decimal(1))) == (None, False)


@given(ROWS)
def test_the_mean_lies_between_the_lowest_and_the_highest_row_in_any_order(rows: list[tuple[Decimal, int]]) -> None:
    found = answers(rows)
    assert found == answers(reversed(rows))
    assert found.shown is not None
    assert min(mean for mean, _ in rows) <= found.shown <= max(mean for mean, _ in rows)


@given(MEANS, st.lists(st.integers(5, 90), min_size=1, max_size=5))
def test_teams_that_answer_alike_have_the_mean_of_the_whole(mean: Decimal, sizes: list[int]) -> None:
    rows = [survey(f"T{at}", size, mean) for at, size in enumerate(sizes)]
    assert {engagement([row], 5) for row in rows} | {engagement(rows, 5)} == {mean}


def test_the_newest_survey_lies_before_the_month_and_shows_no_group_that_is_too_small() -> None:
    rows = [survey("A", 20, "4"), survey("B", 6, "3"), survey("C", 3, "2"), survey("A", 20, "1", "2026-11")]
    assert newest_survey(rows, "2026-11") == "2026-09"
    assert set(shown_answers(rows, "2026-09", 5)) == {"A"}


@pytest.mark.parametrize("mean", ["3.60", "3.6", "4"])
def test_the_locked_baseline_and_the_review_say_the_same_of_one_team(mean: str) -> None:
    teams, rows = [Team(team_id="A", name="Team A", headcount=20)], [survey("A", 18, mean)]
    baselines = lock_baselines((), teams, (), rows, (), minimum_group_size=5, month="2026-10")
    (group,) = people_block(teams, (), rows, (), SignThresholds(), 5, "2026-09").groups
    locked = next(one.value for one in baselines if one.kpi is Kpi.ENGAGEMENT)
    assert str(group.engagement) == str(locked) == str(Decimal(mean).quantize(Decimal("0.01")))
