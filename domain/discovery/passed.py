"""What a passed gate recorded, for later phases and reviews: nothing typed twice.

Here: which rows of the evidence. Not here: how they are found and checked (`domain.gates.evidence`), how they are
recorded (`tasks.record`). Each reader refuses a ledger of another shape.
"""

from collections.abc import Iterable

from domain.discovery.baselines import KpiBaseline
from domain.discovery.business_case import CaseResult
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.gates.evidence import passed_rows
from domain.ledger.events import Event
from domain.ledger.phases import Phase


def locked_baselines(events: Iterable[Event]) -> tuple[KpiBaseline, ...]:
    """All baselines as locked at the discovery gate."""
    return passed_rows(events, Phase.DISCOVERY, "baselines", KpiBaseline)


def passed_roadmap(events: Iterable[Event]) -> tuple[RoadmapLine, ...]:
    """The roadmap's lines as the discovery gate recorded them, by wave and rank; none when it was not passed here."""
    lines = passed_rows(events, Phase.DISCOVERY, "roadmap", RoadmapLine)
    return tuple(sorted(lines, key=lambda line: (line.wave, line.rank)))


def approved_plan(events: Iterable[Event]) -> tuple[CaseResult, ...]:
    """The business case as the discovery gate saw it: low, expected and high."""
    return passed_rows(events, Phase.DISCOVERY, "business_case", CaseResult)
