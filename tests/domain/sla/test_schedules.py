"""When a month's review is due: the first working day after it, in Denmark, with everything missed caught up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.rollouts import EXAMPLES, parse_rollout
from configs.yaml_reader import read_yaml
from domain.sla.schedules import due_months, review_day
from tests.budgets import budget

CONTRACT = parse_rollout(read_yaml(EXAMPLES / "nordlys.yaml"), where="nordlys.yaml").contract


@pytest.mark.parametrize(
    ("month", "day", "why"),
    [
        ("2026-10", date(2026, 11, 2), "1 November 2026 is a Sunday"),
        ("2026-12", date(2027, 1, 4), "1 January is a holiday, then a weekend"),
        ("2026-11", date(2026, 12, 1), "a Tuesday"),
        ("2026-02", date(2026, 3, 2), "1 March 2026 is a Sunday"),
        ("2026-03", date(2026, 4, 1), "Wednesday before Easter"),
        ("2027-04", date(2027, 5, 3), "1 May 2027 is a Saturday"),
        ("2026-05", date(2026, 6, 1), "a Monday"),
    ],
)
def test_the_review_day_is_the_first_working_day_after_the_month(month: str, day: date, why: str) -> None:
    assert review_day(CONTRACT, month) == day, why


def months(first: str, count: int) -> set[str]:
    year, month = int(first[:4]), int(first[5:])
    return {f"{year + (month - 1 + n) // 12:04}-{(month - 1 + n) % 12 + 1:02}" for n in range(count)}


@pytest.mark.parametrize(
    ("published", "at", "due"),
    [
        (months("2025-09", 13), "2026-11-02T05:59:00+00:00", ("2026-10",)),
        (months("2025-09", 13), "2026-11-01T22:59:00+00:00", ()),
        (months("2025-09", 13), "2026-11-01T23:00:00+00:00", ("2026-10",)),
        (months("2025-09", 14), "2026-11-02T06:00:00+00:00", ()),
        (months("2025-09", 12), "2026-11-02T06:00:00+00:00", ("2026-09", "2026-10")),
        (months("2025-09", 14) - {"2026-03"}, "2026-11-20T06:00:00+00:00", ("2026-03",)),
        (set(), "2025-09-30T06:00:00+00:00", ()),
        (set(), "2025-10-01T06:00:00+00:00", ("2025-09",)),
        (months("2025-09", 36), "2030-01-10T06:00:00+00:00", ()),
    ],
    ids=["the day", "the evening before", "midnight in Copenhagen", "published already", "a missed month",
         "a hole far back", "before the first month is over", "the first month", "long after the contract"],
)  # fmt: skip
def test_due_are_months_whose_day_has_come_and_that_are_not_published(
    published: set[str], at: str, due: tuple[str, ...]
) -> None:
    assert due_months(CONTRACT, published, datetime.fromisoformat(at)) == due


@budget(25)
@given(st.integers(0, 1000), st.sets(st.integers(0, 35)))
def test_publishing_what_is_due_leaves_nothing_due_and_no_day_makes_a_month_due_twice(
    days: int, done: set[int]
) -> None:
    at = datetime(2025, 9, 1, 6, tzinfo=UTC) + timedelta(days=days)
    ordered = sorted(months("2025-09", 36))
    published = {ordered[n] for n in done}
    due = due_months(CONTRACT, published, at)
    assert not set(due) & published
    assert due_months(CONTRACT, published | set(due), at) == ()
    assert set(due) <= set(due_months(CONTRACT, published, at + timedelta(days=40)))
