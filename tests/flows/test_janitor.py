"""With a real server: lost runs are found by their silence, events start an automation, progress shows itself."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]


def test_a_silent_run_without_a_deployment_is_failed_and_a_lively_one_is_left(prefect_api: str) -> None:
    from flows.janitor import janitor
    from flows.requests import JanitorRequest

    flow_id = httpx.post(f"{prefect_api}/flows/", json={"name": "discovery"}).json()["id"]

    def running(name: str) -> str:
        body = {"flow_id": flow_id, "name": name, "state": {"type": "RUNNING", "name": "Running"}}
        return str(httpx.post(f"{prefect_api}/flow_runs/", json=body).json()["id"])

    lost = running("lost")
    time.sleep(30)
    lively = running("lively")
    outcome = janitor(JanitorRequest(silence_seconds=25))
    assert "lost" in outcome.failed
    assert "lively" not in (*outcome.failed, *outcome.resumed)
    state = httpx.get(f"{prefect_api}/flow_runs/{lost}").json()["state"]
    assert state["type"] == "CRASHED"
    assert "its process is gone" in state["message"]
    assert "Next:" in state["message"]
    assert httpx.get(f"{prefect_api}/flow_runs/{lively}").json()["state"]["type"] == "RUNNING"
    httpx.delete(f"{prefect_api}/flow_runs/{lively}")


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


def test_the_example_automation_posts_a_missed_service_level_to_a_chat(
    prefect_api: str, chat: tuple[str, list[Any]]
) -> None:
    from prefect.blocks.webhook import Webhook

    from tasks.frame.events import emit

    address, posted = chat
    block_id = Webhook(method="POST", url=address, allow_private_urls=True).save("chat", overwrite=True)
    example = YAML(typ="safe", pure=True).load((ROOT / "configs/automations/tell-us.yaml").read_text(encoding="utf-8"))
    [automation] = example["automations"]
    automation["actions"][0]["block_document_id"] = str(block_id)
    made = httpx.post(f"{prefect_api}/automations/", json=automation, timeout=60)
    assert made.status_code == 201, made.text
    deadline = time.monotonic() + 120
    while not posted and time.monotonic() < deadline:
        emit("nordlys", "sla.breached", {"month": "2026-10", "figure": "resolution.P2"})
        time.sleep(3)  # the automation is taken up a moment after it was made
    assert posted
    assert posted[0] == {"text": "rollout.sla.breached rollout.nordlys 2026-10 resolution.P2"}


def test_long_work_shows_how_far_it_is(prefect_api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect import flow

    from tasks.frame.progress import SHOWN_AFTER_SECONDS, Progress

    @flow
    def long_pull() -> None:
        with Progress("nordlys-pull-NB", "tickets of NB") as far:
            far.told(10, 100)
            time.sleep(SHOWN_AFTER_SECONDS)
            far.told(50, 100)

    @flow
    def short_pull() -> None:
        with Progress("nordlys-pull-NI", "tickets of NI") as far:
            far.told(10, 100)

    long_pull()
    short_pull()
    found = httpx.post(f"{prefect_api}/artifacts/filter", json={"limit": 200}, timeout=60).json()
    progress = {a["key"]: a["data"] for a in found if a["type"] == "progress"}
    assert progress["nordlys-pull-nb"] == 100
    assert "nordlys-pull-ni" not in progress
