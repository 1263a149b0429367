"""Settings become concrete connectors here, and nowhere else.

Here: which class stands behind each protocol, and the context a run works in. Not here: the order of work (the flow
files), local stand-ins (`flows.server.rehearsal`: by the time this runs they are only addresses in the settings).
"""

import json
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings, with_block_secrets
from connectors.atlassian_jira.client import JiraService
from connectors.files.checked_tables import CheckedTables
from connectors.files.documents import ReviewFolder
from connectors.files.reviews import PublishedReviews
from connectors.files.snapshots import SnapshotFolder
from connectors.google_sheets.client import GoogleSheets
from connectors.ledger.ledger import SqlLedger
from connectors.messages.announcing import AppriseAnnouncer
from connectors.messages.mail import Mail
from connectors.messages.outbox import Outbox
from connectors.protocols import Lease, Ledger, Messenger, PermanentError, RequestRefused, TransientError
from domain.agreement.in_force import contract_in_force, required_terms
from domain.ledger.phases import Phase, Role
from domain.problems import ConfigurationRefused
from tasks.frame.context import Book, Contacts, DecisionDesk, GovernanceDesk, PilotPeriod, Projects, RunContext

LOG = logging.getLogger("rollout")
LEASE_TTL = timedelta(minutes=5)
RENEWAL_SECONDS = 60.0


def utc_now() -> datetime:
    """The clock of the outermost layer; rules get it as an argument."""
    return datetime.now(UTC)


def revealed(settings: Settings) -> Settings:
    """The settings with secrets that name a Prefect block (`block:NAME`) read from the Prefect server.

    Raises:
        ConfigurationRefused: there is no such block, or it holds no text.
    """
    return with_block_secrets(settings, _secret_block)


def _secret_block(name: str) -> str:
    from prefect.blocks.system import Secret

    try:
        block: Any = Secret.load(name)
        value = block.get()
    except ValueError:  # Prefect's word for a block that is not there
        value = None
    if not isinstance(value, str | dict):
        raise ConfigurationRefused(
            f"There is no Prefect Secret block '{name}' with a text",
            where=f"block:{name}",
            next_step="make it in the Prefect UI under Blocks (type Secret), or put the secret into the environment",
        )
    return value if isinstance(value, str) else json.dumps(value)


def open_ledger(settings: Settings) -> Ledger:
    """The ledger of this installation, migrated to the newest schema."""
    ledger: Ledger = SqlLedger.open(revealed(settings).ledger_address())
    if settings.crash_after_events or settings.crash_before_events:
        from sandbox.crashes import CrashingLedger

        return CrashingLedger(ledger, after=settings.crash_after_events, before=settings.crash_before_events)
    return ledger


def load(rollout_id: str) -> tuple[Settings, RolloutSettings]:
    """The settings of this process and of a rollout."""
    settings = revealed(read_settings())
    return settings, read_rollout(rollout_id, settings.rollouts_dir)


@contextmanager
def open_book(
    settings: Settings, rollout_id: str, *, actor: str, name: str, patience_seconds: float = 0.0
) -> Iterator[Book]:
    """The rollout's ledger, open for writing as long as the block runs: one writer at a time.

    Args:
        patience_seconds: so long a run in the way is waited for.

    Raises:
        RequestRefused: another run holds the rollout's lease; names it.
    """
    ledger = open_ledger(settings)
    lease = _acquire(ledger, rollout_id, name, patience_seconds)
    with _kept(ledger, lease):
        yield Book(rollout_id=rollout_id, ledger=ledger, lease=lease, actor=actor, now=utc_now)


def _acquire(ledger: Ledger, rollout_id: str, name: str, patience_seconds: float) -> Lease:
    until, told = time.monotonic() + patience_seconds, False
    while True:
        try:
            return ledger.acquire(rollout_id, _holder(name), now=utc_now(), ttl=LEASE_TTL)
        except RequestRefused as held:
            if time.monotonic() >= until:
                raise
            if not told:
                LOG.info("Waiting, because %s", held.what[0].lower() + held.what[1:])
                told = True
            time.sleep(1.0)


