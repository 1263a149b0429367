"""What is kept on our side: snapshots, published reviews, checks of tables, documents.

Here: the protocols and their values. Not here: the ledger (`connectors.ports.ledger`), bare files
(`connectors.ports.files`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from connectors.ports.files import Place
from domain.review.review import MonthlyReview

if TYPE_CHECKING:  # who only names a protocol need not load the frames' library
    import polars as pl


@dataclass(frozen=True)
class Snapshot:
    """What was pulled, under a hash of its content. Frames are read with `SnapshotStore.read`."""

    snapshot_id: str
    rollout_id: str
    source: str
    taken_at: datetime
    tables: Mapping[str, int] = field(default_factory=dict)
    """table name -> rows"""
    notes: Mapping[str, Any] = field(default_factory=dict)


class SnapshotStore(Protocol):
    """Immutable, content-addressed copies of what was pulled."""

    def save(
        self,
        rollout_id: str,
        source: str,
        frames: "Mapping[str, pl.DataFrame]",
        *,
        taken_at: datetime,
        notes: Mapping[str, Any] | None = None,
    ) -> Snapshot:
        """Write frames as Parquet and a manifest, atomically; the same content gives the same id."""
        ...

    def find(self, snapshot_id: str) -> Snapshot:
        """The manifest of a snapshot.

        Raises:
            NotFound: no such snapshot.
            IncompleteData: a file is missing or its hash differs; names it.
        """
        ...

    def read(self, snapshot_id: str, table: str, *, packed: bool = False) -> "pl.DataFrame":
        """One table, its hash checked; `packed` as `domain.sla.tickets.TicketTables` may have it, if it is kept so."""
        ...


class ReviewStore(Protocol):
    """Published reviews as typed data, so that a month can be compared with what was said of it."""

    def save(self, review: MonthlyReview) -> None:
        """Keep a review under its hash; keeping it again changes nothing."""
        ...

    def find(self, rollout_id: str, review_hash: str) -> MonthlyReview | None:
        """The review of that hash; None when it was published by a version that did not keep it.

        Raises:
            IncompleteData: the file is not what was published; names it.
        """
        ...


class CheckStore(Protocol):
    """What checks of whole tables found, so that equal rows are checked once."""

    def find(self, rollout_id: str, key: str) -> list[dict[str, Any]] | None:
        """What the checks of that key (a sha256) found; None when they were not kept."""
        ...

    def keep(self, rollout_id: str, key: str, results: list[dict[str, Any]]) -> None:
        """Keep what they found."""
        ...


class DocumentStore(Protocol):
    """Where published documents lie as files."""

    def place(self, rollout_id: str, name: str) -> Place:
        """Where a document of that name lies."""
        ...
