import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.proportions import cases_needed, lower_bound, upper_bound, wilson


def test_wilson_of_19_in_20_is_the_published_interval() -> None:
    # Review pack, section 1.4, case C8: 76.4 % to 99.1 %.
    assert wilson(19, 20) == (Decimal("0.7639"), Decimal("0.9911"))


def test_without_trials_there_is_no_interval_and_nothing_is_proven() -> None:
    assert wilson(0, 0) is None
    assert (lower_bound(0, 0), upper_bound(0, 0)) == (Decimal(0), Decimal(1))


@pytest.mark.parametrize(("allowed", "cases"), [("0.05", 59), ("0.02", 149), ("0.01", 299), ("0.1", 29)])
def test_clean_cases_needed_follow_the_formula(allowed: str, cases: int) -> None:
    # ceil(ln 0.05 / ln(1 - allowed)): design page, section 7 names 59 and 149.
    assert cases_needed(0, Decimal(allowed)) == cases
    assert cases == math.ceil(math.log(0.05) / math.log(1 - float(allowed)))


@pytest.mark.parametrize(("failures", "cases"), [(0, 59), (1, 93), (2, 124)])
def test_each_failure_asks_for_more_cases(failures: int, cases: int) -> None:
    # The classic table of 95 % confidence in 95 % reliability: 59, 93, 124.
    assert cases_needed(failures, Decimal("0.05")) == cases


def test_149_clean_cases_prove_two_per_cent_and_148_do_not() -> None:
    assert upper_bound(0, 149) <= Decimal("0.02") < upper_bound(0, 148)


def test_the_upper_bound_without_failures_is_near_the_rule_of_three() -> None:
    assert float(upper_bound(0, 300)) == pytest.approx(3 / 300, abs=0.0002)


def test_only_failures_prove_nothing_good() -> None:
    assert upper_bound(5, 5) == 1


@pytest.mark.parametrize("allowed", ["0", "1", "-0.1"])
def test_no_sample_proves_that_nothing_ever_fails(allowed: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        cases_needed(0, Decimal(allowed))


@given(st.integers(0, 40), st.integers(1, 2_000))
def test_bounds_enclose_the_observed_share(failures: int, extra: int) -> None:
    trials = failures + extra
    share = Decimal(failures) / trials
    assert 0 <= lower_bound(failures, trials) <= share + Decimal("0.0001")
    assert share <= upper_bound(failures, trials) <= 1


@given(st.integers(0, 12), st.integers(1, 20))
def test_the_needed_sample_proves_it_and_one_case_fewer_does_not(failures: int, percent: int) -> None:
    allowed = Decimal(percent) / 100
    needed = cases_needed(failures, allowed)
    assert upper_bound(failures, needed) <= allowed
    assert upper_bound(failures, needed - 1) > allowed
