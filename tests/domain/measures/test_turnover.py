from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures.turnover import yearly_turnover


@pytest.mark.parametrize(
    ("leavers", "headcounts", "rate"),
    [
        (19, [100] * 12, "0.1900"),
        (3, [100] * 3, "0.1200"),  # three months, scaled to a year
        (12, [100, 50, 150] * 4, "0.1200"),  # the average head count is 100
        (1, [32] * 12, "0.0313"),  # 3.125 %: half up
        (0, [10], "0.0000"),
    ],
)
def test_leavers_over_the_average_head_count_scaled_to_a_year(leavers: int, headcounts: list[int], rate: str) -> None:
    assert yearly_turnover(leavers, headcounts).shown == Decimal(rate)


def test_without_months_there_is_no_rate() -> None:
    assert yearly_turnover(3, []).shown is None


@given(st.integers(0, 100), st.integers(1, 500), st.integers(1, 12))
def test_a_head_count_that_does_not_change_gives_the_same_rate_however_long_it_is_watched(
    leavers: int, headcount: int, months: int
) -> None:
    once, longer = yearly_turnover(leavers, [headcount]), yearly_turnover(leavers * months, [headcount] * months)
    assert once.part * longer.whole == longer.part * once.whole
