"""First-time-right share: counted by hand, and shown beside the article's five without being counted."""

from decimal import Decimal

import pytest

from domain.returns.metric import MetricResult, TicketMonth
from domain.returns.roi import MonthsKnown, measure_roi
from domain.returns.targets import RoiTargets

NOTHING_SOLVED = TicketMonth(month="2026-09", resolved=0, reopened=0)


def measured(*months: TicketMonth, version: str = "4", targets: RoiTargets | None = None) -> list[MetricResult]:
    known = MonthsKnown((), "2026-10", "2025-09", tickets=months, rule_version=version)
    found = measure_roi(known, targets or RoiTargets()).metrics
    return [metric for metric in found if metric.metric == "first_time_right"]


def solved(month: str, resolved: int, reopened: int) -> TicketMonth:
    return TicketMonth(month=month, resolved=resolved, reopened=reopened)


def test_the_last_three_months_are_added_up_and_earlier_ones_left_out() -> None:
    # 100 + 60 + 40 = 200 solved, 5 + 0 + 3 = 8 opened again: 192 / 200 = 96 %.
    months = (solved("2026-10", 40, 3), solved("2026-08", 100, 5), solved("2026-09", 60, 0), solved("2026-07", 9, 9))
    (found,) = measured(*months)
    assert (found.before, found.after, found.value, found.met) == (None, Decimal("0.96"), Decimal("0.96"), True)
    assert (found.months_before, found.months_after) == (0, 3)


@pytest.mark.parametrize(
    ("resolved", "reopened", "met"),
    [
        (100, 5, True),  # exactly 95 %
        (100, 6, False),
        (1_999, 100, False),  # 94.997 %, which is shown as 95 %
    ],
)
def test_it_is_judged_on_the_counts(resolved: int, reopened: int, met: bool) -> None:
    (found,) = measured(solved("2026-10", resolved, reopened))
    assert found.met is met


@pytest.mark.parametrize("months", [(), (NOTHING_SOLVED,)])
def test_of_nothing_solved_there_is_no_share(months: tuple[TicketMonth, ...]) -> None:
    (found,) = measured(*months)
    assert (found.value, found.met) == (None, None)


def test_a_review_of_older_rules_does_not_have_it() -> None:
    assert measured(solved("2026-10", 100, 5), version="3") == []


def test_it_is_counted_and_its_target_is_another_only_where_the_settings_say_so() -> None:
    usual, own = RoiTargets(), RoiTargets(counted_also=("first_time_right",), further={"first_time_right": "0.9"})
    assert [metric.figure.figure_id for metric in own.counted if metric not in usual.counted] == ["first_time_right"]
    (found,) = measured(solved("2026-10", 100, 10), targets=own)
    assert (found.target, found.met) == (Decimal("0.9"), True)
