"""How a bidder's cost over the term came about: once, year by year, at its low and its high, and each price offered.

Here: telling the sums with their numbers. Not here: the sums (`domain.total_cost`), points for a price
(`domain.price_case_workings`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.bids import VendorResult
from domain.proposal_records import PriceLine, PriceUnit
from domain.reasons import Reason
from domain.records import Vendor
from domain.selection_case import SelectionCase
from domain.total_cost import (
    ASSUMED_FIRST_INDEX_MONTH,
    MONTHS,
    TermCost,
    TermYear,
    fee_per_month,
    index_factor,
    index_rates,
    paid_once,
)
from domain.volume_workings import amount_a_month, line_id, volume_workings
from domain.workings import Source, Unit, Working, added, setting, to_places


def cost_workings(case: SelectionCase) -> Iterator[Working]:
    """Every bidder."""
    for vendor in case.result.vendors:
        bid = _Bid(case, vendor)
        yield from bid.total()
        yield from bid.ends()
        yield bid.once()
        yield bid.fee()
        for year in vendor.cost.expected.years:
            yield from bid.year(year)
        yield bid.price_per_hour()
        yield from volume_workings(case, vendor)


class _Bid:
    """One bidder, and where its own line and its price lines stand."""

    def __init__(self, case: SelectionCase, vendor: VendorResult) -> None:
        self.case, self.vendor, self.row = case, vendor, case.bid(vendor.vendor_id)
        self.lines = vendor.papers.price_lines
        self.id = f"vendor.{vendor.vendor_id}"

    def total(self) -> Iterator[Working]:
        """The expected cost over the term."""
        cost = self.vendor.cost.expected
        yield self._working(
            "total_cost",
            Reason("cost over the term"),
            cost.total,
            (
                Reason("As expected: the roadmap's volumes from the first month on, and the expected indexation."),
                Reason("Paid once {once_amount}, then year by year: {years}. Together {total_amount}.",
                       once_amount=cost.one_off, years=added(year.total for year in cost.years),
                       total_amount=cost.total),
                *self._left_out(),
            ),
            parts=(f"{self.id}.cost.once", *(f"{self.id}.cost.year{year.year}" for year in cost.years)),
            inputs=(setting("contract.term_months"),),
        )  # fmt: skip

    def ends(self) -> Iterator[Working]:
        """The low and the high cost."""
        share, (_, highest) = self.case.result.rules.volume_range_share, index_rates(self.row)
        low = Reason("Low: {volume_share} less work than the roadmap's, and no indexation.", volume_share=share)
        high = Reason("High: {volume_share} more work than the roadmap's, and {index_share} indexation a year.",
                      volume_share=share, index_share=highest)  # fmt: skip
        for figure, label, cost, said, factor in (
            ("cost.low", Reason("low cost over the term"), self.vendor.cost.low, low, 1 - share),
            ("cost.high", Reason("high cost over the term"), self.vendor.cost.high, high, 1 + share),
        ):
            yield self._working(
                figure,
                label,
                cost.total,
                (said, *self._at_volume(factor), _summed(cost), *self._left_out()),
                parts=(f"{self.id}.cost.once", f"{self.id}.fee", *(line_id(self.vendor, p) for p in self._priced())),
                inputs=(setting("rules.selection.volume_range_share"), *self._index_cells()),
            )

    def once(self) -> Working:
        """What is paid once."""
        return self._working(
            "cost.once",
            Reason("paid once"),
            self.vendor.cost.expected.one_off,
            (Reason("{own_amount} in its own line + {lines_amount} in price lines paid once = {total_amount}.",
                    own_amount=self.row.transition_cost or Decimal(0), lines_amount=self._sum(PriceUnit.ONCE),
                    total_amount=paid_once(self.row, self.lines)),),
            inputs=self._cells("transition_cost", PriceUnit.ONCE),
        )  # fmt: skip

    def fee(self) -> Working:
        """The fixed fee of a month."""
        return self._working(
            "fee",
            Reason("fixed fee a month"),
            fee_per_month(self.row, self.lines),
            (Reason("{own_amount} in its own line + {lines_amount} in price lines by the month = {total_amount}.",
                    own_amount=self.row.monthly_fee or Decimal(0), lines_amount=self._sum(PriceUnit.MONTH),
                    total_amount=fee_per_month(self.row, self.lines)),),
            inputs=self._cells("monthly_fee", PriceUnit.MONTH),
        )  # fmt: skip

    def year(self, year: TermYear) -> Iterator[Working]:
        """One year of the expected case, whole and in its three parts."""
        name = f"cost.year{year.year}"
        start = (year.year - 1) * MONTHS
        months = min(MONTHS, self.case.result.term_months - start)
        number = year.year
        yield self._working(
            name,
            Reason("year {number}", number=number),
            year.total,
            (Reason("{fixed_amount} fixed + {variable_amount} by volume + {index_amount} indexation = {total_amount}.",
                    fixed_amount=year.fixed, variable_amount=year.variable, index_amount=year.index_effect,
                    total_amount=year.total),),
            parts=tuple(f"{self.id}.{name}.{part}" for part in ("fixed", "volume", "indexation")),
        )  # fmt: skip
        yield self._working(
            f"{name}.fixed",
            Reason("year {number}, fixed", number=number),
            year.fixed,
            (Reason("{months} months x {fee_amount} = {total_amount}.", months=months,
                    fee_amount=fee_per_month(self.row, self.lines), total_amount=year.fixed),),
            parts=(f"{self.id}.fee",),
        )  # fmt: skip
        yield self._working(
            f"{name}.volume",
            Reason("year {number}, by volume", number=number),
            year.variable,
            (Reason("{months} months x {month_amount} = {total_amount}.", months=months,
                    month_amount=to_places(year.variable / months, 2), total_amount=year.variable)
             if self._by_volume() else Reason("No price by case or hour is in the sum."),),
            parts=self._by_volume(),
            inputs=(self.case.places.of(PriceLine, self.lines, "price"),),
        )  # fmt: skip
        yield self._indexation(year, range(start, start + months))

    def price_per_hour(self) -> Working:
        """The bidder's price for an hour."""
        return self._working(
            "price_per_hour",
            Reason("price per hour"),
            self.vendor.price_per_hour,
            (Reason("As the bidder states it; it is in no total."),),
            inputs=(self.case.places.of(Vendor, [self.row], "price_per_hour"),),
        )

    def _indexation(self, year: TermYear, months: range) -> Working:
        rate, _ = index_rates(self.row)
        first = ASSUMED_FIRST_INDEX_MONTH if self.row.first_index_month is None else self.row.first_index_month
        extra = sum((index_factor(month, rate, first) - 1 for month in months), Decimal(0))
        a_month = (year.fixed + year.variable) / len(months)
        return self._working(
            f"cost.year{year.year}.indexation",
            Reason("year {number}, indexation", number=year.year),
            year.index_effect,
            (
                Reason("Prices rise by {index_share} after {first} months, and again every twelve months.",
                       index_share=rate, first=first),
                Reason("{month_amount} a month x {extra_exact_share}, what the index is above 1 in the year's {months} "
                       "months, added up = {total_amount}.", month_amount=to_places(a_month, 2),
                       extra_exact_share=extra, months=len(months), total_amount=year.index_effect),
            ),
            parts=(f"{self.id}.cost.year{year.year}.fixed", f"{self.id}.cost.year{year.year}.volume"),
            inputs=self._index_cells(),
        )  # fmt: skip

    def _working(
        self,
        figure: str,
        label: Reason,
        value: Decimal | None,
        steps: tuple[Reason, ...],
        *,
        parts: tuple[str, ...] = (),
        inputs: tuple[Source, ...] = (),
        unit: Unit = "money",
    ) -> Working:
        return Working(
            figure_id=f"{self.id}.{figure}",
            label=Reason("{vendor}: {figure}", vendor=self.vendor.name, figure=label),
            value=value,
            unit=unit,
            steps=steps,
            parts=parts,
            inputs=inputs,
            snapshot_id=self.case.places.snapshot_id,
        )

    def _cells(self, field: str, unit: PriceUnit) -> tuple[Source, ...]:
        own = [line for line in self.lines if line.unit is unit]
        return (
            self.case.places.of(Vendor, [self.row], field),
            *((self.case.places.of(PriceLine, own, "price"),) if own else ()),
        )

    def _index_cells(self) -> tuple[Source, ...]:
        fields = ("index_share", "index_cap_share", "first_index_month")
        return (self.case.places.fields(Vendor, self.row, fields),)

    def _sum(self, unit: PriceUnit) -> Decimal:
        return sum((line.price for line in self.lines if line.unit is unit), Decimal(0))

    def _by_volume(self) -> tuple[str, ...]:
        return tuple(f"{line_id(self.vendor, line)}.a_month" for line in self._priced())

    def _priced(self) -> tuple[PriceLine, ...]:
        """The lines by case and hour that are in the sum."""
        demand = self.case.papers.demand
        return tuple(
            line
            for line in self.lines
            if line.unit.by_volume and demand.a_month(line.unit, line.process_id) is not None
        )

    def _at_volume(self, factor: Decimal) -> tuple[Reason, ...]:
        """What each of these comes to in a month with so much more or less work."""
        return tuple(amount_a_month(line, self.case.papers.demand, factor) for line in self._priced())

    def _left_out(self) -> tuple[Reason, ...]:
        return self.vendor.cost.left_out


def _summed(cost: TermCost) -> Reason:
    fixed, variable, index = (
        sum((getattr(year, name) for year in cost.years), Decimal(0)) for name in ("fixed", "variable", "index_effect")
    )
    return Reason("{once_amount} once + {fixed_amount} fixed + {variable_amount} by volume + {index_amount} indexation "
                  "= {total_amount}.", once_amount=cost.one_off, fixed_amount=fixed, variable_amount=variable,
                  index_amount=index, total_amount=cost.total)  # fmt: skip
