"""Which issue carries which action: known from the ledger, where the effect that created it is recorded.

Here: reading the effects' events. Not here: creating issues (`tasks.publish`), how they stand now
(`domain.actions.register`).
"""

from collections.abc import Iterable

from domain.ledger.phases import Event, EventKind
from domain.values import Frozen

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
