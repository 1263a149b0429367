"""How a price beside the fixed fee is told, and how it becomes an amount a month: the roadmap's volume less what the
fee includes.

Here: each price line, from what the rule computed. Not here: the rule (`domain.prices.total_cost`), the sum over the
term (`domain.prices.total_cost_recorded`).
"""

from decimal import Decimal

from domain.figures.working import Source, Unit, Working
from domain.ledger.phases import Phase
from domain.prices.bid_trace import BidTrace
from domain.prices.term_cost import LineMonth
from domain.reasons import Fact, Reason
from domain.workbook.bidders import PriceLine, PriceUnit

ROADMAP = Source(kind="gate", place=Phase.DISCOVERY)
"""Where volumes come from."""
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


def line_id(trace: BidTrace, line: PriceLine) -> str:
    """A price line's figure."""
    return f"{trace.id}.price_line.{line.line_id}"


def record_price_line(trace: BidTrace, line: PriceLine, month: LineMonth | None) -> None:
    """The price, what is included, and what both come to in a month.

    Args:
        month: as expected; None for a line that is not by volume, or whose volume the roadmap does not know.
    """
    _record(trace, line, "", _PER[line.unit], line.price, "money", Reason("As the bidder states it."),
            inputs=(trace.sources.of(PriceLine, [line], "price"),))  # fmt: skip
    if line.included_per_month is not None:
        said = Reason("So much a month the fixed fee pays for already, as the bidder states it.")
        _record(trace, line, ".included", _INCLUDED.get(line.unit, Reason("included a month")), line.included_per_month,
                "number", said, inputs=(trace.sources.of(PriceLine, [line], "included_per_month"),))  # fmt: skip
    if month is not None:
        own = line_id(trace, line)
        _record(trace, line, ".a_month", Reason("a month, as expected"), month.amount, "money", in_a_month(month),
                parts=(own, *((f"{own}.included",) if month.included else ())), inputs=(ROADMAP,))  # fmt: skip


def in_a_month(month: LineMonth) -> Reason:
    """A line's amount of a month as a sentence."""
    facts: dict[str, Fact | Reason] = {
        "line": month.line.line_id,
        "volume": _short(month.volume),
        "included": _short(month.included),
        "above": _short(month.above),
        "price_amount": month.line.price,
        "total_amount": month.amount,
    }
    if month.line.unit is PriceUnit.HOUR:
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


def _record(
    trace: BidTrace,
    line: PriceLine,
    ending: str,
    figure: Reason,
    value: Decimal,
    unit: Unit,
    said: Reason,
    *,
    parts: tuple[str, ...] = (),
    inputs: tuple[Source, ...] = (),
) -> None:
    whole = line.process_id or Reason("whole service")
    trace.trace.record(
        Working(
            figure_id=f"{line_id(trace, line)}{ending}",
            label=Reason("{vendor}, price line {line}, {process}: {figure}", vendor=trace.vendor.name,
                         line=line.line_id, process=whole, figure=figure),
            value=value,
            unit=unit,
            decimals=0 if unit == "number" else 1,
            steps=(said,),
            parts=parts,
            inputs=inputs,
            snapshot_id=trace.sources.snapshot_id,
        )
    )  # fmt: skip


def _short(value: Decimal) -> Decimal:
    """Without trailing zeros."""
    return Decimal(f"{value.normalize():f}")
