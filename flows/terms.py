"""A rollout's settings with the contract in force in them, for everything that reads them outside a run's context.

Here: settings + the ledger -> settings. Not here: which contract that is (`domain.contract_in_force`).
"""

from collections.abc import Iterable

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.contract_in_force import contract_in_force
from domain.phases import Event, EventKind
from flows.wiring import open_ledger


def with_contract_in_force(rollout: RolloutSettings, events: Iterable[Event]) -> RolloutSettings:
    """The settings with the contract that was in force after these events.

    Raises:
        RuleRefused: the settings' service levels are not those that were signed.
    """
    return rollout.model_copy(update={"contract": contract_in_force(rollout.contract, events).contract})


def rollout_in_force(settings: Settings, rollout: RolloutSettings, month: str = "") -> RolloutSettings:
    """The settings with the contract in force now.

    Args:
        month: the contract that was in force when this month was published, if it was.

    Raises:
        RuleRefused: as `with_contract_in_force`.
    """
    ledger = open_ledger(settings)
    events = ledger.events(rollout.rollout_id)
    published = ledger.find(rollout.rollout_id, EventKind.REVIEW_PUBLISHED, month) if month else None
    if published is not None:
        events = [event for event in events if event.sequence < published.sequence]
    return with_contract_in_force(rollout, events)
