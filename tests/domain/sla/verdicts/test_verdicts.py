"""Worked tickets: every expectation is counted by hand in its comment.

Hours: Mon-Thu 08:00-16:00, Fri 08:00-15:30, Danish public holidays and 5 June, 24 and 31 December closed.
Targets: first response P1 30 min, P2 2 h, P3 8 h; resolution P1 4 h, P2 16 h, P3 40 h.
October 2026: the 5th, 12th, 19th, 26th are Mondays.
"""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from domain.contract.clauses import Contract, Party
from domain.review.build import build_review
from domain.review.level_shapes import Breach, FigureStatus
from domain.review.review import MonthlyReview
from domain.sla.month_frame import frame_months
from domain.sla.shapes import BreachCause, Entry
from domain.sla.ticket_time import book, read_ticket_time
from domain.sla.tickets import TicketTables
from domain.sla.vendor_comments import vendor_comments
from domain.sla.verdicts.targets import read_priorities
from domain.sla.verdicts.verdicts import Verdict, judge
from domain.working_time.calendars import ServiceCalendar
from domain.working_time.intervals import NEVER
from tests.domain.samples.reviewed import Reviewed
from tests.domain.sla.stories import CLIENT, CLOSED, NEW, SOLVED, THIRD_PARTY, WORKING, Story, at, contract, frames


def review(story: Story, month: str, terms: Contract | None = None, as_of: str = "2028-01-01 00:00") -> MonthlyReview:
    rollout = Reviewed("nordlys", "Nordlys Regnskab A/S", terms or contract())
    return build_review(rollout, month, TicketTables(**frames(story)), as_of=at(as_of), snapshot_id="test")


def verdict(story: Story, cut_off: str, clause_id: str = "resolution", terms: Contract | None = None) -> dict[str, Any]:
    """The one verdict of the one ticket, with instants as datetimes."""
    terms = terms or contract()
    data = frames(story)
    clause = next(clause for clause in terms.clauses if clause.clause_id == clause_id)
    time = read_ticket_time(data["tickets"], data["history"], terms.statuses, at(cut_off))
    frame = frame_months(terms, cut_off[:7], time)
    found = judge(
        time,
        clause,
        ServiceCalendar.from_terms(terms.calendars["kontor"], 2026, 2026),
        read_priorities(time, data["history"]),
        vendor_comments(time, data["comments"], terms.vendor_account_ids),
        frame.starts,
        np.ones(1, dtype=bool),
        np.zeros(1, dtype=bool),
    )

    def moment(seconds: np.int64) -> datetime | None:
        return None if seconds == NEVER else datetime.fromtimestamp(int(seconds), UTC)

    return {
        "outcome": Verdict(found.outcome[0]),
        "priority": found.priorities[found.priority[0]],
        "counted": int(found.counted[0]),
        **{name: moment(getattr(found, name)[0]) for name in ("stop", "deadline", "breached_at", "met_at")},
    }


HOUR = 3600


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


REOPENED = Story(
    # 2 h, solved for 4 h, 1 h 59
    "2026-10-05 08:00",
    (("2026-10-05 10:00", SOLVED), ("2026-10-05 14:00", WORKING), ("2026-10-05 15:59", SOLVED)),
)


@pytest.mark.parametrize(
    ("policy", "stop", "counted"),
    [
        ("resume", "2026-10-05 15:59", 3 * HOUR + 59 * 60),
        ("restart", "2026-10-05 15:59", HOUR + 59 * 60),
        ("first_close_final", "2026-10-05 10:00", 2 * HOUR),
    ],
)
def test_a_reopened_ticket_follows_the_clause_s_policy(policy: str, stop: str, counted: int) -> None:
    found = verdict(REOPENED, "2026-11-01 00:00", terms=contract(reopen=policy))
    assert (found["outcome"], found["stop"], found["counted"]) == (Verdict.MET, at(stop), counted)


@pytest.mark.parametrize("policy", ["resume", "restart", "first_close_final"])
def test_a_reopened_ticket_keeps_its_breach(policy: str) -> None:
    # 08:00-13:00 is 5 h, over the 4 h at 12:00; the second round takes 30 minutes only
    story = Story(
        "2026-10-05 08:00",
        (("2026-10-05 13:00", SOLVED), ("2026-10-05 13:30", WORKING), ("2026-10-05 14:00", SOLVED)),
    )
    found = verdict(story, "2026-11-01 00:00", terms=contract(reopen=policy))
    assert (found["outcome"], found["deadline"]) == (Verdict.BREACHED_RESOLVED, at("2026-10-05 12:00"))


