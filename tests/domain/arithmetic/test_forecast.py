"""What to expect next month: the natural limits of what came before, and nothing from too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.control_charts import arrivals_forecast


def test_the_limits_are_the_mean_and_three_sigma_of_the_moving_range() -> None:
    found = arrivals_forecast([10, 12, 10, 12, 10, 12])
    assert found is not None
    # mean 11, mean moving range 2: 3 * 2 / 1.128 = 5.319
    assert (found.low, found.expected, found.high) == (6, 11, 16)


def test_nothing_is_said_from_fewer_than_six_months() -> None:
    assert arrivals_forecast([10, 12, 10, 12, 10]) is None


@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=24))
def test_the_range_holds_the_mean_and_never_falls_below_zero(arrived: list[int]) -> None:
    found = arrivals_forecast(arrived)
    assert found is not None
    assert found.low >= 0
    assert found.low - 1 <= found.expected <= found.high + 1


@pytest.mark.parametrize("count", [6, 12])
def test_a_flow_that_never_changes_is_expected_to_stay(count: int) -> None:
    found = arrivals_forecast([40] * count)
    assert found is not None
    assert (found.low, found.expected, found.high, found.months) == (40, 40, 40, count)
