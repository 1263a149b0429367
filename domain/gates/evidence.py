"""What a phase's gate recorded, for later phases and reviews: nothing typed twice.

Here: reading it out of the ledger's events. Not here: how it is recorded (`tasks.record`), what each phase's evidence
means (`domain.discovery.passed`, `domain.agreement.signed_terms`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.ledger.phases import Event, EventKind, Phase


def passed_evidence(events: Iterable[Event], phase: Phase) -> dict[str, Any]:
    """The evidence of the phase's latest passed gate; empty when none was passed here."""
    evidence: dict[str, Any] = {}
    for event in events:
        if event.kind is EventKind.GATE_PASSED and event.payload["phase"] == phase:
            evidence = event.payload["gate"]["evidence"]
    return evidence


def latest_gate(events: Iterable[Event], phase: Phase) -> tuple[dict[str, Any], datetime] | None:
    """The evidence of the phase's latest gate, passed or held, and the instant it looked at; None before one."""
    found = None
    for event in events:
        if event.kind in (EventKind.GATE_PASSED, EventKind.GATE_HELD) and event.payload["phase"] == phase:
            gate = event.payload.get("gate", {})
            found = gate.get("evidence", {}), datetime.fromisoformat(gate["as_of"]) if "as_of" in gate else event.at
    return found
