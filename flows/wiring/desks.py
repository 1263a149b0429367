"""What taking a decision needs, and what creating issues outside a run needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.messages.mail import Mail
from connectors.messages.outbox import Outbox
from connectors.ports.messages import Messenger
from domain.ledger.phases import Phase
from domain.periods import local_day
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from flows.wiring.book import open_book
from flows.wiring.keys import approval_key
from flows.wiring.loading import load
from flows.wiring.parts import project_keys, tracker_of
from tasks.frame.context import DecisionDesk, GovernanceDesk, LedgerBook


@contextmanager
def decision_desk(rollout_id: str, *, actor: str, name: str, patience_seconds: float = 120.0) -> Iterator[DecisionDesk]:
    """What taking decisions needs, for as long as it holds the rollout's lease. Needs neither workbooks nor tracker.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    settings, rollout = load(rollout_id)
    with open_book(settings, rollout_id, actor=actor, name=name, patience_seconds=patience_seconds) as book:
        yield desk_of(settings, rollout, book)


@contextmanager
def governance_desk(
    rollout_id: str, *, actor: str, name: str, patience_seconds: float = 120.0
) -> Iterator[GovernanceDesk]:
    """What creating issues outside a phase's run needs, for as long as it holds the rollout's lease.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        ConnectorError: the tracker cannot be reached, or refuses the account.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    settings, rollout = load(rollout_id)
    tracker = tracker_of(settings)
    with open_book(settings, rollout_id, actor=actor, name=name, patience_seconds=patience_seconds) as book:
        yield GovernanceDesk(
            rollout_id=rollout_id,
            language=rollout.language,
            zone=rollout.zone,
            contract=rollout.contract,
            projects=project_keys(rollout),
            book=book,
            tracker=tracker,
        )


def desk_of(settings: Settings, rollout: RolloutSettings, book: LedgerBook) -> DecisionDesk:
    today = local_day(book.now(), rollout.zone)
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
        Reason("No mail server is set: owners are asked for decisions by mail"),
        where="ROLLOUT_MAIL_URL",
        next_step=Reason("set it to smtps://user:password@host:465"),
    )
