"""How a bid's cost over the term is told: as expected, at its low and its high, and each price that is in it.

Here: the words of its figures, from what the rule computed. Not here: the sums (`domain.prices.total_cost`), single
years (`domain.prices.term_years_recorded`), price lines (`domain.prices.price_lines_recorded`).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.figures.working import Source, added, setting
from domain.prices.bid_trace import BidTrace
from domain.prices.price_lines_recorded import ROADMAP, in_a_month, line_id, record_price_line
from domain.prices.term_cost import FixedPrice, LineMonth, TermCost, TermSteps
from domain.prices.term_years_recorded import INDEX_CLAUSE, record_year
from domain.reasons import Reason
from domain.workbook.bidders import PriceLine, Vendor

_TERM = (setting("contract.starts_on"), setting("contract.ends_on"))


def record_cost(
    trace: BidTrace,
    lines: Sequence[PriceLine],
    low: TermSteps,
    expected: TermSteps,
    high: TermSteps,
    volume_range_share: Decimal,
    left_out: tuple[Reason, ...],
) -> None:
    """One bid's three cases with their parts.

    Args:
        lines: all of the bid's own, also those that are in no sum.
    """
    _record_total(trace, expected.cost, left_out)
    less = Reason("Low: {volume_share} less work than the roadmap's, and no indexation.",
                  volume_share=volume_range_share)  # fmt: skip
    more = Reason("High: {volume_share} more work than the roadmap's, and {index_share} indexation a year.",
                  volume_share=volume_range_share, index_share=high.rate)  # fmt: skip
    clause = (trace.sources.fields(Vendor, trace.vendor, INDEX_CLAUSE),)
    _record_end(trace, "low", Reason("low cost over the term"), low, (less, left_out), ())
    _record_end(trace, "high", Reason("high cost over the term"), high, (more, left_out), clause)
    _record_once(trace, expected.once, expected.cost.one_off)
    _record_fee(trace, expected.fee)
    for steps in expected.years:
        record_year(trace, expected, steps, lines)
    _record_price_per_hour(trace)
    months: dict[PriceLine, LineMonth] = {month.line: month for month in expected.by_volume}
    for line in lines:
        record_price_line(trace, line, months.get(line))


def _record_total(trace: BidTrace, cost: TermCost, left_out: tuple[Reason, ...]) -> None:
    trace.record(
        "total_cost",
        Reason("cost over the term"),
        cost.total,
        "money",
        (
            Reason("As expected: the roadmap's volumes from the first month on, and the expected indexation."),
            Reason("Paid once {once_amount}, then year by year: {years}. Together {total_amount}.",
                   once_amount=cost.one_off, years=added(year.total for year in cost.years), total_amount=cost.total),
            *left_out,
        ),
        parts=(f"{trace.id}.cost.once", *(f"{trace.id}.cost.year{year.year}" for year in cost.years)),
        inputs=_TERM,
    )  # fmt: skip


def _record_end(
    trace: BidTrace,
    name: str,
    label: Reason,
    case: TermSteps,
    said: tuple[Reason, tuple[Reason, ...]],
    clause: tuple[Source, ...],
) -> None:
    """The low or the high cost, with what each price line comes to in a month at that volume.

    Args:
        said: what the case is, and what it leaves out.
    """
    what, left_out = said
    trace.record(
        f"cost.{name}",
        label,
        case.cost.total,
        "money",
        (what, *(in_a_month(month) for month in case.by_volume), _summed(case.cost), *left_out),
        parts=(
            f"{trace.id}.cost.once",
            f"{trace.id}.fee",
            *(line_id(trace, month.line) for month in case.by_volume),
        ),
        inputs=(
            *((ROADMAP,) if case.by_volume else ()),
            setting("rules.selection.volume_range_share"),
            *_TERM,
            *clause,
        ),
    )


def _summed(cost: TermCost) -> Reason:
    return Reason("{once_amount} once + {fixed_amount} fixed + {variable_amount} by volume + {index_amount} indexation "
                  "= {total_amount}.", once_amount=cost.one_off, fixed_amount=cost.fixed, variable_amount=cost.variable,
                  index_amount=cost.index_effect, total_amount=cost.total)  # fmt: skip


def _record_once(trace: BidTrace, once: FixedPrice, one_off: Decimal) -> None:
    trace.record(
        "cost.once",
        Reason("paid once"),
        one_off,
        "money",
        (Reason("{own_amount} in its own line + {lines_amount} in price lines paid once = {total_amount}.",
                own_amount=once.own, lines_amount=once.in_lines, total_amount=once.total),),
        inputs=_cells(trace, "transition_cost", once.lines),
    )  # fmt: skip


def _record_fee(trace: BidTrace, fee: FixedPrice) -> None:
    trace.record(
        "fee",
        Reason("fixed fee a month"),
        fee.total,
        "money",
        (Reason("{own_amount} in its own line + {lines_amount} in price lines by the month = {total_amount}.",
                own_amount=fee.own, lines_amount=fee.in_lines, total_amount=fee.total),),
        inputs=_cells(trace, "monthly_fee", fee.lines),
    )  # fmt: skip


def _record_price_per_hour(trace: BidTrace) -> None:
    trace.record(
        "price_per_hour",
        Reason("price per hour"),
        trace.vendor.price_per_hour,
        "money",
        (Reason("As the bidder states it; it is in no total."),),
        inputs=(trace.sources.of(Vendor, [trace.vendor], "price_per_hour"),),
    )


def _cells(trace: BidTrace, field: str, lines: Sequence[PriceLine]) -> tuple[Source, ...]:
    """A price of its own line, and the price lines of a unit."""
    prices = (trace.sources.of(PriceLine, lines, "price"),) if lines else ()
    return (trace.sources.of(Vendor, [trace.vendor], field), *prices)
