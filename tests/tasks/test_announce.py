"""Telling channels: each once, a silent one patiently, a lost one without holding anything up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from prefect import flow

from connectors.errors import NotFound, RateLimited, ServiceUnavailable
from connectors.ports.messages import Announcer, Channel
from domain.ledger.events import EventKind
from domain.reasons import Reason, verbatim
from reports.documents import Document
from tasks.announce import announce, tell_channel
from tasks.frame.context import Announced, LedgerBook
from tests.tasks.contexts import opened_book, run_context

pytestmark = pytest.mark.slow

CHAT, BOARD = Channel("c1", "Slack, URL 1"), Channel("c2", "Email, URL 2")
DOCUMENT = Document(
    slug="sla-2026-10", title=Reason("Review"), subtitle=Reason(""), status="good", verdict=Reason("{x}", x="met"),
    lines=(), facts=(), sections=(),
)  # fmt: skip


@dataclass
class Listeners(Announcer):
    """Keeps what it is told; fails as it is told to."""

    channels: tuple[Channel, ...] = (CHAT, BOARD)
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    heard: list[tuple[str, str, str]] = field(default_factory=list)

    def announce(self, channel: Channel, title: str, body: str) -> None:
        if self.failures.get(channel.channel_id):
            raise self.failures[channel.channel_id].pop(0)
        self.heard.append((channel.channel_id, title, body))


@pytest.fixture
def listeners() -> Listeners:
    return Listeners()


Tell = Callable[..., Announced]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LedgerBook]:
    with opened_book(tmp_path) as opened:
        yield opened


@pytest.fixture
def told(
    book: LedgerBook, listeners: Listeners, tmp_path: Path, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> Tell:
    """One run that announces."""
    monkeypatch.setattr(tell_channel, "retry_delay_seconds", [0.1] * 4)
    context = run_context(book, tmp_path, language="en", announcer=listeners)

    @flow
    def run(version: str, again: bool) -> Announced:
        return announce(context, DOCUMENT, {"NOG-7": "https://jira.example/NOG-7"}, version, again=again)

    return lambda version="review-2026-10/abc", again=False: run(version, again)


def test_every_channel_hears_of_a_version_once(told: Tell, listeners: Listeners, book: LedgerBook) -> None:
    assert told() == told() == Announced(("Slack, URL 1", "Email, URL 2"))
    body = "NOG-7: https://jira.example/NOG-7"
    assert listeners.heard == [("c1", "✔ Review: met", body), ("c2", "✔ Review: met", body)]
    keys = [e.key for e in book.events() if e.kind is EventKind.EFFECT_DONE]
    assert keys == ["announce/review-2026-10/abc/c1", "announce/review-2026-10/abc/c2"]
    told("review-2026-10/def")
    assert len(listeners.heard) == 4


def test_no_announcer_and_no_channels_are_nothing_wrong(told: Tell, listeners: Listeners) -> None:
    listeners.channels = ()
    assert told() == Announced()


def test_a_channel_that_asks_for_patience_is_tried_again_by_prefect(told: Tell, listeners: Listeners) -> None:
    listeners.failures = {"c1": [RateLimited(verbatim("slow down")), ServiceUnavailable(verbatim("down"))]}
    assert told().missed == ()
    assert [channel for channel, _, _ in listeners.heard] == ["c1", "c2"]


@pytest.mark.parametrize(
    "failures", [[NotFound(verbatim("gone"))], [ServiceUnavailable(verbatim("down"))] * 5], ids=["gone", "down"]
)
def test_a_channel_that_cannot_be_told_is_named_and_tried_by_the_next_run(
    told: Tell, listeners: Listeners, failures: list[Exception]
) -> None:
    listeners.failures = {"c1": list(failures)}
    announced = told()
    assert announced.told == ("Email, URL 2",)
    assert [str(reason) for reason in announced.missed] == [
        "Not delivered: the summary for Slack, URL 1. The log says why; start the review again to send it."
    ]
    assert told(again=True) == Announced(("Slack, URL 1",))
    assert [channel for channel, _, _ in listeners.heard] == ["c2", "c1"]
    assert told(again=True) == Announced()


def test_a_channel_set_later_hears_nothing_of_what_was_published_before(told: Tell, listeners: Listeners) -> None:
    told()
    listeners.channels = (*listeners.channels, Channel("c3", "Teams, URL 3"))
    assert told(again=True) == Announced()
    assert len(listeners.heard) == 2
