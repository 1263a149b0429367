"""Ledger entries for tests of rules: whole chains without a database."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.ledger.chain import FIRST_PREVIOUS_HASH, sealed
from domain.ledger.events import Event, EventKind

OPENED_AT = datetime(2025, 5, 2, 6, tzinfo=UTC)

Entry = tuple[EventKind, dict[str, Any]]


def chain(entries: Iterable[Entry], rollout_id: str = "nordlys") -> list[Event]:
    """Entries as a ledger would have recorded them, an hour apart."""
    events: list[Event] = []
    previous_hash = FIRST_PREVIOUS_HASH
    for sequence, (kind, payload) in enumerate(entries, start=1):
        event = sealed(
            Event(
                rollout_id=rollout_id,
                sequence=sequence,
                at=OPENED_AT + timedelta(hours=sequence),
                kind=kind,
                actor="mette",
                key=str(sequence),
                payload=payload,
                previous_hash=previous_hash,
                hash="",
            )
        )
        events.append(event)
        previous_hash = event.hash
    return events
