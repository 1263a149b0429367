"""Control charts against Montgomery's and Wheeler's data (by way of the R package qcc 3.0 and its vignette)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.chart_shapes import ControlChart, Signal, SignalKind
from domain.arithmetic.control_charts import arrivals_forecast, p_chart, xmr_chart

DATA = Path(__file__).parents[1] / "data" / "control_charts"
FLOW = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
"""NIST/SEMATECH handbook 6.3.2.2."""


def rows(name: str) -> list[list[str]]:
    return [line.split() for line in (DATA / name).read_text().splitlines()[1:] if line.strip()]


def oranges(name: str, *, trial: bool) -> tuple[list[int], list[int]]:
    kept = [row for row in rows(name) if (row[-1] == "TRUE") is trial]
    return [int(row[-3]) for row in kept], [int(row[-2]) for row in kept]


def limits(chart: ControlChart, at: int = 0) -> tuple[float | None, float | None, float | None]:
    return chart.centre, chart.points[at].lower, chart.points[at].upper


def test_orange_juice_cans_in_trial() -> None:
    chart = p_chart(*oranges("orangejuice.txt", trial=True))
    assert limits(chart) == pytest.approx((0.2313333, 0.05242755, 0.4102391), abs=1e-6)
    outside = [s.position + 1 for s in chart.signals if s.kind in (SignalKind.ABOVE, SignalKind.BELOW)]
    assert outside == [15, 23]


def test_orange_juice_cans_without_the_two_explained_samples() -> None:
    counts, sizes = oranges("orangejuice.txt", trial=True)
    kept = [at for at in range(len(counts)) if at + 1 not in (15, 23)]
    chart = p_chart([counts[at] for at in kept], [sizes[at] for at in kept])
    assert limits(chart) == pytest.approx((0.215, 0.04070284, 0.3892972), abs=1e-6)


def test_a_lower_limit_never_lies_under_zero() -> None:
    chart = p_chart(*oranges("orangejuice2.txt", trial=True))
    assert limits(chart) == pytest.approx((0.1108333, 0.0, 0.2440207), abs=1e-6)


def test_viscosity_as_single_values() -> None:
    values = [float(row[-2]) for row in rows("viscosity.txt") if row[-1] == "TRUE"]
    assert limits(xmr_chart(values)) == pytest.approx((34.088, 32.56504, 35.61096), abs=1e-5)


def test_flow_rates_as_single_values() -> None:
    assert limits(xmr_chart(FLOW, minimum_points=10)) == pytest.approx((50.81, 45.8159, 55.8041), abs=1e-4)


def test_fewer_than_twelve_months_have_no_limits() -> None:
    chart = p_chart([9] * 11, [10] * 11)
    assert (chart.centre, chart.signals, chart.measured) == (None, (), 11)
    assert all(point.value == 0.9 and point.lower is None for point in chart.points)


def test_a_month_without_tickets_is_a_gap_and_not_a_zero() -> None:
    chart = p_chart([9] * 6 + [0] + [9] * 6, [10] * 6 + [0] + [10] * 6)
    assert (chart.centre, chart.points[6].value, chart.points[6].lower) == (0.9, None, None)
    assert chart.signals == ()


def test_a_month_with_fewer_tickets_has_wider_limits() -> None:
    chart = p_chart([95] * 12 + [9], [100] * 12 + [10])
    wide, narrow = chart.points[12], chart.points[0]
    assert wide.lower is not None
    assert narrow.lower is not None
    assert wide.lower < narrow.lower
    assert chart.signals == (Signal(position=11, kind=SignalKind.RUN_ABOVE),)


@pytest.mark.parametrize(
    ("values", "signals"),
    [
        ([1.0] * 8 + [0.0] * 8, [(7, SignalKind.RUN_ABOVE), (15, SignalKind.RUN_BELOW)]),
        ([1.0] * 7 + [0.0] * 7, []),
        ([1.0] * 4 + [None] + [1.0] * 4 + [0.0] * 4 + [None] + [0.0] * 4, []),  # a gap ends a run
        ([1.0] * 10 + [-1.0, 1.0, -1.0, 1.0, -1.0], [(9, SignalKind.RUN_ABOVE)]),
    ],
)
def test_eight_on_one_side_are_a_signal(values: list[float | None], signals: list[tuple[int, SignalKind]]) -> None:
    found = [s for s in xmr_chart(values).signals if s.kind in (SignalKind.RUN_ABOVE, SignalKind.RUN_BELOW)]
    assert [(s.position, s.kind) for s in found] == signals


@given(st.lists(st.integers(0, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30))
def test_limits_hold_the_centre_and_stay_shares(months: list[tuple[int, int]]) -> None:
    chart = p_chart([k for k, _ in months], [n for _, n in months])
    for point in chart.points:
        if point.lower is not None and point.upper is not None and chart.centre is not None:
            assert 0 <= point.lower <= chart.centre <= point.upper <= 1
    assert len(chart.points) == len(months)


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


def test_a_half_in_the_expected_arrivals_goes_up_and_to_even_only_under_the_old_rules() -> None:
    arrived = [470, 475, 470, 475, 470, 475]
    now, before = arrivals_forecast(arrived), arrivals_forecast(arrived, halves_to_even=True)
    assert now is not None
    assert before is not None
    assert (now.expected, before.expected) == (473, 472)
