"""When each phase ran, for the timeline: from its first start until the next phase began, or until it was approved.

Here: days out of the ledger's events. Not here: where a phase stands (`domain.ledger.state.derive_state`).
"""

from collections.abc import Sequence
from datetime import date, datetime

from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from domain.periods import local_day
from domain.values import Frozen


class PhaseSpan(Frozen):
    """One phase that has begun; `until_on` None: it still runs."""

    phase: Phase
    status: PhaseStatus
    from_on: date
    until_on: date | None


def phase_spans(rollout_id: str, events: Sequence[Event], until: datetime, zone: str) -> tuple[PhaseSpan, ...]:
    """The phases that had begun at `until`, in their order, with local days of `zone`.

    The instant a phase looked at (`as_of`) is its day, not when its run happened to be recorded.
    """
    starts = _starts(events, zone)
    begun = {phase: day for phase, day in starts.items() if day <= local_day(until, zone)}
    states = derive_state(rollout_id, events).phases
    spans = []
    for phase, from_on in begun.items():
        after = [begun[later] for later in list(Phase)[list(Phase).index(phase) + 1 :] if later in begun]
        decided = states[phase].since if states[phase].status is PhaseStatus.APPROVED else None
        ended = local_day(decided, zone) if decided and decided <= until else None
        spans.append(
            PhaseSpan(
                phase=phase,
                status=states[phase].status,
                from_on=from_on,
                until_on=max(min(after, default=ended or from_on), from_on) if after or ended else None,
            )
        )
    return tuple(spans)


def _starts(events: Sequence[Event], zone: str) -> dict[Phase, date]:
    found: dict[Phase, date] = {}
    for event in events:
        if event.kind is EventKind.PHASE_STARTED and "as_of" in event.payload:
            day = local_day(datetime.fromisoformat(event.payload["as_of"]), zone)
            found.setdefault(Phase(event.payload["phase"]), day)
    return {phase: found[phase] for phase in Phase if phase in found}
