"""What stops a clock: a solution, the vendor's first public act, and a re-opening."""

import pytest

from domain.sla.verdicts.verdicts import Verdict
from tests.domain.sla.stories import CLIENT, CLOSED, SOLVED, WORKING, Story, at, contract
from tests.domain.sla.verdicts.judged import HOUR, verdict

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
