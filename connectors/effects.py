"""Once-only: an action in the outside world that happens once although the program may die at any line.

Here: `perform`, and the effects of this product (an issue, a comment, tabs, a file). Not here: the ledger that
remembers (`connectors.ledger.ledger`), the clients that act, which effects a flow wants (`tasks`).

An effect has a deterministic key. It is recorded as planned, looked for at its target, done, and recorded as done.
Where the program can die, and what the next run finds:

    (1)  before `planned` is recorded    nothing happened; the next run starts from the beginning.
    (2)  planned, not sent               the look finds nothing, again and again over `settle_seconds`; then it is sent.
    (3)  sent, the answer lost           the target has it or has not. The look decides; because an index may lag, it
                                         looks several times before it believes that there is nothing.
    (4)  done, not recorded              as (3): the look finds it and only the record is made.
    (5)  recorded                        nothing is touched; the recorded reference is returned.

What stays possible: in (3) and (4), a target that hides what it holds for longer than all looks together (17 seconds
by default) gets the effect twice. For issues this needs more: they are also looked for by key, past the index
(`IssueTracker.find_by_label`). Comments, tabs and files are read directly, so there it cannot happen.
Mail and chat cannot be looked up at all: in (3) and (4) the message is sent once more, and reads the same.
Two writers at once are kept apart by the lease: both records are refused to a writer whose lease was taken over. One
that loses its lease between the plan and the act can still act once more; its record is then refused.
`do` is never repeated here. An error in it leaves the plan standing, and whoever runs `perform` again starts at (3).
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from connectors.ports.files import Place
from connectors.ports.ledger import Lease, Ledger
from connectors.ports.messages import Announcer, Channel, Messenger
from connectors.ports.tracker import IssueDraft, IssueRef, IssueTracker
from connectors.ports.workbooks import PublishedTab, WorkbookStore
from domain.ledger.events import EventKind
from domain.workbook.cells import TabContent, content_hash

SETTLE_SECONDS = (0.0, 2.0, 5.0, 10.0)
"""Waits before each look of a resend: long enough for a tracker's index in ordinary weather."""

Reference = Mapping[str, Any]
"""What identifies the result at its target, JSON-ready: a key and a link, a path and a hash."""


@dataclass(frozen=True)
class Effect:
    """An action to happen once.

    Attributes:
        key: deterministic and unique within the rollout; the same intent always gives the same key.
        target: where it happens, for people ("Jira NOG", "Sheets 1AbC", a path).
        look: the reference of what the target already holds; None when it does not hold it.
        do: act, once, and return the reference.
    """

    key: str
    target: str
    look: Callable[[], Reference | None]
    do: Callable[[], Reference]


@dataclass(frozen=True)
class EffectResult:
    """Where the effect's result is, and whether this call made it."""

    reference: Reference
    performed: bool


