"""The ledger as the house sees it: events are recorded once, by one writer at a time.

Here: the protocol and the lease. Not here: what events mean (`domain.ledger.state`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.ledger.events import Event, EventKind


@dataclass(frozen=True)
class Lease:
    """The right to write one rollout's ledger. A later lease has a higher token; an older one is refused."""

    rollout_id: str
    holder: str
    token: int
    expires_at: datetime


class Ledger(Protocol):
    """The append-only, hash-chained record of a rollout."""

    def events(self, rollout_id: str) -> list[Event]:
        """Every event of a rollout in sequence; empty for an unknown one."""
        ...

    def rollouts(self) -> list[str]:
        """Ids of all rollouts with at least one event."""
        ...

    def find(self, rollout_id: str, kind: EventKind, key: str) -> Event | None:
        """The event recorded under (kind, key); None without one."""
        ...

    def append(
        self, lease: Lease, kind: EventKind, key: str, payload: Mapping[str, Any], *, actor: str, at: datetime
    ) -> Event:
        """Record once: an event with the same (kind, key) is returned instead of recorded again.

        Raises:
            RequestRefused: the lease is no longer the current one (fencing).
        """
        ...

    def acquire(self, rollout_id: str, holder: str, *, now: datetime, ttl: timedelta) -> Lease:
        """Become the only writer of a rollout, or say who is.

        Raises:
            RequestRefused: another holder's lease has not expired; names it and until when.
        """
        ...

    def renew(self, lease: Lease, *, now: datetime, ttl: timedelta) -> Lease:
        """Prolong a lease that is still the current one."""
        ...

    def release(self, lease: Lease) -> None:
        """Give the lease back; harmless when it is no longer the current one."""
        ...
