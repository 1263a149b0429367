"""The tracker of tickets and tasks as the house sees it: whole histories are read, issues are opened and commented.

Here: two protocols, one for each use, their sum, and the values that cross them. Not here: the frames' columns
(`domain.sla.tickets`), how an issue is opened only once (`connectors.effects`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from domain.actions.register import RegisterIssue

if TYPE_CHECKING:  # who only names a protocol need not load the frames' library
    import polars as pl


@dataclass(frozen=True)
class TicketPull:
    """Tickets with proven-complete histories, as the three frames of `domain.sla.tickets`."""

    tickets: "pl.DataFrame"
    history: "pl.DataFrame"
    comments: "pl.DataFrame"
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


class TicketSource(Protocol):
    """Where the tickets that are measured come from."""

    def tickets_source(self, project: str) -> str:
        """What snapshots of the project's tickets are called in the ledger; never changes for a service."""
        ...

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
            told: hears after each page how many tickets are read, of how many (None when the service does not say).
        """
        ...


class IssueTracker(Protocol):
    """Where issues are opened, commented and looked up."""

    @property
    def service(self) -> str:
        """The service's name, for people."""
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


class Tracker(TicketSource, IssueTracker, Protocol):
    """One service for both."""
