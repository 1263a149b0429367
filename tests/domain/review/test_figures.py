"""The figure of a level: share, interval, median, margin, and what it says when there is nothing."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from domain.arithmetic.proportions import wilson
from domain.review.shapes.levels import FigureStatus
from domain.sla.shapes import Census
from tests.domain.review.months import figure, review, solved_after
from tests.domain.sla.stories import (
    SOLVED,
    Frames,
    Story,
    frames,
)

BINOMIAL = json.loads((Path(__file__).parents[1] / "data" / "binom_ci_reference.json").read_text())
"""Intervals of the R package binom, by way of the statsmodels tests."""


def test_c5_two_of_three_is_two_thirds_and_few() -> None:
    found = figure(review(frames(solved_after(1), solved_after(2), solved_after(5)), "2026-10"), "resolution.P1")
    assert (found.census.met, found.census.judged, found.attainment) == (2, 3, Decimal("0.6667"))
    assert (found.status, found.too_few) == (FigureStatus.MISSED, True)


def test_c6_no_ticket_is_no_demand() -> None:
    found = figure(review(frames(solved_after(1)), "2026-10"), "resolution.P2")
    assert (found.status, found.attainment, found.interval) == (FigureStatus.NO_DEMAND, None, None)
    assert (found.median_seconds, found.p90_seconds, found.repeated_miss) == (None, None, False)


def test_c7_no_data_is_not_measured_never_met() -> None:
    assert {f.status for f in review(frames(), "2026-10").figures} == {FigureStatus.NOT_MEASURED}
    unread = Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),), unreadable="Jira would not give its history")
    found = figure(review(frames(unread), "2026-10"), "resolution.P1")
    assert (found.status, found.census) == (FigureStatus.NOT_MEASURED, Census(unreadable=1))


def test_c8_nineteen_of_twenty_meets_95_percent_and_shows_a_wide_interval() -> None:
    found = figure(review(frames(*[solved_after(1)] * 19, solved_after(5)), "2026-10"), "resolution.P1")
    assert (found.attainment, found.status) == (Decimal("0.9500"), FigureStatus.MET)
    assert found.interval == (Decimal("0.7639"), Decimal("0.9911"))


def test_c9_a_share_that_is_only_rounded_up_to_the_target_misses_it() -> None:
    # 1,899 of 1,999 is 0.949975: four decimals show 0.9500, the contract asks for 0.95
    quick = frames(solved_after(1), solved_after(5))
    many = [quick["tickets"].row(n, named=True) for n in [0] * 1_899 + [1] * 100]
    tickets = pl.DataFrame(
        [row | {"issue_id": f"{n}-{row['issue_id']}"} for n, row in enumerate(many)], schema=quick["tickets"].schema
    )
    history = tickets.select("issue_id", twin=pl.col("issue_id").str.extract(r"-(\d+)$")).join(
        quick["history"].rename({"issue_id": "twin"}), on="twin"
    )
    data = Frames(tickets=tickets, history=history.drop("twin"), comments=quick["comments"])
    found = figure(review(data, "2026-10"), "resolution.P1")
    assert (found.census.met, found.census.judged) == (1_899, 1_999)
    assert (found.attainment, found.status) == (Decimal("0.9500"), FigureStatus.MISSED)


@pytest.mark.parametrize("case", BINOMIAL, ids=lambda case: f"{case['count']}-of-{case['nobs']}")
def test_the_interval_is_wilson_s(case: dict[str, Any]) -> None:
    [expected] = [ci for ci in case["ci"] if ci["method"] == "wilson"]
    found = wilson(case["count"], case["nobs"])
    assert found is not None
    assert abs(float(found[0]) - expected["low"]) <= 0.5e-4 + 1e-9
    assert abs(float(found[1]) - expected["high"]) <= 0.5e-4 + 1e-9


def test_a_miss_after_a_miss_is_repeated() -> None:
    data = frames(
        Story("2026-09-01 08:00", (("2026-09-01 15:00", SOLVED),)),
        Story("2026-10-05 08:00", (("2026-10-05 15:00", SOLVED),)),
        Story("2026-11-02 08:00", (("2026-11-02 09:00", SOLVED),)),
    )
    repeated = {m: figure(review(data, m), "resolution.P1").repeated_miss for m in ("2026-09", "2026-10", "2026-11")}
    assert repeated == {"2026-09": False, "2026-10": True, "2026-11": False}


def test_median_and_percentile_are_tickets_of_the_month() -> None:
    # 1, 2, 3 and 5 h; half of four is the second; 90 % of four is the fourth
    found = figure(review(frames(*(solved_after(h) for h in (3, 1, 5, 2))), "2026-10"), "resolution.P1")
    assert (found.median_seconds, found.p90_seconds) == (2 * 3600, 5 * 3600)


@pytest.mark.parametrize(
    ("late", "of", "margin", "misses_left"),
    [
        (2, 40, "0.0000", 0),  # 38 of 40 is exactly 95 %: one more would have missed it
        (1, 40, "0.0250", 1),
        (3, 40, "-0.0250", -1),
        (1, 20, "0.0000", 0),
        (1, 3, "-0.2833", -1),  # C5: 2 of 3 against 95 %
    ],
)
def test_the_margin_says_how_many_more_late_ones_were_allowed(
    late: int, of: int, margin: str, misses_left: int
) -> None:
    stories = [solved_after(6) for _ in range(late)] + [solved_after(1) for _ in range(of - late)]
    found = figure(review(frames(*stories), "2026-10"), "resolution.P1")
    assert (str(found.margin), found.misses_left) == (margin, misses_left)


def test_a_month_without_tickets_has_no_margin_and_is_a_gap_in_the_chart() -> None:
    found = figure(review(frames(solved_after(1)), "2026-10"), "resolution.P2")
    assert (found.margin, found.misses_left) == (None, 0)
    assert found.chart is not None
    assert [point.value for point in found.chart.points] == [None] * 13
