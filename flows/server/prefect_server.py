"""The Prefect server of this installation: start it, find it, stop it.

Here: one server process per home folder, its address in `<home>/prefect/server.json`. Not here: deployments
(`flows.server.deployments`). The port goes through the environment: with `--port` the UI would call another one.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from domain.problems import Problem
from domain.reasons import Reason
from flows.wiring.environment import THIRD_PARTY_DEFAULTS

DEFAULT_PORT = 4200
START_TIMEOUT_SECONDS = 180.0
ANSWER_TIMEOUT_SECONDS = 5.0


def running_server(home: Path) -> str | None:
    """API address of the server that serves this home now; None when none answers."""
    try:
        note = json.loads(_note(home).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    with _asking() as client:
        return str(note["api_url"]) if _healthy(client, str(note["api_url"])) else None


def server_address(home: Path) -> str | None:
    """API address a command turns to: the one in PREFECT_API_URL, else that of the server that serves this home."""
    return os.environ.get("PREFECT_API_URL") or running_server(home)


def server_answers() -> bool:
    """Whether the server that Prefect is pointed at answers, asked as Prefect asks: with its key and certificates.

    Call it with an address in the environment: without one Prefect would start a server of its own to ask.
    """
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
        with get_client(httpx_settings={"timeout": ANSWER_TIMEOUT_SECONDS}, sync_client=True) as client:
            return client.api_healthcheck() is None


@contextmanager
def prefect_server(
    home: Path, port: int = DEFAULT_PORT, meanwhile: Callable[[str], None] = lambda api_url: None
) -> Iterator[str]:
    """A server for this home while the block runs: the one that runs already, or a new one. Gives its API address.

    Args:
        home: the folder whose server it is.
        port: where a new one listens; another free port when that is taken.
        meanwhile: called once with the address before anything waits for the server: starting takes it about ten
            seconds of one core, in which this process may load what it needs.

    Raises:
        Problem: the server did not answer in time; names its log.
    """
    found = running_server(home)
    if found:
        meanwhile(found)
        yield found
        return
    process, api_url, log = _start(home, port)
    try:
        meanwhile(api_url)
        _wait(process, api_url, log)
        _note(home).write_text(json.dumps({"api_url": api_url, "pid": process.pid}), encoding="utf-8")
        yield api_url
    finally:
        _note(home).unlink(missing_ok=True)
        _stop(process)


def free_port(wanted: int) -> int:
    """`wanted` when it is free on the loopback address, otherwise any free port."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Problem(Reason("No free port on 127.0.0.1"), next_step=Reason("close a program that listens, and try again"))


def _start(home: Path, port: int) -> tuple[subprocess.Popen[bytes], str, Path]:
    folder = (home / "prefect").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = free_port(port)
    api_url = f"http://127.0.0.1:{chosen}/api"
    # A new process has only what is given here: telemetry is off although nothing of ours runs inside the server.
    environment = (
        THIRD_PARTY_DEFAULTS
        | os.environ
        | {
            "PREFECT_HOME": str(folder),
            "PREFECT_SERVER_API_HOST": "127.0.0.1",
            "PREFECT_SERVER_API_PORT": str(chosen),
            "PREFECT_UI_API_URL": api_url,
            "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
        }
    )
    environment.pop("PREFECT_API_URL", None)
    log = folder / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"],
            env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    return process, api_url, log


def _wait(process: subprocess.Popen[bytes], api_url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    with _asking() as client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise Problem(
                    Reason("The Prefect server stopped while starting"),
                    where=str(log),
                    next_step=Reason("read the end of its log"),
                )
            if _healthy(client, api_url):
                return
            time.sleep(0.1)
    raise Problem(
        Reason("The Prefect server did not answer within {count} seconds", count=int(START_TIMEOUT_SECONDS)),
        where=str(log),
        next_step=Reason("read the end of its log, then try again"),
    )


def _asking() -> httpx.Client:
    # One client for all questions: each new one would read every certificate of this machine again.
    return httpx.Client(timeout=2)


def _healthy(client: httpx.Client, api_url: str) -> bool:
    try:
        return client.get(f"{api_url}/health").status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _note(home: Path) -> Path:
    return home / "prefect" / "server.json"
