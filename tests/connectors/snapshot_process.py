"""A process of its own that saves one snapshot, for tests of two writers at once.

python -m tests.connectors.snapshot_process STORE MINUTE
"""

import sys
from datetime import UTC, datetime

import polars as pl

from connectors.files.snapshots import SnapshotFolder
from tests.storage import store_at

FRAMES = {"tickets": pl.DataFrame({"key": [f"NB-{n}" for n in range(50_000)], "n": range(50_000)})}


def main(address: str, minute: int) -> None:
    """Wait for the start, save, say the id and the time on the manifest."""
    print("ready", flush=True)
    sys.stdin.readline()
    taken_at = datetime(2026, 11, 2, 6, minute, tzinfo=UTC)
    snapshot = SnapshotFolder(store_at(address)).save("nordlys", "jira:NB", FRAMES, taken_at=taken_at)
    print(snapshot.snapshot_id, snapshot.taken_at.isoformat(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
