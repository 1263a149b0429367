from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.full_rollout.assess import assess_full_rollout
from domain.full_rollout.settings import FullRolloutRules
from domain.pilot.assess import assess_pilot
from domain.pilot.gate import pilot_gate
from domain.pilot.result import PilotDecision, PilotResult
from domain.pilot.settings import PilotRules
from tests.domain.samples.rows import business_month, check, figure, step

GOOD = [check(1, 100, 1), check(8, 100, 1), check(15, 100, 0), check(22, 100, 0)]


def assess(**changed: Any) -> PilotResult:
    values: dict[str, Any] = {
        "figures": [figure()],
        "checks": GOOD,
        "rules": PilotRules(),
        "starts_on": date(2025, 9, 1),
        "ends_on": date(2025, 9, 28),
        "as_of": date(2025, 9, 29),
    }
    return assess_pilot(**(values | changed))


def held(result: PilotResult) -> dict[str, str]:
    return {c.criterion: str(c.reason) for c in pilot_gate(result).held}


def test_a_pilot_on_target_continues() -> None:
    result = assess()
    assert result.decision is PilotDecision.CONTINUE
    assert pilot_gate(result).passed
    assert (result.days, result.extend_until) == (28, None)


def test_service_levels_are_pooled_and_their_requirements_weighted_by_tickets() -> None:
    # 20 of 20 at 95 % and 72 of 80 at 90 %: 92 of 100 in time; required (20 x .95 + 80 x .90) / 100 = 91 %.
    found = assess(figures=[figure("resolution.P1", 20, 0, required="0.95"), figure("resolution.P3", 72, 8)])
    assert (found.attainment.met, found.attainment.judged) == (92, 100)
    assert (found.attainment.share, found.attainment.required) == (Decimal("0.92"), Decimal("0.91"))
    assert found.decision is PilotDecision.CONTINUE


def test_satisfaction_is_the_mean_of_answers_and_not_of_weeks() -> None:
    # (30 x 3 + 10 x 5) / 40 = 3.5
    result = assess(checks=[check(1, 100, 0, "3.00", 30), check(8, 100, 0, "5.00", 10)])
    assert result.satisfaction == Decimal("3.50")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        # 88 of 100 at 90 %: missed, but not beyond doubt.
        ({"figures": [figure(met=88, breached=12)]}, "attainment"),
        ({"figures": []}, "attainment"),
        # 3 of 100 is over 2 %, but not beyond doubt.
        ({"checks": [check(1, 100, 3)]}, "error_rate"),
        ({"checks": [check(1, 29, 0)]}, "error_rate"),
        ({"checks": [check(1, 100, 0, "3.40")]}, "satisfaction"),
        ({"checks": [check(1, 100, 0, "4.00", 0)]}, "satisfaction"),
        ({"ends_on": date(2025, 9, 13)}, "length"),
    ],
)
def test_a_target_missed_within_doubt_extends_the_pilot(changed: dict[str, Any], name: str) -> None:
    result = assess(**changed)
    assert result.decision is PilotDecision.EXTEND
    assert name in held(result)
    assert str(result.why[0]) in held(result).values()


def test_an_extension_runs_so_many_days_from_the_planned_end() -> None:
    assert assess(checks=[check(1, 100, 3)]).extend_until == date(2025, 10, 12)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        # 60 of 100 at 90 % and 10 errors in 100 at 2 % cannot be chance.
        ({"figures": [figure(met=60, breached=40)]}, "service levels are missed beyond doubt"),
        ({"checks": [check(1, 100, 10)]}, "error rate is too high beyond doubt"),
        ({"checks": [check(1, 100, 0, "2.40")]}, "Satisfaction of 2.40 is under 2.5"),
    ],
)
def test_a_target_missed_beyond_doubt_stops_the_pilot(changed: dict[str, Any], says: str) -> None:
    result = assess(**changed)
    assert result.decision is PilotDecision.STOP
    assert says in str(result.why[0])
    assert not pilot_gate(result).passed


def test_the_sample_says_what_it_cannot_prove_and_what_would() -> None:
    # 100 clean cases keep 2 %, and prove only 3 % (0.05 ** (1/100) = 0.9705). It takes 149.
    quality = assess(checks=[check(1, 100, 0)]).quality
    assert not quality.proven
    assert quality.upper == Decimal("0.0296")
    assert (quality.clean_cases, quality.cases_at_this_count) == (149, 149)


