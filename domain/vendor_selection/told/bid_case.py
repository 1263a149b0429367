"""One bidder of a comparison with its own line and price lines: what the workings of its costs are made from.

Not here: the workings (`domain.vendor_selection.told.total_cost`, `domain.vendor_selection.told.term_years`,
`domain.vendor_selection.told.volumes`).
"""

from dataclasses import dataclass
from decimal import Decimal

from domain.figures.working import Source, Working
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import PriceLine, PriceUnit, Vendor

_INDEX_CLAUSE = ("index_share", "index_cap_share", "first_index_month")


@dataclass(frozen=True)
class BidCase:
    """A bidder's result in its comparison."""

    case: SelectionCase
    vendor: VendorResult

    @property
    def id(self) -> str:
        """What the bidder's figures begin with."""
        return f"vendor.{self.vendor.vendor_id}"

    @property
    def row(self) -> Vendor:
        """Its own line."""
        return self.case.bid(self.vendor.vendor_id)

    @property
    def lines(self) -> tuple[PriceLine, ...]:
        """Its price lines."""
        return self.vendor.papers.price_lines

    @property
    def priced(self) -> tuple[PriceLine, ...]:
        """Those by case and hour that are in the sum: the roadmap knows their volume."""
        demand = self.case.papers.demand
        by_volume = [line for line in self.lines if line.unit.by_volume]
        return tuple(line for line in by_volume if demand.a_month(line.unit, line.process_id) is not None)

    def line_id(self, line: PriceLine) -> str:
        """A price line's figure."""
        return f"{self.id}.price_line.{line.line_id}"

    def paid(self, unit: PriceUnit) -> Decimal:
        """The price lines of a unit together."""
        return sum((line.price for line in self.lines if line.unit is unit), Decimal(0))

    def cells(self, field: str, unit: PriceUnit) -> tuple[Source, ...]:
        """A price of its own line, and the price lines of a unit."""
        own = [line for line in self.lines if line.unit is unit]
        prices = (self.case.places.of(PriceLine, own, "price"),) if own else ()
        return (self.case.places.of(Vendor, [self.row], field), *prices)

    def index_cells(self) -> tuple[Source, ...]:
        """The index clause."""
        return (self.case.places.fields(Vendor, self.row, _INDEX_CLAUSE),)

    def working(
        self,
        figure: str,
        label: Reason,
        value: Decimal | None,
        steps: tuple[Reason, ...],
        *,
        parts: tuple[str, ...] = (),
        inputs: tuple[Source, ...] = (),
    ) -> Working:
        """An amount of this bidder."""
        return Working(
            figure_id=f"{self.id}.{figure}",
            label=Reason("{vendor}: {figure}", vendor=self.vendor.name, figure=label),
            value=value,
            unit="money",
            steps=steps,
            parts=parts,
            inputs=inputs,
            snapshot_id=self.case.places.snapshot_id,
        )