def test_moving_a_solved_ticket_to_closed_is_not_a_second_stop() -> None:
    story = Story("2026-10-05 08:00", (("2026-10-05 10:00", SOLVED), ("2026-10-19 10:00", CLOSED)))
    assert verdict(story, "2026-11-01 00:00")["stop"] == at("2026-10-05 10:00")


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
    ("solved", "outcome"),
    [("2026-10-05 12:00", Verdict.MET), ("2026-10-05 12:01", Verdict.BREACHED_RESOLVED)],
)
def test_a_priority_raised_after_three_hours_leaves_one(solved: str, outcome: Verdict) -> None:
    # review-pack C11: P3 raised to P1 at 11:00, after 3 h; 4 h from the creation are over at 12:00
    story = Story("2026-10-05 08:00", ((solved, SOLVED),), priority="P3", priorities=(("2026-10-05 11:00", "P1"),))
    found = verdict(story, "2026-11-01 00:00")
    assert (found["priority"], found["outcome"], found["deadline"]) == ("P1", outcome, at("2026-10-05 12:00"))


@pytest.mark.parametrize(
    ("raised", "solved", "deadline", "outcome"),
    [
        # P3 (40 h) for 4 h uses a tenth; nine tenths of P1's 4 h are 3 h 36 min, so 7 h 36 min of clock in all.
        ("2026-10-05 12:00", "2026-10-05 15:36:00", "2026-10-05 15:36", Verdict.MET),
        ("2026-10-05 12:00", "2026-10-05 15:36:01", "2026-10-05 15:36", Verdict.BREACHED_RESOLVED),
        # At once: P1 alone. An hour of P3: 3 h 54 min more.
        ("2026-10-05 08:00", "2026-10-05 12:00:00", "2026-10-05 12:00", Verdict.MET),
        ("2026-10-05 09:00", "2026-10-05 12:54:00", "2026-10-05 12:54", Verdict.MET),
        ("2026-10-05 09:00", "2026-10-05 12:54:01", "2026-10-05 12:54", Verdict.BREACHED_RESOLVED),
    ],
)
def test_pro_rata_each_priority_uses_its_share(raised: str, solved: str, deadline: str, outcome: Verdict) -> None:
    story = Story("2026-10-05 08:00", ((solved, SOLVED),), priority="P3", priorities=((raised, "P1"),))
    found = verdict(story, "2026-11-01 00:00", terms=contract(retarget="pro_rata"))
    assert (found["deadline"], found["outcome"]) == (at(deadline), outcome)


def test_pro_rata_a_lowered_priority_gives_back_only_what_was_not_used() -> None:
    # P1 for 3 of its 4 h uses three quarters; a quarter of P3's 40 h is 10 h: Mon 11:00 + 10 h = Tue 13:00.
    moves = (("2026-10-06 14:00", SOLVED),)
    story = Story("2026-10-05 08:00", moves, priorities=(("2026-10-05 11:00", "P3"),))
    found = verdict(story, "2026-11-01 00:00", terms=contract(retarget="pro_rata"))
    assert (found["outcome"], found["breached_at"]) == (Verdict.BREACHED_RESOLVED, at("2026-10-06 13:00"))


def test_pro_rata_targets_without_a_common_measure_are_refused() -> None:
    targets = {f"P{n}": {"minutes": minutes, "attainment": "0.9"} for n, minutes in enumerate((7919, 7907, 7901))}
    with pytest.raises(ValidationError, match="common measure"):
        contract(retarget="pro_rata", targets=targets)


@pytest.mark.parametrize(
    ("retarget", "priority", "outcome"), [("last", "P3", Verdict.MET), ("worst", "P1", Verdict.BREACHED_RESOLVED)]
)
def test_a_priority_lowered_after_its_target_follows_the_clause(retarget: str, priority: str, outcome: Verdict) -> None:
    # P1 until 13:00 (5 h, over the 4 h at 12:00), then P3; solved 14:00
    story = Story("2026-10-05 08:00", (("2026-10-05 14:00", SOLVED),), priorities=(("2026-10-05 13:00", "P3"),))
    found = verdict(story, "2026-11-01 00:00", terms=contract(retarget=retarget))
    assert (found["priority"], found["outcome"]) == (priority, outcome)


