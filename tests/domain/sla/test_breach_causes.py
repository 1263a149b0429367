"""Causes of breaches: each worked by hand; every breach has exactly one."""

import pytest

from domain.contract.clauses import Party
from domain.review.shapes.levels import Breach
from domain.sla.shapes import BreachCause
from tests.domain.review.months import review
from tests.domain.sla.stories import CLIENT, SOLVED, WORKING, Story, frames

LATE_IN_QUEUE = Story("2026-10-05 08:00", (("2026-10-05 11:00", WORKING), ("2026-10-05 13:00", SOLVED)))
LATE_AT_WORK = Story("2026-10-05 08:00", (("2026-10-05 08:10", WORKING), ("2026-10-05 13:00", SOLVED)))
AGAIN = Story(
    "2026-10-05 08:00",
    (
        ("2026-10-05 08:10", WORKING),
        ("2026-10-05 10:00", SOLVED),
        ("2026-10-06 08:00", WORKING),
        ("2026-10-06 12:00", SOLVED),
    ),
)
RAISED = Story(
    "2026-10-05 08:00",
    (("2026-10-05 08:10", WORKING), ("2026-10-05 15:00", SOLVED)),
    priority="P3",
    priorities=(("2026-10-05 09:00", "P1"),),
)
WAITED_FOR_CLIENT = Story(
    "2026-10-05 08:00",
    (
        ("2026-10-05 08:10", CLIENT),
        ("2026-10-07 08:00", WORKING),
        ("2026-10-07 14:00", SOLVED),
    ),
)


def breach(story: Story) -> Breach:
    return next(b for b in review(frames(story), "2026-10").breaches if b.figure_id == "resolution.P1")


@pytest.mark.parametrize(
    ("story", "cause", "party"),
    [
        (LATE_IN_QUEUE, BreachCause.QUEUE, Party.VENDOR),  # three of the four hours passed in the queue
        (LATE_AT_WORK, BreachCause.HANDLING, Party.VENDOR),
        (AGAIN, BreachCause.REOPENED, Party.VENDOR),  # two hours, then two more after the re-open
        (RAISED, BreachCause.RAISED, Party.VENDOR),  # as P3 it had forty hours
        (WAITED_FOR_CLIENT, BreachCause.HANDLING, Party.CLIENT),
    ],
    ids=["queue", "handling", "re-opened", "raised", "client"],
)
def test_a_breach_names_its_cause_and_who_had_the_ticket_longest(
    story: Story, cause: BreachCause, party: Party
) -> None:
    found = breach(story)
    assert (found.cause, found.held_longest_by) == (cause, party)


def test_a_first_response_breach_waited_in_the_queue() -> None:
    found = review(frames(LATE_IN_QUEUE), "2026-10").breaches[0]
    assert (found.figure_id, found.cause) == ("first_response.P1", BreachCause.QUEUE)


def test_causes_are_counted_most_frequent_first() -> None:
    month = review(frames(LATE_AT_WORK, LATE_AT_WORK, AGAIN), "2026-10")
    assert month.causes == ((BreachCause.HANDLING, 2), (BreachCause.REOPENED, 1))
    assert sum(count for _, count in month.causes) == len(month.breaches)
