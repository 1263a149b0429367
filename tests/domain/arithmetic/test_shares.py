"""A share is judged on its counts: what rounds to the limit is not at the limit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.shares import Share


@pytest.mark.parametrize(
    ("part", "whole", "allowed", "within"),
    [
        (50, 2_495, "0.02", False),  # 2.004 %: the pilot that passed
        (50, 2_500, "0.02", True),
        (1_159, 57_900, "0.02", False),  # 2.0017 %
        (0, 0, "0.02", False),  # of nothing there is no share
        (0, 1, "0", True),
    ],
)
def test_at_most_so_much_is_judged_on_counts(part: int, whole: int, allowed: str, within: bool) -> None:
    assert Share(part, whole).stays_within(Decimal(allowed)) is within


@pytest.mark.parametrize(
    ("part", "whole", "required", "reached"),
    [(19, 20, "0.95", True), (94_999, 100_000, "0.95", False), (94_996, 99_996, "0.95", False), (0, 0, "0.5", False)],
)
def test_at_least_so_much_is_judged_on_counts(part: int, whole: int, required: str, reached: bool) -> None:
    assert Share(part, whole).reaches(Decimal(required)) is reached


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 10_000))
def test_what_reaches_a_limit_and_stays_within_it_is_exactly_there(part: int, whole: int, limit: int) -> None:
    share, required = Share(part, whole), Decimal(limit) / 10_000
    both = share.reaches(required) and share.stays_within(required)
    assert both == (part * 10_000 == limit * whole)


def test_a_share_is_shown_to_a_hundredth_of_a_per_cent_and_of_nothing_there_is_none() -> None:
    assert (Share(33, 800).shown, Share(0, 0).shown) == (Decimal("0.0413"), None)
