"""The ledger of this installation, for whoever reads it.

Here: opening. Not here: writing, for which a run takes the rollout's lease (`flows.wiring.book`).
"""

from configs.settings import Settings
from connectors.ledger.ledger import SqlLedger
from connectors.ports.ledger import Ledger
from flows.wiring.loading import revealed


def open_ledger(settings: Settings) -> Ledger:
    """The ledger of this installation, migrated to the newest schema."""
    ledger: Ledger = SqlLedger.open(revealed(settings).ledger_address())
    if settings.crash_after_events or settings.crash_before_events:
        from sandbox.crashes import CrashingLedger

        return CrashingLedger(ledger, after=settings.crash_after_events, before=settings.crash_before_events)
    return ledger
