"""Something a person has to do, found by a rule: becomes an issue of the governance project.

Here: the shape. Not here: how it becomes an issue (`tasks.publish`), who finds it (each phase's rules).
"""

from collections.abc import Iterable
from datetime import date

from domain.ledger.events import Event, EventKind
from domain.reasons import Reason
from domain.values import Frozen


class Action(Frozen):
    """One thing to do.

    Attributes:
        key: the same thing has the same key in every run, so its issue is created once.
        owner: a role or a person's name; empty when nobody is named yet.
    """

    key: str
    title: Reason
    why: Reason
    due_on: date | None = None
    owner: str = ""


PREFIX = "issue/"


REVIEW_PREFIX = "review-"


ROADMAP_PREFIX = "roadmap/"


NO_ACTIONS = (REVIEW_PREFIX, ROADMAP_PREFIX)
"""How the keys of issues begin that are no action to be done by a date: a review's own issue, the roadmap's epics."""


class ActionIssue(Frozen):
    """The issue of one action, or of one review (`review-2026-10`)."""

    action_key: str
    key: str
    url: str


def action_issues(events: Iterable[Event]) -> dict[str, ActionIssue]:
    """Action key -> its issue, in the order they were created."""
    found = {}
    for event in events:
        if event.kind is EventKind.EFFECT_DONE and event.key.startswith(PREFIX):
            name = event.key.removeprefix(PREFIX)
            reference = event.payload["reference"]
            found[name] = ActionIssue(action_key=name, key=str(reference["key"]), url=str(reference["url"]))
    return found
