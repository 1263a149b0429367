"""What a service of apprise says of a message it could not deliver -> the error tree of `connectors.errors`.

apprise itself returns only yes or no. Its services log the status of an answer, in words that may hold the address:
they are heard here, read for the status, and go no further. Not here: sending (`connectors.messages.announcing`).
"""

import logging
import re
from http import HTTPStatus

from connectors.errors import (
    AccessRefused,
    ConnectorError,
    NotFound,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
)
from domain.reasons import Reason

_HTTP_STATUS = re.compile(r"(?:error|code|status)=(\d{3})\b")
_SMTP_STATUS = re.compile(r"\((\d{3}), b['\"]")
_NO_ACCESS = {401, 403, 530, 534, 535}
"""HTTP, and SMTP (RFC 4954): who asks is not known, or may not."""


class Heard(logging.Handler):
    """What a service says of one message, for us alone: its logger is registered nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str]] = []
        self.logger = logging.Logger("announcing", logging.DEBUG)
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self._lines.append((record.levelno, record.getMessage()))

    def error(self, channel: str) -> ConnectorError:
        """Why the message was not taken."""
        # What a server wrote stands in lines of level DEBUG: a status there would be its word, not apprise's.
        said = " ".join(line for level, line in self._lines if level >= logging.WARNING)
        broken = " ".join(line for _, line in self._lines if line.startswith("Socket Exception"))
        if found := _SMTP_STATUS.search(broken):
            return _refusal(channel, int(found[1]), mail=True)
        if "timed out" in broken.lower():
            return TimedOut(Reason("A channel did not answer in time"), where=channel)
        if found := _HTTP_STATUS.search(said):
            return _refusal(channel, int(found[1]))
        if "connection error" in said.lower():
            return ServiceUnavailable(Reason("A channel cannot be reached"), where=channel)
        return RequestRefused(
            Reason("A channel did not take the message"), where=channel, next_step=Reason("check its address, by hand")
        )


def _refusal(channel: str, status: int, *, mail: bool = False) -> ConnectorError:
    """The error of a status: of HTTP, or of SMTP, where 4xx may succeed later (RFC 5321, 4.2.1)."""
    phrase = "" if mail else _phrase(status)
    why = Reason("it answered {answer}", answer=f"{status} {phrase}".rstrip())
    if status == 429 and not mail:
        return RateLimited(Reason("A channel asks to slow down"), where=channel, why=why)
    if status == 408 and not mail:
        return TimedOut(Reason("A channel did not answer in time"), where=channel, why=why)
    if (400 <= status < 500) if mail else status >= 500:
        return ServiceUnavailable(Reason("A channel takes no message now"), where=channel, why=why)
    if status in _NO_ACCESS:
        step = Reason("make a new address where the channel is, and set it")
        return AccessRefused(Reason("A channel refuses our account"), where=channel, why=why, next_step=step)
    if status in (404, 410) and not mail:
        step = Reason("see whether the channel still exists, and set its new address")
        return NotFound(Reason("A channel is not there"), where=channel, why=why, next_step=step)
    return RequestRefused(
        Reason("A channel refuses the message"), where=channel, why=why, next_step=Reason("check its address")
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
