from decimal import Decimal
from typing import Any

import pytest

from domain.periods import months_before, shifted
from domain.returns.metric import MetricResult
from domain.returns.register import METRICS
from domain.returns.roi import MonthsKnown, RoiMetrics, measure_roi
from domain.returns.targets import RoiTargets
from domain.sla.rule_version import RULE_VERSION
from domain.workbook.months import BusinessMonth
from tests.domain.samples.rows import business_month

START, MONTH = "2025-09", "2026-10"
BEFORE = months_before(START, 12)
CONTRACT = months_before(shifted(MONTH, 1), 14)


def story(before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> list[BusinessMonth]:
    paid = {"outsourcing_fee": Decimal(250_000), "governance_cost": Decimal(30_000)}
    return [business_month(m, **(before or {})) for m in BEFORE] + [
        business_month(m, **(paid | (after or {}))) for m in CONTRACT
    ]


def measure(months: list[BusinessMonth], **changed: Any) -> RoiMetrics:
    targets = changed.pop("targets", RoiTargets())
    values: dict[str, Any] = {
        "month": MONTH,
        "contract_start": START,
        "transition_cost_per_month": Decimal(0),
    }
    return measure_roi(MonthsKnown(months, **(values | changed)), targets)


def metric(found: RoiMetrics, which: str) -> MetricResult:
    return next(m for m in found.metrics if m.metric == which)


def test_the_articles_saving_and_the_full_one_beside_it() -> None:
    # Article: (400,000 - 250,000) / 400,000 = 37.5 %. With governance 30,000 and transition 5,000:
    # 400,000 - 250,000 - 30,000 - 5,000 = 115,000, 28.75 %. Fourteen months so far: 1,610,000.
    found = measure(story(), transition_cost_per_month=Decimal(5_000))
    saving = metric(found, "cost_saving")
    assert (saving.before, saving.after, saving.value, saving.met) == (
        Decimal(400_000),
        Decimal(250_000),
        Decimal("0.375"),
        True,
    )
    assert found.full_saving is not None
    assert (found.full_saving.saved, found.full_saving.share) == (Decimal(115_000), Decimal("0.2875"))
    assert found.saved_so_far == 14 * 115_000


@pytest.mark.parametrize(
    ("which", "before", "after", "value", "met"),
    [
        # (36,000 / 100 - 30,000 / 100) / 300 = 20 %, exactly the target; one unit less misses it.
        ("productivity", {"output": 30_000}, {"output": 36_000}, "0.2", True),
        ("productivity", {"output": 30_000}, {"output": 35_999}, "0.2000", False),
        ("engagement", {"engagement": Decimal("3.1")}, {"engagement": Decimal("3.6")}, "0.5", True),
        ("engagement", {"engagement": Decimal("3.1")}, {"engagement": Decimal("3.5")}, "0.4", False),
        ("error_rate", {}, {"errors": 200}, "0.02", True),
        ("error_rate", {}, {"errors": 201}, "0.0201", False),
        ("cost_saving", {}, {"outsourcing_fee": Decimal(280_000)}, "0.3", True),
        ("cost_saving", {}, {"outsourcing_fee": Decimal(280_100)}, "0.29975", False),
    ],
)
def test_exactly_the_target_is_met(
    which: str, before: dict[str, Any], after: dict[str, Any], value: str, met: bool
) -> None:
    found = metric(measure(story(before, after)), which)
    assert found.value is not None
    assert abs(found.value - Decimal(value)) <= Decimal("0.0001")
    assert found.met is met


def test_turnover_is_read_both_ways_and_the_setting_decides_which_counts() -> None:
    # 2 leavers a month of 100 people is 24 % a year, 1 a month 12 %: half the rate, and down by 12 points.
    months = story({"leavers": 2}, {"leavers": 1})
    found = measure(months)
    assert found.turnover is not None
    assert (found.turnover.before, found.turnover.after) == (Decimal("0.24"), Decimal("0.12"))
    assert (found.turnover.relative, found.turnover.points) == (Decimal("-0.5"), Decimal("-0.12"))
    assert metric(found, "turnover").value == Decimal("-0.5")
    points = measure(months, targets=RoiTargets(turnover_reading="points"))
    assert metric(points, "turnover").value == Decimal("-0.12")


def test_the_two_readings_of_turnover_can_disagree() -> None:
    # 12 % to 6 %: half the rate, but only six points.
    months = story({"headcount": 200, "leavers": 2}, {"headcount": 200, "leavers": 1})
    assert metric(measure(months), "turnover").met
    assert metric(measure(months, targets=RoiTargets(turnover_reading="points")), "turnover").met is False


def test_fewer_than_twelve_months_are_scaled_to_a_year() -> None:
    # Four months with one leaver each of 100 people: 12 % a year.
    months = [row for row in story() if row.month >= "2025-05"]
    found = metric(measure(months), "turnover")
    assert (found.before, found.months_before, found.months_after) == (Decimal("0.12"), 4, 12)


def test_after_is_the_last_three_months_and_later_ones_are_not_looked_at() -> None:
    months = story()
    months[-4] = business_month("2026-07", errors=9_000)
    months.append(business_month("2026-11", errors=9_000))
    found = metric(measure(months), "error_rate")
    assert (found.after, found.months_after) == (Decimal("0.04"), 3)


def test_months_before_the_contract_are_never_after_it() -> None:
    found = measure(story(), month="2025-09")
    assert metric(found, "error_rate").months_after == 1


def test_months_without_a_survey_are_left_out_of_engagement() -> None:
    months = story({"engagement": Decimal(3)})
    months[-1] = business_month(MONTH, engagement=Decimal(4))
    found = metric(measure(months), "engagement")
    assert (found.value, found.months_before, found.months_after) == (Decimal(1), 12, 1)


def test_without_data_a_metric_is_unknown_and_neither_met_nor_missed() -> None:
    found = measure([])
    assert {(m.value, m.met) for m in found.metrics} == {(None, None)}
    assert (found.turnover, found.full_saving, found.saved_so_far) == (None, None, Decimal(0))


def test_a_company_nobody_left_has_no_relative_fall() -> None:
    found = measure(story({"leavers": 0}))
    assert found.turnover is not None
    assert found.turnover.relative is None
    assert metric(found, "turnover").met is None


@pytest.mark.parametrize(("version", "met"), [("3", True), ("4", False)])
def test_turnover_is_judged_on_counts_and_under_older_rules_on_the_shown_digits(version: str, met: bool) -> None:
    # 75 / 11,111 against 75 / 10,000: down by 1,111 / 11,111 = 9.9991 %, which four decimals show as 10 %.
    months = story({"leavers": 75, "headcount": 10_000}, {"leavers": 75, "headcount": 11_111})
    found = metric(measure(months, rule_version=version), "turnover")
    assert found.value == Decimal("-0.1000")
    assert found.met is met


def test_a_month_of_older_rules_is_measured_without_the_metrics_that_came_later() -> None:
    for version in range(3, int(RULE_VERSION) + 1):
        found = [one.metric for one in measure(story(), rule_version=str(version)).metrics]
        assert found == [name for name, one in METRICS.items() if one.figure.since <= version]
