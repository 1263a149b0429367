"""A review that is told around: real flow, real ledger, a chat and a mail server on this machine."""

from collections.abc import Iterator

import httpx
import pytest

from connectors.ledger.ledger import SqlLedger
from tests.connectors.chat_server import ChatServer, chat_server
from tests.terminal.rehearsals import Rehearsal
from tests.terminal.stages import REVIEW

pytestmark = pytest.mark.slow

CANARY = "canary9Zk"


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with chat_server() as server:
        yield server


def test_a_review_is_told_once_and_a_channel_that_was_lost_is_told_by_the_next_run(
    rehearsal: Rehearsal, chat: ChatServer
) -> None:
    address = f"json://localhost:{chat.port}/{CANARY}"
    urls = f"{address}/lost, {address}/board"
    chat.statuses = [404]
    first = rehearsal.rollout(*REVIEW, ROLLOUT_ANNOUNCE_URLS=urls)
    why = "A channel is not there (JSON, URL 1 of ROLLOUT_ANNOUNCE_URLS): it answered 404"
    assert f"Not announced: {why}" in first.stdout
    assert [path for path, _ in chat.posted] == [f"/{CANARY}/board"]
    [body] = chat.bodies("/board")
    assert body["title"].startswith("✘ SLA-gennemgang oktober 2026: ")
    assert "/browse/NOG-" in body["message"]
    assert "file://" not in body["message"]

    second = rehearsal.rollout(*REVIEW, ROLLOUT_ANNOUNCE_URLS=urls)
    third = rehearsal.rollout(*REVIEW, ROLLOUT_ANNOUNCE_URLS=urls)
    assert [path for path, _ in chat.posted] == [f"/{CANARY}/board", f"/{CANARY}/lost"]
    assert chat.bodies("/lost") == [body]

    said = "".join(run.stdout + run.stderr for run in (first, second, third))
    logs = httpx.post(f"{rehearsal.api_url}/logs/filter", json={"limit": 200, "sort": "TIMESTAMP_DESC"}).text
    artifacts = httpx.post(f"{rehearsal.api_url}/artifacts/filter", json={"limit": 200}).text
    entries = repr(SqlLedger.open(f"sqlite:///{rehearsal.home / 'ledger.db'}").events("nordlys"))
    assert CANARY not in said + logs + artifacts + entries
    assert "Not announced" in logs
    assert "Ikke leveret: resuméet til JSON, URL 1" in artifacts.encode().decode("unicode_escape") + artifacts


def test_a_wrong_address_stops_the_review_before_it_begins(rehearsal: Rehearsal) -> None:
    done = rehearsal.rollout(*REVIEW, code=None, ROLLOUT_ANNOUNCE_URLS=f"json://localhost nosuch://{CANARY}")
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "ROLLOUT_ANNOUNCE_URLS, URL 2, nosuch://" in said
    assert CANARY not in said
    assert rehearsal.writes() == 0
