from decimal import Decimal

import pytest

from tasks.frame.tabs import TabQuality


@pytest.mark.parametrize(
    ("seen", "read", "may_be_empty", "covers"),
    [
        (20, 18, False, True),
        (100_000, 89_999, False, False),  # prints as 90.0 %
        (0, 0, False, False),
        (0, 0, True, True),
    ],
)
def test_whether_enough_of_a_tab_could_be_read_is_judged_on_its_rows(
    seen: int, read: int, may_be_empty: bool, covers: bool
) -> None:
    quality = TabQuality("Process", "Processer", seen, read, may_be_empty=may_be_empty)
    assert quality.covers(Decimal("0.9")) is covers
