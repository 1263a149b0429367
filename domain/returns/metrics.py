"""The article's five metrics of return and morale (section 7), and the full saving beside the article's.

Here: the formulas with their targets; turnover in both readings. Not here: what follows from them
(`domain.optimisation.assess`). Months after the reviewed one are never looked at. Money in the rollout's currency,
rates as shares 0-1.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from domain.periods import months_before, shifted
from domain.values import Frozen, Terms
from domain.workbook.months import BusinessMonth

_AFTER_MONTHS = 3
_YEAR = 12


class RoiTargets(Terms):
    """The article's benchmarks (section 7), and how many must be met.

    Attributes:
        turnover_reading: "relative": down by a tenth of the old rate; "points": down by ten percentage points.
            Both are shown; this one is compared with the target.
    """

    cost_saving_share: Decimal = Decimal("0.30")
    productivity_share: Decimal = Decimal("0.20")
    engagement_points: Decimal = Decimal("0.5")
    turnover_fall_share: Decimal = Decimal("0.10")
    error_share: Decimal = Decimal("0.02")
    turnover_reading: Literal["relative", "points"] = "relative"
    minimum_met: Annotated[int, Field(ge=0, le=5)] = 3
    source: str = "article, section 7; how many must be met: starting value of this product"


class Benchmark(StrEnum):
    """The article's five metrics."""

    COST_SAVING = "cost_saving"
    PRODUCTIVITY = "productivity"
    ENGAGEMENT = "engagement"
    TURNOVER = "turnover"
    ERROR_RATE = "error_rate"


class MetricResult(Frozen):
    """One metric.

    Attributes:
        before, after: what it is computed from. Cost saving: in-house cost and fee per month; productivity: output
            per employee and month; engagement: 1-5; turnover: yearly rate; error rate: share.
        value: what is compared with `target`; None when the data does not give it.
        met: None when unknown.
        months_before, months_after: months that were counted.
    """

    metric: Benchmark
    before: Decimal | None
    after: Decimal | None
    value: Decimal | None
    target: Decimal
    met: bool | None
    months_before: int
    months_after: int


class FullSaving(Frozen):
    """The saving with everything counted: fee, governance and this contract's share of the transition, per month."""

    internal_cost: Decimal
    fee: Decimal
    governance_cost: Decimal
    transition_cost: Decimal
    saved: Decimal
    share: Decimal


class Turnover(Frozen):
    """Both readings of "down 10 % year on year": relative to the old rate, and in points.

    Negative is down.
    """

    before: Decimal
    after: Decimal
    relative: Decimal | None
    points: Decimal


class RoiMetrics(Frozen):
    """The five metrics of one month, in the article's order, and what stands beside them."""

    metrics: tuple[MetricResult, ...]
    turnover: Turnover | None
    full_saving: FullSaving | None
    saved_so_far: Decimal


def measure_roi(
    months: Sequence[BusinessMonth],
    targets: RoiTargets,
    *,
    month: str,
    contract_start: str,
    transition_cost_per_month: Decimal,
) -> RoiMetrics:
    """The five metrics: "before" is what lies before the contract, "after" the three months up to `month`."""
    known = sorted((m for m in months if m.month <= month), key=lambda m: m.month)
    before = [m for m in known if m.month < contract_start]
    window = set(months_before(shifted(month, 1), _AFTER_MONTHS))
    after = [m for m in known if m.month in window and m.month >= contract_start]
    turnover, turnover_result = _turnover(before, known, targets, month, contract_start)
    under_contract = [m for m in known if m.month >= contract_start]
    return RoiMetrics(
        metrics=(
            _cost_saving(before, after, targets),
            _productivity(before, after, targets),
            _engagement(before, after, targets),
            turnover_result,
            _error_rate(before, after, targets),
        ),
        turnover=turnover,
        full_saving=full_saving(after, transition_cost_per_month),
        saved_so_far=sum((net_saving(m, transition_cost_per_month) for m in under_contract), Decimal(0)),
    )


def _cost_saving(before: list[BusinessMonth], after: list[BusinessMonth], targets: RoiTargets) -> MetricResult:
    """(internal salary cost - fee) / internal salary cost, over the months after.

    The sheet's internal salary cost is what the outsourced work costs, or would cost, in house that month.
    """
    internal = sum((m.internal_salary_cost for m in after), Decimal(0))
    fee = sum((m.outsourcing_fee for m in after), Decimal(0))
    value = (internal - fee) / internal if internal else None
    count = len(after)
    return _result(
        Benchmark.COST_SAVING,
        _cents(internal / count) if count else None,
        _cents(fee / count) if count else None,
        value,
        targets.cost_saving_share,
        value is not None and value >= targets.cost_saving_share,
        len(before),
        count,
    )


