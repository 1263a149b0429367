"""The saving so far beside the plan: sums that agree with the metrics, and that say when they are not known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.discovery.business_case import Case, CaseResult
from domain.periods import months_before, shifted
from domain.returns.roi import MonthsKnown, measure_roi
from domain.returns.savings import SavingMonth, saving_against_plan
from domain.returns.targets import RoiTargets
from tests.domain.samples.rows import business_month

START, MONTH = "2025-09", "2026-02"
MONTHS = months_before(shifted(MONTH, 1), 6)
SPREAD = Decimal(5_000)


def case(which: Case, net: int, transition: int = 36_000) -> CaseResult:
    return CaseResult(
        case=which, saved=Decimal(net), fee=Decimal(0), governance_cost=Decimal(0), net_saving=Decimal(net),
        transition_cost=Decimal(transition), first_year=Decimal(0), later_years=Decimal(0), payback_months=None,
    )  # fmt: skip


PLAN = (case(Case.LOW, 1_000), case(Case.EXPECTED, 10_000), case(Case.HIGH, 20_000))


def track(*missing: str, plan: tuple[CaseResult, ...] = PLAN, month: str = MONTH) -> tuple[SavingMonth, ...]:
    rows = [business_month(name) for name in (*MONTHS, "2026-03") if name not in missing]
    return saving_against_plan(
        rows, plan, month=month, contract_start=START, transition_cost_per_month=SPREAD, term_months=36
    )


def test_the_last_sum_is_the_saving_so_far_of_the_metrics() -> None:
    rows = [business_month(name) for name in MONTHS]
    roi = measure_roi(MonthsKnown(rows, MONTH, START, SPREAD), RoiTargets())
    assert track()[-1].reached == roi.saved_so_far


def test_a_missing_month_makes_the_sum_unknown_from_then_on() -> None:
    assert [month.reached is None for month in track("2025-11")] == [False, False, True, True, True, True]


def test_the_plan_grows_by_the_net_saving_less_a_part_of_the_transition() -> None:
    first, *_, last = track()
    assert (first.low, first.expected, first.high) == (Decimal("0.00"), Decimal("9000.00"), Decimal("19000.00"))
    assert last.expected == Decimal("54000.00")


def test_without_a_plan_only_what_was_reached_is_said() -> None:
    assert {(month.low, month.expected, month.high) for month in track(plan=())} == {(None, None, None)}


def test_nothing_is_said_before_the_contract_begins() -> None:
    assert track(month="2025-08") == ()


@given(st.integers(min_value=0, max_value=5))
def test_later_months_never_change_an_earlier_sum(count: int) -> None:
    assert track()[: count + 1] == track(month=MONTHS[count])


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_of_the_contract_has_one_entry(month: str) -> None:
    assert [one.month for one in track(month=month)] == list(MONTHS[: MONTHS.index(month) + 1])
