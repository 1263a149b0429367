"""How the yearly cost of burnout came about, line by line. Not here: the cost itself (`domain.discovery.burnout`)."""

from collections.abc import Iterator
from decimal import Decimal

from domain.discovery.burnout import CostKind, CostLine, Shift
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Source, Working, setting
from domain.periods import months_before
from domain.reasons import Fact, Reason
from domain.workbook.people import ExitRecord, SalaryBand, Team

_ENDS = ("low", "high")


def burnout_workings(case: DiscoveryCase) -> Iterator[Working]:
    """Head count, leavers, salary, each line at both ends, our sum, the article's range."""
    burnout, rules = case.result.burnout, case.result.burnout.coefficients.source
    yield from _counts(case)
    for line in burnout.lines:
        for end in _ENDS:
            yield from _line(case, line, end)
    for end in _ENDS:
        total: Decimal = getattr(burnout, end)
        yield Working(
            figure_id=f"burnout.{end}",
            label=_end(Reason("Our sum"), end),
            value=total,
            unit="money",
            steps=(Reason("The lines below, added up: {total_amount}.", total_amount=total),),
            parts=tuple(f"burnout.{line.kind.value}.{end}" for line in burnout.lines),
            rule=rules,
        )
        yield _article(case, end)
    for shift in burnout.shifts:
        yield from _shifted(case, shift)


def _counts(case: DiscoveryCase) -> Iterator[Working]:
    burnout, places = case.result.burnout, case.places
    year = months_before(case.month, 12)
    exits = [row for row in case.rows.exits if row.month in year]
    yield Working(
        figure_id="burnout.headcount",
        label=Reason("Employees"),
        value=burnout.headcount,
        unit="count",
        steps=(Reason("The head counts of {count} teams, added up.", count=len(case.rows.teams)),),
        inputs=(places.of(Team, case.rows.teams, "headcount"),),
        snapshot_id=places.snapshot_id,
    )
    yield Working(
        figure_id="burnout.leavers",
        label=Reason("Leavers in a year"),
        value=burnout.leavers,
        unit="count",
        steps=(
            Reason(
                "Leavers of all teams, {first_month} to {last_month}, added up; the running month is not counted.",
                first_month=year[0],
                last_month=year[-1],
            ),
        ),
        inputs=(places.of(ExitRecord, exits, "leavers"),),
        snapshot_id=places.snapshot_id,
    )
    yield _salary(case)


def _salary(case: DiscoveryCase) -> Working:
    bands = case.rows.salary_bands
    people = sum(band.headcount for band in bands)
    salary = case.result.burnout.average_salary
    step = Reason("No salary band has people, so there is no average and no turnover line.")
    if salary is not None:
        total = sum((band.headcount * band.salary_per_month for band in bands), Decimal(0))
        step = Reason(
            "Head count x salary of {count} bands, added up: {total_amount}; / {people} people = {salary_amount}.",
            count=len(bands),
            total_amount=total,
            people=people,
            salary_amount=salary,
        )
    return Working(
        figure_id="burnout.average_salary",
        label=Reason("Average salary a month"),
        value=salary,
        unit="money",
        steps=(step,),
        inputs=(
            case.places.of(SalaryBand, bands, "headcount"),
            case.places.of(SalaryBand, bands, "salary_per_month"),
        ),
        snapshot_id=case.places.snapshot_id,
    )


def _line(case: DiscoveryCase, line: CostLine, end: str) -> Iterator[Working]:
    each, total = getattr(line, f"{end}_each"), getattr(line, end)
    turnover = line.kind is CostKind.TURNOVER
    name, counted = case.word(line.kind), "burnout.leavers" if turnover else "burnout.headcount"
    rule = case.result.burnout.coefficients.source
    yield Working(
        figure_id=f"burnout.{line.kind.value}.{end}_each",
        label=_end(Reason("{line}, each", line=name), end),
        value=each,
        unit="money",
        steps=(_each(case, end, each) if turnover else Reason("Set per employee and year: {each_amount}.",
                                                            each_amount=each),),
        parts=("burnout.average_salary",) if turnover else (),
        inputs=(_coefficient("turnover_months" if turnover else line.kind.value),),
        rule=rule,
    )  # fmt: skip
    facts = {"units": line.units, "each_amount": each, "total_amount": total}
    step = (
        Reason("{units} leavers x {each_amount} = {total_amount}.", facts)
        if turnover
        else Reason("{units} employees x {each_amount} = {total_amount}.", facts)
    )
    yield Working(
        figure_id=f"burnout.{line.kind.value}.{end}",
        label=_end(name, end),
        value=total,
        unit="money",
        steps=(step,),
        parts=(counted, f"burnout.{line.kind.value}.{end}_each"),
        rule=rule,
        snapshot_id=case.places.snapshot_id,
    )


def _each(case: DiscoveryCase, end: str, each: Decimal) -> Reason:
    months = case.result.burnout.coefficients.turnover_months[_ENDS.index(end)]
    return Reason(
        "{months} months' salary x {salary_amount} = {each_amount}.",
        months=months,
        salary_amount=case.result.burnout.average_salary or Decimal(0),
        each_amount=each,
    )


def _article(case: DiscoveryCase, end: str) -> Working:
    burnout = case.result.burnout
    value: Decimal = getattr(burnout, f"article_{end}")
    return Working(
        figure_id=f"burnout.article_{end}",
        label=_end(Reason("The article says, scaled to our head count"), end),
        value=value,
        unit="money",
        steps=(
            Reason(
                "{range_amount} for 100 employees x {headcount} / 100 = {scaled_amount}. "
                "It stands beside our sum; neither is bent to the other.",
                range_amount=burnout.coefficients.article_per_100_employees[_ENDS.index(end)],
                headcount=burnout.headcount,
                scaled_amount=value,
            ),
        ),
        parts=("burnout.headcount",),
        inputs=(_coefficient("article_per_100_employees"),),
        rule=burnout.coefficients.source,
    )


def _shifted(case: DiscoveryCase, shift: Shift) -> Iterator[Working]:
    burnout = case.result.burnout
    line = next(line for line in burnout.lines if line.kind is shift.kind)
    for way, values in (("lower", shift.lower), ("higher", shift.higher)):
        for end, value in zip(_ENDS, values, strict=True):
            facts = {"sum_amount": getattr(burnout, end), "line_amount": getattr(line, end), "new_amount": value}
            step = (
                Reason("Our sum {sum_amount} less a fifth of {line_amount} = {new_amount}.", facts)
                if way == "lower"
                else Reason("Our sum {sum_amount} plus a fifth of {line_amount} = {new_amount}.", facts)
            )
            name: dict[str, Fact | Reason] = {"line": case.word(shift.kind)}
            label = (
                Reason("Our sum with {line} a fifth lower", name)
                if way == "lower"
                else Reason("Our sum with {line} a fifth higher", name)
            )
            yield Working(
                figure_id=f"burnout.{shift.kind.value}.fifth_{way}.{end}",
                label=_end(label, end),
                value=value,
                unit="money",
                steps=(step,),
                parts=(f"burnout.{end}", f"burnout.{shift.kind.value}.{end}"),
                rule=burnout.coefficients.source,
            )


def _coefficient(name: str) -> Source:
    return setting(f"rules.discovery.coefficients.{name}")


def _end(label: Reason, end: str) -> Reason:
    return Reason("{label}, low end", label=label) if end == "low" else Reason("{label}, high end", label=label)
