"""An approval outlives the server: asked for before a restart, given after it, and the next phase starts by itself."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.ledger.ledger import SqlLedger
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from flows.server.prefect_server import free_port
from tests.budgets import FAR_OFF_SECONDS, until
from tests.prefect_homes import with_migrated_database
from tests.terminal.rehearsals import Rehearsal
from tests.terminal.typist import MAIN, ROOT

pytestmark = pytest.mark.slow


@dataclass
class House:
    """`rollout ui` in a folder: started, stopped, and started again."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def open(self) -> None:
        log = self.folder / f"ui-{time.monotonic_ns()}.log"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_API", "PREFECT_HOME", "ROLLOUT_"))}
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", MAIN, "ui", "--port", str(self.port)],
                cwd=self.folder,
                stdout=out,
                stderr=out,
                env=kept | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
                stdin=subprocess.DEVNULL,
            )
        until(lambda: "twice stops" in log.read_text(encoding="utf-8"), "the house to open")

    def close(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(FAR_OFF_SECONDS) == 0
            self.process = None

    def start(self, name: str, request: dict[str, Any], key: str | None = None) -> str:
        found = httpx.post(f"{self.api}/deployments/filter", json={"limit": 50}, timeout=60).json()
        deployment = next(d for d in found if d["name"] == name)
        body = {"parameters": {"request": request}, "idempotency_key": key}
        made: list[httpx.Response] = []

        def accepted() -> bool:
            # Prefect on SQLite answers 503 while its scheduler writes; its own clients ask again, and so does this one.
            made.append(httpx.post(f"{self.api}/deployments/{deployment['id']}/create_flow_run", json=body, timeout=60))
            return made[-1].status_code != httpx.codes.SERVICE_UNAVAILABLE

        until(accepted, "the server to take a run")
        made[-1].raise_for_status()
        return str(made[-1].json()["id"])

    def run(self, run_id: str) -> dict[str, Any]:
        return dict(httpx.get(f"{self.api}/flow_runs/{run_id}", timeout=60).json())

    def ended(self, run_id: str) -> dict[str, Any]:
        over = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        until(lambda: self.run(run_id)["state"]["type"] in over, "the run to end")
        return self.run(run_id)

    def status(self, phase: Phase) -> PhaseStatus:
        return derive_state("nordlys", self.ledger().events("nordlys")).phases[phase].status

    def ledger(self) -> SqlLedger:
        return SqlLedger.open(f"sqlite:///{self.folder / '.rollout' / 'ledger.db'}")


@pytest.fixture
def house(tmp_path: Path, built_company: Path) -> Iterator[House]:
    shutil.copytree(built_company, tmp_path / ".rollout" / "sandbox" / "nordlys")
    with_migrated_database(tmp_path / ".rollout" / "prefect")
    found = House(tmp_path, free_port(0))
    found.open()
    yield found
    found.close()


def test_a_decision_asked_for_before_a_restart_counts_after_it_and_starts_the_next_phase(house: House) -> None:
    request = {"rollout": "nordlys", "started_by": "Lars Bjerre"}
    twice = [house.start("discovery", request), house.start("discovery", request)]
    ended = [house.ended(run_id) for run_id in twice]
    assert [run["state"]["name"] for run in ended] == ["Awaiting decision"] * 2, [run["state"] for run in ended]
    gates = [event for event in house.ledger().events("nordlys") if event.kind is EventKind.GATE_PASSED]
    assert len(gates) == 1, "two starts at once are one attempt"

    house.close()
    house.open()
    typed = Rehearsal(house.folder, {}, house.api)
    approved = typed.decide("discovery", "Mette Holm")
    assert "discovery is approved" in approved.stdout
    assert "Started:" in approved.stdout
    run_id = approved.stdout.split("Started:")[1].split()[0].rsplit("/", 1)[-1]
    run = house.ended(run_id)
    assert run["state"]["name"] == "Awaiting decision"
    assert run["idempotency_key"] == "nordlys:vendor_selection:1"
    assert house.status(Phase.VENDOR_SELECTION) is PhaseStatus.AWAITING_DECISION
    again = house.start("vendor-selection", request, key="nordlys:vendor_selection:1")
    assert again == run_id, "the same key is the same run"


def test_editing_a_prefect_run_approves_nothing(house: House) -> None:
    run_id = house.start("discovery", {"rollout": "nordlys", "started_by": "Lars Bjerre"})
    house.ended(run_id)
    state = {"state": {"type": "COMPLETED", "name": "Approved"}, "force": True}
    httpx.post(f"{house.api}/flow_runs/{run_id}/set_state", json=state, timeout=60).raise_for_status()
    early = house.ended(house.start("vendor-selection", {"rollout": "nordlys"}))
    assert early["state"]["type"] == "FAILED"
    assert "Opdagelse er ikke godkendt; status er: afventer beslutning" in early["state"]["message"]
    assert house.status(Phase.DISCOVERY) is PhaseStatus.AWAITING_DECISION
