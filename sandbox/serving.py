"""Running the sandbox: a Starlette app on a local port in a thread, and both servers over one folder.

Here: ports, threads, start and stop. Not here: what the servers answer (`sandbox.sheets.server`,
`sandbox.jira.server`).
"""

import asyncio
import contextlib
import socket
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from domain.problems import Problem
from domain.reasons import Reason, verbatim
from sandbox.faults import CUT_CONNECTION

HOST = "127.0.0.1"
START_SECONDS = 30.0
STOP_SECONDS = 10.0


class _CuttableProtocol(H11Protocol):
    """HTTP/1.1 whose requests can reset their own connection (`faults.CUT_CONNECTION`)."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state: dict[str, Any] = {**self.app_state, CUT_CONNECTION: transport.abort}


def _run(server: uvicorn.Server, listening: socket.socket) -> None:
    # uvicorn leaves by sys.exit when the app's start-up fails; in a thread that is noise: `started` tells.
    with contextlib.suppress(SystemExit):
        server.run(sockets=[listening])


class Server:
    """Serves `app` on 127.0.0.1 until the block ends; `port` 0 takes any free one.

    The app's lifespan runs around it, so what the app flushes on shutdown is on disk when the block has ended.

    Raises:
        Problem: the port is taken, or the app does not start.
    """

    def __init__(self, app: ASGIApp, port: int = 0, *, name: str = "sandbox") -> None:
        self._app, self._port, self._name = app, port, name
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:<port>`, without a trailing slash; the port is known once started."""
        return f"http://{HOST}:{self._port}"

    def __enter__(self) -> Self:
        listening = self._listen()
        self._port = listening.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http=_CuttableProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=_run, args=(self._server, listening), name=f"{self._name}-server", daemon=True
        )
        self._thread.start()
        self._wait_until_started(listening)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving; returns when the app has flushed. Harmless when not running."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return
        server.should_exit = True
        thread.join(STOP_SECONDS)
        if thread.is_alive():
            server.force_exit = True
            thread.join(STOP_SECONDS)
        self._server = self._thread = None

    def _listen(self) -> socket.socket:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, self._port))
            listening.listen(128)
        except OSError as error:
            listening.close()
            raise Problem(
                Reason("The {name} server cannot use port {port}", name=self._name, port=str(self._port)),
                where=f"{HOST}:{self._port}",
                why=verbatim(error.strerror or str(error)),
                next_step=Reason("Stop the program that uses the port, or choose another port (0 takes any free one)"),
            ) from error
        return listening

    def _wait_until_started(self, listening: socket.socket) -> None:
        assert self._server is not None and self._thread is not None  # noqa: PT018 - narrowing for mypy
        until = time.monotonic() + START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > until:
                self.stop()
                listening.close()
                raise Problem(
                    Reason("The {name} server did not start", name=self._name),
                    where=self.url,
                    why=Reason("its start-up failed; the log holds the cause"),
                    next_step=Reason("Check the sandbox folder named in the log"),
                )
            time.sleep(0.005)


class Sandbox:
    """Both stand-ins over one folder: Google Sheets from FOLDER/sheets, Jira from FOLDER/jira.

    Raises:
        Problem: a port is taken, or a server does not start.
    """

    def __init__(self, folder: Path, sheets_port: int = 0, jira_port: int = 0) -> None:
        # Imported here: each server is heavy, and one of them is often used alone.
        from sandbox.jira.server import jira_app
        from sandbox.sheets.server import sheets_app

        self.folder = folder
        self._sheets = Server(sheets_app(folder), sheets_port, name="Sheets sandbox")
        self._jira = Server(jira_app(folder), jira_port, name="Jira sandbox")

    @property
    def sheets_url(self) -> str:
        """Base of both the Sheets and the Drive host."""
        return self._sheets.url

    @property
    def jira_url(self) -> str:
        """What to give a Jira client as `server`."""
        return self._jira.url

    def __enter__(self) -> Self:
        self._sheets.__enter__()
        try:
            self._jira.__enter__()
        except BaseException:
            self._sheets.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._jira.stop()
        self._sheets.stop()
