"""How a price beside the fixed fee becomes an amount a month: the roadmap's volume less what the fee includes.

Here: each price line. Not here: the sum over the term (`domain.vendor_selection.told.total_cost`), the rule
(`domain.prices.total_cost`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.figures.working import Source, Working
from domain.ledger.phases import Phase
from domain.prices.demand import Demand
from domain.prices.total_cost import volume_price
from domain.reasons import Fact, Reason
from domain.vendor_selection.told.bid_case import BidCase
from domain.workbook.bidders import PriceLine, PriceUnit

ROADMAP = Source(kind="gate", place=Phase.DISCOVERY)
"""Where volumes come from."""


def volume_workings(bid: BidCase) -> Iterator[Working]:
    """One bidder's price lines: the price, what is included, and what both come to in a month."""
    for line in bid.lines:
        yield _price(bid, line)
        if line.included_per_month is not None:
            yield _included(bid, line)
        if line in bid.priced:
            yield _a_month(bid, line)


def _label(bid: BidCase, line: PriceLine, figure: Reason) -> Reason:
    whole = line.process_id or Reason("whole service")
    return Reason("{vendor}, price line {line}, {process}: {figure}", vendor=bid.vendor.name, line=line.line_id,
                  process=whole, figure=figure)  # fmt: skip


def _price(bid: BidCase, line: PriceLine) -> Working:
    return Working(
        figure_id=bid.line_id(line),
        label=_label(bid, line, _PER[line.unit]),
        value=line.price,
        unit="money",
        steps=(Reason("As the bidder states it."),),
        inputs=(bid.case.places.of(PriceLine, [line], "price"),),
        snapshot_id=bid.case.places.snapshot_id,
    )


def _included(bid: BidCase, line: PriceLine) -> Working:
    return Working(
        figure_id=f"{bid.line_id(line)}.included",
        label=_label(bid, line, _INCLUDED.get(line.unit, Reason("included a month"))),
        value=line.included_per_month,
        unit="number",
        decimals=0,
        steps=(Reason("So much a month the fixed fee pays for already, as the bidder states it."),),
        inputs=(bid.case.places.of(PriceLine, [line], "included_per_month"),),
        snapshot_id=bid.case.places.snapshot_id,
    )


def _a_month(bid: BidCase, line: PriceLine) -> Working:
    ids = (bid.line_id(line), *((f"{bid.line_id(line)}.included",) if line.included_per_month else ()))
    return Working(
        figure_id=f"{bid.line_id(line)}.a_month",
        label=_label(bid, line, Reason("a month, as expected")),
        value=volume_price(line, bid.case.papers.demand, Decimal(1)),
        unit="money",
        steps=(amount_a_month(line, bid.case.papers.demand, Decimal(1)),),
        parts=ids,
        inputs=(ROADMAP,),
        snapshot_id=bid.case.places.snapshot_id,
    )


def amount_a_month(line: PriceLine, demand: Demand, factor: Decimal) -> Reason:
    """A line's amount of a month as a sentence.

    Args:
        demand: it knows the line's volume.
        factor: how much work there is beside the roadmap's, 1 for as much.
    """
    volume, included = (demand.a_month(line.unit, line.process_id) or Decimal(0)) * factor, line.included_per_month
    facts: dict[str, Fact | Reason] = {
        "line": line.line_id,
        "volume": _short(volume),
        "included": _short(included or Decimal(0)),
        "above": _short(max(Decimal(0), volume - (included or Decimal(0)))),
        "price_amount": line.price,
        "total_amount": volume_price(line, demand, factor),
    }
    if line.unit is PriceUnit.HOUR:
        return Reason(
            "{line}: {volume} hours a month - {included} included, not under 0 = {above}; x {price_amount} = "
            "{total_amount}.",
            facts,
        )
    return Reason(
        "{line}: {volume} cases a month - {included} included, not under 0 = {above}; x {price_amount} = "
        "{total_amount}.",
        facts,
    )


def _short(value: Decimal) -> Decimal:
    """Without trailing zeros."""
    return Decimal(f"{value.normalize():f}")


_PER: dict[PriceUnit, Reason] = {
    PriceUnit.MONTH: Reason("price a month"),
    PriceUnit.CASE: Reason("price a case"),
    PriceUnit.HOUR: Reason("price an hour"),
    PriceUnit.ONCE: Reason("price, once"),
}
_INCLUDED: dict[PriceUnit, Reason] = {
    PriceUnit.CASE: Reason("cases included a month"),
    PriceUnit.HOUR: Reason("hours included a month"),
}