@contextmanager
def decision_desk(rollout_id: str, *, actor: str, name: str, patience_seconds: float = 120.0) -> Iterator[DecisionDesk]:
    """What taking decisions needs, for as long as it holds the rollout's lease. Needs neither Sheets nor Jira.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    settings, rollout = load(rollout_id)
    with open_book(settings, rollout_id, actor=actor, name=name, patience_seconds=patience_seconds) as book:
        yield _desk(settings, rollout, book)


@contextmanager
def governance_desk(
    rollout_id: str, *, actor: str, name: str, patience_seconds: float = 120.0
) -> Iterator[GovernanceDesk]:
    """What creating issues outside a phase's run needs, for as long as it holds the rollout's lease.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        ConnectorError: Jira cannot be reached, or refuses the account.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    settings, rollout = load(rollout_id)
    jira = _jira(settings)
    with open_book(settings, rollout_id, actor=actor, name=name, patience_seconds=patience_seconds) as book:
        yield GovernanceDesk(
            rollout_id=rollout_id,
            language=rollout.language,
            zone=rollout.zone,
            contract=rollout.contract,
            projects=_projects(rollout),
            book=book,
            jira=jira,
        )


@contextmanager
def run_context(
    rollout_id: str,
    *,
    started_by: str,
    as_of: datetime | None,
    name: str,
    decides: bool = False,
    announces: bool = False,
    awarded: bool = True,
) -> Iterator[RunContext]:
    """Everything a run needs, for as long as it holds the rollout's lease.

    Args:
        decides: the run ends at a gate, whose owners are asked.
        announces: the run tells chat channels and mail addresses what it published.
        awarded: the run reads the contract in force; otherwise what the settings require.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    from prefect.runtime import deployment  # here, so that commands without a run never load Prefect

    settings, rollout = load(rollout_id)
    # A deployment's run outwaits another one, and the lease of a machine that died; a person at a terminal is told.
    patience_seconds = LEASE_TTL.total_seconds() + 30 if deployment.id else 0.0
    with open_book(settings, rollout_id, actor=started_by, name=name, patience_seconds=patience_seconds) as book:
        terms = contract_in_force(rollout.contract, book.events()) if awarded else required_terms(rollout.contract)
        yield RunContext(
            rollout_id=rollout_id,
            company=rollout.company,
            language=rollout.language,
            zone=rollout.zone,
            as_of=as_of or book.now(),
            book=book,
            contract=terms.contract,
            terms=terms,
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
            checks=CheckedTables(settings.home / "checks"),
            desk=_desk(settings, rollout, book) if decides else None,
            announcer=AppriseAnnouncer(settings.announce_addresses()) if announces else None,
            site_page=site_page(settings, rollout_id),
            evaluator_books=rollout.sheets.evaluators,
        )


def _desk(settings: Settings, rollout: RolloutSettings, book: Book) -> DecisionDesk:
    today = book.now().astimezone(rollout.local_zone()).date()
    return DecisionDesk(
        rollout_id=rollout.rollout_id,
        company=rollout.company,
        language=rollout.language,
        zone=rollout.zone,
        book=book,
        key=approval_key(settings, rollout),
        approvers={phase: rollout.approvers(phase, today) for phase in Phase},
        code_days=rollout.approvals.code_days,
        longest_waiver_days=rollout.approvals.longest_waiver_days,
        messenger=messenger(settings, rollout),
        ui_url=settings.ui_url,
    )


def approval_key(settings: Settings, rollout: RolloutSettings) -> bytes:
    """The key of personal codes; a demo without one makes its own and keeps it in its home.

    Raises:
        ConfigurationRefused: a real rollout has none.
    """
    if settings.approval_key is not None or not rollout.demo:
        return settings.key_of_approvals()
    path = settings.home / "approval.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_bytes()


def messenger(settings: Settings, rollout: RolloutSettings) -> Messenger:
    """How codes reach people: mail, or files for a demo without a mail server.

    Raises:
        ConfigurationRefused: a real rollout without a mail server.
    """
    if settings.mail_url is not None:
        return Mail(settings.mail_url.get_secret_value(), settings.mail_from)
    if rollout.demo:
        return Outbox(settings.home / "outbox", settings.mail_from)
    raise ConfigurationRefused(
        "No mail server is set: owners are asked for decisions by mail",
        where="ROLLOUT_MAIL_URL",
        next_step="set it to smtps://user:password@host:465",
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


def site_folder(settings: Settings) -> Path:
    """Where the site lies that the flows keep up to date."""
    return Path(settings.home) / "site"


def site_page(settings: Settings, rollout_id: str) -> str:
    """Where people open a rollout's page: on the web server the settings name, or as a file."""
    if settings.site_url:
        return f"{settings.site_url.rstrip('/')}/{rollout_id}/index.html"
    return (site_folder(settings) / rollout_id / "index.html").resolve().as_uri()


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
