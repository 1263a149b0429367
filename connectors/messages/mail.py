"""Messages by mail, over SMTP.

Here: one connection per message, with a time-out, and every failure in the words of the error tree. Not here: what is
said (`reports`), messages of a rehearsal (`connectors.messages.outbox`).
"""

import smtplib
import ssl
from urllib.parse import unquote, urlsplit

from connectors.errors import AccessRefused, PermanentError, RequestRefused, ServiceUnavailable
from connectors.messages.outbox import letter
from domain.problems import ConfigurationRefused
from domain.reasons import Reason, verbatim

TIMEOUT_SECONDS = 30.0
_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class Mail:
    """`connectors.ports.messages.Messenger` over SMTP.

    Args:
        url: `smtps://user:password@host:465`, `smtp+starttls://user:password@host:587`, or `smtp://host:25` for a
            server on a trusted network.
        sender: the address mails come from.
        secure: how the server's certificate is trusted; by default as this machine trusts others.

    Raises:
        ConfigurationRefused: the address names no such server; the address is never shown.
    """

    def __init__(self, url: str, sender: str, *, secure: ssl.SSLContext | None = None) -> None:
        try:
            parts = urlsplit(url)
            self._scheme, self._host, self._port = parts.scheme, parts.hostname or "", parts.port
        except ValueError:
            self._scheme, self._host, self._port, parts = "", "", None, urlsplit("")
        if self._scheme not in _PORTS or not self._host:
            raise ConfigurationRefused(
                Reason("The mail server's address cannot be used"),
                where="ROLLOUT_MAIL_URL",
                why=Reason("it must begin with one of {known} and name a host", known=", ".join(_PORTS)),
                next_step=Reason("write smtps://user:password@host:465"),
            )
        self._port = self._port or _PORTS[self._scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        if self._user and self._scheme == "smtp":
            raise ConfigurationRefused(
                Reason("A password is not sent over an open line"),
                where="ROLLOUT_MAIL_URL",
                next_step=Reason("use smtps:// or smtp+starttls://"),
            )
        self._sender = sender
        self._secure = secure or ssl.create_default_context()

    def find(self, name: str) -> bool:
        """Mail cannot be looked up."""
        return False

    def send(self, to: str, subject: str, body: str, name: str) -> None:
        """Hand the message to the server."""
        try:
            with self._connected() as server:
                server.send_message(letter(self._sender, to, subject, body, name), self._sender, [to])
        except smtplib.SMTPAuthenticationError as error:
            raise AccessRefused(
                Reason("The mail server refuses the account"),
                where=self._where,
                why=verbatim(_said(error)),
                next_step=Reason("check ROLLOUT_MAIL_URL"),
            ) from None
        except smtplib.SMTPRecipientsRefused as error:
            said = ", ".join(_text(code, words) for code, words in error.recipients.values())
            raise RequestRefused(
                Reason("The mail server refuses to deliver to {to}", to=to),
                where=self._where,
                why=verbatim(said),
                next_step=Reason("correct the person's e-mail in the rollout's settings"),
            ) from None
        except smtplib.SMTPResponseException as error:
            raise self._answered(error) from None
        except (smtplib.SMTPException, OSError) as error:
            raise ServiceUnavailable(
                Reason("The mail server does not answer"),
                where=self._where,
                why=verbatim(str(error) or type(error).__name__),
                next_step=Reason("check that it runs and that ROLLOUT_MAIL_URL names it"),
            ) from None

    @property
    def _where(self) -> str:
        return f"{self._host}:{self._port}"

    def _connected(self) -> smtplib.SMTP:
        assert self._port is not None
        if self._scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=TIMEOUT_SECONDS, context=self._secure
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)
            if self._scheme == "smtp+starttls":
                server.starttls(context=self._secure)
        if self._user:
            server.login(self._user, self._password)
        return server

    def _answered(self, error: smtplib.SMTPResponseException) -> ServiceUnavailable | PermanentError:
        # RFC 5321, 4.2.1: 4xx may succeed later, 5xx will not.
        if 400 <= error.smtp_code < 500:
            return ServiceUnavailable(
                Reason("The mail server takes no message now"), where=self._where, why=verbatim(_said(error))
            )
        return RequestRefused(
            Reason("The mail server refuses the message"),
            where=self._where,
            why=verbatim(_said(error)),
            next_step=Reason("ask who runs it"),
        )


def _said(error: smtplib.SMTPResponseException) -> str:
    return _text(error.smtp_code, error.smtp_error)


def _text(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())[:200]}"
