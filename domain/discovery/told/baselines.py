"""How the five baselines of the discovery gate came about. Not here: the baselines themselves
(`domain.discovery.baselines`)."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from domain.discovery.baselines import Kpi, KpiBaseline
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Source, Working
from domain.periods import months_before
from domain.reasons import Reason
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process

_Told = tuple[Reason, tuple[Source, ...]]


def baseline_workings(case: DiscoveryCase) -> Iterator[Working]:
    """Each baseline, and how many rows it was computed from."""
    for baseline in case.result.baselines:
        step, inputs = _TELLERS[baseline.kpi](case, baseline)
        yield Working(
            figure_id=f"baseline.{baseline.kpi.value}",
            label=Reason("Baseline: {kpi}", kpi=case.word(baseline.kpi)),
            value=baseline.value,
            unit="percent" if baseline.kpi in (Kpi.ERROR_RATE, Kpi.TURNOVER) else "number",
            decimals=2,
            steps=(step,),
            inputs=inputs,
            snapshot_id=case.places.snapshot_id,
        )
        yield Working(
            figure_id=f"baseline.{baseline.kpi.value}.rows",
            label=Reason("Baseline: {kpi}, rows", kpi=case.word(baseline.kpi)),
            value=baseline.rows,
            unit="count",
            steps=(Reason("Rows of the tab that lie in its months."),),
            inputs=inputs,
            snapshot_id=case.places.snapshot_id,
        )


def _error_rate(case: DiscoveryCase, baseline: KpiBaseline) -> _Told:
    rows = [row for row in case.rows.work_months if row.month in months_before(case.month, 3)]
    inputs = (case.places.of(WorkMonth, rows, "errors"), case.places.of(WorkMonth, rows, "transactions"))
    if baseline.value is None:
        return Reason("Cannot be computed: the tab has no row for one of the last three months."), inputs
    step = Reason(
        "{errors} errors / {transactions} transactions of all teams, {first_month} to {last_month}, = {rate}.",
        errors=sum(row.errors for row in rows),
        transactions=sum(row.transactions for row in rows),
        first_month=baseline.first_month,
        last_month=baseline.last_month,
        rate=Reason("{number_exact_share}", number_exact_share=baseline.value),
    )
    return step, inputs


def _of_processes(case: DiscoveryCase, baseline: KpiBaseline) -> _Told:
    chosen = {line.process_id for line in case.result.roadmap.lines}
    rows = [process for process in case.rows.processes if process.process_id in chosen]
    field = "cost_per_month" if baseline.kpi is Kpi.COST_PER_MONTH else "hours_per_month"
    inputs = (case.places.of(Process, rows, field),)
    if baseline.value is None:
        return Reason("Cannot be computed: no process suits outsourcing."), inputs
    return Reason("The {count} processes of the roadmap, added up as the inventory states them, before anything is "
                  "kept.", count=len(rows)), inputs  # fmt: skip


def _engagement(case: DiscoveryCase, baseline: KpiBaseline) -> _Told:
    rows = [row for row in case.rows.surveys if row.month == baseline.first_month]
    if baseline.value is None:
        return Reason(
            "Cannot be computed: there is no survey with {minimum} answers or more.",
            minimum=case.rules.minimum_group_size,
        ), ()
    people = sum(row.respondents for row in rows)
    total = sum((row.engagement * row.respondents for row in rows), Decimal(0))
    inputs = (case.places.of(SurveyResult, rows, "engagement"), case.places.of(SurveyResult, rows, "respondents"))
    return Reason(
        "The survey of {held_month}: each team's mean x its answers, added up, {total}; / {people} answers = {mean}.",
        held_month=baseline.first_month,
        total=total,
        people=people,
        mean=baseline.value,
    ), inputs


def _turnover(case: DiscoveryCase, baseline: KpiBaseline) -> _Told:
    rows = [row for row in case.rows.exits if row.month in months_before(case.month, 12)]
    inputs = (case.places.of(ExitRecord, rows, "leavers"), case.places.of(Team, case.rows.teams, "headcount"))
    if baseline.value is None:
        return Reason("Cannot be computed: the exits do not reach back a year, or no team has people."), inputs
    return Reason(
        "{leavers} leavers, {first_month} to {last_month}, / {headcount} employees of today = {rate}.",
        leavers=case.result.burnout.leavers,
        headcount=case.result.burnout.headcount,
        first_month=baseline.first_month,
        last_month=baseline.last_month,
        rate=Reason("{number_exact_share}", number_exact_share=baseline.value),
    ), inputs


_TELLERS: dict[Kpi, Callable[[DiscoveryCase, KpiBaseline], _Told]] = {
    Kpi.ERROR_RATE: _error_rate,
    Kpi.COST_PER_MONTH: _of_processes,
    Kpi.HOURS_PER_MONTH: _of_processes,
    Kpi.ENGAGEMENT: _engagement,
    Kpi.TURNOVER: _turnover,
}
