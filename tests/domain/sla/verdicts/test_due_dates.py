"""Due dates. Hours: Mon-Thu 08:00-16:00, Fri 08:00-15:30. October 2026: the 5th is a Monday."""

from typing import Any

import pytest

from domain.contract.clauses import Contract
from tests.domain.review.months import review
from tests.domain.sla.stories import CLIENT, SOLVED, WORKING, Story, at, contract, frames
from tests.domain.sla.verdicts.promises import DUE, told


def due(**more: Any) -> Contract:
    return contract(clause_id="due_date", metric="due_date", targets=DUE, **more)


@pytest.mark.parametrize(
    ("moves", "due_on", "outcome", "late"),
    [
        ((("2026-10-07 23:59:59", SOLVED),), "2026-10-07", "met", None),
        ((("2026-10-08 00:00:00", SOLVED),), "2026-10-07", "met", None),  # the day's end itself
        ((("2026-10-08 00:00:01", SOLVED),), "2026-10-07", "breached_resolved", "2026-10-08 00:00"),
        ((), "2026-10-07", "breached_open", "2026-10-08 00:00"),
        ((("2026-10-06 08:00", CLIENT),), "2026-10-07", "breached_open", "2026-10-08 00:00"),  # a promise does not wait
        ((), "2026-11-15", "open", None),
        ((("2026-10-06 08:00", SOLVED),), None, "excluded", None),
        ((), "2026-10-01", "breached_open", "2026-10-05 08:00"),  # due before it was created
        # Solved in time, re-opened after the date: late from the re-open on.
        (
            (("2026-10-06 08:00", SOLVED), ("2026-10-12 09:00", WORKING), ("2026-10-12 10:00", SOLVED)),
            "2026-10-07",
            "breached_resolved",
            "2026-10-12 09:00",
        ),
        # Day of the clock change: the 25th ends at 24:00 winter time.
        ((), "2026-10-25", "breached_open", "2026-10-26T00:00+01:00"),
    ],
)
def test_due_dates(moves: tuple[tuple[str, str], ...], due_on: str | None, outcome: str, late: str | None) -> None:
    found = told(Story("2026-10-05 08:00", moves, due_on=due_on), due())
    assert (found.outcome, found.breached_at) == (outcome, at(late) if late else None)


def test_a_first_solution_that_is_final_keeps_the_due_date() -> None:
    moves = (("2026-10-06 08:00", SOLVED), ("2026-10-12 09:00", WORKING))
    assert told(Story("2026-10-05 08:00", moves, due_on="2026-10-07"), due(reopen="first_close_final")).outcome == "met"


def test_due_dates_are_counted_by_priority_in_the_month_they_passed() -> None:
    stories = [
        Story("2026-10-20 08:00", due_on="2026-10-31"),
        Story("2026-10-20 08:00", (("2026-10-21 08:00", SOLVED),), due_on="2026-10-31"),
    ]
    october, november = (review(frames(*stories), month, due()) for month in ("2026-10", "2026-11"))
    figures = [next(f for f in m.figures if f.figure_id == "due_date.P1") for m in (october, november)]
    assert [(f.census.met, f.census.breached, f.target_minutes) for f in figures] == [(1, 0, None), (0, 1, None)]
