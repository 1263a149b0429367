"""What a pull, a snapshot and a review cost for 1,000 / 10,000 / 100,000 tickets, over HTTP.

Each size runs in a process of its own, so that peak memory is its own; the stand-in for Jira runs in another one and is
not counted. Figures depend on the machine; ratios between sizes hardly do. Never part of the tests.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from configs.rollouts import EXAMPLES, parse_rollout
from configs.yaml_reader import read_yaml

SIZES = (1_000, 10_000, 100_000)
NAIVE_UP_TO = 10_000
ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pulling", description=__doc__)
    parser.add_argument("--tickets", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--server", help=argparse.SUPPRESS)
    parser.add_argument("--server-id", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.folder, arguments.server, arguments.server_id)))
        return
    table = Table(title="Pull + snapshot + review of one month, complete histories")
    for heading in (
        "Tickets",
        "Requests",
        "per 1,000",
        "MB read",
        "per 1,000",
        "All fields by 50: requests",
        "MB",
        "Pull s",
        "of it CPU",
        "Stand-in CPU s",
        "Snapshot s",
        "Review s",
        "Peak MB",
    ):
        table.add_column(heading, justify="right")
    for size in arguments.tickets:
        found = in_own_process(size)
        table.add_row(
            f"{size:,}",
            f"{found['requests']:,}",
            f"{found['requests'] * 1000 / size:.1f}",
            f"{found['megabytes']:.1f}",
            f"{found['megabytes'] * 1000 / size:.2f}",
            f"{found['naive_requests']:,}" if found["naive_requests"] else "-",
            f"{found['naive_megabytes']:.1f}" if found["naive_requests"] else "-",
            f"{found['pull_seconds']:.2f}",
            f"{found['pull_cpu_seconds']:.2f}",
            f"{found['stand_in_cpu_seconds']:.2f}",
            f"{found['snapshot_seconds']:.2f}",
            f"{found['review_seconds']:.2f}",
            f"{found['peak_megabytes']:.0f}",
        )
    Console(width=170).print(table)


def in_own_process(size: int) -> dict[str, float]:
    """Build a folder of tickets, serve it in one process, measure in another."""
    from sandbox.nordlys.build import build_bench_folder

    with tempfile.TemporaryDirectory(prefix="rollout-bench-") as name:
        folder = Path(name) / "sandbox"
        print(f"Writing {size:,} tickets ...", file=sys.stderr, flush=True)
        build_bench_folder(folder, size, seed=1)
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.serve", str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "tests.benchmarks.pulling",
                    "--one",
                    str(size),
                    "--folder",
                    name,
                    "--server",
                    url,
                    "--server-id",
                    str(server.pid),
                ],
                check=True,
                capture_output=True,
                text=True,
                cwd=ROOT,
            )
        finally:
            server.terminate()
            server.wait()
        return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(folder: Path, server: str, server_id: int) -> dict[str, float]:
    """Pull everything, keep it, review a month; wall seconds and this process's peak memory.

    Args:
        server_id: the stand-in's process; its CPU seconds during the pull are its own share of the wall seconds.
    """
    import resource
    from datetime import UTC, datetime

    from connectors.atlassian_jira.client import JiraService
    from connectors.files.folder import Folder
    from connectors.files.snapshots import SnapshotFolder
    from domain.review.build import build_review
    from domain.sla.tickets import TicketTables
    from flows.server.rehearsal import BOT_EMAIL, BOT_TOKEN

    rollout = parse_rollout(read_yaml(EXAMPLES / "nordlys.yaml"), where="nordlys.yaml")
    now = datetime(2026, 11, 2, 6, tzinfo=UTC)
    started, cpu, stand_in = time.perf_counter(), time.process_time(), cpu_of(server_id)
    pull = JiraService.connect(server, BOT_EMAIL, BOT_TOKEN).pull_tickets("NB")
    pulled = time.perf_counter()
    pull_cpu, stand_in = time.process_time() - cpu, cpu_of(server_id) - stand_in
    frames = {"tickets": pull.tickets, "history": pull.history, "comments": pull.comments}
    snapshot = SnapshotFolder(Folder(folder / "snapshots")).save("bench", "jira:NB", frames, taken_at=now)
    kept = time.perf_counter()
    tables = TicketTables(pull.tickets, pull.history, pull.comments)
    build_review(rollout, "2026-10", tables, as_of=now, snapshot_id=snapshot.snapshot_id)
    reviewed = time.perf_counter()
    naive = page_by_page(server, BOT_EMAIL, BOT_TOKEN) if len(pull.tickets) <= NAIVE_UP_TO else (0, 0)
    return {
        "naive_requests": naive[0],
        "naive_megabytes": naive[1] / 1e6,
        "requests": pull.requests,
        "megabytes": pull.bytes_read / 1e6,
        "pull_seconds": pulled - started,
        "pull_cpu_seconds": pull_cpu,
        "stand_in_cpu_seconds": stand_in,
        "snapshot_seconds": kept - pulled,
        "review_seconds": reviewed - kept,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        / (1024 if os.uname().sysname == "Linux" else 1024**2),
    }


def cpu_of(process_id: int) -> float:
    """CPU seconds of a process so far; 0 where there is no /proc."""
    stat = Path(f"/proc/{process_id}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def page_by_page(server: str, email: str, token: str) -> tuple[int, int]:
    """(requests, bytes) of the way many tools go: pages of fifty, every field, the changelog with each issue, and the
    whole changelog of an issue once more when the page cut it."""
    import requests

    count, size, token_of_page = 0, 0, None
    with requests.Session() as session:
        session.auth = (email, token)

        def get(path: str, **params: str | int) -> dict[str, Any]:
            nonlocal count, size
            answer = session.get(f"{server}/rest/api/3/{path}", params=params, timeout=60)
            answer.raise_for_status()
            count, size = count + 1, size + len(answer.content)
            return dict(answer.json())

        while True:
            paging: dict[str, str] = {"nextPageToken": token_of_page} if token_of_page else {}
            page = get(
                "search/jql",
                jql="project = NB ORDER BY key",
                fields="*all",
                expand="changelog",
                maxResults=50,
                **paging,
            )
            for issue in page["issues"]:
                if issue["changelog"]["total"] > len(issue["changelog"]["histories"]):
                    get(f"issue/{issue['id']}/changelog", maxResults=100)
            token_of_page = page.get("nextPageToken")
            if not token_of_page:
                return count, size


if __name__ == "__main__":
    main()
