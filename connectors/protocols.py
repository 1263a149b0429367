"""What a connector can do, as a protocol each, and the values that cross it.

Here: protocols and values. Not here: errors (`connectors.errors`), any network call.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import polars as pl

from domain.actions.register import RegisterIssue
from domain.ledger.phases import Event, EventKind
from domain.review.review import MonthlyReview
from domain.workbook.cells import TabContent, WorkbookCells

# --- Sheets ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PublishedTab:
    """Where a published tab is: its sheet id and a link that opens it."""

    title: str
    sheet_id: int
    url: str


class Sheets(Protocol):
    """Google Sheets as the tasks see it."""

    def read_workbook(self, spreadsheet_id: str, titles: Sequence[str] | None = None) -> WorkbookCells:
        """Read tabs in one metadata and one batch read; all tabs when `titles` is None.

        Raises:
            NotFound: a title is missing; the error lists the tabs that exist.
            AccessRefused: names the account to share the workbook with.
        """
        ...

    def publish_tabs(self, spreadsheet_id: str, tabs: Sequence[TabContent]) -> list[PublishedTab]:
        """Make each tab exactly its content: one structural and one values batch. Creates missing tabs."""
        ...

    def published_hashes(self, spreadsheet_id: str, titles: Sequence[str]) -> dict[str, str]:
        """Title -> `domain.workbook.cells.content_hash` of the tab as it stands; tabs that do not exist are left
        out."""
        ...

    def tab_links(self, spreadsheet_id: str, titles: Sequence[str]) -> list[PublishedTab]:
        """Where existing tabs are; titles that do not exist are left out."""
        ...


# --- Jira -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TicketPull:
    """Tickets with proven-complete histories, as the three frames of `domain.sla.tickets`."""

    tickets: pl.DataFrame
    history: pl.DataFrame
    comments: pl.DataFrame
    requests: int
    bytes_read: int


@dataclass(frozen=True)
class IssueDraft:
    """An issue to create. `label` makes it findable when an answer was lost."""

    project: str
    issue_type: str
    summary: str
    description: str
    label: str
    labels: tuple[str, ...] = ()
    due_on: str | None = None
    parent_key: str | None = None


@dataclass(frozen=True)
class IssueRef:
    """A created or found issue."""

    issue_id: str
    key: str
    url: str


class Jira(Protocol):
    """Jira, Cloud or Data Center, as the tasks see it."""

    def check_access(self, project: str) -> str:
        """Prove that the account may browse `project`; returns the account's display name.

        Raises:
            AccessRefused: the project cannot be seen; says so before "0 issues" is believed.
        """
        ...

    def pull_tickets(
        self, project: str, updated_since: datetime | None = None, told: Callable[[int, int | None], None] | None = None
    ) -> TicketPull:
        """All tickets of a project (or those updated since, with overlap), histories complete or marked.

        Args:
            told: hears after each page how many tickets are read, of how many (None when Jira does not say).
        """
        ...

    def find_by_label(self, project: str, label: str) -> IssueRef | None:
        """The one issue that carries `label`, looked up past index lag where the service allows it."""
        ...

    def create_issue(self, draft: IssueDraft) -> IssueRef:
        """Create once; the label is in the same call, an issue property follows. Never retried here."""
        ...

    def register(self, project: str, label: str) -> list[RegisterIssue]:
        """Every issue of `project` that carries `label`, as it stands now, in the order of their keys."""
        ...

    def find_comment(self, key: str, marker: str) -> str | None:
        """Id of the comment whose body holds `marker`; None without one."""
        ...

    def add_comment(self, key: str, body: str) -> str:
        """Add a comment (plain text); returns its id."""
        ...

    def issue_url(self, key: str) -> str:
        """Link that opens the issue in a browser."""
        ...


# --- Messages -------------------------------------------------------------------------------------------------


class Messenger(Protocol):
    """How a person is told something that is for them alone."""

    def find(self, name: str) -> bool:
        """Whether a message of that name is known to have been sent; False where the channel cannot tell."""
        ...

    def send(self, to: str, subject: str, body: str, name: str) -> None:
        """Send a plain text to one person.

        Args:
            to: an e-mail address.
            name: identifies the message, `[a-z0-9-]+`; the channel shows or keeps it where it can.

        Raises:
            ConnectorError: the channel did not take it.
        """
        ...


@dataclass(frozen=True)
class Channel:
    """A chat channel or mail address that hears of results. Its address holds tokens; only the announcer knows it.

    Attributes:
        channel_id: 16 hex digits made of the address; the address cannot be read from it.
        name: for people: the service, and where its address is set.
    """

    channel_id: str
    name: str


class Announcer(Protocol):
    """How results are told to whoever listens."""

    @property
    def channels(self) -> Sequence[Channel]:
        """Every channel, each once, in the order they are set."""
        ...

    def announce(self, channel: Channel, title: str, body: str) -> None:
        """Send a plain text to one channel.

        Raises:
            ConnectorError: the channel did not take it; never says its address.
        """
        ...


# --- Ledger and snapshots -------------------------------------------------------------------------------------


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


class SnapshotStore(Protocol):
    """Immutable, content-addressed copies of what was pulled."""

    def save(
        self,
        rollout_id: str,
        source: str,
        frames: Mapping[str, pl.DataFrame],
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

    def read(self, snapshot_id: str, table: str) -> pl.DataFrame:
        """One table, its hash checked."""
        ...
