"""What a passed gate recorded, for later phases and reviews: nothing typed twice.

Here: reading it out of the ledger's events. Not here: how it is recorded (`tasks.record`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.discovery.baselines import KpiBaseline
from domain.discovery.business_case import CaseResult
from domain.discovery.inventory import RoadmapLine
from domain.ledger.phases import Event, EventKind, Phase


def passed_evidence(events: Iterable[Event], phase: Phase) -> dict[str, Any]:
    """The evidence of the phase's latest passed gate; empty when none was passed here."""
    evidence: dict[str, Any] = {}
    for event in events:
        if event.kind is EventKind.GATE_PASSED and event.payload["phase"] == phase:
            evidence = event.payload["gate"]["evidence"]
    return evidence


def locked_baselines(events: Iterable[Event]) -> tuple[KpiBaseline, ...]:
    """All baselines as locked at the discovery gate."""
    locked = passed_evidence(events, Phase.DISCOVERY).get("baselines", ())
    return tuple(KpiBaseline.model_validate(entry) for entry in locked)


def passed_roadmap(events: Iterable[Event]) -> tuple[RoadmapLine, ...]:
    """The roadmap's lines as the discovery gate recorded them, by wave and rank; none when it was not passed here."""
    lines = [RoadmapLine.model_validate(line) for line in passed_evidence(events, Phase.DISCOVERY).get("roadmap", ())]
    return tuple(sorted(lines, key=lambda line: (line.wave, line.rank)))


def approved_plan(events: Iterable[Event]) -> tuple[CaseResult, ...]:
    """The business case as the discovery gate saw it: low, expected and high."""
    cases = passed_evidence(events, Phase.DISCOVERY).get("business_case", ())
    return tuple(CaseResult.model_validate(entry) for entry in cases)


def latest_gate(events: Iterable[Event], phase: Phase) -> tuple[dict[str, Any], datetime] | None:
    """The evidence of the phase's latest gate, passed or held, and the instant it looked at; None before one."""
    found = None
    for event in events:
        if event.kind in (EventKind.GATE_PASSED, EventKind.GATE_HELD) and event.payload["phase"] == phase:
            gate = event.payload.get("gate", {})
            found = gate.get("evidence", {}), datetime.fromisoformat(gate["as_of"]) if "as_of" in gate else event.at
    return found
