"""The register of actions: what was agreed to be put right or made better, who has it, until when, and how it stands.

Here: rows of the register from the tracker's issues. Not here: reading them (`connectors.ports.tracker`), what a
missed service level calls for (`domain.review.corrective`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from domain.values import Frozen

CORRECTIVE = "sla/"
"""How keys of corrective actions begin: `sla/<month>/<figure id>`."""


class ActionState(StrEnum):
    """How an action stands on the review's day."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    UNDATED = "undated"


class RegisterIssue(Frozen):
    """One issue as the tracker has it.

    Attributes:
        labels: among them the one the issue was created under.
        done: its status belongs to the tracker's category "done".
        owner: display name of its assignee; empty without one.
    """

    key: str
    summary: str
    labels: tuple[str, ...]
    status: str
    done: bool
    owner: str = ""
    due_on: date | None = None
    resolved_on: date | None = None


class RegisterEntry(Frozen):
    """One line of the register.

    Attributes:
        action_key: the action's own key (`sla/2026-09/resolution.P2`, `deliverable/D-3`).
        month, figure_id: of a corrective action; empty for others.
    """

    key: str
    summary: str
    action_key: str
    month: str
    figure_id: str
    state: ActionState
    status: str
    owner: str
    due_on: date | None

    @property
    def corrective(self) -> bool:
        """Whether it puts a missed service level right."""
        return bool(self.figure_id)


def register_entries(
    issues: Iterable[RegisterIssue], action_of: Mapping[str, str], *, before_month: str, day: date
) -> tuple[RegisterEntry, ...]:
    """The register on `day`: overdue ones first, then by their date; done ones last.

    Args:
        action_of: label -> key of the action an issue was created for. Issues without one are not ours.
        before_month: corrective actions of this month or later are left out: they are this review's own.
    """
    entries = []
    for issue in issues:
        action_key = next((action_of[label] for label in issue.labels if label in action_of), "")
        month, figure_id = _corrected(action_key)
        if action_key and (not month or month < before_month):
            entries.append(
                RegisterEntry(
                    key=issue.key,
                    summary=issue.summary,
                    action_key=action_key,
                    month=month,
                    figure_id=figure_id,
                    state=_state(issue, day),
                    status=issue.status,
                    owner=issue.owner,
                    due_on=issue.due_on,
                )
            )
    order = {state: at for at, state in enumerate((ActionState.OVERDUE, ActionState.OPEN, ActionState.UNDATED))}
    urgency = {entry.key: order.get(entry.state, len(order)) for entry in entries}
    return tuple(sorted(entries, key=lambda e: (urgency[e.key], e.due_on or date.max, len(e.key), e.key)))


def _corrected(action_key: str) -> tuple[str, str]:
    """Month and figure of a corrective action's key; empty for others."""
    if not action_key.startswith(CORRECTIVE):
        return "", ""
    month, _, figure_id = action_key.removeprefix(CORRECTIVE).partition("/")
    return month, figure_id


def _state(issue: RegisterIssue, day: date) -> ActionState:
    if issue.done and (issue.resolved_on is None or issue.resolved_on <= day):
        return ActionState.DONE
    if issue.due_on is None:
        return ActionState.UNDATED
    return ActionState.OVERDUE if issue.due_on < day else ActionState.OPEN
