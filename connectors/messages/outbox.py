"""Messages as files: what a rehearsal sends, to be read with any mail program.

Here: one `.eml` file (RFC 5322) per message, readable by this user only. Not here: real mail
(`connectors.messages.mail`).
"""

import os
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path


class Outbox:
    """`connectors.ports.messages.Messenger` over a folder."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def find(self, name: str) -> bool:
        """Whether the message's file is there."""
        return self._path(name).exists()

    def send(self, to: str, subject: str, body: str, name: str) -> None:
        """Write the message; writing it again changes nothing."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting = self._path(name).with_suffix(".tmp")
        with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            # As plain eight-bit text, so that a person can read the file itself.
            file.write(letter(self._sender, to, subject, body, name, encoding="8bit").as_bytes(policy=SMTP))
        waiting.replace(self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.eml"


def letter(
    sender: str, to: str, subject: str, body: str, name: str, *, encoding: str = "quoted-printable"
) -> EmailMessage:
    """A plain-text mail. Line breaks in headers are refused by the library, so a name cannot add a header."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = " ".join(subject.split())
    message["Message-ID"] = f"<{name}@outsourcing-rollout.invalid>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(body, cte=encoding)
    return message
