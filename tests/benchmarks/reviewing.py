"""From a snapshot on disk to a finished monthly review: 10,000, 100,000 and 1,000,000 tickets, six entries each.

Each size in a process of its own, so that peak memory is its own. The files are written by another process. Beside it,
in the same process and after it, the floor: what reading and booking the changes of status alone costs. A process that
stays has the holidays' library loaded, and so has this one before the clock starts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

SIZES = (10_000, 100_000, 1_000_000)
AIMS = {100_000: 0.25, 1_000_000: 1.5}
"""Tickets -> CPU seconds; a gigabyte at most, and at most twice the floor."""
ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Run every size and print the table; the two inner steps are this same file."""
    if len(sys.argv) == 4:
        size, folder = int(sys.argv[2]), Path(sys.argv[3])
        print(json.dumps(write(size, folder) if sys.argv[1] == "write" else read(folder)))
        return
    table = Table(title="Snapshot on disk -> finished MonthlyReview")
    for heading in (
        "Tickets", "Entries", "Read s", "Review s", "CPU s", "aim", "Floor CPU s", "Ratio", "us per ticket", "Peak MB",
        "Breaches",
    ):  # fmt: skip
        table.add_column(heading, justify="right")
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="rollout-bench-") as kept:
            _own_process("write", size, kept)
            found = _own_process("read", size, kept)
        whole = found["read_seconds"] + found["review_seconds"]
        table.add_row(
            f"{size:,}",
            f"{size * 6:,}",
            f"{found['read_seconds']:.2f}",
            f"{found['review_seconds']:.2f}",
            f"{found['cpu_seconds']:.2f}",
            f"{AIMS[size]:.2f}" if size in AIMS else "-",
            f"{found['floor_seconds']:.2f}",
            f"{found['cpu_seconds'] / found['floor_seconds']:.1f}",
            f"{whole / size * 1e6:.1f}",
            f"{found['peak_megabytes']:.0f}",
            f"{found['breaches']:,.0f}",
        )
    Console(width=140).print(table)


def _own_process(step: str, size: int, folder: Path | str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reviewing", step, str(size), str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def write(size: int, folder: Path) -> dict[str, float]:
    """Keep the frames as a snapshot."""
    from datetime import UTC, datetime

    from connectors.files.folder import Folder
    from connectors.files.snapshots import SnapshotFolder
    from tests.benchmarks.floor import write_floor
    from tests.benchmarks.frames import bench_frames

    frames = bench_frames(size)
    write_floor(frames, folder)
    store = SnapshotFolder(Folder(folder / "snapshots"), "bench")
    (folder / "id").write_text(store.save("bench", "jira:NB", frames, taken_at=datetime.now(UTC)).snapshot_id)
    return {}


def read(folder: Path) -> dict[str, float]:
    """Read them and review a month; wall seconds, CPU seconds and this process's peak memory."""
    import resource
    from datetime import UTC, datetime
    from functools import partial

    from configs.rollouts import EXAMPLES, parse_rollout
    from configs.yaml_reader import read_yaml
    from connectors.files.folder import Folder
    from connectors.files.snapshots import SnapshotFolder
    from domain.review.build import build_review
    from domain.sla.tickets import TicketTables
    from domain.working_time.opening_hours import danish_public_holidays
    from tests.benchmarks.floor import floor_seconds

    rollout = parse_rollout(read_yaml(EXAMPLES / "nordlys.yaml"), where="nordlys.yaml")
    danish_public_holidays(2026)
    store, snapshot_id = SnapshotFolder(Folder(folder / "snapshots"), "bench"), (folder / "id").read_text()
    began, cpu = time.perf_counter(), time.process_time()
    tables = TicketTables.read(partial(store.read, snapshot_id, packed=True))
    frames_read = time.perf_counter()
    as_of = datetime(2026, 11, 2, 6, tzinfo=UTC)
    review = build_review(rollout, "2026-10", tables, as_of=as_of, snapshot_id="bench")
    done = time.perf_counter()
    used = time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "read_seconds": frames_read - began,
        "review_seconds": done - frames_read,
        "cpu_seconds": used,
        "floor_seconds": floor_seconds(folder),
        "breaches": len(review.breaches),
        "peak_megabytes": peak / (1024 if os.uname().sysname == "Linux" else 1024**2),
    }


if __name__ == "__main__":
    main()
