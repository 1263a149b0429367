"""One ticket and one clause, worked by hand."""

import numpy as np
import pytest

from domain.contract.clauses import Party
from domain.review.shapes.levels import Breach, FigureStatus
from domain.sla.shapes import BreachCause, Entry
from domain.sla.ticket_time import book, read_ticket_time
from domain.sla.verdicts.verdicts import Verdict
from domain.working_time.calendars import ServiceCalendar
from tests.domain.sla.stories import CLIENT, NEW, SOLVED, THIRD_PARTY, WORKING, Story, at, contract, frames
from tests.domain.sla.verdicts.judged import HOUR, review, verdict


def test_a_ticket_solved_within_the_morning_is_met() -> None:
    # 09:00-12:30 is 3 h 30; the remaining 30 minutes would have run out at 13:00
    story = Story("2026-10-05 09:00", (("2026-10-05 09:20", WORKING), ("2026-10-05 12:30", SOLVED)))
    assert verdict(story, "2026-11-01 00:00") == {
        "outcome": Verdict.MET,
        "priority": "P1",
        "counted": 3 * HOUR + 1800,
        "stop": at("2026-10-05 12:30"),
        "deadline": at("2026-10-05 13:00"),
        "breached_at": None,
        "met_at": at("2026-10-05 12:30"),
    }


@pytest.mark.parametrize(
    ("solved", "outcome", "counted"),
    [
        ("2026-04-09 09:00:00", Verdict.MET, 16 * HOUR),
        ("2026-04-09 09:00:00.999", Verdict.MET, 16 * HOUR),  # instants are floored to seconds
        ("2026-04-09 09:00:01", Verdict.BREACHED_RESOLVED, 16 * HOUR + 1),
    ],
)
def test_a_pause_over_easter_moves_the_deadline_in_working_time(solved: str, outcome: Verdict, counted: int) -> None:
    # P2, 16 h. Wed 1 April 14:00-15:00: 1 h. Client until Tue 7 April 10:00 (2, 3 and 6 April are holidays).
    # Tue 10-16: 7 h. Wed 8-16: 15 h. Thu 9 April 09:00: 16 h. Exactly there is met.
    story = Story(
        "2026-04-01 14:00",
        (("2026-04-01 15:00", CLIENT), ("2026-04-07 10:00", WORKING), (solved, SOLVED)),
        priority="P2",
    )
    found = verdict(story, "2026-05-01 00:00")
    assert (found["outcome"], found["counted"]) == (outcome, counted)
    assert found["deadline"] == at("2026-04-09 09:00")


def test_every_second_is_booked_to_one_party() -> None:
    # Wed 1 April 14:00 -> Tue 7 April 10:00 client -> third party Tue 12:00 -> vendor Tue 13:00 -> solved Tue 14:00
    # -> re-opened Wed 8 April 14:00 -> cut-off Wed 15:00.
    story = Story(
        "2026-04-01 14:00",
        (
            ("2026-04-01 15:00", CLIENT),
            ("2026-04-07 10:00", THIRD_PARTY),
            ("2026-04-07 12:00", WORKING),
            ("2026-04-07 14:00", SOLVED),
            ("2026-04-08 14:00", WORKING),
        ),
    )
    data, terms = frames(story), contract()
    time = read_ticket_time(data["tickets"], data["history"], terms.statuses, at("2026-04-08 15:00"))
    calendar = ServiceCalendar.from_terms(terms.calendars["kontor"], 2026, 2026)
    open_time = calendar.open_time_between(int(time.created[0]), time.cut_off)
    booked = {party: int(s[0]) for party, s in book(time, np.array([time.cut_off]), open_time).items()}
    # From Wed 16:00 to Tue 08:00 everything is closed: 8 h + 5 days + 8 h = 136 h.
    assert booked == {
        Party.VENDOR: (1 + 2 + 1) * HOUR,
        Party.CLIENT: (1 + 2) * HOUR,
        Party.THIRD_PARTY: 2 * HOUR,
        Party.OUTSIDE_HOURS: 136 * HOUR,
        Party.RESOLVED: 24 * HOUR,
    }
    assert sum(booked.values()) == 7 * 24 * HOUR + HOUR


def test_a_ticket_solved_straight_from_a_pause_is_not_charged_for_it() -> None:
    # vendor 08:00-10:00, client until the next day 15:00
    story = Story("2026-10-05 08:00", (("2026-10-05 10:00", CLIENT), ("2026-10-06 15:00", SOLVED)))
    found = verdict(story, "2026-11-01 00:00")
    assert (found["outcome"], found["counted"]) == (Verdict.MET, 2 * HOUR)


def test_the_target_used_up_exactly_when_a_pause_begins_is_not_a_breach() -> None:
    # 4 h used at 12:00, client until 14:00, solved from the pause: not one second too many
    story = Story("2026-10-05 08:00", (("2026-10-05 12:00", CLIENT), ("2026-10-05 14:00", SOLVED)))
    assert verdict(story, "2026-11-01 00:00")["outcome"] is Verdict.MET


def test_an_open_ticket_has_a_projected_deadline() -> None:
    # 14:00-16:00 is 2 h on Monday, 2 h more end on Tuesday 10:00; the cut-off is Tuesday 09:00
    found = verdict(Story("2026-10-05 14:00"), "2026-10-06 09:00")
    assert (found["outcome"], found["deadline"], found["counted"]) == (Verdict.OPEN, at("2026-10-06 10:00"), 3 * HOUR)
    paused = verdict(Story("2026-10-05 14:00", (("2026-10-05 15:00", CLIENT),)), "2026-10-06 09:00")
    assert (paused["counted"], paused["deadline"]) == (HOUR, at("2026-10-06 12:00"))


