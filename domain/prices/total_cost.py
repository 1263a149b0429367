"""What a bid costs over the whole term: transition, indexed fees, and prices by volume.

    total = one-off + sum over the contract's months of (fixed + volume above what is included x price) x index

Here: the sum in three cases. Low: the roadmap's volumes less `volume_range_share`, no indexation. Expected: its
volumes, the expected index. High: its volumes and that share more, the highest index. Not here: the shapes
(`domain.prices.term_cost`), what is said of a sum (`domain.prices.total_cost_recorded`), the volumes
(`domain.prices.demand`), points for a price (`domain.prices.price_cases`), credits and bonuses.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import money
from domain.prices.bid_trace import BidTrace
from domain.prices.demand import Demand
from domain.prices.term_cost import CostRange, FixedPrice, LineMonth, TermCost, TermSteps, TermYear, YearSteps
from domain.prices.total_cost_recorded import record_cost
from domain.reasons import Reason
from domain.workbook.bidders import PriceLine, PriceUnit, Vendor

MONTHS = 12
ASSUMED_FIRST_INDEX_MONTH = 12
"""An index clause that does not say when it begins is read as: after the first year."""


def cost_over_term(
    vendor: Vendor,
    lines: Sequence[PriceLine],
    demand: Demand,
    *,
    term_months: int,
    volume_range_share: Decimal,
    trace: BidTrace | None = None,
) -> CostRange:
    """One bid's cost.

    Args:
        lines: the bid's own.
        volume_range_share: how far volumes may lie under and above the roadmap's, 0-1.
    """
    expected, highest = index_rates(vendor)
    priced = [line for line in lines if not line.unit.by_volume or _volume(line, demand) is not None]

    def case(volume_factor: Decimal, rate: Decimal) -> TermSteps:
        return _term(vendor, priced, demand, term_months, volume_factor, rate)

    low = case(1 - volume_range_share, Decimal(0))
    middle = case(Decimal(1), expected)
    high = case(1 + volume_range_share, highest)
    left_out = _left_out(lines, demand)
    if trace is not None:
        record_cost(trace, lines, low, middle, high, volume_range_share, left_out)
    return CostRange(low=low.cost, expected=middle.cost, high=high.cost, left_out=left_out)


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
    return _fixed(vendor.monthly_fee, lines, PriceUnit.MONTH).total


def paid_once(vendor: Vendor, lines: Sequence[PriceLine]) -> Decimal:
    """What the transition costs: the bidder's own line and its price lines paid once."""
    return _fixed(vendor.transition_cost, lines, PriceUnit.ONCE).total


def index_rates(vendor: Vendor) -> tuple[Decimal, Decimal]:
    """The index as expected, never above its cap, and as high as it may become."""
    expected, cap = vendor.index_share or Decimal(0), vendor.index_cap_share
    return (expected, expected) if cap is None else (min(expected, cap), cap)


def _term(
    vendor: Vendor, lines: Sequence[PriceLine], demand: Demand, months: int, volume_factor: Decimal, rate: Decimal
) -> TermSteps:
    fee = _fixed(vendor.monthly_fee, lines, PriceUnit.MONTH)
    once = _fixed(vendor.transition_cost, lines, PriceUnit.ONCE)
    by_volume = tuple(_month_of(line, demand, volume_factor) for line in lines if line.unit.by_volume)
    variable = sum((month.amount for month in by_volume), Decimal(0))
    first = ASSUMED_FIRST_INDEX_MONTH if vendor.first_index_month is None else vendor.first_index_month
    years = []
    for start in range(0, months, MONTHS):
        span = range(start, min(start + MONTHS, months))
        extra = sum((index_factor(month, rate, first) - 1 for month in span), Decimal(0))
        year = TermYear(
            year=start // MONTHS + 1,
            fixed=money(fee.total * len(span)),
            variable=money(variable * len(span)),
            index_effect=money(extra * (fee.total + variable)),
        )
        years.append(YearSteps(year, len(span), extra))
    cost = TermCost(one_off=money(once.total), years=tuple(steps.year for steps in years))
    return TermSteps(cost, once, fee, by_volume, variable, rate, first, tuple(years))


def _fixed(own: Decimal | None, lines: Sequence[PriceLine], unit: PriceUnit) -> FixedPrice:
    of_unit = tuple(line for line in lines if line.unit is unit)
    return FixedPrice(own or Decimal(0), of_unit, sum((line.price for line in of_unit), Decimal(0)))


def _volume(line: PriceLine, demand: Demand) -> Decimal | None:
    return demand.a_month(line.unit, line.process_id)


def _month_of(line: PriceLine, demand: Demand, volume_factor: Decimal) -> LineMonth:
    """A month's price of a line: what lies above the included volume."""
    volume = (_volume(line, demand) or Decimal(0)) * volume_factor
    included = line.included_per_month or Decimal(0)
    above = max(Decimal(0), volume - included)
    return LineMonth(line, volume, included, above, line.price * above)


def _left_out(lines: Sequence[PriceLine], demand: Demand) -> tuple[Reason, ...]:
    by_volume = [line for line in lines if line.unit.by_volume]
    if by_volume and not demand.known:
        return (Reason("No roadmap is recorded, so only fixed prices are in the sum."),)
    return tuple(
        Reason("The price line {line} is not in the sum: the roadmap has no volume for it.", line=line.line_id)
        for line in by_volume
        if _volume(line, demand) is None
    )
