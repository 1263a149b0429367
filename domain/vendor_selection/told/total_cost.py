"""How a bidder's cost over the term came about: as expected, at its low and its high, and each price offered.

Here: telling the sums with their numbers. Not here: the sums (`domain.prices.total_cost`), single years
(`domain.vendor_selection.told.term_years`), price lines (`domain.vendor_selection.told.volumes`), points for a price
(`domain.vendor_selection.told.other_prices`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.figures.working import Source, Working, added, setting
from domain.prices.total_cost import TermCost, fee_per_month, index_rates, paid_once
from domain.reasons import Reason
from domain.vendor_selection.told.bid_case import BidCase
from domain.vendor_selection.told.case import SelectionCase
from domain.vendor_selection.told.term_years import year_workings
from domain.vendor_selection.told.volumes import ROADMAP, amount_a_month, volume_workings
from domain.workbook.bidders import PriceUnit, Vendor

_TERM = (setting("contract.starts_on"), setting("contract.ends_on"))


def cost_workings(case: SelectionCase) -> Iterator[Working]:
    """Every bidder."""
    for vendor in case.result.vendors:
        bid = BidCase(case, vendor)
        yield _total(bid)
        yield _low(bid)
        yield _high(bid)
        yield _once(bid)
        yield _fee(bid)
        yield from year_workings(bid)
        yield _price_per_hour(bid)
        yield from volume_workings(bid)


def _total(bid: BidCase) -> Working:
    cost = bid.vendor.cost.expected
    return bid.working(
        "total_cost",
        Reason("cost over the term"),
        cost.total,
        (
            Reason("As expected: the roadmap's volumes from the first month on, and the expected indexation."),
            Reason("Paid once {once_amount}, then year by year: {years}. Together {total_amount}.",
                   once_amount=cost.one_off, years=added(year.total for year in cost.years), total_amount=cost.total),
            *bid.vendor.cost.left_out,
        ),
        parts=(f"{bid.id}.cost.once", *(f"{bid.id}.cost.year{year.year}" for year in cost.years)),
        inputs=_TERM,
    )  # fmt: skip


def _low(bid: BidCase) -> Working:
    share = bid.case.result.rules.volume_range_share
    said = Reason("Low: {volume_share} less work than the roadmap's, and no indexation.", volume_share=share)
    return _end(bid, "low", Reason("low cost over the term"), bid.vendor.cost.low, 1 - share, said, ())


def _high(bid: BidCase) -> Working:
    share, (_, highest) = bid.case.result.rules.volume_range_share, index_rates(bid.row)
    said = Reason("High: {volume_share} more work than the roadmap's, and {index_share} indexation a year.",
                  volume_share=share, index_share=highest)  # fmt: skip
    label = Reason("high cost over the term")
    return _end(bid, "high", label, bid.vendor.cost.high, 1 + share, said, bid.index_cells())


def _end(
    bid: BidCase,
    name: str,
    label: Reason,
    cost: TermCost,
    factor: Decimal,
    said: Reason,
    clause: tuple[Source, ...],
) -> Working:
    """The low or the high cost, with what each price line comes to in a month at that volume."""
    a_month = tuple(amount_a_month(line, bid.case.papers.demand, factor) for line in bid.priced)
    return bid.working(
        f"cost.{name}",
        label,
        cost.total,
        (said, *a_month, _summed(cost), *bid.vendor.cost.left_out),
        parts=(f"{bid.id}.cost.once", f"{bid.id}.fee", *(bid.line_id(line) for line in bid.priced)),
        inputs=(
            *((ROADMAP,) if bid.priced else ()),
            setting("rules.selection.volume_range_share"),
            *_TERM,
            *clause,
        ),
    )


def _summed(cost: TermCost) -> Reason:
    fixed = sum((year.fixed for year in cost.years), Decimal(0))
    variable = sum((year.variable for year in cost.years), Decimal(0))
    index = sum((year.index_effect for year in cost.years), Decimal(0))
    return Reason("{once_amount} once + {fixed_amount} fixed + {variable_amount} by volume + {index_amount} indexation "
                  "= {total_amount}.", once_amount=cost.one_off, fixed_amount=fixed, variable_amount=variable,
                  index_amount=index, total_amount=cost.total)  # fmt: skip


def _once(bid: BidCase) -> Working:
    return bid.working(
        "cost.once",
        Reason("paid once"),
        bid.vendor.cost.expected.one_off,
        (Reason("{own_amount} in its own line + {lines_amount} in price lines paid once = {total_amount}.",
                own_amount=bid.row.transition_cost or Decimal(0), lines_amount=bid.paid(PriceUnit.ONCE),
                total_amount=paid_once(bid.row, bid.lines)),),
        inputs=bid.cells("transition_cost", PriceUnit.ONCE),
    )  # fmt: skip


def _fee(bid: BidCase) -> Working:
    fee = fee_per_month(bid.row, bid.lines)
    return bid.working(
        "fee",
        Reason("fixed fee a month"),
        fee,
        (Reason("{own_amount} in its own line + {lines_amount} in price lines by the month = {total_amount}.",
                own_amount=bid.row.monthly_fee or Decimal(0), lines_amount=bid.paid(PriceUnit.MONTH),
                total_amount=fee),),
        inputs=bid.cells("monthly_fee", PriceUnit.MONTH),
    )  # fmt: skip


def _price_per_hour(bid: BidCase) -> Working:
    return bid.working(
        "price_per_hour",
        Reason("price per hour"),
        bid.vendor.price_per_hour,
        (Reason("As the bidder states it; it is in no total."),),
        inputs=(bid.case.places.of(Vendor, [bid.row], "price_per_hour"),),
    )
