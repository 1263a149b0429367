"""Shared by all tests: third parties quiet before anything imports them, and one Prefect server a session.

Prefect is only started by tests that ask for `prefect_api`; the rules are tested without it.
"""

import json
import os
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.wiring.environment import flush_run_logs, prepare_environment
from tests.budgets import register_profiles
from tests.distribution import LongestFirst, longest_first
from tests.prefect_homes import with_migrated_database

if TYPE_CHECKING:  # loaded by the tests that ask for them
    from connectors.ports.files import Store
    from tests.storage import S3Server

# Before any test module imports Prefect: its files go to a folder of this session, never to the developer's own.
_HOME = Path(tempfile.mkdtemp(prefix="rollout-tests-"))
os.environ.pop("PREFECT_API_URL", None)
os.environ["PREFECT_HOME"] = str(_HOME / "prefect")
prepare_environment(_HOME)

# An example that takes long on a busy machine is no mistake: speed is measured by `make bench`.
register_profiles()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst:
    config.option.loadscopereorder = False
    return LongestFirst(config, log)


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test starts without ROLLOUT_* variables (but those that name large files) and in a folder of its own."""
    for name in [n for n in os.environ if n.startswith("ROLLOUT_") and n not in LARGE_FILES]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


LARGE_FILES = ("ROLLOUT_JIRA_OPENAPI", "ROLLOUT_UCI_EVENTS")


@pytest.fixture(scope="session")
def prefect_api() -> Iterator[str]:
    """Address of a real Prefect server, started once for the tests that need one."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server.prefect_server import prefect_server

    with_migrated_database(_HOME / "prefect")
    with prefect_server(_HOME, port=0) as api_url, temporary_settings({PREFECT_API_URL: api_url}):
        os.environ["PREFECT_API_URL"] = api_url
        try:
            yield api_url
        finally:
            flush_run_logs()
            os.environ.pop("PREFECT_API_URL", None)


@pytest.fixture(scope="session")
def s3() -> Iterator["S3Server"]:
    """A real S3 server on this machine, for the tests that need one."""
    from tests.storage import running_s3

    with running_s3() as server:
        yield server


@pytest.fixture(params=["folder", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> "Store":
    """An empty store: every test that asks for it runs on a folder and on a bucket."""
    from tests.storage import store_at

    if request.param == "folder":
        return store_at(str(tmp_path / "home"))
    server: S3Server = request.getfixturevalue("s3")
    return store_at(f"s3://{server.new_bucket()}/team/rollouts")


@pytest.fixture
def chat() -> Iterator[tuple[str, list[Any]]]:
    """A chat's webhook: its address, and what was posted to it."""
    posted: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", posted
    server.shutdown()
