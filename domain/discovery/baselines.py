"""The KPI baselines locked at the discovery gate: what later phases are measured against.

Here: five figures with where they come from. Not here: the comparison with them (`domain.returns.metrics`).
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from domain.measures.answers import engagement, newest_survey
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
) -> tuple[KpiBaseline, ...]:
    """The five baselines as they stand before `month` (YYYY-MM); cost and hours are those of `relieving`."""
    cost = sum((p.cost_per_month for p in relieving), Decimal(0))
    hours = sum((p.hours_per_month for p in relieving), Decimal(0))
    count = len(relieving)
    return (
        _error_rate(work_months, month),
        KpiBaseline(kpi=Kpi.COST_PER_MONTH, value=cost if count else None, source="Process", rows=count),
        KpiBaseline(kpi=Kpi.HOURS_PER_MONTH, value=hours if count else None, source="Process", rows=count),
        _engagement(surveys, minimum_group_size, month),
        _turnover(teams, exits, month),
    )


def _error_rate(work_months: Sequence[WorkMonth], month: str) -> KpiBaseline:
    last = months_before(month, 3)
    rows = [row for row in work_months if row.month in last]
    rate = error_rate((row.errors, row.transactions) for row in rows)
    complete = {row.month for row in rows} == set(last)
    return KpiBaseline(
        kpi=Kpi.ERROR_RATE,
        value=rate.shown if complete else None,
        source="WorkMonth",
        rows=len(rows),
        first_month=last[0],
        last_month=last[-1],
    )


def _engagement(surveys: Sequence[SurveyResult], minimum_group_size: int, month: str) -> KpiBaseline:
    held = newest_survey(surveys, month)
    rows = [row for row in surveys if row.month == held]
    return KpiBaseline(
        kpi=Kpi.ENGAGEMENT,
        value=engagement(rows, minimum_group_size),
        source="SurveyResult",
        rows=len(rows),
        first_month=held,
        last_month=held,
    )


def _turnover(teams: Sequence[Team], exits: Sequence[ExitRecord], month: str) -> KpiBaseline:
    """Leavers of twelve months over today's head count: the tabs hold no earlier head count."""
    year = months_before(month, 12)
    counted = [row for row in exits if row.month in year]
    headcount = sum(team.headcount for team in teams)
    rate = yearly_turnover(sum(row.leavers for row in counted), [headcount] * len(year))
    # Months without leavers have no row, so the tab says whether it goes back a year only by its oldest row.
    reaches_back = any(row.month <= year[0] for row in exits)
    return KpiBaseline(
        kpi=Kpi.TURNOVER,
        value=rate.shown if reaches_back else None,
        source="ExitRecord",
        rows=len(counted),
        first_month=year[0],
        last_month=year[-1],
    )
