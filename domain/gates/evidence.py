"""What a phase's gate recorded, for later phases and reviews: nothing typed twice.

Here: reading it out of the ledger's events, typed by the model of the caller. Not here: how it is recorded
(`tasks.record`), what each phase's evidence means (`domain.discovery.passed`, `domain.agreement.signed_terms`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.problems import RuleRefused
from domain.reasons import Reason

Recorded = TypeVar("Recorded", bound=BaseModel)


def passed_rows(events: Iterable[Event], phase: Phase, name: str, model: type[Recorded]) -> tuple[Recorded, ...]:
    """The rows recorded under `name` at the phase's latest passed gate; none when none was passed here, or it recorded
    none.

    Raises:
        RuleRefused: they are of another shape than `model`.
    """
    passed = [e for e in events if e.kind is EventKind.GATE_PASSED and e.payload["phase"] == phase]
    if not passed:
        return ()
    try:
        evidence = passed[-1].payload["gate"]["evidence"]
        return TypeAdapter(tuple[model, ...]).validate_python(evidence.get(name, ()))  # type: ignore[valid-type]
    except (ValidationError, KeyError, AttributeError, TypeError):
        raise RuleRefused(
            Reason("What the gate of {phase} recorded cannot be read", phase=phase),
            where=Reason(
                "ledger of {rollout_id}, entry {entry}, evidence {name}",
                rollout_id=passed[-1].rollout_id,
                entry=passed[-1].sequence,
                name=name,
            ),
            why=Reason("the entry has another shape"),
            next_step=Reason(
                "verify the ledger; if it is whole, run the phase again so that its gate is recorded anew"
            ),
        ) from None


def latest_gate(events: Iterable[Event], phase: Phase) -> tuple[dict[str, Any], datetime] | None:
    """The evidence of the phase's latest gate, passed or held, and the instant it looked at; None before one."""
    found = None
    for event in events:
        if event.kind in (EventKind.GATE_PASSED, EventKind.GATE_HELD) and event.payload["phase"] == phase:
            gate = event.payload.get("gate", {})
            found = gate.get("evidence", {}), datetime.fromisoformat(gate["as_of"]) if "as_of" in gate else event.at
    return found
