"""Opaque page tokens: where a list goes on, for seven days, for the same question of the same caller.

Here: the token and a small memory of lists already made. Not here: the lists. A token outlives a restart: the list is
then made anew.
"""

import base64
import binascii
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

import orjson

from sandbox.jira.answers import Refused

Item = TypeVar("Item")
INVALID_TOKEN = "The provided next page token is invalid or expired."  # noqa: S105 - a message
TOKEN_LIFE_MILLIS = 7 * 24 * 3600 * 1000
MOST_LISTS = 32


class PageBook(Generic[Item]):
    """Lists that are read page by page."""

    def __init__(self) -> None:
        self._lists: OrderedDict[str, list[Item]] = OrderedDict()
        self._made = 0

    def open(
        self, question: str, token: str | None, now_millis: int, make: Callable[[], list[Item]]
    ) -> tuple[list[Item], int, str]:
        """(the list, where this page starts, the list's name); a first page makes the list.

        Raises:
            Refused: 400 when the token is garbage, too old, or belongs to another question.
        """
        if not token:
            self._made += 1
            return self._keep(f"{now_millis:x}.{self._made}", make()), 0, f"{now_millis:x}.{self._made}"
        name, start = _read(token, question, now_millis)
        if name in self._lists:
            self._lists.move_to_end(name)
            return self._lists[name], start, name
        return self._keep(name, make()), start, name

    def token(self, question: str, name: str, start: int, now_millis: int) -> str:
        """The token of the page that begins at `start`."""
        content = orjson.dumps([name, start, now_millis])
        return base64.urlsafe_b64encode(_digest(question, content) + content).decode().rstrip("=")

    def _keep(self, name: str, items: list[Item]) -> list[Item]:
        self._lists[name] = items
        while len(self._lists) > MOST_LISTS:
            self._lists.popitem(last=False)
        return items


def _digest(question: str, content: bytes) -> bytes:
    return hashlib.sha256(question.encode() + b"\0" + content).digest()[:9]


def _read(token: str, question: str, now_millis: int) -> tuple[str, int]:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Refused(400, INVALID_TOKEN) from None
    digest, content = raw[:9], raw[9:]
    if digest != _digest(question, content):
        raise Refused(400, INVALID_TOKEN)
    name, start, made_millis = orjson.loads(content)
    if now_millis - made_millis > TOKEN_LIFE_MILLIS:
        raise Refused(400, INVALID_TOKEN)
    return name, start
