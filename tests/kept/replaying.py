"""Replays the kept state in a process of its own: `python -m tests.kept.replaying HOME` prints what came out, as JSON.

Here: the hash of every month computed again and of every figure of discovery. Not here: restoring the home
(`tests.kept.conftest`). Polars reads how many threads it may use once, when it is imported; hence the process.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

import polars as pl

from configs.rollouts import read_rollout
from configs.settings import Settings
from domain.ledger.phases import Phase
from flows.explain.phase import phase_workings
from flows.explain.replay import replay_month

KEPT = Path(__file__).parent
ROLLOUT = "nordlys"
MONTHS = ("2025-11", *(f"2026-{month:02}" for month in range(1, 11)), "2025-12")


def replayed(home: Path) -> dict[str, str]:
    """Month -> hash of the review as computed again, and `discovery` -> hash of its figures."""
    settings = Settings(home=home, rollouts_dir=KEPT / "rollouts")
    rollout = read_rollout(ROLLOUT, KEPT / "rollouts")
    found = {month: replay_month(settings, rollout, month, None).recomputed.review_hash for month in MONTHS}
    workings = phase_workings(settings, rollout, Phase.DISCOVERY).workings
    return found | {"discovery": sha256(repr(workings).encode()).hexdigest()}


if __name__ == "__main__":
    json.dump({"threads": pl.thread_pool_size(), "replayed": replayed(Path(sys.argv[1]))}, sys.stdout)
