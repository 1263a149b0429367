"""Announcements over the network: a chat that answers as it likes, a mail server, addresses that are never shown."""

import email
import email.policy
import logging
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from connectors.effects import announcement_effect
from connectors.errors import (
    AccessRefused,
    ConnectorError,
    NotFound,
    PermanentError,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
)
from connectors.ledger.ledger import SqlLedger
from connectors.messages import announcing
from connectors.messages.announcing import AppriseAnnouncer, channel_id
from domain.problems import ConfigurationRefused
from flows.server.prefect_server import free_port
from tests.budgets import FAR_OFF_SECONDS
from tests.connectors.chat_server import ChatServer, chat_server
from tests.faults.conftest import ledger as ledger
from tests.faults.dying import DEATHS, Died, DyingLedger, run

CANARY = "canary7Qx"
TITLE, BODY = (
    "▲ SLA-gennemgang oktober 2026: 2 brud",
    "- P1: 98,2 % & færre\n\nSLA 2026-10: https://docs.example/d/1#gid=2",
)


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with chat_server() as server:
        yield server


def json_url(chat: ChatServer, more: str = "") -> str:
    return f"json://localhost:{chat.port}/hook/{CANARY}{more}"


def say(address: str, body: str = BODY) -> None:
    announcer = AppriseAnnouncer([address])
    announcer.announce(announcer.channels[0], TITLE, body)


# --- Chat -----------------------------------------------------------------------------------------------------


def test_a_channel_gets_title_and_text_as_they_are(chat: ChatServer) -> None:
    say(json_url(chat), r"- a\nb :smile: C:\temp")
    [body] = chat.bodies(CANARY)
    assert (body["title"], body["message"]) == (TITLE, r"- a\nb :smile: C:\temp")
    assert body["attachments"] == []


def test_slack_gets_a_text_without_pictures_from_elsewhere(chat: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise.plugins.slack import NotifySlack

    monkeypatch.setattr(NotifySlack, "webhook_url", f"http://localhost:{chat.port}/services")
    say("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ")
    [body] = chat.bodies()
    assert "icon_url" not in body
    [attachment] = body["attachments"]
    assert attachment["title"] == TITLE
    assert "98,2 % &amp; færre" in attachment["text"]
    assert "https://docs.example/d/1#gid=2" in attachment["text"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (429, RateLimited),
        (408, TimedOut),
        (500, ServiceUnavailable),
        (503, ServiceUnavailable),
        (400, RequestRefused),
        (401, AccessRefused),
        (403, AccessRefused),
        (404, NotFound),
        (410, NotFound),
        (302, RequestRefused),
    ],
)
def test_an_answer_is_transient_or_permanent_and_its_status_is_said(
    chat: ChatServer, status: int, kind: type[ConnectorError]
) -> None:
    chat.statuses = [status]
    with pytest.raises(ConnectorError, match=rf"JSON, URL 1 of ROLLOUT_ANNOUNCE_URLS\): it answered {status}") as error:
        say(json_url(chat))
    assert type(error.value) is kind
    assert chat.asked == 1


def test_a_channel_that_sends_away_is_not_followed(chat: ChatServer) -> None:
    chat.statuses = [302]
    with pytest.raises(RequestRefused):
        say(json_url(chat, "?redirect=yes"))
    assert (chat.asked, chat.posted) == (1, [])


def test_an_address_can_neither_ask_for_retries_nor_call_a_failure_a_success(chat: ChatServer) -> None:
    chat.statuses = [500, 500]
    with pytest.raises(ServiceUnavailable):
        say(json_url(chat, "?retry=3&optional=yes&wait=0"))
    assert chat.asked == 1


def test_a_server_that_is_not_there_may_be_tried_again() -> None:
    with pytest.raises(ServiceUnavailable, match="cannot be reached"):
        say(f"json://localhost:{free_port(0)}/{CANARY}")


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(announcing, "TIMEOUT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(TimedOut):
        say(f"json://127.0.0.1:{silent.getsockname()[1]}/{CANARY}")


# --- Mail -----------------------------------------------------------------------------------------------------


@dataclass
class Postbox:
    """Takes mail, or answers what it was told to."""

    answer: str = "250 OK"
    taken: list[Any] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.answer


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def mail_url(postbox: Postbox) -> Iterator[str]:
    port = free_port(0)
    controller = Controller(postbox, hostname="127.0.0.1", port=port, ready_timeout=30)
    controller.start()
    yield f"mailto://127.0.0.1:{port}?from=rollout@nordlys.example&to=board@nordlys.example,mette@nordlys.example"
    controller.stop()


def test_a_mail_reaches_each_address_with_its_text_made_safe_for_html(mail_url: str, postbox: Postbox) -> None:
    say(mail_url, "Kære alle: 3 < 4\n<img src=x>\nhttps://docs.example/d/1")
    assert {letter["To"] for letter in postbox.taken} == {"board@nordlys.example", "mette@nordlys.example"}
    letter = postbox.taken[0]
    assert letter["Subject"] == TITLE
    html = letter.get_body(("html",)).get_content()
    assert "<img" not in html
    assert "https://docs.example/d/1" in html
    assert "Kære alle" in letter.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("451 greylisted, come back", ServiceUnavailable), ("554 looks like spam", RequestRefused)],
)
def test_a_refused_mail_is_transient_or_permanent(
    mail_url: str, postbox: Postbox, answer: str, kind: type[ConnectorError]
) -> None:
    postbox.answer = answer
    with pytest.raises(kind, match=answer[:3]):
        say(mail_url)


