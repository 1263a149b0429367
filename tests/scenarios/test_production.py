"""Production on one machine: a server and a ledger on PostgreSQL, two workers, fifty rollouts, one worker killed.

Slow: fifty reviews in processes of their own. The set-up is shared by the tests of this file, which build on each other
in their order.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
import sqlalchemy as sa
from ruamel.yaml import YAML

from configs.rollouts import EXAMPLES
from connectors.ledger.ledger import SqlLedger
from domain.ledger.events import EventKind
from flows.server.prefect_server import free_port
from flows.server.rehearsal import BOT_EMAIL, BOT_TOKEN, served
from tests.budgets import FAR_OFF_SECONDS, until
from tests.databases import installed_postgres
from tests.terminal.typist import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(5400)]

COUNT = 50
ROLLOUTS = [f"r{number:02}" for number in range(1, COUNT + 1)]
AS_OF = "2026-11-02T07:00:00+01:00"
OVER = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass
class Production:
    """Server, ledger and workers, and ways to ask about them."""

    folder: Path
    environment: dict[str, str]
    api_url: str
    ledger: SqlLedger
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def rollout(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from flows.cli import main; sys.exit(main())", *words],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=FAR_OFF_SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("wb")
        code = "import sys; from flows.cli import main; sys.exit(main())"
        started = subprocess.Popen(
            [sys.executable, "-c", code, "worker", "--limit", "2", "--name", name],
            cwd=self.folder, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        self.workers.append(started)
        return started

    def start(self, name: str, request: dict[str, Any]) -> str:
        deployments = httpx.post(f"{self.api_url}/deployments/filter", json={"limit": 50}, timeout=60).json()
        found = next(d for d in deployments if d["name"] == name)
        body = {"parameters": {"request": request}}
        made = httpx.post(f"{self.api_url}/deployments/{found['id']}/create_flow_run", json=body, timeout=60)
        made.raise_for_status()
        return str(made.json()["id"])

    def run(self, run_id: str) -> dict[str, Any]:
        return dict(httpx.get(f"{self.api_url}/flow_runs/{run_id}", timeout=60).json())

    def ended(self, run_id: str) -> dict[str, Any]:
        until(lambda: self.run(run_id)["state"]["type"] in OVER, "the run to end")
        return self.run(run_id)

    def runs(self, name: str) -> list[dict[str, Any]]:
        body = {"flows": {"name": {"any_": [name]}}, "limit": 200}
        return list(httpx.post(f"{self.api_url}/flow_runs/filter", json=body, timeout=60).json())

    def published(self) -> list[str]:
        """Every published month of every rollout, `r01 2026-10`."""
        return [
            f"{rollout} {event.payload['month']}"
            for rollout in self.ledger.rollouts()
            for event in self.ledger.events(rollout)
            if event.kind is EventKind.REVIEW_PUBLISHED
        ]


def small_company(built: Path, folder: Path) -> None:
    """The demo company with October's tickets only, and without the tab of key figures."""
    shutil.copytree(built, folder)
    issues = folder / "jira" / "issues.ndjson"
    lines = [json.loads(line) for line in issues.read_text(encoding="utf-8").splitlines()]
    kept = {issue["key"] for issue in lines if issue["fields"]["created"] >= "2026-10"}
    text = "".join(f"{json.dumps(issue, ensure_ascii=False)}\n" for issue in lines if issue["key"] in kept)
    issues.write_text(text, encoding="utf-8")
    path = folder / "sheets" / "nordlys.xlsx"
    book = openpyxl.load_workbook(path)
    del book["Nøgletal"]
    book.save(path)


