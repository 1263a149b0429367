"""The KPI and ROI block of a review: the article's five metrics, the locked baselines, and where each comes from.

Here: which rows and baselines stand behind the month's block. Not here: the formulas (`domain.returns.metrics`), how
baselines are computed and locked (`domain.discovery.baselines`, the discovery gate).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.discovery.baselines import Kpi, KpiBaseline
from domain.returns.metrics import Benchmark, MetricResult, RoiMetrics, RoiTargets, measure_roi
from domain.values import Frozen
from domain.workbook.months import BusinessMonth

LOCKED: dict[Benchmark, Kpi] = {
    Benchmark.ENGAGEMENT: Kpi.ENGAGEMENT,
    Benchmark.TURNOVER: Kpi.TURNOVER,
    Benchmark.ERROR_RATE: Kpi.ERROR_RATE,
}
"""The metrics whose "before" was locked at the discovery gate; money and output have no rate to compare with."""


class Provenance(Frozen):
    """Where a figure comes from.

    Attributes:
        source: title of the tab.
        snapshot_id: what was read.
        months: the months whose rows were counted, oldest first.
    """

    source: str
    snapshot_id: str
    months: tuple[str, ...]


class KpiBlock(Frozen):
    """The block of one month.

    Attributes:
        baselines: as locked at the discovery gate; empty for a rollout whose discovery was not run here.
        sources: one per metric, in the metrics' order.
    """

    roi: RoiMetrics
    baselines: tuple[KpiBaseline, ...]
    sources: tuple[Provenance, ...]

    def locked(self, metric: Benchmark) -> Decimal | None:
        """The locked baseline of a metric; None when it has none."""
        kpi = LOCKED.get(metric)
        return next((baseline.value for baseline in self.baselines if baseline.kpi == kpi), None)


def measure_kpis(
    months: Sequence[BusinessMonth],
    targets: RoiTargets,
    baselines: Sequence[KpiBaseline],
    *,
    month: str,
    contract_start: str,
    transition_cost_per_month: Decimal,
    source: str,
    snapshot_id: str,
) -> KpiBlock:
    """The block of `month` (YYYY-MM) from the key figures' rows; later months are never looked at.

    Args:
        source, snapshot_id: the tab's title and the snapshot it was read from, kept as provenance.
    """
    roi = measure_roi(
        months,
        targets,
        month=month,
        contract_start=contract_start,
        transition_cost_per_month=transition_cost_per_month,
    )
    known = sorted((row for row in months if row.month <= month), key=lambda row: row.month)
    return KpiBlock(
        roi=roi,
        baselines=tuple(baselines),
        sources=tuple(
            Provenance(source=source, snapshot_id=snapshot_id, months=_counted(metric, known, contract_start))
            for metric in roi.metrics
        ),
    )


def _counted(metric: MetricResult, known: Sequence[BusinessMonth], contract_start: str) -> tuple[str, ...]:
    """The months whose rows the metric was computed from: the last ones before the contract and under it."""
    if metric.metric is Benchmark.ENGAGEMENT:
        known = [row for row in known if row.engagement is not None]
    before = [row.month for row in known if row.month < contract_start]
    after = [row.month for row in known if row.month >= contract_start]
    # The saving compares this month's in-house cost with this month's fee: what lay before is not in it.
    used_before = 0 if metric.metric is Benchmark.COST_SAVING else metric.months_before
    return (*before[len(before) - used_before :], *after[len(after) - metric.months_after :])
