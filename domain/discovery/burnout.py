"""What burnout costs a company in a year (article, section 1).

Here: the four cost lines with their working, and the article's own range beside them. Not here: which teams show
signs of it (`domain.discovery.warning_signs`), the records' words (`domain.discovery.recorded.burnout`). All amounts
are in the rollout's currency per year.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from domain.arithmetic.rounding import money
from domain.discovery.recorded import burnout as recorded
from domain.figures.trace import Trace
from domain.periods import months_before
from domain.values import Frozen, Terms
from domain.workbook.people import ExitRecord, SalaryBand, Team

SHIFT = Decimal("0.2")
RangeOf = tuple[Decimal, Decimal]
"""Low and high."""


class BurnoutCoefficients(Terms):
    """Cost per employee and year as (low, high); a company can put in its own. Months of salary for turnover."""

    lost_productivity: RangeOf = (Decimal(10_000), Decimal(16_000))
    absence: RangeOf = (Decimal(8_000), Decimal(12_000))
    health_claims: RangeOf = (Decimal(8_000), Decimal(12_000))
    turnover_months: RangeOf = (Decimal(6), Decimal(12))
    article_per_100_employees: RangeOf = (Decimal(2_500_000), Decimal(3_500_000))
    source: str = "article, section 1"


class CostKind(StrEnum):
    """The article's four cost lines."""

    LOST_PRODUCTIVITY = "lost_productivity"
    ABSENCE = "absence"
    HEALTH_CLAIMS = "health_claims"
    TURNOVER = "turnover"


class CostLine(Frozen):
    """One line with its working: `units` x (low_each, high_each) = (low, high)."""

    kind: CostKind
    units: int
    low_each: Decimal
    high_each: Decimal
    low: Decimal
    high: Decimal

    @property
    def ends(self) -> tuple[tuple[str, Decimal, Decimal], ...]:
        """(end, each, total) of the low and the high end."""
        return (("low", self.low_each, self.low), ("high", self.high_each, self.high))


class Shift(Frozen):
    """What the sum would be if the coefficient of one line were a fifth lower, or a fifth higher."""

    kind: CostKind
    lower: RangeOf
    higher: RangeOf


class BurnoutBaseline(Frozen):
    """The yearly cost of burnout: our own sum, and the article's range scaled to this head count beside it.

    Attributes:
        leavers: in the twelve whole months before the as-of.
        average_salary: per month over the salary bands, weighted by head count; None without bands. Then the
            turnover line is missing and the sum is not complete.
    """

    headcount: int
    leavers: int
    average_salary: Decimal | None
    lines: tuple[CostLine, ...]
    low: Decimal
    high: Decimal
    article_low: Decimal
    article_high: Decimal
    coefficients: BurnoutCoefficients

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """How much the sum depends on each coefficient: every line is a product, so a fifth of it is a fifth."""
        return tuple(
            Shift(
                kind=line.kind,
                lower=(self.low - SHIFT * line.low, self.high - SHIFT * line.high),
                higher=(self.low + SHIFT * line.low, self.high + SHIFT * line.high),
            )
            for line in self.lines
        )

    @property
    def complete(self) -> bool:
        """All four lines could be computed."""
        return len(self.lines) == len(CostKind)


def burnout_baseline(
    teams: Sequence[Team],
    exits: Iterable[ExitRecord],
    bands: Sequence[SalaryBand],
    coefficients: BurnoutCoefficients,
    month: str,
    trace: Trace | None = None,
) -> BurnoutBaseline:
    """The four cost lines of the year before `month` (YYYY-MM, itself not counted)."""
    headcount = sum(team.headcount for team in teams)
    year = months_before(month, 12)
    left = [row for row in exits if row.month in year]
    leavers = sum(row.leavers for row in left)
    if trace is not None:
        recorded.headcount(trace, teams, headcount)
        recorded.leavers(trace, left, year, leavers)
    salary = _average_salary(bands, trace)
    lines = [_per_employee(kind, headcount, coefficients, trace) for kind in CostKind if kind is not CostKind.TURNOVER]
    if salary is not None:
        lines.append(_per_leaver(leavers, salary, coefficients, trace))
    scale = Decimal(headcount) / 100
    article_low, article_high = coefficients.article_per_100_employees
    found = BurnoutBaseline(
        headcount=headcount,
        leavers=leavers,
        average_salary=salary,
        lines=tuple(lines),
        low=sum((line.low for line in lines), Decimal(0)),
        high=sum((line.high for line in lines), Decimal(0)),
        article_low=article_low * scale,
        article_high=article_high * scale,
        coefficients=coefficients,
    )
    if trace is not None:
        _record_sums(trace, found)
    return found


def _average_salary(bands: Sequence[SalaryBand], trace: Trace | None) -> Decimal | None:
    people = sum(band.headcount for band in bands)
    total = sum((band.headcount * band.salary_per_month for band in bands), Decimal(0))
    average = money(total / people) if people else None
    if trace is not None:
        recorded.salary(trace, bands, people, total, average)
    return average


def _per_employee(kind: CostKind, headcount: int, coefficients: BurnoutCoefficients, trace: Trace | None) -> CostLine:
    line = _line(kind, headcount, getattr(coefficients, kind.value))
    if trace is not None:
        for end, each, total in line.ends:
            recorded.per_employee(trace, kind, end, headcount, each, total, coefficients.source)
    return line


def _per_leaver(leavers: int, salary: Decimal, coefficients: BurnoutCoefficients, trace: Trace | None) -> CostLine:
    months = coefficients.turnover_months
    line = _line(CostKind.TURNOVER, leavers, (months[0] * salary, months[1] * salary))
    if trace is not None:
        for (end, each, total), count in zip(line.ends, months, strict=True):
            recorded.per_leaver(trace, line.kind, end, leavers, (count, salary, each), total, coefficients.source)
    return line


def _line(kind: CostKind, units: int, each: RangeOf) -> CostLine:
    low, high = each
    return CostLine(kind=kind, units=units, low_each=low, high_each=high, low=units * low, high=units * high)


def _record_sums(trace: Trace, found: BurnoutBaseline) -> None:
    rule, per_100 = found.coefficients.source, found.coefficients.article_per_100_employees
    kinds = [line.kind for line in found.lines]
    for end, total, quoted, scaled in (
        ("low", found.low, per_100[0], found.article_low),
        ("high", found.high, per_100[1], found.article_high),
    ):
        recorded.our_sum(trace, end, total, kinds, rule)
        recorded.article(trace, end, quoted, found.headcount, scaled, rule)
    for shift, line in zip(found.shifts, found.lines, strict=True):
        for way, (low, high) in (("lower", shift.lower), ("higher", shift.higher)):
            recorded.shifted(trace, shift.kind, way, "low", (found.low, line.low, low), rule)
            recorded.shifted(trace, shift.kind, way, "high", (found.high, line.high, high), rule)
