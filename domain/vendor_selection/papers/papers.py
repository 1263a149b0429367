"""What bidders handed in beside their own line, all bidders together or one alone.

Here: the typed bundle that rules and reports are given. Not here: whether it is whole
(`domain.vendor_selection.completeness`), what it costs (`domain.prices.total_cost`).
"""

from domain.prices.demand import Demand
from domain.values import Frozen
from domain.workbook.bidders import CaseStudy, Certificate, PriceLine, Reference
from domain.workbook.tables import Finding


class Gap(Frozen):
    """A missing or impossible piece of one bidder's proposal, with its cell."""

    vendor_id: str
    finding: Finding


class Papers(Frozen):
    """The rows of the proposals' tabs.

    Attributes:
        demand: the roadmap's work a month, which prices by case and hour are multiplied with.
        gaps: what is missing or impossible.
    """

    certificates: tuple[Certificate, ...] = ()
    references: tuple[Reference, ...] = ()
    case_studies: tuple[CaseStudy, ...] = ()
    price_lines: tuple[PriceLine, ...] = ()
    demand: Demand = Demand()
    gaps: tuple[Gap, ...] = ()

    @property
    def confirmed_references(self) -> tuple[Reference, ...]:
        """Those that somebody has asked."""
        return tuple(row for row in self.references if row.confirmed_on is not None)

    def of(self, vendor_id: str) -> "Papers":
        """One bidder's own, without the demand, which is everybody's."""
        return Papers(
            certificates=tuple(row for row in self.certificates if row.vendor_id == vendor_id),
            references=tuple(row for row in self.references if row.vendor_id == vendor_id),
            case_studies=tuple(row for row in self.case_studies if row.vendor_id == vendor_id),
            price_lines=tuple(row for row in self.price_lines if row.vendor_id == vendor_id),
            gaps=tuple(gap for gap in self.gaps if gap.vendor_id == vendor_id),
        )
