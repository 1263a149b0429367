"""Intervals for shares, against the R package binom (by way of the statsmodels tests) and Newcombe's own example."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.interval_methods import beta_cdf, beta_quantile, clopper_pearson, jeffreys, newcombe

BINOMIAL: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "binom_ci_reference.json").read_text()
)


def reference(case: dict[str, Any], method: str) -> tuple[float, float]:
    found = next(ci for ci in case["ci"] if ci["method"] == method)
    return found["low"], found["high"]


@pytest.mark.parametrize("case", BINOMIAL, ids=lambda c: f"{c['count']} of {c['nobs']}")
def test_clopper_pearson_is_r_binoms_exact_interval(case: dict[str, Any]) -> None:
    assert clopper_pearson(case["count"], case["nobs"]) == pytest.approx(reference(case, "exact"), abs=1e-6)


@pytest.mark.parametrize("case", BINOMIAL[:3], ids=lambda c: f"{c['count']} of {c['nobs']}")
def test_jeffreys_is_r_binoms_bayesian_interval(case: dict[str, Any]) -> None:
    # Near 0 and 1 binom's 'bayes' is a highest-density interval (and 190 of 200 has no lower end), so not those rows.
    assert jeffreys(case["count"], case["nobs"]) == pytest.approx(reference(case, "bayes"), abs=1e-6)


@pytest.mark.parametrize("case", BINOMIAL, ids=lambda c: f"{c['count']} of {c['nobs']}")
def test_jeffreys_leaves_the_same_weight_outside_on_both_sides(case: dict[str, Any]) -> None:
    k, n = case["count"], case["nobs"]
    found = jeffreys(k, n)
    assert found is not None
    outside = beta_cdf(found[0], k + 0.5, n - k + 0.5), 1 - beta_cdf(found[1], k + 0.5, n - k + 0.5)
    assert outside == pytest.approx((0.0 if k == 0 else 0.025, 0.0 if k == n else 0.025), abs=1e-9)


def test_newcombes_own_example() -> None:
    # Newcombe 1998, method 10: 56/70 against 48/80.
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize("counts", [(9, 10, 3, 10), (10, 10, 0, 20), (20, 20, 20, 20), (30, 30, 28, 30)])
def test_newcombe_gives_an_interval_where_a_score_solver_fails(counts: tuple[int, int, int, int]) -> None:
    # The pairs that raise in statsmodels 0.15.0's score method (research page on SLA clocks, section 4).
    found = newcombe(*counts)
    assert found is not None
    difference = counts[0] / counts[1] - counts[2] / counts[3]
    assert -1 <= found[0] <= difference <= found[1] <= 1


def test_no_trials_give_no_interval() -> None:
    assert (clopper_pearson(0, 0), jeffreys(0, 0), newcombe(0, 0, 1, 2), newcombe(1, 2, 0, 0)) == (None,) * 4


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_every_interval_holds_the_share_and_mirrors(case: tuple[int, int]) -> None:
    k, n = case
    for interval in (clopper_pearson, jeffreys):
        found, mirrored = interval(k, n), interval(n - k, n)
        assert found is not None
        assert mirrored is not None
        assert 0 <= found[0] <= k / n <= found[1] <= 1
        assert found == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.5, 80), st.floats(0.5, 80))
def test_the_quantile_undoes_the_distribution(probability: float, a: float, b: float) -> None:
    assert beta_cdf(beta_quantile(probability, a, b), a, b) == pytest.approx(probability, abs=1e-6)
