"""Every figure of discovery's report as a working. A further part is one function in the list below.

Not here: the parts themselves, words on the terminal (`reports.workings`).
"""

from collections.abc import Callable, Iterator

from domain.baseline_workings import baseline_workings
from domain.burnout_workings import burnout_workings
from domain.case_workings import case_workings
from domain.discovery_case import DiscoveryCase
from domain.flow_workings import flow_workings
from domain.people_workings import sign_workings
from domain.roadmap_workings import process_workings, roadmap_workings
from domain.workings import Working

DISCOVERY_PARTS: tuple[Callable[[DiscoveryCase], Iterator[Working]], ...] = (
    burnout_workings,
    sign_workings,
    roadmap_workings,
    process_workings,
    case_workings,
    baseline_workings,
    flow_workings,
)
"""In the order of the report."""


def discovery_workings(case: DiscoveryCase) -> tuple[Working, ...]:
    """All figures, in the order of the report."""
    return tuple(working for part in DISCOVERY_PARTS for working in part(case))
