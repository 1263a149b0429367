"""What every unit of work is handed: the rollout's facts and the connectors, as protocols.

Here: `RunContext` and the small value types tasks exchange. Not here: which concrete connector stands behind a
protocol (`flows.wiring.context`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from connectors.ports.ledger import Lease, Ledger
from connectors.ports.messages import Announcer, Messenger
from connectors.ports.stores import CheckStore, DocumentStore, ReviewStore, SnapshotStore
from connectors.ports.tracker import IssueTracker, Tracker
from connectors.ports.workbooks import WorkbookStore
from domain.agreement.in_force import ContractInForce
from domain.contract.clauses import Contract
from domain.gates.approvals import Approver
from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import RolloutState, derive_state
from domain.periods import local_day
from domain.pilot.settings import PilotPeriod
from domain.reasons import Reason
from domain.rulebook import Rulebook
from domain.workbook.tables import Row
from domain.workbook.wording import Wording
from tasks.frame.sides import Contacts, Projects

RowType = TypeVar("RowType", bound=Row)


@dataclass(frozen=True)
class LedgerBook:
    """One rollout's ledger, open for writing by the holder of its lease.

    Attributes:
        now: the clock, for the ledger's own time stamps only.
    """

    rollout_id: str
    ledger: Ledger
    lease: Lease
    actor: str
    now: Callable[[], datetime]

    def record(self, kind: EventKind, key: str, payload: Mapping[str, Any]) -> Event:
        """Append once per (kind, key)."""
        return self.ledger.append(self.lease, kind, key, payload, actor=self.actor, at=self.now())

    def events(self) -> list[Event]:
        """The rollout's events so far."""
        return self.ledger.events(self.rollout_id)

    def state(self) -> RolloutState:
        """Where the rollout stands."""
        return derive_state(self.rollout_id, self.events())


@dataclass(frozen=True)
class DecisionDesk:
    """What asking for decisions and taking them needs; never hashed, stored or printed.

    Attributes:
        key: the secret of personal codes.
        approvers: who may decide at each gate today.
        code_days: so long a code counts.
        longest_waiver_days: so far ahead a waiver may reach.
        ui_url: where the Prefect UI is; empty when nobody said.
    """

    rollout_id: str
    company: str
    language: str
    zone: str
    book: LedgerBook
    key: bytes = field(repr=False)
    approvers: Mapping[Phase, tuple[Approver, ...]]
    code_days: int
    longest_waiver_days: int
    messenger: Messenger
    ui_url: str


@dataclass(frozen=True)
class RunContext:
    """One run's view of the world. Passed to every task; never hashed or stored (tasks use NO_CACHE).

    Attributes:
        as_of: the instant figures look at; nothing later counts.
        contract: the one in force; in the phases before the award, what is required.
        terms: where that contract is from.
        wording: what the workbook's headings, tabs and choices are called.
        tab_titles: row model name -> title of its tab.
        desk: for runs that end at a gate; None for the others.
        announcer: for runs that tell chat channels and mail addresses; None for the others.
        site_page: address of the rollout's page on the site; empty leaves it out of summaries.
        evaluator_books: evaluator -> id of the spreadsheet they alone score in; empty: all score in the rollout's own.
    """

    rollout_id: str
    company: str
    language: str
    zone: str
    as_of: datetime
    book: LedgerBook
    contract: Contract
    terms: ContractInForce
    spreadsheet_id: str
    wording: Wording
    tab_titles: Mapping[str, str]
    projects: Projects
    contacts: Contacts
    pilot: PilotPeriod
    rules: Rulebook
    workbooks: WorkbookStore
    tracker: Tracker
    snapshots: SnapshotStore
    reviews: ReviewStore
    documents: DocumentStore
    checks: CheckStore
    desk: DecisionDesk | None = None
    announcer: Announcer | None = None
    site_page: str = ""
    evaluator_books: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_of_on(self) -> date:
        """The rollout's local day of `as_of`."""
        return local_day(self.as_of, self.zone)

    def tab_title(self, model: type[Row]) -> str:
        """The title of a model's tab in this rollout's workbook."""
        return self.wording.tab(model, self.tab_titles)


class EffectDesk(Protocol):
    """What acting once needs: the ledger, open for writing."""

    @property
    def book(self) -> LedgerBook: ...


class IssueDesk(EffectDesk, Protocol):
    """What creating issues needs; a run's whole context is one, and so is `GovernanceDesk`."""

    @property
    def rollout_id(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def contract(self) -> Contract: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def tracker(self) -> IssueTracker: ...


@dataclass(frozen=True)
class GovernanceDesk:
    """An issue desk without the rest of a run: no workbooks, no snapshots."""

    rollout_id: str
    language: str
    zone: str
    contract: Contract
    projects: Projects
    book: LedgerBook
    tracker: IssueTracker


@dataclass(frozen=True)
class Published:
    """Where a document can be opened, form -> link; and whether anything outside was changed."""

    links: Mapping[str, str]
    changed: bool
    references: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Announced:
    """Who was told: names of channels, and a sentence for each that could not be told."""

    told: tuple[str, ...] = ()
    missed: tuple[Reason, ...] = ()
