"""How much work the roadmap brings a month, per process: what prices by case and by hour are multiplied with.

Here: reading it out of the roadmap. Not here: the roadmap (`domain.discovery.roadmap.inventory`), prices
(`domain.prices.total_cost`). Every process counts with its full volume; the waves' gradual start is left out, equally
for every bidder.
"""

from collections.abc import Sequence
from decimal import Decimal

from pydantic import Field

from domain.discovery.roadmap.inventory import RoadmapLine
from domain.values import Frozen
from domain.workbook.bidders import PriceUnit


class Demand(Frozen):
    """Work a month.

    Attributes:
        hours: process id -> hours that move; empty when no roadmap is recorded.
        cases: process id -> cases; a roadmap recorded before volumes were kept has none.
    """

    hours: dict[str, Decimal] = Field(default_factory=dict)
    cases: dict[str, Decimal] = Field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether there is a roadmap."""
        return bool(self.hours)

    def a_month(self, unit: PriceUnit, process_id: str | None) -> Decimal | None:
        """Cases or hours a month of one process, or of all; None when the roadmap does not say."""
        amounts = self.hours if unit is PriceUnit.HOUR else self.cases
        if process_id is not None:
            return amounts.get(process_id)
        whole = self.known and amounts.keys() == self.hours.keys()
        return sum(amounts.values(), Decimal(0)) if whole else None


def demand_of(roadmap: Sequence[RoadmapLine]) -> Demand:
    """The demand of the roadmap's lines."""
    return Demand(
        hours={line.process_id: line.hours_freed for line in roadmap},
        cases={
            line.process_id: Decimal(line.volume_per_month) for line in roadmap if line.volume_per_month is not None
        },
    )
