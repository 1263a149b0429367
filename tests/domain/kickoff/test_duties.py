"""Controls, access rights and deliverables on one day: overdue, soon, in order, without a date."""

from datetime import date

import pytest

from domain.kickoff.duties import DutyState, duty_block, duty_state
from domain.kickoff.result import Pitfall
from reports.catalogues.reading import wording
from tests.domain.samples.rows import control, deliverable, grant

WORDING = wording("da")

DAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("due_on", "state"),
    [
        (None, DutyState.UNDATED),
        (date(2026, 10, 30), DutyState.OVERDUE),
        (DAY, DutyState.SOON),  # due today is not overdue
        (date(2026, 11, 30), DutyState.SOON),
        (date(2026, 12, 1), DutyState.HELD),
    ],
)
def test_a_duty_is_overdue_the_day_after_and_announced_thirty_days_before(
    due_on: date | None, state: DutyState
) -> None:
    assert duty_state(due_on, DAY) is state


def test_the_most_urgent_stands_first() -> None:
    controls = [
        control("C-1", "Kommunikation", next_due_on=date(2027, 1, 1)),
        control("C-2", "Kommunikation", next_due_on=date(2026, 10, 1)),
        control("C-3", "Kommunikation", next_due_on=None),
        control("C-4", "Kommunikation", next_due_on=date(2026, 9, 1)),
    ]
    found = duty_block(controls, (), (), DAY, WORDING).controls
    assert [duty.state for duty in found] == [
        DutyState.OVERDUE, DutyState.OVERDUE, DutyState.UNDATED, DutyState.HELD,
    ]  # fmt: skip
    assert found[0].due_on == date(2026, 9, 1)


def test_an_accepted_deliverable_is_left_out_but_not_one_that_was_accepted_later() -> None:
    rows = [
        deliverable("D-1", accepted_on=date(2026, 10, 1)),
        deliverable("D-2", accepted_on=date(2026, 11, 5)),
        deliverable("D-3", accepted_on=None),
    ]
    assert len(duty_block((), (), rows, DAY, WORDING).deliverables) == 2


def test_all_kinds_count_as_overdue() -> None:
    past = date(2026, 10, 1)
    found = duty_block(
        [control("C-1", "Sikkerhed", next_due_on=past)],
        [grant(valid_until=past)],
        [deliverable(due_on=past)],
        DAY,
        WORDING,
    )
    assert len(found.overdue) == 3


def test_a_control_says_which_pitfall_it_is_against() -> None:
    (found,) = duty_block([control("C-1", "Utilstrækkelig sikkerhed")], (), (), DAY, WORDING).controls
    assert found.pitfall is Pitfall.SECURITY
