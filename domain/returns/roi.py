"""The metrics of one month: every one of the register that the rules' version has, and the savings beside them.

Here: which months are looked at, and rounding for people. Not here: the metrics (`domain.returns.metrics`), what
follows from them (`domain.optimisation.assess`). Months after the reviewed one are never looked at. Money in the
rollout's currency, rates as shares 0-1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.arithmetic.rounding import SHARE_PLACES, rounded
from domain.periods import months_before, shifted
from domain.returns.full_saving import FullSaving, full_saving, net_saving
from domain.returns.metric import AFTER_MONTHS, Evidence, Measured, Metric, MetricResult, TicketMonth
from domain.returns.metrics.turnover import YEAR, Turnover, both_readings
from domain.returns.register import METRICS
from domain.returns.targets import RoiTargets
from domain.sla.rule_version import RULE_VERSION
from domain.values import Frozen
from domain.workbook.months import BusinessMonth

MeasuredMetrics = tuple[tuple[Metric, Measured], ...]


class RoiMetrics(Frozen):
    """The metrics of one month, in the register's order, and what stands beside them."""

    metrics: tuple[MetricResult, ...]
    turnover: Turnover | None
    full_saving: FullSaving | None
    saved_so_far: Decimal


@dataclass(frozen=True)
class MonthsKnown:
    """What a month's metrics are measured from.

    Attributes:
        months: rows of the key figures, in any order; tickets: counts of months, in any order.
        month: the reviewed one, YYYY-MM; contract_start: the contract's first month.
        transition_cost_per_month: the one-off cost of the transition, spread over the contract's months.
        rule_version: whose rules are asked for.
    """

    months: Sequence[BusinessMonth]
    month: str
    contract_start: str
    transition_cost_per_month: Decimal = Decimal(0)
    tickets: Sequence[TicketMonth] = ()
    rule_version: str = RULE_VERSION

    @property
    def known(self) -> tuple[BusinessMonth, ...]:
        """The rows up to the reviewed month, oldest first."""
        return tuple(sorted((m for m in self.months if m.month <= self.month), key=lambda m: m.month))

    def evidence(self, targets: RoiTargets) -> Evidence:
        """ "before" is what lies before the contract, "after" the three months up to the month."""
        known = self.known
        window, year = (set(months_before(shifted(self.month, 1), count)) for count in (AFTER_MONTHS, YEAR))
        under = tuple(m for m in known if m.month >= self.contract_start)
        return Evidence(
            before=tuple(m for m in known if m.month < self.contract_start),
            after=tuple(m for m in under if m.month in window),
            year=tuple(m for m in under if m.month in year),
            tickets=tuple(sorted((t for t in self.tickets if t.month in window), key=lambda t: t.month)),
            turnover_reading=targets.turnover_reading,
            rule_version=int(self.rule_version),
        )


def measure_roi(known: MonthsKnown, targets: RoiTargets) -> RoiMetrics:
    """The metrics of a month."""
    return roi_of(known, targets, measured_metrics(known, targets))


def measured_metrics(known: MonthsKnown, targets: RoiTargets) -> MeasuredMetrics:
    """Each metric that the rules' version has, measured, in the register's order."""
    evidence = known.evidence(targets)
    return tuple(
        (metric, metric.measure(evidence, targets.of(metric.figure.figure_id)))
        for metric in METRICS.values()
        if metric.figure.since <= evidence.rule_version
    )


def roi_of(known: MonthsKnown, targets: RoiTargets, measured: MeasuredMetrics) -> RoiMetrics:
    """The metrics as they are kept, and the savings beside them."""
    evidence = known.evidence(targets)
    transition = known.transition_cost_per_month
    under_contract = [m for m in known.known if m.month >= known.contract_start]
    return RoiMetrics(
        metrics=tuple(_result(metric, found, targets.of(metric.figure.figure_id)) for metric, found in measured),
        turnover=both_readings(evidence),
        full_saving=full_saving(evidence.after, transition),
        saved_so_far=sum((net_saving(m, transition) for m in under_contract), Decimal(0)),
    )


def _result(metric: Metric, found: Measured, target: Decimal) -> MetricResult:
    """A metric as it is kept: rounded once, and only now."""
    return MetricResult(
        metric=metric.figure.figure_id,
        before=_kept(found.before),
        after=_kept(found.after),
        value=_kept(found.value),
        target=target,
        # Judged before rounding: 1.999 % is met, 2.001 % is not, whatever the shown digits say.
        met=None if found.value is None else found.met,
        months_before=found.months_before,
        months_after=found.months_after,
    )


def _kept(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, SHARE_PLACES)
