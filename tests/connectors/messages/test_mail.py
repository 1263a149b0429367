"""Messages: real SMTP to a local server, and files of a rehearsal."""

import email
import email.policy
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from connectors.effects import message_effect
from connectors.errors import AccessRefused, RequestRefused, ServiceUnavailable
from connectors.messages.mail import Mail
from connectors.messages.outbox import Outbox
from connectors.ports.messages import Messenger
from domain.problems import ConfigurationRefused
from flows.server.prefect_server import free_port


@dataclass
class Postbox:
    """Takes mail, or answers what it was told to."""

    answer: str = "250 OK"
    recipient_answer: str = "250 OK"
    taken: list[Any] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.answer


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def address(postbox: Postbox) -> Iterator[str]:
    port = free_port(0)
    controller = Controller(postbox, hostname="127.0.0.1", port=port, ready_timeout=30)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


def send(mail: Messenger, subject: str = "Nordlys: din beslutning", to: str = "mette@nordlys.example") -> None:
    mail.send(to, subject, "Kære Mette Holm\n\nKode: ABCD-EFGH\n", "auto-0123")


def test_a_message_arrives_with_its_danish_letters(address: str, postbox: Postbox) -> None:
    send(Mail(address, "rollout@nordlys.example"))
    [letter] = postbox.taken
    assert letter["Subject"] == "Nordlys: din beslutning"
    assert letter["To"] == "mette@nordlys.example"
    assert "Kære Mette Holm" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_subject_cannot_add_a_header(address: str, postbox: Postbox) -> None:
    send(Mail(address, "rollout@nordlys.example"), subject="Hej\r\nBcc: everybody@evil.example")
    assert postbox.taken[0]["Bcc"] is None
    assert postbox.taken[0]["Subject"] == "Hej Bcc: everybody@evil.example"


@pytest.mark.parametrize(
    ("answer", "recipient", "kind", "words"),
    [
        ("451 greylisted, come back", "250 OK", ServiceUnavailable, "greylisted"),
        ("554 looks like spam", "250 OK", RequestRefused, "looks like spam"),
        ("250 OK", "550 no such user", RequestRefused, "no such user"),
    ],
)
def test_a_refusal_says_what_the_server_said(
    address: str, postbox: Postbox, answer: str, recipient: str, kind: type[Exception], words: str
) -> None:
    postbox.answer, postbox.recipient_answer = answer, recipient
    with pytest.raises(kind, match=words):
        send(Mail(address, "rollout@nordlys.example"))
    assert postbox.taken == []


def test_a_server_that_is_not_there_may_be_tried_again() -> None:
    with pytest.raises(ServiceUnavailable, match="does not answer"):
        send(Mail("smtp://127.0.0.1:1", "rollout@nordlys.example"))


def test_a_wrong_password_is_refused_and_never_shown(tmp_path: Path) -> None:
    def refuse(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    certificate, key = _certificate(tmp_path)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(certificate, key)
    port = free_port(0)
    controller = Controller(
        Postbox(), hostname="127.0.0.1", port=port, ready_timeout=30, tls_context=secure, authenticator=refuse,
        auth_required=True,
    )  # fmt: skip
    controller.start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    url = f"smtp+starttls://mette:canary-7Q@localhost:{port}"
    mail = Mail(url, "rollout@nordlys.example", secure=trusting)
    try:
        with pytest.raises(AccessRefused) as refusal:
            send(mail)
    finally:
        controller.stop()
    assert "canary" not in refusal.value.sentence()


@pytest.mark.parametrize(
    "url", ["", "mailto://x", "smtp://", "https://host", "smtp://host:notaport", "smtp://user:canary-1@host:25"]
)
def test_an_address_that_cannot_be_used_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ConfigurationRefused) as refusal:
        Mail(url, "rollout@nordlys.example")
    assert "ROLLOUT_MAIL_URL" in refusal.value.sentence()
    assert "canary" not in refusal.value.sentence()


def test_a_file_is_written_once_for_its_owner_alone_and_reads_as_text(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox", "rollout@nordlys.example")
    effect = message_effect(outbox, "mette@nordlys.example", "Hej", "Kære Mette\n", "code/pilot/1")
    assert effect.look() is None
    effect.do()
    assert effect.look() == effect.do()
    [file] = (tmp_path / "outbox").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert "Kære Mette" in file.read_text(encoding="utf-8")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own for `localhost`."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
