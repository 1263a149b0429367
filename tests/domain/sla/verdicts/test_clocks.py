"""Update intervals: worked by hand, and gaps against a slow obvious reference.

Hours: Mon-Thu 08:00-16:00, Fri 08:00-15:30. October 2026: the 5th is a Monday. Targets: P1 4 h between updates.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contract.clauses import Contract
from domain.review.review import MonthlyReview
from domain.working_time.calendars import ServiceCalendar
from tests.budgets import budget
from tests.domain.review.months import review
from tests.domain.sla.stories import CLIENT, SOLVED, STATUSES, WORKING, Story, at, contract, frames
from tests.domain.sla.verdicts.promises import UPDATES, told

VENDOR, OTHER = "bls-1", "nr-8"


def updates(**more: Any) -> Contract:
    return contract(clause_id="update_interval", metric="update_interval", targets=UPDATES, **more)


def say(*moments: str, author: str = VENDOR, public: bool = True) -> tuple[tuple[str, str, bool], ...]:
    return tuple((moment, author, public) for moment in moments)


@pytest.mark.parametrize(
    ("comments", "solved", "outcome", "breached"),
    [
        # 4 h to the comment at 12:00, 4 h more to the solution at 16:00: both exactly used.
        (say("2026-10-05 12:00"), "2026-10-05 16:00", "met", None),
        (say("2026-10-05 12:00:01"), "2026-10-05 16:00", "breached_resolved", "2026-10-05 12:00"),
        (say("2026-10-05 11:00"), "2026-10-05 15:30", "breached_resolved", "2026-10-05 15:00"),
        ((), "2026-10-05 12:00", "met", None),
        # Neither an internal note nor the client's own comment is an update.
        (say("2026-10-05 10:00", public=False), "2026-10-05 13:00", "breached_resolved", "2026-10-05 12:00"),
        (say("2026-10-05 10:00", author=OTHER), "2026-10-05 13:00", "breached_resolved", "2026-10-05 12:00"),
        # The night does not count: 15:00 to 16:00 and 08:00 to 11:00 are four hours.
        (say("2026-10-05 11:30", "2026-10-05 15:00"), "2026-10-06 11:00", "met", None),
    ],
)
def test_no_gap_between_updates_may_exceed_the_target(
    comments: tuple[tuple[str, str, bool], ...], solved: str, outcome: str, breached: str | None
) -> None:
    found = told(Story("2026-10-05 08:00", ((solved, SOLVED),), comments=comments), updates())
    assert (found.outcome, found.breached_at) == (outcome, at(breached) if breached else None)


def test_waiting_for_the_client_needs_no_update() -> None:
    story = Story(
        "2026-10-05 08:00",
        (("2026-10-05 10:00", CLIENT), ("2026-10-07 08:00", WORKING), ("2026-10-07 10:00", SOLVED)),
    )
    assert told(story, updates()).outcome == "met"


def test_a_re_open_begins_a_new_gap() -> None:
    story = Story(
        "2026-10-05 08:00",
        (("2026-10-05 11:00", SOLVED), ("2026-10-06 08:00", WORKING), ("2026-10-06 12:00", SOLVED)),
    )
    assert told(story, updates()).outcome == "met"


def test_the_comment_that_ended_a_gap_too_late_is_named() -> None:
    story = Story("2026-10-05 08:00", comments=say("2026-10-05 13:00"))
    found = told(story, updates())
    assert found.stopped_by is not None
    assert (found.stopped_by.kind, found.stopped_at) == ("comment", at("2026-10-05 13:00"))


def test_an_open_ticket_without_word_is_late_once_and_stays_in_its_month() -> None:
    story = Story("2026-10-30 15:00", comments=say("2026-11-10 08:00"))
    months = [review(frames(story), month, updates()) for month in ("2026-10", "2026-11", "2026-12")]
    assert [judged(month) for month in months] == [0, 1, 0]


def judged(month: MonthlyReview) -> int:
    return sum(figure.census.judged for figure in month.figures if figure.clause_id == "update_interval")


hours = st.integers(8, 200)


@budget(120)
@given(
    st.lists(hours, max_size=6),
    st.lists(st.tuples(hours, st.sampled_from([WORKING, CLIENT, SOLVED])), max_size=5),
)
def test_gaps_agree_with_a_slow_reference(comments: list[int], moves: list[tuple[int, str]]) -> None:
    start = datetime(2026, 10, 5)  # noqa: DTZ001 - told in local time
    moves = sorted(moves)

    def when(hour: int) -> str:
        return f"{start + timedelta(hours=hour)}"

    story = Story(
        when(8), tuple((when(hour), status) for hour, status in moves), comments=say(*map(when, sorted(comments)))
    )
    terms = updates()
    calendar = ServiceCalendar.from_terms(terms.calendars["kontor"], 2026, 2026)
    states = [(at(when(8)), "10001"), *((at(when(hour)), status) for hour, status in moves)]
    spans = list(zip(states, [*(moment for moment, _ in states[1:]), at("2026-11-01 00:00")], strict=True))
    marks = {at(when(8)), *(at(when(hour)) for hour in comments)}
    resolved = False
    for moment, status in states:
        if resolved and STATUSES[status]["books_to"] != "resolved":
            marks.add(moment)
        resolved = STATUSES[status]["books_to"] == "resolved"
    cuts = [*sorted(marks), at("2026-11-01 00:00")]
    gaps = [
        sum(
            calendar.working_seconds(max(begin, low), min(end, high))
            for (begin, status), end in spans
            if STATUSES[status]["books_to"] == "vendor"
        )
        for low, high in pairwise(cuts)
    ]
    assert (told(story, terms).outcome in ("breached_open", "breached_resolved")) is any(gap > 14_400 for gap in gaps)
