"""A real browser on the real UI: `rollout ui` over the demo company, and Debian's Chromium driven by Playwright.

Screenshots go to the folder in ROLLOUT_SCREENSHOTS when it is set; that is how the pictures in docs/images are made.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.server.prefect_server import free_port
from sandbox.nordlys.build import build_nordlys
from tests.budgets import FAR_OFF_SECONDS, until
from tests.prefect_homes import with_migrated_database
from tests.terminal.typist import MAIN, ROOT

SCREENSHOTS = os.environ.get("ROLLOUT_SCREENSHOTS", "")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@dataclass(frozen=True)
class Ui:
    """Addresses of a running `rollout ui`, and its home."""

    url: str
    home: Path

    def post(self, path: str, body: dict[str, Any]) -> Any:
        answer = httpx.post(f"{self.url}/api{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def deployment_form(self, name: str) -> str:
        found = next(d for d in self.post("/deployments/filter", {"limit": 50}) if d["name"] == name)
        return f"{self.url}/deployments/deployment/{found['id']}/run"

    def newest_run(self, flow: str) -> dict[str, Any]:
        body = {"flows": {"name": {"any_": [flow]}}, "sort": "EXPECTED_START_TIME_DESC", "limit": 1}
        found = self.post("/flow_runs/filter", body)
        return dict(found[0]) if found else {}


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    folder = tmp_path_factory.mktemp("ui")
    build_nordlys(folder / ".rollout" / "sandbox" / "nordlys")
    with_migrated_database(folder / ".rollout" / "prefect")
    port = free_port(0)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_API", "PREFECT_HOME", "ROLLOUT_"))}
    with (folder / "ui.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", MAIN, "ui", "--port", str(port)],
            cwd=folder,
            env=environment | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
    try:

        def opened() -> bool:
            said = (folder / "ui.log").read_text(encoding="utf-8")
            assert process.poll() is None, said
            return "twice stops" in said

        until(opened, "the house to open")
        yield Ui(f"http://127.0.0.1:{port}", folder / ".rollout")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(FAR_OFF_SECONDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    """A browser page that has seen no error so far."""
    return browser.new_page(viewport={"width": 1360, "height": 1000}, locale="da-DK", timezone_id="Europe/Copenhagen")


def picture(page: Any, name: str, *, whole: bool = False) -> None:
    """Keep a screenshot when they are wanted."""
    if SCREENSHOTS:
        page.wait_for_timeout(800)
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=whole)
