"""The records of the five baselines of the discovery gate, in words. Not here: the baselines themselves
(`domain.discovery.baselines`)."""

from decimal import Decimal
from enum import StrEnum

from domain.figures.trace import Trace
from domain.figures.working import Source, Working
from domain.reasons import Reason


def baseline(
    trace: Trace, kpi: StrEnum, value: Decimal | None, rows: int, step: Reason, inputs: tuple[Source, ...]
) -> None:
    """A baseline, and how many rows it was computed from.

    Args:
        inputs: of both; none where they may not be named.
    """
    name = trace.word(kpi)
    trace.record(Working(
        figure_id=f"baseline.{kpi.value}",
        label=Reason("Baseline: {kpi}", kpi=name),
        value=value,
        unit="percent" if kpi.value in ("error_rate", "turnover") else "number",
        decimals=2,
        steps=(step,),
        inputs=inputs,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip
    trace.record(Working(
        figure_id=f"baseline.{kpi.value}.rows",
        label=Reason("Baseline: {kpi}, rows", kpi=name),
        value=rows,
        unit="count",
        steps=(Reason("Rows of the tab that lie in its months."),),
        inputs=inputs,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def error_rate(errors: int, transactions: int, months: tuple[str, ...], rate: Decimal | None) -> Reason:
    """The formula of the error rate."""
    if rate is None:
        return Reason("Cannot be computed: the tab has no row for one of the last three months.")
    return Reason(
        "{errors} errors / {transactions} transactions of all teams, {first_month} to {last_month}, = {rate}.",
        errors=errors,
        transactions=transactions,
        first_month=months[0],
        last_month=months[-1],
        rate=Reason("{number_exact_share}", number_exact_share=rate),
    )


def of_processes(count: int) -> Reason:
    """The formula of cost and hours."""
    if not count:
        return Reason("Cannot be computed: no process suits outsourcing.")
    return Reason("The {count} processes of the roadmap, added up as the inventory states them, before anything is "
                  "kept.", count=count)  # fmt: skip


def engagement(held: str, total: Decimal, people: int, minimum: int, mean: Decimal | None) -> Reason:
    """The formula of engagement; where too few answered, not what they said."""
    if mean is None:
        return Reason("Cannot be computed: there is no survey with {minimum} answers or more.", minimum=minimum)
    return Reason(
        "The survey of {held_month}: each team's mean x its answers, added up, {total}; / {people} answers = {mean}.",
        held_month=held,
        total=total,
        people=people,
        mean=mean,
    )


def turnover(leavers: int, headcount: int, year: tuple[str, ...], rate: Decimal | None) -> Reason:
    """The formula of turnover."""
    if rate is None:
        return Reason("Cannot be computed: the exits do not reach back a year, or no team has people.")
    return Reason(
        "{leavers} leavers, {first_month} to {last_month}, / {headcount} employees of today = {rate}.",
        leavers=leavers,
        headcount=headcount,
        first_month=year[0],
        last_month=year[-1],
        rate=Reason("{number_exact_share}", number_exact_share=rate),
    )
