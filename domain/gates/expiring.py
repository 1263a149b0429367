"""Evidence that has run out, or soon will: what the daily check tells about gates that were approved.

Here: reading expiries off a phase's state. Not here: recording them (`tasks.check`), what expires (each gate).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.gates.gates import Expiry
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus
from domain.values import Frozen


class ExpiryFinding(Frozen):
    """One piece of evidence of an approved gate.

    Attributes:
        expired: its last day is over; otherwise it ends within the notice.
        days_left: until and with its last day; negative once it is over.
    """

    phase: Phase
    attempt: int
    expiry: Expiry
    expired: bool
    days_left: int


def expiry_findings(states: Iterable[PhaseState], today: date, notice_days: int) -> tuple[ExpiryFinding, ...]:
    """What has run out by `today` or does so within the notice, the soonest first."""
    found = []
    for state in states:
        if state.status not in (PhaseStatus.APPROVED, PhaseStatus.REOPENED):
            continue
        for kept in state.gate.get("expiries", []):
            expiry = Expiry.model_validate(kept)
            if expiry.on < today + timedelta(days=notice_days):
                found.append(
                    ExpiryFinding(
                        phase=state.phase,
                        attempt=state.attempt,
                        expiry=expiry,
                        expired=expiry.on < today,
                        days_left=(expiry.on - today).days,
                    )
                )
    return tuple(sorted(found, key=lambda finding: (finding.expiry.on, finding.phase, finding.expiry.name)))
