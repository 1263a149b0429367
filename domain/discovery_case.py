"""What the workings of discovery's figures are made from: the result, the rows behind it, the rules, where rows stand.

Here: one value that is handed to every part. Not here: the parts (`domain.people_workings`, `domain.roadmap_workings`,
`domain.case_workings`, `domain.flow_workings`), their list (`domain.discovery_workings`).
"""

from dataclasses import dataclass

from domain.discovery import DiscoveryResult, DiscoveryRows, DiscoveryRules
from domain.periods import month_of
from domain.workings import Places, Word


@dataclass(frozen=True)
class DiscoveryCase:
    """Discovery, computed, with everything needed to tell how.

    Attributes:
        word: what a term is called.
    """

    result: DiscoveryResult
    rows: DiscoveryRows
    rules: DiscoveryRules
    places: Places
    word: Word

    @property
    def month(self) -> str:
        """The running month, which is not counted."""
        return month_of(self.result.as_of.date())
