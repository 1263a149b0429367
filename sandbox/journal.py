"""What was asked of a sandbox server: one entry per request, and the `/__sandbox__/` routes tests use.

Here: the journal, its middleware, the admin routes. Not here: faults themselves (`faults`).
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from json import JSONDecodeError
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.faults import CUT_CONNECTION, Fault, FaultScript

READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Entry:
    """One request as it was answered. `status` 0 means the connection was cut without an answer."""

    method: str
    path: str
    """without ids, so that equal calls count together"""
    status: int
    bytes_sent: int
    is_write: bool
    elapsed_seconds: float


def _as_it_is(path: str) -> str:
    return path


def _changes_something(method: str, path: str) -> bool:
    return method not in READ_METHODS


class Journal:
    """Requests in the order they were finished.

    Args:
        shape: path -> path without ids.
        is_write: whether a call changes something; by default every method but GET, HEAD and OPTIONS.
    """

    def __init__(
        self,
        shape: Callable[[str], str] = _as_it_is,
        is_write: Callable[[str, str], bool] = _changes_something,
    ) -> None:
        self.shape, self.is_write = shape, is_write
        self._lock = threading.Lock()
        self._entries: list[Entry] = []

    def record(self, method: str, path: str, status: int, bytes_sent: int, elapsed_seconds: float) -> None:
        """Add one request."""
        entry = Entry(method, self.shape(path), status, bytes_sent, self.is_write(method, path), elapsed_seconds)
        with self._lock:
            self._entries.append(entry)

    def entries(self) -> list[Entry]:
        """All entries so far."""
        with self._lock:
            return list(self._entries)

    def counts(self) -> Counter[str]:
        """ "METHOD path" -> number of requests."""
        return Counter(f"{entry.method} {entry.path}" for entry in self.entries())

    def clear(self) -> None:
        """Forget all entries."""
        with self._lock:
            self._entries.clear()

    def summary(self) -> dict[str, Any]:
        """The journal as JSON: totals, counts, entries."""
        entries = self.entries()
        return {
            "total": len(entries),
            "writes": sum(entry.is_write for entry in entries),
            "bytes_sent": sum(entry.bytes_sent for entry in entries),
            "counts": dict(self.counts()),
            "requests": [asdict(entry) for entry in entries],
        }


class JournalMiddleware:
    """Records every request outside `/__sandbox__/`; stands outside the faults, so it sees what the client sees."""

    def __init__(self, app: ASGIApp, journal: Journal) -> None:
        self.app, self.journal = app, journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/__sandbox__"):
            await self.app(scope, receive, send)
            return
        status, sent, start = 0, 0, time.perf_counter()
        recorded = False

        def record() -> None:
            nonlocal recorded
            if not recorded:
                recorded = True
                elapsed_seconds = time.perf_counter() - start
                self.journal.record(scope["method"], scope["path"], status, sent, elapsed_seconds)

        async def counting(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
                if not message.get("more_body", False):
                    record()  # before the last byte leaves: who has the answer finds it in the journal
            await send(message)

        state = scope.get("state") or {}
        if CUT_CONNECTION in state:
            cut = state[CUT_CONNECTION]

            def cut_recorded() -> None:
                record()
                cut()

            scope = {**scope, "state": {**state, CUT_CONNECTION: cut_recorded}}
        try:
            await self.app(scope, receive, counting)
        finally:
            record()


def admin_routes(journal: Journal, faults: FaultScript) -> list[BaseRoute]:
    """`/__sandbox__/journal` (GET, DELETE) and `/__sandbox__/faults` (GET, POST a fault or a list, DELETE)."""

    async def show_journal(request: Request) -> Response:
        if request.method == "DELETE":
            journal.clear()
            return Response(status_code=204)
        return JSONResponse(journal.summary())

    async def script_faults(request: Request) -> Response:
        if request.method == "DELETE":
            faults.clear()
            return Response(status_code=204)
        if request.method == "POST":
            try:
                body = await request.json()
                faults.add(*(_fault(item) for item in (body if isinstance(body, list) else [body])))
            except (JSONDecodeError, TypeError, ValueError) as error:
                return JSONResponse({"error": str(error)}, 400)
        return JSONResponse([asdict(fault) for fault in faults.pending()])

    return [
        Mount(
            "/__sandbox__",
            routes=[
                Route("/journal", show_journal, methods=["GET", "DELETE"]),
                Route("/faults", script_faults, methods=["GET", "POST", "DELETE"]),
            ],
        )
    ]


def _fault(item: object) -> Fault:
    if not isinstance(item, dict) or "kind" not in item:
        raise ValueError("A fault is an object with at least 'kind'.")
    unknown = sorted(set(item) - {field.name for field in fields(Fault)})
    if unknown:
        raise ValueError(f"A fault has no field {', '.join(unknown)}.")
    return Fault(**item)
