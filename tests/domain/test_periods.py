from datetime import UTC, date, datetime

import pytest

from domain.periods import local_day, months_before, same_months_last_year, shifted, whole_months


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC), "Europe/Copenhagen", date(2026, 3, 31)),
        (datetime(2026, 3, 31, 22, tzinfo=UTC), "Europe/Copenhagen", date(2026, 4, 1)),
        (datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC), "Europe/Copenhagen", date(2026, 10, 31)),
        (datetime(2026, 10, 31, 23, tzinfo=UTC), "Europe/Copenhagen", date(2026, 11, 1)),
        (datetime(2026, 1, 1, 4, tzinfo=UTC), "America/New_York", date(2025, 12, 31)),
    ],
    ids=["last second of summer's day", "first of the next", "last second of winter's", "first of the next ", "west"],
)
def test_an_instant_is_the_day_that_its_zone_has(at: datetime, zone: str, day: date) -> None:
    assert local_day(at, zone) == day


def test_months_wrap_over_the_year_in_both_directions() -> None:
    assert shifted("2025-12", 1) == "2026-01"
    assert shifted("2025-01", -1) == "2024-12"
    assert shifted("2025-05", -17) == "2023-12"


def test_the_months_before_leave_the_named_month_out() -> None:
    assert months_before("2025-02", 3) == ("2024-11", "2024-12", "2025-01")
    assert same_months_last_year(("2024-11", "2025-01")) == ("2023-11", "2024-01")


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2025, 9, 29), ["2025-09"]),
        (date(2025, 10, 1), ["2025-09"]),
        (date(2026, 1, 9), ["2025-09", "2025-10", "2025-11", "2025-12"]),
    ],
)
def test_whole_months_end_before_the_running_one_and_hold_the_first_at_least(day: date, months: list[str]) -> None:
    assert whole_months(date(2025, 9, 1), day) == months
