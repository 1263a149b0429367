"""One writer at a time, over machines: an object that says who has the turn and since when.

It is written only where there is none, and replaced only while it is the one that was read, so that of two who try one
gets it. The holder writes it anew every 20 seconds; one that was not renewed for 90 belongs to nobody. Time is counted
from when a waiting process first saw that version, by its own clock: clocks of machines are never compared.
Not here: requests (`connectors.s3.client`).
"""

import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from connectors.beats import beating
from connectors.errors import ConnectorError, RequestRefused
from domain.reasons import Reason

RENEWAL_SECONDS = 20.0
GONE_AFTER_SECONDS = 90.0


class Versioned(Protocol):
    """What a turn needs of a bucket."""

    def address(self, name: str = "") -> str: ...
    def put_new(self, name: str, content: bytes) -> bool: ...
    def put_over(self, name: str, content: bytes, version: str) -> bool: ...
    def version(self, name: str) -> tuple[bytes, str] | None: ...
    def remove(self, name: str) -> bool: ...


@contextmanager
def held(
    bucket: Versioned,
    name: str,
    patience_seconds: float,
    *,
    gone_after_seconds: float = GONE_AFTER_SECONDS,
    renewal_seconds: float = RENEWAL_SECONDS,
) -> Iterator[None]:
    """Hold the turn while the block runs.

    Args:
        patience_seconds: so long somebody else is waited for; a dead holder is noticed only when this is longer than
            `gone_after_seconds`.

    Raises:
        RequestRefused: somebody else holds it for longer than that.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    _take(bucket, name, holder, patience_seconds, gone_after_seconds)
    try:
        with beating(lambda: _renewed(bucket, name, holder), every_seconds=renewal_seconds, name="turn keeper"):
            yield
    finally:
        if _holder(bucket, name) == holder:
            bucket.remove(name)


def _take(bucket: Versioned, name: str, holder: str, patience_seconds: float, gone_after_seconds: float) -> None:
    started, seen, since = time.monotonic(), "", 0.0
    while not bucket.put_new(name, _words(holder)):
        found, now = bucket.version(name), time.monotonic()
        if found is None:
            continue
        if found[1] != seen:
            seen, since = found[1], now
        elif now - since > gone_after_seconds and bucket.put_over(name, _words(holder), seen):
            return
        if now - started > patience_seconds:
            raise RequestRefused(
                Reason("Another run is writing the site"),
                where=bucket.address(name),
                next_step=Reason("try again later"),
            )
        time.sleep(0.2)


def _renewed(bucket: Versioned, name: str, holder: str) -> bool:
    try:
        found = bucket.version(name)
        if found is None or found[0].split(b"\n")[0] != holder.encode():
            return False  # taken over: whoever did works now, and equal parts are written equal
        bucket.put_over(name, _words(holder), found[1])
    except ConnectorError:
        pass  # the next beat tries again; what the block writes meets the same trouble and says so
    return True


def _holder(bucket: Versioned, name: str) -> str:
    found = bucket.version(name)
    return found[0].split(b"\n")[0].decode("utf-8", "replace") if found else ""


def _words(holder: str) -> bytes:
    # The second line differs each time, so that every renewal is another version.
    return f"{holder}\n{secrets.token_hex(8)}\n".encode()
