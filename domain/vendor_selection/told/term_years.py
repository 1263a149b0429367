"""How one year of a bid's expected cost came about: fixed, by volume, and what indexation adds.

Not here: the sum over the term (`domain.vendor_selection.told.total_cost`), the rule (`domain.prices.total_cost`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.figures.working import Working
from domain.prices.total_cost import (
    ASSUMED_FIRST_INDEX_MONTH,
    MONTHS,
    TermYear,
    fee_per_month,
    index_factor,
    index_rates,
)
from domain.reasons import Reason
from domain.vendor_selection.told.bid_case import BidCase
from domain.workbook.bidders import PriceLine


def year_workings(bid: BidCase) -> Iterator[Working]:
    """Every year, whole and in its three parts."""
    for year in bid.vendor.cost.expected.years:
        start = (year.year - 1) * MONTHS
        months = range(start, min(start + MONTHS, bid.case.result.term_months))
        yield _whole(bid, year)
        yield _fixed(bid, year, len(months))
        yield _volume(bid, year, len(months))
        yield _indexation(bid, year, months)


def _whole(bid: BidCase, year: TermYear) -> Working:
    name = f"cost.year{year.year}"
    return bid.working(
        name,
        Reason("year {number}", number=year.year),
        year.total,
        (Reason("{fixed_amount} fixed + {variable_amount} by volume + {index_amount} indexation = {total_amount}.",
                fixed_amount=year.fixed, variable_amount=year.variable, index_amount=year.index_effect,
                total_amount=year.total),),
        parts=tuple(f"{bid.id}.{name}.{part}" for part in ("fixed", "volume", "indexation")),
    )  # fmt: skip


def _fixed(bid: BidCase, year: TermYear, months: int) -> Working:
    return bid.working(
        f"cost.year{year.year}.fixed",
        Reason("year {number}, fixed", number=year.year),
        year.fixed,
        (Reason("{months} months x {fee_amount} = {total_amount}.", months=months,
                fee_amount=fee_per_month(bid.row, bid.lines), total_amount=year.fixed),),
        parts=(f"{bid.id}.fee",),
    )  # fmt: skip


def _volume(bid: BidCase, year: TermYear, months: int) -> Working:
    said = Reason("{months} months x {month_amount} = {total_amount}.", months=months,
                  month_amount=rounded(year.variable / months, 2), total_amount=year.variable)  # fmt: skip
    return bid.working(
        f"cost.year{year.year}.volume",
        Reason("year {number}, by volume", number=year.year),
        year.variable,
        (said if bid.priced else Reason("No price by case or hour is in the sum."),),
        parts=tuple(f"{bid.line_id(line)}.a_month" for line in bid.priced),
        inputs=(bid.case.places.of(PriceLine, bid.lines, "price"),),
    )


def _indexation(bid: BidCase, year: TermYear, months: range) -> Working:
    rate, _ = index_rates(bid.row)
    first = ASSUMED_FIRST_INDEX_MONTH if bid.row.first_index_month is None else bid.row.first_index_month
    extra = sum((index_factor(month, rate, first) - 1 for month in months), Decimal(0))
    a_month = rounded((year.fixed + year.variable) / len(months), 2)
    return bid.working(
        f"cost.year{year.year}.indexation",
        Reason("year {number}, indexation", number=year.year),
        year.index_effect,
        (
            Reason("Prices rise by {index_share} after {first} months, and again every twelve months.",
                   index_share=rate, first=first),
            Reason("{month_amount} a month x {extra_exact_share}, what the index is above 1 in the year's {months} "
                   "months, added up = {total_amount}.", month_amount=a_month, extra_exact_share=extra,
                   months=len(months), total_amount=year.index_effect),
        ),
        parts=(f"{bid.id}.cost.year{year.year}.fixed", f"{bid.id}.cost.year{year.year}.volume"),
        inputs=bid.index_cells(),
    )  # fmt: skip
