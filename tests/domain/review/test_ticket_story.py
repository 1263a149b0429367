"""Stories of tickets: the figures are the review's, every second is told, and the deciding entry is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contract.clauses import Contract, Party, ReopenPolicy
from domain.problems import RuleRefused
from domain.review.ticket_story import ClauseStory, TicketStory, explain_ticket
from domain.sla.tickets import TicketTables
from tests.budgets import budget
from tests.domain.review.months import review
from tests.domain.sla.stories import CLIENT, NEW, SOLVED, THIRD_PARTY, WORKING, Story, at, contract, frames

AGAIN = Story(
    "2026-10-13 11:06:43",
    (
        ("2026-10-13 13:46:43", WORKING),
        ("2026-10-16 12:06:43", SOLVED),
        ("2026-10-19 10:36:43", WORKING),
        ("2026-10-21 14:36:43", SOLVED),
    ),
    priority="P3",
)
"""The worked ticket of docs/sla.md."""


def told(
    story: Story, *others: Story, month: str = "2026-10", key: str = "NB-1", terms: Contract | None = None
) -> TicketStory:
    tables = TicketTables(**frames(story, *others))
    return explain_ticket(terms or contract(), month, key, tables, as_of=at("2028-01-01 00:00"), snapshot_id="test")


def clause(story: TicketStory, name: str = "resolution") -> ClauseStory:
    return next(found for found in story.clauses if found.clause_id == name)


def test_the_worked_ticket_of_the_handbook() -> None:
    found = clause(told(AGAIN))
    assert (found.outcome, found.verdict_month, found.counted_seconds) == ("breached_resolved", "2026-10", 162_000)
    assert found.deadline_at == at("2026-10-21 09:36:43")
    assert found.stopped_at == at("2026-10-21 14:36:43")
    assert found.seconds_by_party[Party.VENDOR] == 162_000
    assert found.seconds_by_party[Party.OUTSIDE_HOURS] == 288_000
    assert found.seconds_by_party[Party.RESOLVED] == 253_800
    assert found.otherwise == {ReopenPolicy.RESTART: "met", ReopenPolicy.FIRST_CLOSE_FINAL: "met"}


def test_the_entry_since_which_the_clock_ran_decides_a_breach() -> None:
    found = clause(told(AGAIN))
    assert found.decided_by is not None
    assert (found.decided_by.kind, found.decided_by.entry_id) == ("change", "1002")  # the re-open
    assert found.stopped_by is not None
    assert found.stopped_by.entry_id == "1003"


def test_a_first_response_by_comment_names_the_comment() -> None:
    story = Story("2026-10-05 08:00", comments=(("2026-10-05 08:10", "bls-1", True),))
    found = clause(told(story), "first_response")
    assert found.outcome == "met"
    assert found.decided_by is not None
    assert (found.decided_by.kind, found.decided_by.entry_id) == ("comment", "10")


def test_a_ticket_nobody_touched_ran_out_since_its_creation() -> None:
    found = clause(told(Story("2026-10-05 08:00")))
    assert (found.outcome, found.stopped_at, found.stopped_by) == ("breached_open", None, None)
    assert found.decided_by is not None
    assert found.decided_by.kind == "creation"


def test_a_pause_over_a_weekend_is_the_clients_and_the_deadline_moves() -> None:
    # Friday 14:00-15:30 and Monday 08:00-09:00 are the client's; three of the four hours are left from Monday 09:00.
    story = Story(
        "2026-10-09 13:00",
        (("2026-10-09 14:00", CLIENT), ("2026-10-12 09:00", WORKING), ("2026-10-12 11:00", SOLVED)),
    )
    found = clause(told(story))
    assert found.seconds_by_party[Party.CLIENT] == 2 * 3600 + 1800
    assert (found.outcome, found.counted_seconds) == ("met", 3 * 3600)


@pytest.mark.parametrize(
    ("story", "outcome"),
    [
        (Story("2025-08-01 08:00"), "excluded"),
        (Story("2026-10-05 08:00", priority="P9"), "excluded"),
        (Story("2026-10-05 08:00", unreadable="cut short"), "unreadable"),
        (Story("2026-10-30 15:00"), "open"),
    ],
    ids=["before the contract", "no target", "unreadable", "open"],
)
def test_what_is_not_judged_says_so(story: Story, outcome: str) -> None:
    found = clause(told(story))
    assert (found.outcome, found.verdict_month) == (outcome, None)


def test_a_verdict_of_an_earlier_month_keeps_its_month() -> None:
    assert clause(told(AGAIN, month="2026-12")).verdict_month == "2026-10"


@pytest.mark.parametrize(
    ("key", "month", "says"), [("NB-7", "2026-10", "no ticket NB-7"), ("NB-1", "2026-09", "after the month's cut-off")]
)
def test_a_ticket_that_is_not_there_is_refused(key: str, month: str, says: str) -> None:
    with pytest.raises(RuleRefused, match=says):
        told(AGAIN, month=month, key=key)


statuses = st.sampled_from([NEW, WORKING, CLIENT, THIRD_PARTY, SOLVED])
moves = st.lists(st.tuples(st.integers(1, 29), st.integers(0, 23), statuses), max_size=6)


@budget(25)
@given(st.lists(moves, min_size=1, max_size=3))
def test_every_breach_of_the_review_has_its_story(drawn: list[list[tuple[int, int, str]]]) -> None:
    stories = tuple(
        Story(
            "2026-10-01 09:00",
            tuple((f"2026-10-{day + 1:02} {hour:02}:00", status) for day, hour, status in sorted(one)),
        )
        for one in drawn
    )
    for breach in review(frames(*stories), "2026-10").breaches:
        story = told(*stories, key=breach.key)
        found = clause(story, breach.figure_id.partition(".")[0])
        assert (found.deadline_at, found.counted_seconds) == (breach.deadline_at, breach.counted_seconds)
        assert (found.decided_by, found.stopped_by) == (breach.decided_by, breach.stopped_by)
        assert found.seconds_by_party == breach.seconds_by_party
        whole = sum(stretch.open_seconds + stretch.outside_seconds for stretch in story.stretches)
        assert whole == (story.cut_off_at - story.created_at).total_seconds()
