"""The register of actions: whose issue is ours, how it stands, what comes first; and what a missed level calls for."""

from datetime import date
from typing import Any

import pytest

from domain.actions.register import ActionState, RegisterIssue, register_entries
from domain.review.corrective import corrective_action, corrective_actions
from tests.domain.samples.rows import figure, whole_review

DAY = date(2026, 11, 2)
ACTION_OF = {"auto-1": "sla/2026-09/resolution.P2", "auto-2": "deliverable/D-1", "auto-3": "sla/2026-10/resolution.P2"}


def issue(key: str = "NOG-1", label: str = "auto-1", **changed: object) -> RegisterIssue:
    values: dict[str, object] = {
        "key": key,
        "summary": "Bring back",
        "labels": ("rollout-nordlys", label),
        "status": "Ny",
        "done": False,
    }
    return RegisterIssue.model_validate(values | changed)


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, ActionState.UNDATED),
        ({"due_on": date(2026, 11, 1)}, ActionState.OVERDUE),
        ({"due_on": DAY}, ActionState.OPEN),
        ({"done": True, "due_on": date(2026, 11, 1)}, ActionState.DONE),
        ({"done": True, "resolved_on": date(2026, 11, 3), "due_on": date(2026, 11, 1)}, ActionState.OVERDUE),
    ],
)
def test_an_action_stands_as_it_stood_on_the_reviews_day(changed: dict[str, Any], state: ActionState) -> None:
    (entry,) = register_entries([issue(**changed)], ACTION_OF, before_month="2026-10", day=DAY)
    assert entry.state is state


def test_issues_that_no_action_made_are_not_in_the_register() -> None:
    assert register_entries([issue(label="somebody")], ACTION_OF, before_month="2026-10", day=DAY) == ()


def test_corrective_actions_of_this_month_and_later_are_left_out() -> None:
    issues = [issue("NOG-1", "auto-1"), issue("NOG-2", "auto-2"), issue("NOG-3", "auto-3")]
    found = register_entries(issues, ACTION_OF, before_month="2026-10", day=DAY)
    assert {entry.key: entry.corrective for entry in found} == {"NOG-1": True, "NOG-2": False}


def test_the_overdue_come_first_and_the_done_last() -> None:
    issues = [
        issue("NOG-1", done=True),
        issue("NOG-2", due_on=date(2026, 12, 1)),
        issue("NOG-10", due_on=date(2026, 10, 1)),
        issue("NOG-9", due_on=date(2026, 10, 1)),
        issue("NOG-4"),
    ]
    found = register_entries(issues, ACTION_OF, before_month="2026-10", day=DAY)
    assert [entry.key for entry in found] == ["NOG-9", "NOG-10", "NOG-2", "NOG-4", "NOG-1"]


def test_every_missed_level_has_one_action_with_a_day_and_a_second_miss_is_escalated() -> None:
    again = figure("resolution.P2", 8, 5, repeated_miss=True)
    month = whole_review("2026-10", figure(), again, figure("resolution.P4", 1, 9))
    actions = corrective_actions(month, 14)
    missed = [f.figure_id for f in month.missed]
    assert [action.key for action in actions] == [f"sla/2026-10/{figure_id}" for figure_id in missed]
    assert {action.due_on for action in actions} == {date(2026, 11, 14)}
    assert "Escalate" in str(corrective_action(again, "2026-10").title)
