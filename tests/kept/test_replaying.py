"""How many threads Polars has, and into how small parts it cuts a table, changes no byte of a review."""

import json
import os
import subprocess
import sys
from pathlib import Path

from configs.settings import Settings
from flows.wiring.ledger import open_ledger
from tests.kept.replaying import MONTHS, ROLLOUT

ROOT = Path(__file__).parents[2]


def replayed_with(threads: int, home: Path, **environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kept.replaying", str(home)],
        cwd=ROOT, env=os.environ | environment | {"POLARS_MAX_THREADS": str(threads)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["threads"] == threads
    return dict(said["replayed"])


def test_months_and_figures_are_the_same_bytes_with_one_thread_and_with_two(state: Settings) -> None:
    alone = replayed_with(1, state.home)
    # So few rows at a time that even these small tables are cut into parts, which threads finish in any order.
    together = replayed_with(2, state.home, POLARS_IDEAL_MORSEL_SIZE="50")
    assert together == alone
    published = {e.key: e.payload["review_hash"] for e in open_ledger(state).events(ROLLOUT) if e.key in MONTHS
                 and "review_hash" in e.payload}  # fmt: skip
    assert {month: alone[month] for month in MONTHS} == published
