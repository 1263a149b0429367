"""The records of the yearly cost of burnout, in words: each is written from the values and rows the rule hands over.

Here: formulas in words with the rule's own numbers. Not here: any sum or selection (`domain.discovery.burnout`).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from domain.figures.trace import Trace
from domain.figures.working import Working, setting
from domain.reasons import Fact, Reason
from domain.workbook.people import ExitRecord, SalaryBand, Team

LINES = "rules.discovery.coefficients"


def headcount(trace: Trace, teams: Sequence[Team], people: int) -> None:
    """How many employees there are."""
    trace.record(Working(
        figure_id="burnout.headcount",
        label=Reason("Employees"),
        value=people,
        unit="count",
        steps=(Reason("The head counts of {count} teams, added up.", count=len(teams)),),
        inputs=(trace.sources.of(Team, teams, "headcount"),),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def leavers(trace: Trace, left: Sequence[ExitRecord], year: Sequence[str], people: int) -> None:
    """How many left in the year."""
    step = Reason(
        "Leavers of all teams, {first_month} to {last_month}, added up; the running month is not counted.",
        first_month=year[0],
        last_month=year[-1],
    )
    trace.record(Working(
        figure_id="burnout.leavers",
        label=Reason("Leavers in a year"),
        value=people,
        unit="count",
        steps=(step,),
        inputs=(trace.sources.of(ExitRecord, left, "leavers"),),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def salary(trace: Trace, bands: Sequence[SalaryBand], people: int, total: Decimal, average: Decimal | None) -> None:
    """The mean salary over the bands; None without people in them."""
    step = Reason("No salary band has people, so there is no average and no turnover line.")
    if average is not None:
        step = Reason(
            "Head count x salary of {count} bands, added up: {total_amount}; / {people} people = {salary_amount}.",
            count=len(bands),
            total_amount=total,
            people=people,
            salary_amount=average,
        )
    trace.record(Working(
        figure_id="burnout.average_salary",
        label=Reason("Average salary a month"),
        value=average,
        unit="money",
        steps=(step,),
        inputs=tuple(trace.sources.of(SalaryBand, bands, name) for name in ("headcount", "salary_per_month")),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def per_employee(trace: Trace, kind: StrEnum, end: str, units: int, each: Decimal, total: Decimal, rule: str) -> None:
    """A line that is set per employee and year: the setting, and the line."""
    trace.record(Working(
        figure_id=f"burnout.{kind.value}.{end}_each",
        label=_end(Reason("{line}, each", line=trace.word(kind)), end),
        value=each,
        unit="money",
        steps=(Reason("Set per employee and year: {each_amount}.", each_amount=each),),
        inputs=(setting(f"{LINES}.{kind.value}"),),
        rule=rule,
    ))  # fmt: skip
    step = Reason("{units} employees x {each_amount} = {total_amount}.",
                  units=units, each_amount=each, total_amount=total)  # fmt: skip
    _line(trace, kind, end, total, step, "burnout.headcount", rule)


def per_leaver(
    trace: Trace, kind: StrEnum, end: str, units: int, each: tuple[Decimal, Decimal, Decimal], total: Decimal, rule: str
) -> None:
    """The turnover line: each leaver costs so many months' salary.

    Args:
        each: months, the average salary, their product.
    """
    months, average, product = each
    step = Reason("{months} months' salary x {salary_amount} = {each_amount}.",
                  months=months, salary_amount=average, each_amount=product)  # fmt: skip
    trace.record(Working(
        figure_id=f"burnout.{kind.value}.{end}_each",
        label=_end(Reason("{line}, each", line=trace.word(kind)), end),
        value=product,
        unit="money",
        steps=(step,),
        parts=("burnout.average_salary",),
        inputs=(setting(f"{LINES}.turnover_months"),),
        rule=rule,
    ))  # fmt: skip
    step = Reason("{units} leavers x {each_amount} = {total_amount}.",
                  units=units, each_amount=product, total_amount=total)  # fmt: skip
    _line(trace, kind, end, total, step, "burnout.leavers", rule)


def _line(trace: Trace, kind: StrEnum, end: str, total: Decimal, step: Reason, counted: str, rule: str) -> None:
    trace.record(Working(
        figure_id=f"burnout.{kind.value}.{end}",
        label=_end(trace.word(kind), end),
        value=total,
        unit="money",
        steps=(step,),
        parts=(counted, f"burnout.{kind.value}.{end}_each"),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def our_sum(trace: Trace, end: str, total: Decimal, kinds: Iterable[StrEnum], rule: str) -> None:
    """The lines added up."""
    trace.record(Working(
        figure_id=f"burnout.{end}",
        label=_end(Reason("Our sum"), end),
        value=total,
        unit="money",
        steps=(Reason("The lines below, added up: {total_amount}.", total_amount=total),),
        parts=tuple(f"burnout.{kind.value}.{end}" for kind in kinds),
        rule=rule,
    ))  # fmt: skip


def article(trace: Trace, end: str, per_100: Decimal, people: int, scaled: Decimal, rule: str) -> None:
    """The article's own range, scaled to the head count."""
    step = Reason(
        "{range_amount} for 100 employees x {headcount} / 100 = {scaled_amount}. "
        "It stands beside our sum; neither is bent to the other.",
        range_amount=per_100,
        headcount=people,
        scaled_amount=scaled,
    )
    trace.record(Working(
        figure_id=f"burnout.article_{end}",
        label=_end(Reason("The article says, scaled to our head count"), end),
        value=scaled,
        unit="money",
        steps=(step,),
        parts=("burnout.headcount",),
        inputs=(setting(f"{LINES}.article_per_100_employees"),),
        rule=rule,
    ))  # fmt: skip


def shifted(
    trace: Trace, kind: StrEnum, way: str, end: str, amounts: tuple[Decimal, Decimal, Decimal], rule: str
) -> None:
    """The sum with one line a fifth lower or higher.

    Args:
        way: "lower" or "higher". amounts: the sum, the line, the new sum.
    """
    whole, line, new = amounts
    facts: dict[str, Fact | Reason] = {"sum_amount": whole, "line_amount": line, "new_amount": new}
    name: dict[str, Fact | Reason] = {"line": trace.word(kind)}
    if way == "lower":
        step = Reason("Our sum {sum_amount} less a fifth of {line_amount} = {new_amount}.", facts)
        label = Reason("Our sum with {line} a fifth lower", name)
    else:
        step = Reason("Our sum {sum_amount} plus a fifth of {line_amount} = {new_amount}.", facts)
        label = Reason("Our sum with {line} a fifth higher", name)
    trace.record(Working(
        figure_id=f"burnout.{kind.value}.fifth_{way}.{end}",
        label=_end(label, end),
        value=new,
        unit="money",
        steps=(step,),
        parts=(f"burnout.{end}", f"burnout.{kind.value}.{end}"),
        rule=rule,
    ))  # fmt: skip


def _end(label: Reason, end: str) -> Reason:
    return Reason("{label}, low end", label=label) if end == "low" else Reason("{label}, high end", label=label)
