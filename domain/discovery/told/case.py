"""What the workings of discovery's figures are made from: the result, the rows behind it, the rules, where rows stand.

Here: one value that is handed to every part. Not here: the parts (`domain.discovery.told.warning_signs`,
`domain.discovery.told.inventory`, `domain.discovery.told.business_case`, `domain.discovery.told.bottlenecks`), their
list (`domain.discovery.told.all_figures`).
"""

from dataclasses import dataclass

from domain.discovery.result import DiscoveryResult, DiscoveryRows, DiscoveryRules
from domain.figures.working import Sources, Word
from domain.periods import month_of


@dataclass(frozen=True)
class DiscoveryCase:
    """Discovery, computed, with everything needed to tell how.

    Attributes:
        word: what a term is called.
    """

    result: DiscoveryResult
    rows: DiscoveryRows
    rules: DiscoveryRules
    places: Sources
    word: Word

    @property
    def month(self) -> str:
        """The running month, which is not counted."""
        return month_of(self.result.as_of.date())
