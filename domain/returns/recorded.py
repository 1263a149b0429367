"""The records of the KPI block, in words: each from what the metric's function measured and the register says of it.

Here: formula, numbers, levels, target, cells. Not here: any figure (`domain.returns.metrics`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.figures.trace import Trace
from domain.figures.working import Source, Unit, Working, setting
from domain.reasons import Reason
from domain.returns.metric import Measured, Metric, MetricResult
from domain.workbook.months import BusinessMonth

PREFIX = "kpi"
"""What `rollout explain` calls a metric begins with: `kpi.cost_saving`."""


def is_kpi(figure_id: str) -> bool:
    """Whether an id is that of a metric (`kpi.cost_saving`), or of all of them (`kpi`)."""
    return figure_id.partition(".")[0] == PREFIX


def metric(
    trace: Trace, defined: Metric, found: Measured, result: MetricResult, locked: Decimal | None, *, counted: bool
) -> None:
    """One metric of a month.

    Args:
        locked: its baseline of the discovery gate; None without one.
        counted: whether the gate of optimisation counts it.
    """
    figure = defined.figure
    trace.record(Working(
        figure_id=f"{PREFIX}.{figure.figure_id}",
        label=figure.name,
        value=result.value,
        unit=figure.unit,
        decimals=figure.decimals,
        steps=tuple(_steps(defined, found, result, locked, counted=counted)),
        inputs=_inputs(trace, found),
        rule=figure.source,
        snapshot_id=trace.sources.tickets_snapshot_id if defined.reads == "tickets" else trace.sources.snapshot_id,
    ))  # fmt: skip


def _steps(
    defined: Metric, found: Measured, result: MetricResult, locked: Decimal | None, *, counted: bool
) -> Iterator[Reason]:
    figure, level = defined.figure, defined.level_unit
    yield Reason("{formula}.", formula=figure.formula)
    if result.value is None:
        yield Reason("Cannot be computed: the data of these months does not give it.")
    else:
        yield from found.steps
    if locked is not None:
        yield Reason("Locked at discovery: {level}.", level=_shown(locked, level))
    if result.before is not None:
        yield Reason("Before: {level}.", level=_shown(result.before, level))
    if result.after is not None:
        yield Reason("After: {level}.", level=_shown(result.after, level))
    yield _judged(result, figure.unit, lower=figure.direction == "lower")
    if not counted:
        yield Reason("It is shown beside the targets that must be met, and not counted among them.")


def _judged(result: MetricResult, unit: Unit, *, lower: bool) -> Reason:
    target = _shown(result.target, unit)
    outcome = {None: Reason("not known"), True: Reason("met"), False: Reason("missed")}[result.met]
    if lower:
        return Reason("Target: at most {target}. Outcome: {outcome}.", target=target, outcome=outcome)
    return Reason("Target: at least {target}. Outcome: {outcome}.", target=target, outcome=outcome)


def _shown(value: Decimal, unit: Unit) -> Reason:
    if unit == "money":
        return Reason("{some_amount}", some_amount=value)
    if unit == "percent":
        return Reason("{number_exact_share}", number_exact_share=value)
    return Reason("{number}", number=value)


def _inputs(trace: Trace, found: Measured) -> tuple[Source, ...]:
    cells = tuple(trace.sources.of(BusinessMonth, found.rows, field) for field in found.fields)
    solved = sum(month.resolved for month in found.tickets)
    tickets = (trace.sources.tickets(solved),) if found.tickets else ()
    return (*cells, *tickets, setting("rules.roi"))