def test_a_priority_set_after_the_stop_does_not_count() -> None:
    story = Story("2026-10-05 08:00", (("2026-10-05 14:00", SOLVED),), "P3", (("2026-10-06 09:00", "P1"),))
    for policy in ("resume", "restart", "first_close_final"):
        for retarget in ("last", "worst", "pro_rata"):
            found = verdict(story, "2026-11-01 00:00", terms=contract(reopen=policy, retarget=retarget))
            assert (found["priority"], found["outcome"]) == ("P3", Verdict.MET)


def test_lowering_the_priority_in_the_next_month_does_not_erase_a_breach() -> None:
    # P1 from Thu 29 October 14:00: 2 h that day, 4 h at Friday 10:00. Lowered on Monday 2 November.
    story = Story("2026-10-29 14:00", (("2026-11-03 09:00", SOLVED),), priorities=(("2026-11-02 08:00", "P3"),))
    found = verdict(story, "2026-12-01 00:00")
    assert (found["outcome"], found["priority"]) == (Verdict.BREACHED_RESOLVED, "P1")
    assert found["breached_at"] == at("2026-10-30 10:00")


def test_raising_the_priority_in_a_later_month_breaches_in_that_month() -> None:
    # P3 from 29 October 14:00; raised to P1 on 2 November, when 2 h + 7 h 30 are used: over 4 h, but not in October
    story = Story("2026-10-29 14:00", (), "P3", (("2026-11-02 09:00", "P1"),))
    found = verdict(story, "2026-12-01 00:00")
    assert (found["outcome"], found["breached_at"]) == (Verdict.BREACHED_OPEN, at("2026-11-01 00:00"))
    assert found["deadline"] == at("2026-10-30 10:00")
    assert review(story, "2026-10").figures[6].census.open_in_time == 1  # resolution.P3
    assert [b.figure_id for b in review(story, "2026-11").breaches if b.figure_id.startswith("res")] == [
        "resolution.P1"
    ]


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


@pytest.mark.parametrize(
    ("story", "answered"),
    [
        (Story("2026-10-05 08:00", (("2026-10-05 08:20", WORKING),)), "2026-10-05 08:20"),
        (Story("2026-10-05 08:00", (), comments=(("2026-10-05 08:10", "bls-1", True),)), "2026-10-05 08:10"),
        (Story("2026-10-05 08:00", (), comments=(("2026-10-05 08:10", "bls-1", False),)), None),
        (Story("2026-10-05 08:00", (), comments=(("2026-10-05 08:10", "nr-1", True),)), None),
        (Story("2026-10-05 08:00", (("2026-10-05 08:25", SOLVED),)), "2026-10-05 08:25"),
        (Story("2026-10-05 08:00", (), first=WORKING), None),  # created outside the queue: nobody has answered yet
        (Story("2026-10-05 08:00", (("2026-10-05 08:05", CLIENT),), first=WORKING), None),
    ],
)
def test_the_first_response_is_the_vendor_s_first_public_act(story: Story, answered: str | None) -> None:
    found = verdict(story, "2026-10-05 08:29", "first_response")
    assert found["met_at"] == (at(answered) if answered else None)
    assert found["outcome"] is (Verdict.MET if answered else Verdict.OPEN)


def test_a_comment_after_the_target_is_a_late_response_whatever_the_status() -> None:
    # 30 minutes from 15:45 end the next day at 08:15
    story = Story("2026-10-05 15:45", (), comments=(("2026-10-06 08:16", "bls-2", True),))
    found = verdict(story, "2026-11-01 00:00", "first_response")
    assert (found["outcome"], found["deadline"]) == (Verdict.BREACHED_RESOLVED, at("2026-10-06 08:15"))
    assert found["counted"] == 31 * 60


def test_reopening_does_not_ask_for_a_second_first_response() -> None:
    found = verdict(REOPENED, "2026-11-01 00:00", "first_response")
    # solving it at 10:00 was the first act: 2 h, over 30 minutes
    assert (found["stop"], found["outcome"]) == (at("2026-10-05 10:00"), Verdict.BREACHED_RESOLVED)


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
