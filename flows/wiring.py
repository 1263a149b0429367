"""Settings become concrete connectors here, and nowhere else.

Here: which class stands behind each protocol, and the context a run works in. Not here: the order of work (the flow
files), local stand-ins (`flows.rehearsal`: by the time this runs they are only addresses in the settings).
"""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from connectors.archive import ReviewFolder
from connectors.base import Lease, Ledger, PermanentError, TransientError
from connectors.jira_client import JiraService
from connectors.ledger import SqlLedger
from connectors.published_reviews import PublishedReviews
from connectors.sheets_client import GoogleSheets
from connectors.snapshots import SnapshotFolder
from domain.phases import Role
from tasks.context import Book, Contacts, PilotPeriod, Projects, RunContext

LOG = logging.getLogger("rollout")
LEASE_TTL = timedelta(minutes=5)
RENEWAL_SECONDS = 60.0


def utc_now() -> datetime:
    """The clock of the outermost layer; rules get it as an argument."""
    return datetime.now(UTC)


def open_ledger(settings: Settings) -> Ledger:
    """The ledger of this installation, migrated to the newest schema."""
    ledger: Ledger = SqlLedger.open(settings.ledger_address())
    if settings.crash_after_events or settings.crash_before_events:
        from connectors.sandbox.crashes import CrashingLedger

        return CrashingLedger(ledger, after=settings.crash_after_events, before=settings.crash_before_events)
    return ledger


def load(rollout_id: str) -> tuple[Settings, RolloutSettings]:
    """The settings of this process and of a rollout."""
    settings = read_settings()
    return settings, read_rollout(rollout_id, settings.rollouts_dir)


@contextmanager
def open_book(settings: Settings, rollout_id: str, *, actor: str, name: str) -> Iterator[Book]:
    """The rollout's ledger, open for writing as long as the block runs: one writer at a time.

    Raises:
        RequestRefused: another run holds the rollout's lease; names it.
    """
    ledger = open_ledger(settings)
    lease = ledger.acquire(rollout_id, _holder(name), now=utc_now(), ttl=LEASE_TTL)
    with _kept(ledger, lease):
        yield Book(rollout_id=rollout_id, ledger=ledger, lease=lease, actor=actor, now=utc_now)


@contextmanager
def run_context(rollout_id: str, *, started_by: str, as_of: datetime | None, name: str) -> Iterator[RunContext]:
    """Everything a run needs, for as long as it holds the rollout's lease.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    settings, rollout = load(rollout_id)
    with open_book(settings, rollout_id, actor=started_by, name=name) as book:
        yield RunContext(
            rollout_id=rollout_id,
            company=rollout.company,
            language=rollout.language,
            zone=rollout.zone,
            as_of=as_of or book.now(),
            book=book,
            contract=rollout.contract,
            spreadsheet_id=rollout.sheets.spreadsheet_id,
            tab_titles=rollout.sheets.tabs,
            projects=_projects(rollout),
            contacts=_contacts(rollout),
            pilot=PilotPeriod(rollout.pilot.starts_on, rollout.pilot.ends_on),
            rules=rollout.rules,
            sheets=GoogleSheets.connect(settings.service_account(), base_url=settings.sheets_base_url),
            jira=_jira(settings),
            snapshots=SnapshotFolder(settings.home / "snapshots"),
            reviews=published_reviews(settings),
            documents=review_folder(settings),
        )


def _jira(settings: Settings) -> JiraService:
    server, email, token = settings.jira_account()
    return JiraService.connect(server, email or "", token)


def _projects(rollout: RolloutSettings) -> Projects:
    return Projects(
        internal=rollout.jira.internal_project,
        vendor=rollout.jira.vendor_project,
        governance=rollout.jira.governance_project,
        task_type=rollout.jira.task_type,
        epic_type=rollout.jira.epic_type,
    )


def _contacts(rollout: RolloutSettings) -> Contacts:
    return Contacts(
        client=tuple(person.name for person in rollout.holders(Role.PROJECT_LEAD)),
        vendor=tuple(person.name for person in rollout.holders(Role.VENDOR)),
    )


def published_reviews(settings: Settings) -> PublishedReviews:
    """Where published reviews lie as typed data."""
    return PublishedReviews(Path(settings.home) / "published")


def review_folder(settings: Settings) -> ReviewFolder:
    """Where published documents lie."""
    return ReviewFolder(Path(settings.home) / "reviews")


@contextmanager
def _kept(ledger: Ledger, lease: Lease) -> Iterator[None]:
    """Renew the lease while the run lives, and give it back at the end."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEWAL_SECONDS):
            try:
                ledger.renew(lease, now=utc_now(), ttl=LEASE_TTL)
            except TransientError as error:
                LOG.warning("The lease could not be renewed now: %s", error)  # the next beat tries again
            except PermanentError as error:
                LOG.warning("The lease is lost: %s", error)  # the ledger refuses whatever this run records next
                return

    keeper = threading.Thread(target=renew, name="lease keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
        ledger.release(lease)


def _holder(name: str) -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{name}"
