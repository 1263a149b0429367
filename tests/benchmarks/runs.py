"""Flow runs a minute on this machine: a server, one worker, the smallest flow of this program, again and again.

What is measured is Prefect's and Python's part: asking for a run, starting its process, loading the flow, telling the
server. The flow itself (the janitor with nothing to do) takes a fraction of a second.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from flows.server.prefect_server import prefect_server

RUNS = 10
MAIN = "import sys; from flows.cli import main; sys.exit(main())"
ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Measure one and two runs at once, and print the table."""
    table = Table(title=f"{RUNS} runs of the smallest flow, one worker, server on SQLite")
    for heading in ("At once", "Runs a minute", "Seconds a run takes its place", "Of them running (median)"):
        table.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory(prefix="rollout-bench-") as folder, prefect_server(Path(folder), 0) as api_url:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_API", "PREFECT_HOME"))} | {
            "PYTHONPATH": str(ROOT),
            "PREFECT_API_URL": api_url,
            "PREFECT_HOME": str(Path(folder) / "prefect"),
            "ROLLOUT_HOME": folder,
            "DO_NOT_TRACK": "1",
        }
        _type(folder, environment, "deploy")
        for limit in (1, 2):
            table.add_row(str(limit), *_measured(folder, environment, api_url, limit))
    Console(width=140).print(table)


def _measured(folder: str, environment: dict[str, str], api_url: str, limit: int) -> tuple[str, str, str]:
    found = httpx.post(f"{api_url}/deployments/filter", json={"limit": 50}, timeout=60).json()
    deployment = next(d for d in found if d["name"] == "janitor")
    httpx.patch(f"{api_url}/deployments/{deployment['id']}", json={"concurrency_limit": limit}, timeout=60)
    worker = subprocess.Popen(
        [sys.executable, "-c", MAIN, "worker", "--limit", str(limit)],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    body = {"parameters": {"request": {"silence_seconds": 86_400}}}
    _ended(api_url, [_asked(api_url, deployment["id"], body)])  # warm: byte code, the worker's start
    began = time.monotonic()
    runs = _ended(api_url, [_asked(api_url, deployment["id"], body) for _ in range(RUNS)])
    minutes = (time.monotonic() - began) / 60
    worker.send_signal(signal.SIGTERM)
    worker.wait(60)
    waits = [_at(run["end_time"]) - _at(run["start_time"]) for run in runs]
    per_run = minutes * 60 * limit / RUNS
    return f"{RUNS / minutes:.1f}", f"{per_run:.1f}", f"{statistics.median(waits):.1f}"


def _asked(api_url: str, deployment_id: str, body: dict[str, Any]) -> str:
    made = httpx.post(f"{api_url}/deployments/{deployment_id}/create_flow_run", json=body, timeout=60)
    if made.status_code == httpx.codes.SERVICE_UNAVAILABLE:  # SQLite has one writer; a client waits and asks again
        time.sleep(1)
        return _asked(api_url, deployment_id, body)
    made.raise_for_status()
    return str(made.json()["id"])


def _ended(api_url: str, ids: list[str]) -> list[dict[str, Any]]:
    while True:
        runs = httpx.post(f"{api_url}/flow_runs/filter", json={"flow_runs": {"id": {"any_": ids}}}, timeout=60).json()
        if all(run["state"]["type"] == "COMPLETED" for run in runs):
            return list(runs)
        time.sleep(0.5)


def _at(instant: str) -> float:
    return datetime.fromisoformat(instant).timestamp()


def _type(folder: str, environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-c", MAIN, *words], cwd=folder, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    main()
