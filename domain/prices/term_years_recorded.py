"""How one year of a bid's expected cost is told: fixed, by volume, and what indexation adds.

Here: the words, from what the rule computed. Not here: the rule (`domain.prices.total_cost`), the sum over the term
(`domain.prices.total_cost_recorded`).
"""

from collections.abc import Sequence

from domain.arithmetic.rounding import money
from domain.prices.bid_trace import BidTrace
from domain.prices.price_lines_recorded import line_id
from domain.prices.term_cost import TermSteps, YearSteps
from domain.reasons import Reason
from domain.workbook.bidders import PriceLine, Vendor

INDEX_CLAUSE = ("index_share", "index_cap_share", "first_index_month")
"""The fields of a bidder's own line that say how prices rise."""


def record_year(trace: BidTrace, case: TermSteps, steps: YearSteps, lines: Sequence[PriceLine]) -> None:
    """One year, whole and in its three parts.

    Args:
        case: the case the year is of. lines: all of the bid's own.
    """
    name = f"cost.year{steps.year.year}"
    _record_whole(trace, name, steps)
    _record_fixed(trace, name, case, steps)
    _record_volume(trace, name, case, steps, lines)
    _record_indexation(trace, name, case, steps)


def _record_whole(trace: BidTrace, name: str, steps: YearSteps) -> None:
    year = steps.year
    trace.record(
        name,
        Reason("year {number}", number=year.year),
        year.total,
        "money",
        (Reason("{fixed_amount} fixed + {variable_amount} by volume + {index_amount} indexation = {total_amount}.",
                fixed_amount=year.fixed, variable_amount=year.variable, index_amount=year.index_effect,
                total_amount=year.total),),
        parts=tuple(f"{trace.id}.{name}.{part}" for part in ("fixed", "volume", "indexation")),
    )  # fmt: skip


def _record_fixed(trace: BidTrace, name: str, case: TermSteps, steps: YearSteps) -> None:
    trace.record(
        f"{name}.fixed",
        Reason("year {number}, fixed", number=steps.year.year),
        steps.year.fixed,
        "money",
        (Reason("{months} months x {fee_amount} = {total_amount}.", months=steps.months, fee_amount=case.fee.total,
                total_amount=steps.year.fixed),),
        parts=(f"{trace.id}.fee",),
    )  # fmt: skip


def _record_volume(trace: BidTrace, name: str, case: TermSteps, steps: YearSteps, lines: Sequence[PriceLine]) -> None:
    said = Reason("{months} months x {month_amount} = {total_amount}.", months=steps.months,
                  month_amount=money(case.variable), total_amount=steps.year.variable)  # fmt: skip
    trace.record(
        f"{name}.volume",
        Reason("year {number}, by volume", number=steps.year.year),
        steps.year.variable,
        "money",
        (said if case.by_volume else Reason("No price by case or hour is in the sum."),),
        parts=tuple(f"{line_id(trace, month.line)}.a_month" for month in case.by_volume),
        inputs=(trace.sources.of(PriceLine, lines, "price"),),
    )


def _record_indexation(trace: BidTrace, name: str, case: TermSteps, steps: YearSteps) -> None:
    trace.record(
        f"{name}.indexation",
        Reason("year {number}, indexation", number=steps.year.year),
        steps.year.index_effect,
        "money",
        (
            Reason("Prices rise by {index_share} after {first} months, and again every twelve months.",
                   index_share=case.rate, first=case.first_index_month),
            Reason("{month_amount} a month x {extra_exact_share}, what the index is above 1 in the year's {months} "
                   "months, added up = {total_amount}.", month_amount=money(case.fee.total + case.variable),
                   extra_exact_share=steps.index_extra, months=steps.months, total_amount=steps.year.index_effect),
        ),
        parts=(f"{trace.id}.{name}.fixed", f"{trace.id}.{name}.volume"),
        inputs=(trace.sources.fields(Vendor, trace.vendor, INDEX_CLAUSE),),
    )  # fmt: skip
