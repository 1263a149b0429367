"""What a passed gate recorded, for later phases and reviews: nothing typed twice.

Here: reading it out of the ledger's events. Not here: how it is recorded (`tasks.record`).
"""

from collections.abc import Iterable

from domain.discovery.baselines import KpiBaseline
from domain.discovery.business_case import CaseResult
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.gates.evidence import passed_evidence
from domain.ledger.phases import Event, Phase


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
