"""Explanations in words: every part of the story, in both languages, and nothing a terminal would obey."""

import pytest

from reports.language import Speaker
from reports.review.explanations import figure_lines, plain, ticket_lines
from tests.domain.review.months import review
from tests.domain.review.test_ticket_story import AGAIN, told
from tests.domain.sla.stories import SOLVED, Story, frames


def test_the_worked_ticket_reads_as_in_the_handbook() -> None:
    said = "\n".join(ticket_lines(told(AGAIN), Speaker("en")))
    for sentence in (
        "Resolution P3: late.",
        "Allowed 40 h 00 min, used 45 h 00 min.",
        "The allowance was used up at 21 Oct 2026 09:36: it is late in October 2026.",
        "closed hours 80 h 00 min, solved 70 h 30 min; together 195 h 30 min",
        "Under the rule that the first solution is final it would be in time.",
    ):
        assert sentence in said


def test_it_reads_in_danish() -> None:
    said = "\n".join(ticket_lines(told(AGAIN), Speaker("da")))
    assert "Løsning P3: forsinket." in said
    assert "Tilladt 40 t 00 min, brugt 45 t 00 min." in said
    assert "historikpost 1002" in said


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        (
            Story("2026-10-05 08:00", unreadable="cut short"),
            "Its history cannot be read: cut short It is in no figure.",
        ),
        (Story("2025-08-01 08:00"), "It was created outside the contract's term"),
        (Story("2026-10-05 08:00", priority="P9"), "The contract has no target for this priority."),
        (Story("2026-10-05 08:00"), "The clock still runs."),
        (Story("2026-10-30 15:00"), "if nothing else changes."),
    ],
)
def test_what_is_special_about_a_ticket_is_said(story: Story, sentence: str) -> None:
    assert sentence in "\n".join(ticket_lines(told(story), Speaker("en")))


def test_a_figure_tells_its_sum_and_its_late_tickets() -> None:
    stories = [Story("2026-10-05 08:00", ((f"2026-10-05 {hour}:00", SOLVED),)) for hour in ("09", "10", "15")]
    said = figure_lines(review(frames(*stories), "2026-10"), "resolution.P1", Speaker("en"))
    assert said[0] == "Resolution P1 in October 2026: 2 of 3 in time = 66.67 %; 95.0 % required: missed."
    assert "1 too many were late." in said
    assert "These are few tickets: fewer than the contract's minimum." in said
    assert any("NB-3: deadline 5 Oct 2026 12:00, 7 h 00 min of 4 h 00 min used" in line for line in said)


def test_a_figure_without_tickets_is_no_demand() -> None:
    said = figure_lines(review(frames(AGAIN), "2026-10"), "resolution.P1", Speaker("en"))
    assert said[0].endswith("That is no demand, not 100 %.")


def test_control_characters_of_a_ticket_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[31mb\nc") == "a�[31mb�c"


def test_the_spaces_of_danish_amounts_reach_the_terminal_as_spaces() -> None:
    assert plain("83.593,12\N{NO-BREAK SPACE}kr.") == "83.593,12 kr."
