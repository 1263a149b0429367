"""A process of its own that saves one snapshot, for tests of two writers at once.

python -m tests.connectors.snapshot_process ROOT MINUTE
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from connectors.files.snapshots import SnapshotFolder

FRAMES = {"tickets": pl.DataFrame({"key": [f"NB-{n}" for n in range(50_000)], "n": range(50_000)})}


def main(root: Path, minute: int) -> None:
    """Wait for the start, save, say the id and the time on the manifest."""
    print("ready", flush=True)
    sys.stdin.readline()
    taken_at = datetime(2026, 11, 2, 6, minute, tzinfo=UTC)
    snapshot = SnapshotFolder(root).save("nordlys", "jira:NB", FRAMES, taken_at=taken_at)
    print(snapshot.snapshot_id, snapshot.taken_at.isoformat(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