@pytest.mark.parametrize(
    ("created", "deadline"),
    [
        ("2026-03-29T00:00+01:00", "2026-03-29T05:00+02:00"),  # 02:00-03:00 does not exist
        ("2025-10-26T00:00+02:00", "2025-10-26T03:00+01:00"),  # 02:00-03:00 exists twice
    ],
)
def test_four_hours_over_a_clock_change_are_four_elapsed_hours(created: str, deadline: str) -> None:
    late = at(deadline).replace(second=1).isoformat()
    for solved, outcome in ((deadline, Verdict.MET), (late, Verdict.BREACHED_RESOLVED)):
        story = Story(created, ((solved, SOLVED),))
        found = verdict(story, "2026-04-01 00:00", terms=contract(always_open=True))
        assert (found["deadline"], found["outcome"]) == (at(deadline), outcome)


def test_history_after_the_cut_off_is_not_looked_at() -> None:
    # solved and lowered to P3 after the cut-off: at it, the ticket was new, P1, and 3 h old
    story = Story("2026-10-05 08:00", (("2026-10-05 11:30", SOLVED),), priorities=(("2026-10-05 11:00", "P3"),))
    found = verdict(story, "2026-10-05 11:00")
    assert (found["outcome"], found["priority"], found["counted"]) == (Verdict.OPEN, "P1", 3 * HOUR)


def test_simultaneous_changes_keep_the_order_of_their_entries() -> None:
    # solved and re-opened within the same second: the ticket is open
    story = Story("2026-10-05 08:00", (("2026-10-05 10:00", SOLVED), ("2026-10-05 10:00", WORKING)))
    assert verdict(story, "2026-10-05 11:00")["outcome"] is Verdict.OPEN
    shuffled = frames(story)
    shuffled["history"] = shuffled["history"].reverse()
    time = read_ticket_time(shuffled["tickets"], shuffled["history"], contract().statuses, at("2026-10-05 11:00"))
    assert time.party.tolist() == [0, 3, 0]


def test_a_status_the_contract_does_not_know_makes_the_ticket_unreadable() -> None:
    story = Story("2026-10-05 08:00", (("2026-10-05 09:00", "10099"), ("2026-10-05 10:00", SOLVED)))
    assert verdict(story, "2026-11-01 00:00")["outcome"] is Verdict.UNREADABLE
    month = review(story, "2026-10")
    assert month.tickets_unreadable == 1
    assert month.figures[4].census.unreadable == 1
    assert month.figures[4].status is FigureStatus.NOT_MEASURED
    assert [(f.cell, "10099" in str(f.reason)) for f in month.findings] == [("NB-1", True)]


@pytest.mark.parametrize(
    "story",
    [
        Story("2026-10-05 08:00", first="10099"),
        Story("2026-10-05 08:00", (("2026-10-06 08:00", SOLVED),), first="10099"),
        Story("2026-10-05 08:00", (("2026-10-06 08:00", "10099"), ("2026-10-07 08:00", "10098"))),
    ],
)
def test_the_first_unknown_status_is_named(story: Story) -> None:
    [finding] = review(story, "2026-10").findings
    assert str(finding.reason).endswith("the contract does not know the status 10099")


def test_an_unknown_status_after_the_cut_off_does_no_harm() -> None:
    story = Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED), ("2026-11-05 09:00", "10099")))
    assert review(story, "2026-10").tickets_unreadable == 0
    assert review(story, "2026-11").tickets_unreadable == 1


def test_an_incomplete_history_is_unreadable_never_met() -> None:
    story = Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),), unreadable="Jira holds 120 changes, 100 read")
    found = verdict(story, "2026-11-01 00:00")
    assert (found["outcome"], found["met_at"], found["breached_at"]) == (Verdict.UNREADABLE, None, None)


def test_a_priority_without_a_target_is_excluded() -> None:
    for priority in ("P9", None):
        story = Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),), priority=priority)
        assert verdict(story, "2026-11-01 00:00")["outcome"] is Verdict.EXCLUDED


def test_a_breach_tells_its_evidence() -> None:
    # P1: 08:00-10:00 vendor, client 10:00-11:00, vendor 11:00-14:00 -> 4 h at 13:00, 5 h at the stop
    story = Story(
        "2026-10-05 08:00",
        (("2026-10-05 10:00", CLIENT), ("2026-10-05 11:00", WORKING), ("2026-10-05 14:00", SOLVED)),
    )
    assert review(story, "2026-10").breaches[1] == Breach(
        figure_id="resolution.P1",
        key="NB-1",
        summary="Sag 1",
        process="bogholderi",
        created_at=at("2026-10-05 08:00"),
        deadline_at=at("2026-10-05 13:00"),
        stopped_at=at("2026-10-05 14:00"),
        target_seconds=4 * HOUR,
        counted_seconds=5 * HOUR,
        seconds_by_party={
            Party.VENDOR: 5 * HOUR,
            Party.CLIENT: HOUR,
            Party.THIRD_PARTY: 0,
            Party.OUTSIDE_HOURS: 0,
            Party.RESOLVED: 0,
        },
        reopened=False,
        cause=BreachCause.HANDLING,
        held_longest_by=Party.VENDOR,
        decided_by=Entry(kind="change", entry_id="1001", at=at("2026-10-05 11:00"), from_name=CLIENT, to_name=WORKING),
        stopped_by=Entry(kind="change", entry_id="1002", at=at("2026-10-05 14:00"), from_name=WORKING, to_name=SOLVED),
    )


def test_an_untouched_ticket_waits_in_the_queue_of_the_vendor() -> None:
    found = verdict(Story("2026-10-05 08:00", first=NEW), "2026-10-05 13:00")
    assert (found["outcome"], found["counted"]) == (Verdict.BREACHED_OPEN, 5 * HOUR)