def test_a_mail_server_that_is_not_there_may_be_tried_again() -> None:
    with pytest.raises(ServiceUnavailable, match="cannot be reached"):
        say(f"mailto://127.0.0.1:{free_port(0)}?from=a@nordlys.example&to=b@nordlys.example")


def test_a_mail_password_is_not_sent_over_an_open_line() -> None:
    with pytest.raises(ConfigurationRefused, match="mailtos://") as refusal:
        AppriseAnnouncer([f"mailto://rollout:{CANARY}@mail.nordlys.example?to=board@nordlys.example"])
    assert CANARY not in refusal.value.sentence()


# --- Addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"nosuch://{CANARY}", r"URL 2, nosuch://\): no chat or mail service"),
        (f"https://chat.example/{CANARY}", r"URL 2, https://\): no chat or mail service"),
        (f"slack://{CANARY}", r"URL 2, slack://\): the service is known, but a part of its address"),
        (f"mailto://{CANARY}", r"URL 2, mailto://\): the service is known"),
        (CANARY, r"URL 2\): no chat or mail service"),
        (f"json://[{CANARY}", r"URL 2, json://\): the service is known"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_by_its_place_and_not_shown(
    address: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    with pytest.raises(ConfigurationRefused, match=words) as refusal:
        AppriseAnnouncer(["json://localhost", address])
    assert str(refusal.value.where).startswith("ROLLOUT_ANNOUNCE_URLS")
    assert CANARY not in refusal.value.sentence() + caplog.text


def test_no_addresses_are_no_channels_and_equal_ones_are_one() -> None:
    assert AppriseAnnouncer([]).channels == ()
    assert len(AppriseAnnouncer(["json://localhost/a", "json://localhost/b", "json://localhost/a"]).channels) == 2


def test_a_channels_id_is_the_same_for_ever_and_tells_nothing_of_its_address() -> None:
    [channel] = AppriseAnnouncer([f"json://localhost/{CANARY}"]).channels
    assert channel.channel_id == channel_id(f"json://localhost/{CANARY}") == "6813f2176cc7ea3c"
    assert channel.name == "JSON, URL 1 of ROLLOUT_ANNOUNCE_URLS"


@pytest.mark.parametrize("status", [200, 404, 500])
def test_a_token_is_in_no_log_error_or_ledger_entry(
    chat: ChatServer,
    ledger: SqlLedger,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    status: int,
) -> None:
    caplog.set_level(1)
    for name in ("apprise", "urllib3", "urllib3.connectionpool"):
        caplog.set_level(1, logger=name)
    chat.statuses = [status]
    announcer = AppriseAnnouncer([json_url(chat).replace("json://", f"json://user:{CANARY}@")])
    [channel] = announcer.channels
    told = repr(announcer)
    try:
        run(announcement_effect(announcer, channel, TITLE, BODY, f"announce/v/{channel.channel_id}"), ledger)
    except PermanentError:
        told += traceback.format_exc()
    except ServiceUnavailable as error:
        told += traceback.format_exc() + repr(error.__reduce__())
    assert chat.asked == 1
    entries = [(event.key, event.payload) for event in ledger.events("nordlys")]
    assert CANARY not in told + repr(entries) + caplog.text + "".join(capfd.readouterr())


def test_others_may_still_log(chat: ChatServer, caplog: pytest.LogCaptureFixture) -> None:
    say(json_url(chat))
    logging.getLogger("apprise").warning("said by another")
    assert "said by another" in caplog.text


def test_apprise_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, flows.cli, connectors.messages.announcing; sys.exit('apprise' in sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, timeout=FAR_OFF_SECONDS, env={"PYTHONPATH": ":".join(sys.path)}
    )


# --- Once -----------------------------------------------------------------------------------------------------


def test_a_message_is_sent_once_per_version_and_channel(chat: ChatServer, ledger: SqlLedger) -> None:
    announcer = AppriseAnnouncer([json_url(chat, "/a"), json_url(chat, "/b")])
    for _ in range(2):
        for channel in announcer.channels:
            run(announcement_effect(announcer, channel, TITLE, BODY, f"announce/v/{channel.channel_id}"), ledger)
    assert (len(chat.bodies("/a")), len(chat.bodies("/b"))) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "recorded", "messages"),
    [pytest.param(*death.values, count, id=death.id) for death, count in zip(DEATHS, (1, 1, 2, 1), strict=True)],
)
def test_only_a_death_between_sending_and_recording_sends_twice_and_the_same(
    chat: ChatServer, ledger: SqlLedger, kind: Any, recorded: bool, messages: int
) -> None:
    announcer = AppriseAnnouncer([json_url(chat)])
    effect = announcement_effect(announcer, announcer.channels[0], TITLE, BODY, "announce/v/1")
    with pytest.raises(Died):
        run(effect, DyingLedger(ledger, kind, recorded=recorded))
    run(effect, ledger)
    run(effect, ledger)
    assert chat.bodies() == [chat.bodies()[0]] * messages
