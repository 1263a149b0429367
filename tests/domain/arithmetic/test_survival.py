"""Kaplan-Meier against the textbook's leukaemia data, and what must hold for any data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.survival import Survival, kaplan_meier

# Freireich's and Gehan's remission times in weeks (Kaplan-Meier's standard example); + is censored.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def estimate(text: str) -> Survival:
    words = text.split()
    durations = np.array([int(word.rstrip("+")) for word in words], dtype=np.int64)
    return kaplan_meier(durations, np.array([not word.endswith("+") for word in words]))


@pytest.mark.parametrize(
    ("week", "share"),
    [(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)],
)
def test_the_textbook_table(week: int, share: float) -> None:
    assert estimate(SIX_MP).open_share(week) == pytest.approx(share, abs=5e-5)


@pytest.mark.parametrize(("text", "median"), [(SIX_MP, 23), (PLACEBO, 8), ("5+ 6+", None), ("5 6+ 7+", None)])
def test_the_median_is_where_half_are_closed(text: str, median: int | None) -> None:
    assert estimate(text).median() == median


def test_before_the_first_closing_all_are_open() -> None:
    assert estimate(SIX_MP).open_share(5) == 1.0


def test_when_all_are_still_open_nothing_is_known_to_close() -> None:
    found = estimate("3+ 9+ 20+")
    assert (found.open_share(100), found.median(), len(found.at)) == (1.0, None, 0)


def test_without_tickets_there_is_no_step() -> None:
    found = kaplan_meier(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))
    assert (found.open_share(7), found.median()) == (1.0, None)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.integers(0, 60))
def test_when_all_are_closed_it_is_the_plain_share(durations: list[int], day: int) -> None:
    found = kaplan_meier(np.array(durations, dtype=np.int64), np.ones(len(durations), dtype=bool))
    assert found.open_share(day) == pytest.approx(sum(d > day for d in durations) / len(durations))


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=60))
def test_the_share_only_falls_and_stays_within_its_bounds(cases: list[tuple[int, bool]]) -> None:
    durations = np.array([duration for duration, _ in cases], dtype=np.int64)
    closed = np.array([flag for _, flag in cases], dtype=bool)
    steps = kaplan_meier(durations, closed).survival
    assert np.all(np.diff(steps) <= 0)
    assert np.all((steps >= 0) & (steps <= 1))
