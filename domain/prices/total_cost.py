"""What a bid costs over the whole term: transition, indexed fees, and prices by volume, with its working.

    total = one-off + sum over the contract's months of (fixed + volume above what is included x price) x index

Here: the sum in three cases. Low: the roadmap's volumes less `volume_range_share`, no indexation. Expected: its
volumes, the expected index. High: its volumes and that share more, the highest index. Not here: the volumes
(`domain.prices.demand`), points for a price (`domain.prices.price_cases`), credits and bonuses.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import money
from domain.prices.demand import Demand
from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.bidders import PriceLine, PriceUnit, Vendor

MONTHS = 12
ASSUMED_FIRST_INDEX_MONTH = 12
"""An index clause that does not say when it begins is read as: after the first year."""


class TermYear(Frozen):
    """One year of the contract; the last may have fewer months.

    Attributes:
        fixed: fees that do not depend on volume, before indexation.
        variable: prices by case and hour, before indexation.
        index_effect: what indexation adds to both.
    """

    year: int
    fixed: Decimal
    variable: Decimal
    index_effect: Decimal

    @property
    def total(self) -> Decimal:
        """All three."""
        return self.fixed + self.variable + self.index_effect


class TermCost(Frozen):
    """One case: what is paid once, never indexed, and year by year."""

    one_off: Decimal
    years: tuple[TermYear, ...]

    @property
    def total(self) -> Decimal:
        """Over the whole term."""
        return self.one_off + sum((year.total for year in self.years), Decimal(0))


class CostRange(Frozen):
    """The three cases; low <= expected <= high.

    Attributes:
        left_out: prices that are in no case, because the roadmap does not say how much work they stand for.
    """

    low: TermCost
    expected: TermCost
    high: TermCost
    left_out: tuple[Reason, ...] = ()


def cost_over_term(
    vendor: Vendor, lines: Sequence[PriceLine], demand: Demand, *, term_months: int, volume_range_share: Decimal
) -> CostRange:
    """One bid's cost.

    Args:
        lines: the bid's own.
        volume_range_share: how far volumes may lie under and above the roadmap's, 0-1.
    """
    expected, highest = index_rates(vendor)
    priced = [line for line in lines if not line.unit.by_volume or _volume(line, demand) is not None]

    def case(volume_factor: Decimal, rate: Decimal) -> TermCost:
        return _term(vendor, priced, demand, term_months, volume_factor, rate)

    return CostRange(
        low=case(1 - volume_range_share, Decimal(0)),
        expected=case(Decimal(1), expected),
        high=case(1 + volume_range_share, highest),
        left_out=_left_out(lines, demand),
    )


def index_factor(month: int, rate: Decimal, first_index_month: int) -> Decimal:
    """What prices are multiplied with in a month, counted from 0: the rate once from the first month on, and again
    every twelve months."""
    if month < first_index_month:
        return Decimal(1)
    return (1 + rate) ** (1 + (month - first_index_month) // MONTHS)


def has_running_price(vendor: Vendor, lines: Sequence[PriceLine]) -> bool:
    """Whether the service itself has a price: a fee a month, or prices by month, case or hour."""
    return bool(vendor.monthly_fee) or any(line.unit is not PriceUnit.ONCE for line in lines)


def fee_per_month(vendor: Vendor, lines: Sequence[PriceLine]) -> Decimal:
    """The fixed fee of a month before indexation: the bidder's own line and its price lines by month."""
    return (vendor.monthly_fee or Decimal(0)) + _sum(lines, PriceUnit.MONTH)


def paid_once(vendor: Vendor, lines: Sequence[PriceLine]) -> Decimal:
    """What the transition costs: the bidder's own line and its price lines paid once."""
    return (vendor.transition_cost or Decimal(0)) + _sum(lines, PriceUnit.ONCE)


def index_rates(vendor: Vendor) -> tuple[Decimal, Decimal]:
    """The index as expected, never above its cap, and as high as it may become."""
    expected, cap = vendor.index_share or Decimal(0), vendor.index_cap_share
    return (expected, expected) if cap is None else (min(expected, cap), cap)


def _term(
    vendor: Vendor, lines: Sequence[PriceLine], demand: Demand, months: int, volume_factor: Decimal, rate: Decimal
) -> TermCost:
    fixed = fee_per_month(vendor, lines)
    variable = sum((volume_price(line, demand, volume_factor) for line in lines if line.unit.by_volume), Decimal(0))
    first = ASSUMED_FIRST_INDEX_MONTH if vendor.first_index_month is None else vendor.first_index_month
    years = []
    for start in range(0, months, MONTHS):
        span = range(start, min(start + MONTHS, months))
        added = sum((index_factor(month, rate, first) - 1 for month in span), Decimal(0)) * (fixed + variable)
        years.append(
            TermYear(
                year=start // MONTHS + 1,
                fixed=money(fixed * len(span)),
                variable=money(variable * len(span)),
                index_effect=money(added),
            )
        )
    return TermCost(one_off=money(paid_once(vendor, lines)), years=tuple(years))


def _sum(lines: Sequence[PriceLine], unit: PriceUnit) -> Decimal:
    return sum((line.price for line in lines if line.unit is unit), Decimal(0))


def _volume(line: PriceLine, demand: Demand) -> Decimal | None:
    return demand.a_month(line.unit, line.process_id)


def volume_price(line: PriceLine, demand: Demand, volume_factor: Decimal) -> Decimal:
    """A month's price of a line: what lies above the included volume."""
    volume = (_volume(line, demand) or Decimal(0)) * volume_factor
    return line.price * max(Decimal(0), volume - (line.included_per_month or Decimal(0)))


def _left_out(lines: Sequence[PriceLine], demand: Demand) -> tuple[Reason, ...]:
    by_volume = [line for line in lines if line.unit.by_volume]
    if by_volume and not demand.known:
        return (Reason("No roadmap is recorded, so only fixed prices are in the sum."),)
    return tuple(
        Reason("The price line {line} is not in the sum: the roadmap has no volume for it.", line=line.line_id)
        for line in by_volume
        if _volume(line, demand) is None
    )
