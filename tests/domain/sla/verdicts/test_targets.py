"""Whose target counts when a priority is changed."""

import pytest
from pydantic import ValidationError

from domain.sla.verdicts.verdicts import Verdict
from tests.domain.sla.stories import SOLVED, Story, at, contract
from tests.domain.sla.verdicts.judged import review, verdict


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
