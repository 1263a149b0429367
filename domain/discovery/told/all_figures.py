"""Every figure of discovery's report as a working. A further part is one function in the list below.

Not here: the parts themselves, words on the terminal (`reports.discovery.figures`).
"""

from collections.abc import Callable, Iterator

from domain.discovery.told.baselines import baseline_workings
from domain.discovery.told.bottlenecks import flow_workings
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Working

DISCOVERY_PARTS: tuple[Callable[[DiscoveryCase], Iterator[Working]], ...] = (
    baseline_workings,
    flow_workings,
)
"""In the order of the report."""


def discovery_workings(case: DiscoveryCase) -> tuple[Working, ...]:
    """All figures, in the order of the report."""
    return tuple(working for part in DISCOVERY_PARTS for working in part(case))