def _productivity(before: list[BusinessMonth], after: list[BusinessMonth], targets: RoiTargets) -> MetricResult:
    old, new = _per_head(before), _per_head(after)
    value = (new - old) / old if old and new is not None else None
    met = value is not None and value >= targets.productivity_share
    return _result(Benchmark.PRODUCTIVITY, old, new, value, targets.productivity_share, met, len(before), len(after))


def _per_head(months: list[BusinessMonth]) -> Decimal | None:
    heads = sum(m.headcount for m in months)
    return Decimal(sum(m.output for m in months)) / heads if heads else None


def _engagement(before: list[BusinessMonth], after: list[BusinessMonth], targets: RoiTargets) -> MetricResult:
    old = [m.engagement for m in before if m.engagement is not None]
    new = [m.engagement for m in after if m.engagement is not None]
    first = sum(old, Decimal(0)) / len(old) if old else None
    last = sum(new, Decimal(0)) / len(new) if new else None
    value = last - first if first is not None and last is not None else None
    met = value is not None and value >= targets.engagement_points
    return _result(Benchmark.ENGAGEMENT, first, last, value, targets.engagement_points, met, len(old), len(new))


def _turnover(
    before: list[BusinessMonth], known: list[BusinessMonth], targets: RoiTargets, month: str, contract_start: str
) -> tuple[Turnover | None, MetricResult]:
    """Yearly rates: up to twelve months before the contract, and up to twelve months up to `month` within it.

    Fewer months are scaled to a year; three months alone would be two or three leavers, hence the longer window.
    """
    year = set(months_before(shifted(month, 1), _YEAR))
    old, new = before[-_YEAR:], [m for m in known if m.month in year and m.month >= contract_start]
    rates = _yearly_rate(old), _yearly_rate(new)
    target = -targets.turnover_fall_share
    if rates[0] is None or rates[1] is None:
        return None, _result(Benchmark.TURNOVER, rates[0], rates[1], None, target, False, len(old), len(new))
    points = rates[1] - rates[0]
    turnover = Turnover(
        before=_places(rates[0]),
        after=_places(rates[1]),
        relative=_places(points / rates[0]) if rates[0] else None,
        points=_places(points),
    )
    value = turnover.relative if targets.turnover_reading == "relative" else turnover.points
    met = value is not None and value <= target
    return turnover, _result(Benchmark.TURNOVER, rates[0], rates[1], value, target, met, len(old), len(new))


def _yearly_rate(months: list[BusinessMonth]) -> Decimal | None:
    """Leavers / average head count, scaled to twelve months."""
    heads = sum(m.headcount for m in months)
    if not heads:
        return None
    average = Decimal(heads) / len(months)
    return Decimal(sum(m.leavers for m in months)) / average * _YEAR / len(months)


def _error_rate(before: list[BusinessMonth], after: list[BusinessMonth], targets: RoiTargets) -> MetricResult:
    old, new = _errors(before), _errors(after)
    met = new is not None and new <= targets.error_share
    return _result(Benchmark.ERROR_RATE, old, new, new, targets.error_share, met, len(before), len(after))


def _errors(months: list[BusinessMonth]) -> Decimal | None:
    transactions = sum(m.transactions for m in months)
    return Decimal(sum(m.errors for m in months)) / transactions if transactions else None


def _result(
    metric: Benchmark,
    before: Decimal | None,
    after: Decimal | None,
    value: Decimal | None,
    target: Decimal,
    met: bool,
    months_before_start: int,
    months_after_start: int,
) -> MetricResult:
    return MetricResult(
        metric=metric,
        before=None if before is None else _places(before),
        after=None if after is None else _places(after),
        value=None if value is None else _places(value),
        target=target,
        # Judged before rounding: 1.999 % is met, 2.001 % is not, whatever the shown digits say.
        met=None if value is None else met,
        months_before=months_before_start,
        months_after=months_after_start,
    )


def net_saving(month: BusinessMonth, transition: Decimal) -> Decimal:
    """What one month saves with everything counted."""
    return month.internal_salary_cost - month.outsourcing_fee - month.governance_cost - transition


def full_saving(after: list[BusinessMonth], transition: Decimal) -> FullSaving | None:
    """The full saving per month over the months after; None without any."""
    count = len(after)
    internal = sum((m.internal_salary_cost for m in after), Decimal(0))
    if not count or not internal:
        return None
    saved = sum((net_saving(m, transition) for m in after), Decimal(0))
    return FullSaving(
        internal_cost=_cents(internal / count),
        fee=_cents(sum((m.outsourcing_fee for m in after), Decimal(0)) / count),
        governance_cost=_cents(sum((m.governance_cost for m in after), Decimal(0)) / count),
        transition_cost=_cents(transition),
        saved=_cents(saved / count),
        share=_places(saved / internal),
    )


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _places(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
