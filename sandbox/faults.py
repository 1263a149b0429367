"""Faults on demand: what goes wrong on the way to a service, scripted request by request.

Here: the fault, the script that deals faults out, and the ASGI middleware that applies them. Not here: who serves
(`serving`), what was asked (`journal`), and faults of content (a repeated page token), which a server reads itself.

Cutting a connection needs the socket. `serving.Server` puts `CUT_CONNECTION` into the ASGI scope's state; under another
server a drop fault is answered with 500 and a text that says so.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FaultKind = Literal[
    "answer", "delay", "slow", "drop_before_commit", "drop_after_commit", "html_502", "empty_200", "repeat_page_token"
]

TRANSPORT_KINDS: frozenset[str] = frozenset(
    {"answer", "delay", "slow", "drop_before_commit", "drop_after_commit", "html_502", "empty_200"}
)
"""The kinds `FaultMiddleware` applies; the others are taken by the server they concern."""

CUT_CONNECTION = "cut_connection"
"""Key in `scope["state"]`: a callable that resets the TCP connection of this request."""

HTML_502 = """<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <title>Error 502 (Server Error)!!1</title>
  <p><b>502.</b> <ins>That's an error.</ins>
  <p>The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.
</html>
"""

SLOW_PIECES = 8


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong for the requests it matches.

    Attributes:
        kind: `answer` (status, body, headers instead of handling), `delay` (wait, then handle), `slow` (handle, then
            trickle the answer over `delay_seconds`), `drop_before_commit` (cut, nothing handled), `drop_after_commit`
            (handle in full, then cut without a byte of answer), `html_502`, `empty_200`, and `repeat_page_token`.
        method: HTTP method, or "*".
        path: regular expression searched in the decoded path.
        times: how many matching requests it hits; then it is spent.
        after: how many matching requests pass unharmed first.
    """

    kind: FaultKind
    method: str = "*"
    path: str = ""
    times: int = 1
    after: int = 0
    status: int = 503
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0

    def matches(self, method: str, path: str) -> bool:
        """Whether this fault concerns the request."""
        return self.method in ("*", method) and re.search(self.path, path) is not None


@dataclass
class _Armed:
    fault: Fault
    passing: int
    left: int


class FaultScript:
    """The faults still to come, oldest first. Safe to change from another thread than the server's."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._lock = threading.Lock()
        self._armed: list[_Armed] = []
        self.add(*faults)

    def add(self, *faults: Fault) -> None:
        """Arm more faults."""
        with self._lock:
            self._armed.extend(_Armed(fault, fault.after, fault.times) for fault in faults)

    def clear(self) -> None:
        """Disarm all faults."""
        with self._lock:
            self._armed.clear()

    def pending(self) -> list[Fault]:
        """Faults with hits left."""
        with self._lock:
            return [armed.fault for armed in self._armed]

    def take(self, method: str, path: str, kinds: Collection[str] = TRANSPORT_KINDS) -> Fault | None:
        """The fault that hits this request, counted as used; None when it may pass."""
        with self._lock:
            for armed in self._armed:
                if armed.fault.kind not in kinds or not armed.fault.matches(method, path):
                    continue
                if armed.passing > 0:
                    armed.passing -= 1
                    continue
                armed.left -= 1
                if armed.left <= 0:
                    self._armed.remove(armed)
                return armed.fault
        return None


class FaultMiddleware:
    """Applies the script to every request outside `/__sandbox__/`."""

    def __init__(self, app: ASGIApp, script: FaultScript) -> None:
        self.app, self.script = app, script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/__sandbox__"):
            await self.app(scope, receive, send)
            return
        fault = self.script.take(scope["method"], scope["path"])
        if fault is None:
            await self.app(scope, receive, send)
            return
        await self._apply(fault, scope, receive, send)

    async def _apply(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.delay_seconds and fault.kind != "slow":
            await asyncio.sleep(fault.delay_seconds)
        match fault.kind:
            case "drop_before_commit":
                await _cut(scope, receive, send)
            case "drop_after_commit":
                await self.app(scope, receive, _swallow)
                await _cut(scope, receive, send)
            case "answer" | "html_502" | "empty_200":
                await _instead(fault)(scope, receive, send)
            case "slow":
                await self.app(scope, receive, _trickling(send, fault.delay_seconds))
            case _:
                await self.app(scope, receive, send)


def _instead(fault: Fault) -> Response:
    if fault.kind == "html_502":
        return Response(HTML_502, 502, media_type="text/html")
    if fault.kind == "empty_200":
        return Response(b"", 200, media_type="application/json")
    headers = dict(fault.headers)
    if not any(name.lower() == "content-type" for name in headers):
        headers["content-type"] = "application/json; charset=UTF-8"
    return Response(fault.body, fault.status, headers=headers)


async def _swallow(message: Message) -> None:
    """Take the application's answer and let nobody have it."""


async def _cut(scope: Scope, receive: Receive, send: Send) -> None:
    state: dict[str, Any] = scope.get("state") or {}
    cut: Callable[[], None] | None = state.get(CUT_CONNECTION)
    if cut is None:
        await Response("This server cannot cut connections.", 500)(scope, receive, send)
        return
    cut()
    # The server must see the loss before we return, or it writes a 500 for a request left without an answer.
    while (await receive())["type"] != "http.disconnect":
        pass


def _trickling(send: Send, seconds: float) -> Send:
    async def trickle(message: Message) -> None:
        body: bytes = message.get("body", b"")
        if message["type"] != "http.response.body" or not body:
            await send(message)
            return
        step = max(1, -(-len(body) // SLOW_PIECES))
        pieces = [body[start : start + step] for start in range(0, len(body), step)]
        for piece in pieces:
            await asyncio.sleep(seconds / len(pieces))
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)})

    return trickle
