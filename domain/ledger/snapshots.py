"""Snapshots as the ledger knows them: which source was read when, and up to where.

Here: the entry's shape, and the newest one of a source. Not here: the snapshot itself (`connectors.files.snapshots`).
"""

from collections.abc import Sequence

from pydantic import ValidationError

from domain.ledger.events import Event, EventKind
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from domain.values import Frozen


class SnapshotTaken(Frozen):
    """What the ledger records of a snapshot.

    Attributes:
        source: what was read, in words of the connector that read it.
        tables: table name -> rows.
        updated_to: the newest change that was read, in ISO form, from which the next pull goes on; empty without one.
    """

    source: str
    snapshot_id: str
    tables: dict[str, int]
    updated_to: str = ""


def newest_snapshot(events: Sequence[Event], source: str) -> SnapshotTaken | None:
    """The newest snapshot of a source; None when it was never read here.

    Raises:
        RuleRefused: its entry has another shape.
    """
    for event in reversed(events):
        if event.kind is EventKind.SNAPSHOT_TAKEN and event.payload.get("source") == source:
            return _read(event)
    return None


def _read(event: Event) -> SnapshotTaken:
    try:
        return SnapshotTaken.model_validate(event.payload)
    except ValidationError:
        raise RuleRefused(
            Reason("What was read of a source cannot be told"),
            where=Reason("ledger of {rollout_id}, entry {entry}", rollout_id=event.rollout_id, entry=event.sequence),
            why=Reason("the entry has another shape"),
            start=Start(Work.VERIFY_LEDGER, rollout_id=event.rollout_id),
        ) from None