def perform(
    effect: Effect,
    ledger: Ledger,
    lease: Lease,
    *,
    actor: str,
    now: Callable[[], datetime],
    settle_seconds: Sequence[float] = SETTLE_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> EffectResult:
    """See to it that `effect` has happened, once over all runs.

    Args:
        settle_seconds: waits before each look when the effect was planned by an earlier call; one look at least.

    Raises:
        RequestRefused: the lease is no longer the current one.
        ConnectorError: from `look` or `do`; call again, nothing happens twice.
    """
    done = ledger.find(lease.rollout_id, EventKind.EFFECT_DONE, effect.key)
    if done:
        return EffectResult(done.payload["reference"], performed=False)
    resend = ledger.find(lease.rollout_id, EventKind.EFFECT_PLANNED, effect.key) is not None
    # Appended in a resend too, which records nothing: the ledger checks the lease before anything is touched.
    ledger.append(lease, EventKind.EFFECT_PLANNED, effect.key, {"target": effect.target}, actor=actor, at=now())
    found = _found(effect, settle_seconds if resend else (), sleep)
    reference = effect.do() if found is None else found
    payload = {"target": effect.target, "reference": dict(reference), "found": found is not None}
    recorded = ledger.append(lease, EventKind.EFFECT_DONE, effect.key, payload, actor=actor, at=now())
    return EffectResult(recorded.payload["reference"], performed=found is None)


def effect_label(key: str) -> str:
    """The label or marker by which the result of an effect is found again: `auto-` and 16 hex digits."""
    return f"auto-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def issue_effect(tracker: IssueTracker, draft: IssueDraft, key: str) -> Effect:
    """Create an issue. It carries `draft.label`, or the key's own label when that is empty.

    Reference: issue_id, key, url.
    """
    marked = replace(draft, label=draft.label or effect_label(key))

    def look() -> Reference | None:
        found = tracker.find_by_label(marked.project, marked.label)
        return _of_issue(found) if found else None

    return Effect(key, f"{tracker.service} {marked.project}", look, lambda: _of_issue(tracker.create_issue(marked)))


def comment_effect(tracker: IssueTracker, issue_key: str, body: str, key: str, *, marker: str = "") -> Effect:
    """Add a comment that holds a marker (by default the key's own label), on a last line unless the body has it.

    Reference: issue_key, comment_id, url.
    """
    mark = marker or effect_label(key)
    text = body if mark in body else f"{body.rstrip()}\n\n{mark}"

    def reference(comment_id: str) -> Reference:
        return {"issue_key": issue_key, "comment_id": comment_id, "url": tracker.issue_url(issue_key)}

    def look() -> Reference | None:
        found = tracker.find_comment(issue_key, mark)
        return reference(found) if found else None

    return Effect(key, f"{tracker.service} {issue_key}", look, lambda: reference(tracker.add_comment(issue_key, text)))


def tabs_effect(workbooks: WorkbookStore, spreadsheet_id: str, tabs: Sequence[TabContent], key: str) -> Effect:
    """Publish tabs. They are there when every one reads back exactly as its content.

    The key must name the content (a month, a revision, a hash): a recorded key is never published again.
    Reference: spreadsheet_id, tabs (title, sheet_id, url of each).
    """
    wanted = {tab.title: content_hash(tab.rows) for tab in tabs}

    def reference(published: Sequence[PublishedTab]) -> Reference:
        return {"spreadsheet_id": spreadsheet_id, "tabs": [asdict(tab) for tab in published]}

    def look() -> Reference | None:
        if workbooks.published_hashes(spreadsheet_id, list(wanted)) != wanted:
            return None
        return reference(workbooks.tab_links(spreadsheet_id, list(wanted)))

    def do() -> Reference:
        return reference(workbooks.publish_tabs(spreadsheet_id, tabs))

    return Effect(key, f"{workbooks.service} {spreadsheet_id}", look, do)


def file_effect(place: Place, content: bytes, key: str = "") -> Effect:
    """Write a file whole or not at all. The default key names the file and its content.

    Reference: path (its address), sha256, size_bytes.
    """
    digest = hashlib.sha256(content).hexdigest()
    reference = {"path": place.address, "sha256": digest, "size_bytes": len(content)}

    def look() -> Reference | None:
        found = place.read()
        return reference if found is not None and hashlib.sha256(found).hexdigest() == digest else None

    def do() -> Reference:
        place.write(content)
        return reference

    return Effect(key or f"file/{place.file_name}/{digest[:16]}", place.address, look, do)


def message_effect(messenger: Messenger, to: str, subject: str, body: str, key: str) -> Effect:
    """Send a message to one person. Reference: to, name.

    Mail cannot be looked up: a message whose answer was lost is sent again, and reads the same.
    """
    name = effect_label(key)
    reference = {"to": to, "name": name}

    def do() -> Reference:
        messenger.send(to, subject, body, name)
        return reference

    return Effect(key, f"message to {to}", lambda: reference if messenger.find(name) else None, do)


def announcement_effect(announcer: Announcer, channel: Channel, title: str, body: str, key: str) -> Effect:
    """Tell one channel. Reference: channel (its id).

    Chat cannot be looked up: an announcement whose answer was lost is made again, and reads the same.
    """

    def do() -> Reference:
        announcer.announce(channel, title, body)
        return {"channel": channel.channel_id}

    return Effect(key, channel.name, lambda: None, do)


def _found(effect: Effect, waits: Sequence[float], sleep: Callable[[float], None]) -> Reference | None:
    for seconds in waits or (0.0,):
        if seconds:
            sleep(seconds)
        found = effect.look()
        if found is not None:
            return found
    return None


def _of_issue(ref: IssueRef) -> Reference:
    return asdict(ref)