def test_enough_clean_cases_prove_the_error_rate() -> None:
    assert assess(checks=[check(1, 75, 0), check(8, 74, 0)]).quality.proven


def test_59_tickets_in_time_prove_95_per_cent_and_58_do_not() -> None:
    assert assess(figures=[figure(met=59, breached=0, required="0.95")]).attainment.proven
    few = assess(figures=[figure(met=58, breached=0, required="0.95")]).attainment
    assert not few.proven
    assert few.clean_cases == 59


def test_weeks_outside_the_pilot_or_after_the_as_of_are_not_counted() -> None:
    weeks = [check(1, 100, 0), check(15, 100, 0), check(22, 100, 50)]
    result = assess(checks=weeks, as_of=date(2025, 9, 21))
    assert [week.week_starting_on.day for week in result.weeks] == [1, 15]
    assert (result.quality.errors, result.days) == (0, 21)


def test_a_pilot_without_any_data_is_extended_and_never_passed() -> None:
    result = assess(figures=[], checks=[])
    assert result.decision is PilotDecision.EXTEND
    assert set(held(result)) == {"attainment", "error_rate", "satisfaction"}


@pytest.mark.parametrize(
    ("errors", "checked", "shown", "passes"),
    [
        (50, 2_495, "0.0200", False),  # 2.004 %: it rounds to 2 %
        (50, 2_500, "0.0200", True),
        (1_159, 57_900, "0.0200", False),  # 2.0017 %
        (33, 800, "0.0413", False),
    ],
)
def test_the_error_rate_is_judged_on_its_counts(errors: int, checked: int, shown: str, passes: bool) -> None:
    result = assess(checks=[check(1, checked - 100, errors), check(8, 100, 0), check(15, 0, 0, responses=0)])
    assert result.quality.share == Decimal(shown)
    assert ("error_rate" not in held(result)) is passes
    assert (result.decision is PilotDecision.CONTINUE) is passes


@pytest.mark.parametrize(
    ("met", "breached", "shown", "passes"),
    [
        (19, 1, "0.9500", True),
        (94_996, 5_000, "0.9500", False),  # 94.9998 %
        (95_000, 5_000, "0.9500", True),
    ],
)
def test_service_levels_are_judged_on_their_counts(met: int, breached: int, shown: str, passes: bool) -> None:
    result = assess(figures=[figure(met=met, breached=breached, required="0.95")])
    assert result.attainment.share == Decimal(shown)
    assert ("attainment" not in held(result)) is passes


def test_a_requirement_of_thirds_is_not_rounded_before_it_decides() -> None:
    # 1 x 95 % + 2 x 90 % of 3 000: 2 750 tickets had to be in time; required prints as 91.67 %, which is 2 750.1.
    figures = [figure("resolution.P1", 950, 50, required="0.95"), figure("resolution.P3", 1_800, 200, required="0.90")]
    result = assess(figures=figures)
    assert (result.attainment.required, result.attainment.needed) == (Decimal("0.9167"), Decimal("2750.00"))
    assert "attainment" not in held(result)


def test_satisfaction_is_judged_before_it_is_rounded() -> None:
    # (199 x 3.50 + 1 x 3.00) / 200 = 3.4975, printed 3.50: not enough to continue.
    result = assess(checks=[check(1, 100, 0, "3.50", 199), check(8, 100, 0, "3.00", 1)])
    assert result.satisfaction == Decimal("3.50")
    assert "satisfaction" in held(result)


@given(st.integers(0, 4_000), st.integers(30, 40_000), st.integers(1, 999))
def test_the_pilot_and_the_full_rollout_judge_the_same_counts_alike(errors: int, checked: int, allowed: int) -> None:
    limit = Decimal(allowed) / 10_000
    pilot = assess(checks=[check(1, checked, errors)], rules=PilotRules(maximum_error_share=limit))
    live = assess_full_rollout(
        [step("A", migrated_on=date(2025, 10, 2))], [],
        [business_month("2025-12", errors=errors, transactions=checked)], {},
        FullRolloutRules(maximum_error_share=limit), date(2026, 1, 9),
    )  # fmt: skip
    assert pilot.quality.within == (not live.tripwires) == (errors <= limit * checked)
    assert pilot.quality.share == live.error_share
