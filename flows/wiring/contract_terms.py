"""A rollout's settings with the contract in force in them, for everything that reads them outside a run's context.

Here: settings + the ledger -> settings. Not here: which contract that is (`domain.agreement.in_force`).
"""

from collections.abc import Iterable

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.agreement.in_force import contract_in_force, known_at_publication
from domain.ledger.events import Event
from domain.values import changed
from flows.wiring.ledger import open_ledger


def with_contract_in_force(rollout: RolloutSettings, events: Iterable[Event]) -> RolloutSettings:
    """The settings with the contract that was in force after these events.

    Raises:
        RuleRefused: the settings' service levels are not those that were signed.
    """
    return changed(rollout, contract=contract_in_force(rollout.contract, events).contract)


def rollout_in_force(settings: Settings, rollout: RolloutSettings, month: str = "") -> RolloutSettings:
    """The settings with the contract in force now.

    Args:
        month: the contract that was in force when this month was published, if it was.

    Raises:
        RuleRefused: as `with_contract_in_force`.
    """
    events = open_ledger(settings).events(rollout.rollout_id)
    return with_contract_in_force(rollout, known_at_publication(events, month) if month else events)