def write_rollouts(folder: Path) -> None:
    folder.mkdir()
    settings = YAML(typ="safe", pure=True).load((EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8"))
    settings["contract"]["starts_on"] = "2026-10-01"
    for rollout in ROLLOUTS:
        text = json.dumps(settings | {"rollout_id": rollout}, default=str, ensure_ascii=False)
        (folder / f"{rollout}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory, built_company: Path) -> Iterator[Production]:
    folder = tmp_path_factory.mktemp("production")
    company = folder / "company"
    small_company(built_company, company)
    write_rollouts(folder / "rollouts")
    with installed_postgres() as postgres, served(company) as addresses:
        prefect_database = sa.make_url(postgres.new_database()).set(drivername="postgresql+asyncpg")
        ledger_url = postgres.new_database()
        port = free_port(0)
        api_url = f"http://127.0.0.1:{port}/api"
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_API", "ROLLOUT_"))} | {
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "400",
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": api_url,
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
            "ROLLOUT_HOME": str(folder / "home"),
            "ROLLOUT_ROLLOUTS_DIR": str(folder / "rollouts"),
            "ROLLOUT_LEDGER_URL": ledger_url,
            "ROLLOUT_SHEETS_BASE_URL": addresses["sheets"],
            "ROLLOUT_SHEETS_CREDENTIALS_FILE": str(company / "sheets" / "service-account.json"),
            "ROLLOUT_JIRA_SERVER": addresses["jira"],
            "ROLLOUT_JIRA_EMAIL": BOT_EMAIL,
            "ROLLOUT_JIRA_TOKEN": BOT_TOKEN,
        }
        with _server(folder, port, environment, prefect_database.render_as_string(hide_password=False)):
            ledger = SqlLedger.open(ledger_url)
            made = Production(folder, environment, api_url, ledger)
            try:
                yield made
            finally:
                for worker in made.workers:
                    kill_with_children(worker.pid)
                ledger.close()


class _server:
    def __init__(self, folder: Path, port: int, environment: dict[str, str], database: str) -> None:
        self._log = (folder / "server.log").open("wb")
        own = {
            "PREFECT_SERVER_API_PORT": str(port),
            "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_API_DATABASE_CONNECTION_URL": database,
        }
        kept = {name: value for name, value in environment.items() if name != "PREFECT_API_URL"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"],
            env=kept | own, stdout=self._log, stderr=self._log, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self._url = f"http://127.0.0.1:{port}/api/health"

    def __enter__(self) -> None:
        def healthy() -> bool:
            try:
                return httpx.get(self._url, timeout=2).status_code == 200
            except httpx.HTTPError:
                return False

        until(healthy, "the server")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)


def children_of(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            if parent == pid:
                found += [int(entry.name), *children_of(int(entry.name))]
    return found


def kill_with_children(pid: int) -> None:
    """As a machine that loses its power: nothing is told to anybody."""
    for one in [pid, *children_of(pid)]:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_fifty_reviews_are_published_once_each_although_a_worker_dies_in_the_middle(production: Production) -> None:
    said = production.rollout("deploy")
    assert "monthly_review/monthly-review" in said
    first, _ = production.worker("first"), production.worker("second")
    began = time.monotonic()
    asked = production.ended(production.start("due-reviews", {"as_of": AS_OF, "rollouts": ROLLOUTS}))
    assert asked["state"]["message"] == f"{COUNT} months of {COUNT} rollouts are being reviewed"
    until(lambda: len(production.published()) >= COUNT // 3, "a third of the reviews")
    kill_with_children(first.pid)
    first.wait()
    production.worker("third")  # as a service manager does
    until(
        lambda: all(run["state"]["type"] in OVER for run in production.runs("monthly_review")) or _cleaned(production),
        "the others, and those the dead worker had begun",
    )  # fmt: skip
    print(f"{COUNT} reviews, one of two workers killed: {time.monotonic() - began:.0f} s")
    assert sorted(production.published()) == [f"{rollout} 2026-10" for rollout in ROLLOUTS]
    assert {run["state"]["type"] for run in production.runs("monthly_review")} == {"COMPLETED"}
    for rollout in ROLLOUTS:
        done = [e.key for e in production.ledger.events(rollout) if e.kind is EventKind.EFFECT_DONE]
        corrective = [key for key in done if key.startswith("issue/sla/2026-10/")]
        assert len(done) == len(set(done)) == 6 + len(corrective)  # page, PDF, workbook, tabs, issue, comment
        assert len(corrective) == 2  # one per missed service level


_last_clean: list[float] = []


def _cleaned(production: Production) -> bool:
    """Let the janitor look every half minute, as its schedule does every quarter of an hour."""
    if not _last_clean or time.monotonic() - _last_clean[-1] > 30:
        _last_clean.append(time.monotonic())
        production.start("janitor", {"silence_seconds": 75, "most_starts": 5})
    return False


def test_a_schedule_that_fires_twice_starts_nothing_twice(production: Production) -> None:
    before = len(production.runs("monthly_review"))
    again = production.ended(production.start("due-reviews", {"as_of": AS_OF, "rollouts": ROLLOUTS}))
    assert again["state"]["message"] == "No review is due"
    assert len(production.runs("monthly_review")) == before
    assert len(production.published()) == COUNT


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_begun(production: Production) -> None:
    _, idle, worker = production.workers
    idle.send_signal(signal.SIGTERM)
    assert idle.wait(FAR_OFF_SECONDS) == 0
    run_id = production.start("monthly-review", {"rollout": "r01", "month": "2026-10", "as_of": AS_OF})
    until(lambda: production.run(run_id)["state"]["type"] == "RUNNING", "the run to begin")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(FAR_OFF_SECONDS) == 0
    assert production.run(run_id)["state"]["type"] == "COMPLETED"
    later = production.start("monthly-review", {"rollout": "r01", "month": "2026-10", "as_of": AS_OF})
    time.sleep(8)
    assert production.run(later)["state"]["type"] == "SCHEDULED"


def test_no_secret_is_in_a_log_a_parameter_an_artifact_or_a_state(production: Production) -> None:
    """The stand-in's token is the canary: every run above has used it."""
    secrets = (BOT_TOKEN, "PRIVATE KEY")
    texts = []
    for kind in ("logs", "artifacts", "flow_runs", "task_runs"):
        offset = 0
        while page := httpx.post(
            f"{production.api_url}/{kind}/filter", json={"limit": 200, "offset": offset}, timeout=60
        ).json():
            texts.append(json.dumps(page))
            offset += len(page)
    texts += [path.read_text(encoding="utf-8", errors="replace") for path in production.folder.glob("*.log")]
    assert sum(len(text) for text in texts) > 100_000
    assert not [secret for secret in secrets if any(secret in text for text in texts)]
