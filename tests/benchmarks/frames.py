"""Ticket frames of any size, made of random numbers with a seed: what a snapshot of a large desk holds.

Each ticket has six history entries (taken, waiting, back, solved, and two that are no status) and two comments, over
fourteen months. Not here: Jira's JSON (`tests.benchmarks.decoding`).
"""

import numpy as np
import polars as pl

from domain.sla.tickets import COMMENTS, HISTORY, INSTANT, TICKETS

FIRST_SECOND = 1_756_684_800  # 2025-09-01T00:00Z
SECONDS = 426 * 86_400
ENTRIES = 6


def bench_frames(count: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """Tickets, history and comments of `count` tickets, sorted as a pull leaves them."""
    random = np.random.default_rng(seed)
    created = np.sort(random.integers(0, SECONDS, count)) + FIRST_SECOND
    steps = random.exponential([3_600, 20_000, 40_000, 60_000], (count, 4)).astype(np.int64) + 1
    moments = created[:, None] + np.cumsum(steps, axis=1)
    ids = pl.Series("issue_id", np.arange(count) + 10_000_000).cast(pl.String)
    return {
        "tickets": _tickets(ids, created, moments, random),
        "history": _history(ids, moments),
        "comments": _comments(ids, moments),
    }


def _tickets(
    ids: pl.Series,
    created: np.ndarray,
    moments: np.ndarray,
    random: np.random.Generator,
) -> pl.DataFrame:
    count = len(created)
    values = {
        "issue_id": ids,
        "key": pl.Series(np.arange(1, count + 1)).cast(pl.String).str.replace("^", "NB-"),
        "project": pl.repeat("NB", count, eager=True),
        "issue_type": pl.repeat("Sag", count, eager=True),
        "summary": pl.repeat("Afstem konto", count, eager=True),
        "component": pl.Series(random.choice(["FIN-01", "FIN-02", "RES-02"], count)),
        "priority": pl.Series(random.choice(["P1", "P2", "P3", "P4"], count, p=[0.05, 0.2, 0.45, 0.3])),
        "status_id": pl.repeat("10005", count, eager=True),
        "status": pl.repeat("Løst", count, eager=True),
        "created_at": _instants(created),
        "updated_at": _instants(moments[:, 3]),
    }
    frame = pl.DataFrame(values)
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in TICKETS.items() if name not in frame.columns]
    return frame.with_columns(missing).select(list(TICKETS)).cast(TICKETS)  # type: ignore[arg-type]


def _history(ids: pl.Series, moments: np.ndarray) -> pl.DataFrame:
    count = len(moments)
    places = np.array([0, 0, 1, 2, 3, 3])
    fields = ["status", "assignee", "status", "status", "status", "resolution"]
    before = ["10001", "", "10002", "10003", "10002", ""]
    after = ["10002", "bls-1", "10003", "10002", "10005", "10000"]
    number = np.repeat(np.arange(count) * 4, ENTRIES) + np.tile(places, count) + 1_000_000
    return pl.DataFrame(
        {
            "issue_id": ids.gather(np.repeat(np.arange(count), ENTRIES)),
            "history_id": pl.Series(number).cast(pl.String),
            "item": pl.Series(np.tile(np.array([0, 1, 0, 0, 0, 1], dtype=np.int16), count)),
            "at": _instants(moments[:, places].ravel()),
            "author_id": pl.repeat("bls-1", count * ENTRIES, eager=True),
            "field": pl.Series(fields).gather(np.tile(np.arange(ENTRIES), count)),
            "from_id": pl.Series(before).gather(np.tile(np.arange(ENTRIES), count)),
            "from_name": pl.Series(before).gather(np.tile(np.arange(ENTRIES), count)),
            "to_id": pl.Series(after).gather(np.tile(np.arange(ENTRIES), count)),
            "to_name": pl.Series(after).gather(np.tile(np.arange(ENTRIES), count)),
        }
    ).cast(HISTORY)  # type: ignore[arg-type]


def _comments(ids: pl.Series, moments: np.ndarray) -> pl.DataFrame:
    count = len(moments)
    return pl.DataFrame(
        {
            "issue_id": ids.gather(np.repeat(np.arange(count), 2)),
            "comment_id": pl.Series(np.arange(count * 2)).cast(pl.String),
            "at": _instants(moments[:, [0, 3]].ravel()),
            "author_id": pl.repeat("bls-1", count * 2, eager=True),
            "public": pl.repeat(value=True, n=count * 2, eager=True),
        }
    ).cast(COMMENTS)  # type: ignore[arg-type]


def _instants(seconds: np.ndarray) -> pl.Series:
    return pl.Series(seconds * 1000).cast(INSTANT)
