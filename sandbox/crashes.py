"""A rehearsed crash: the process ends at once at a chosen ledger entry, as if its power was cut.

Set with ROLLOUT_CRASH_AFTER_EVENTS (the n-th new entry is recorded, then the end) or ROLLOUT_CRASH_BEFORE_EVENTS (the
n-th is not recorded any more: what it would have told of has happened, and nobody knows). Shows, and lets tests prove,
that a run started again ends as an uninterrupted one. Nothing is cleaned up on purpose.
Not here: faults of the services (`sandbox.faults`).
"""

import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from connectors.ports.ledger import Lease, Ledger
from domain.ledger.events import Event, EventKind

CRASH_EXIT_CODE = 86


class CrashingLedger:
    """A ledger that ends the process after, or just before, a number of new entries.

    Entries that exist already do not count.
    """

    def __init__(self, ledger: Ledger, *, after: int | None = None, before: int | None = None) -> None:
        self._ledger, self._after, self._before, self._new = ledger, after, before, 0

    def append(
        self, lease: Lease, kind: EventKind, key: str, payload: Mapping[str, Any], *, actor: str, at: datetime
    ) -> Event:
        """Record an entry, or crash."""
        if self._ledger.find(lease.rollout_id, kind, key) is None:
            self._new += 1
            if self._new == self._before:
                os._exit(CRASH_EXIT_CODE)
        event = self._ledger.append(lease, kind, key, payload, actor=actor, at=at)
        if self._new == self._after:
            os._exit(CRASH_EXIT_CODE)
        return event

    def events(self, rollout_id: str) -> list[Event]:
        """As the ledger behind it."""
        return self._ledger.events(rollout_id)

    def rollouts(self) -> list[str]:
        """As the ledger behind it."""
        return self._ledger.rollouts()

    def find(self, rollout_id: str, kind: EventKind, key: str) -> Event | None:
        """As the ledger behind it."""
        return self._ledger.find(rollout_id, kind, key)

    def acquire(self, rollout_id: str, holder: str, *, now: datetime, ttl: timedelta) -> Lease:
        """As the ledger behind it."""
        return self._ledger.acquire(rollout_id, holder, now=now, ttl=ttl)

    def renew(self, lease: Lease, *, now: datetime, ttl: timedelta) -> Lease:
        """As the ledger behind it."""
        return self._ledger.renew(lease, now=now, ttl=ttl)

    def release(self, lease: Lease) -> None:
        """As the ledger behind it."""
        self._ledger.release(lease)
