"""The KPI baselines locked at the discovery gate: what later phases are measured against.

Here: five figures with where they come from. Not here: the comparison with them (`domain.returns`).
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from domain.discovery.recorded import baselines as recorded
from domain.figures.trace import Trace
from domain.measures.answers import answers, engagement, newest_survey
from domain.measures.error_rate import error_rate
from domain.measures.turnover import yearly_turnover
from domain.periods import months_before
from domain.values import Frozen
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process


class Kpi(StrEnum):
    """The figures that later phases are measured against."""

    ERROR_RATE = "error_rate"
    COST_PER_MONTH = "cost_per_month"
    HOURS_PER_MONTH = "hours_per_month"
    ENGAGEMENT = "engagement"
    TURNOVER = "turnover"


class KpiBaseline(Frozen):
    """One baseline with where it comes from. Rates are shares 0-1.

    Attributes:
        value: None when the data does not give it, which holds the gate.
        first_month, last_month: the months it covers; empty for a figure of the inventory.
        rows: how many rows it was computed from.
    """

    kpi: Kpi
    value: Decimal | None
    source: str
    rows: int
    first_month: str = ""
    last_month: str = ""


def lock_baselines(
    relieving: Sequence[Process],
    teams: Sequence[Team],
    work_months: Sequence[WorkMonth],
    surveys: Sequence[SurveyResult],
    exits: Sequence[ExitRecord],
    *,
    minimum_group_size: int,
    month: str,
    trace: Trace | None = None,
) -> tuple[KpiBaseline, ...]:
    """The five baselines as they stand before `month` (YYYY-MM); cost and hours are those of `relieving`."""
    cost = sum((p.cost_per_month for p in relieving), Decimal(0))
    hours = sum((p.hours_per_month for p in relieving), Decimal(0))
    return (
        _error_rate(work_months, month, trace),
        _of_processes(Kpi.COST_PER_MONTH, relieving, cost, "cost_per_month", trace),
        _of_processes(Kpi.HOURS_PER_MONTH, relieving, hours, "hours_per_month", trace),
        _engagement(surveys, minimum_group_size, month, trace),
        _turnover(teams, exits, month, trace),
    )


def _of_processes(
    kpi: Kpi, relieving: Sequence[Process], total: Decimal, field: str, trace: Trace | None
) -> KpiBaseline:
    count = len(relieving)
    found = KpiBaseline(kpi=kpi, value=total if count else None, source="Process", rows=count)
    if trace is not None:
        inputs = (trace.sources.of(Process, relieving, field),)
        recorded.baseline(trace, kpi, found.value, count, recorded.of_processes(count), inputs)
    return found


def _error_rate(work_months: Sequence[WorkMonth], month: str, trace: Trace | None) -> KpiBaseline:
    last = months_before(month, 3)
    rows = [row for row in work_months if row.month in last]
    share = error_rate((row.errors, row.transactions) for row in rows)
    complete = {row.month for row in rows} == set(last)
    found = KpiBaseline(
        kpi=Kpi.ERROR_RATE,
        value=share.shown if complete else None,
        source="WorkMonth",
        rows=len(rows),
        first_month=last[0],
        last_month=last[-1],
    )
    if trace is not None:
        step = recorded.error_rate(share.part, share.whole, last, found.value)
        inputs = tuple(trace.sources.of(WorkMonth, rows, name) for name in ("errors", "transactions"))
        recorded.baseline(trace, found.kpi, found.value, found.rows, step, inputs)
    return found


def _engagement(
    surveys: Sequence[SurveyResult], minimum_group_size: int, month: str, trace: Trace | None
) -> KpiBaseline:
    held = newest_survey(surveys, month)
    rows = [row for row in surveys if row.month == held]
    found = KpiBaseline(
        kpi=Kpi.ENGAGEMENT,
        value=engagement(rows, minimum_group_size),
        source="SurveyResult",
        rows=len(rows),
        first_month=held,
        last_month=held,
    )
    if trace is not None:
        # What a handful answered is not told, nor where it stands.
        given = answers((row.engagement, row.respondents) for row in rows)
        step = recorded.engagement(held, given.total, given.count, minimum_group_size, found.value)
        inputs = tuple(trace.sources.of(SurveyResult, rows, name) for name in ("engagement", "respondents"))
        recorded.baseline(trace, found.kpi, found.value, found.rows, step, inputs if found.value is not None else ())
    return found


def _turnover(teams: Sequence[Team], exits: Sequence[ExitRecord], month: str, trace: Trace | None) -> KpiBaseline:
    """Leavers of twelve months over today's head count: the tabs hold no earlier head count."""
    year = months_before(month, 12)
    counted = [row for row in exits if row.month in year]
    leavers, headcount = sum(row.leavers for row in counted), sum(team.headcount for team in teams)
    rate = yearly_turnover(leavers, [headcount] * len(year))
    # Months without leavers have no row, so the tab says whether it goes back a year only by its oldest row.
    reaches_back = any(row.month <= year[0] for row in exits)
    found = KpiBaseline(
        kpi=Kpi.TURNOVER,
        value=rate.shown if reaches_back else None,
        source="ExitRecord",
        rows=len(counted),
        first_month=year[0],
        last_month=year[-1],
    )
    if trace is not None:
        step = recorded.turnover(leavers, headcount, year, found.value)
        inputs = (trace.sources.of(ExitRecord, counted, "leavers"), trace.sources.of(Team, teams, "headcount"))
        recorded.baseline(trace, found.kpi, found.value, found.rows, step, inputs)
    return found
