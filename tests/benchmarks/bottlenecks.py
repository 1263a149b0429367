"""Bottlenecks of a large desk: waiting, touch, ageing and months of 100,000 tickets and 600,000 history entries."""

import time
from datetime import UTC, datetime

from domain.contract.clauses import Party, StatusTerms
from domain.discovery.bottlenecks import find_bottlenecks
from tests.benchmarks.frames import bench_frames

TICKETS = 100_000
ROUNDS = 5
STATUSES = {
    "10001": StatusTerms(name="Ny", books_to=Party.VENDOR, queue=True),
    "10002": StatusTerms(name="I gang", books_to=Party.VENDOR),
    "10003": StatusTerms(name="Afventer kunde", books_to=Party.CLIENT),
    "10005": StatusTerms(name="Løst", books_to=Party.RESOLVED),
}


def main() -> None:
    """Print the best and the worst of some rounds."""
    frames = bench_frames(TICKETS)
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = find_bottlenecks(frames["tickets"], frames["history"], STATUSES, datetime(2026, 11, 2, tzinfo=UTC))
        took.append(time.perf_counter() - started)
    print(
        f"bottlenecks of {found.tickets:,} tickets, {frames['history'].height:,} history entries: "
        f"{min(took):.2f} s (worst of {ROUNDS}: {max(took):.2f} s), {len(found.flows)} processes, "
        f"{len(found.months)} months"
    )


if __name__ == "__main__":
    main()
