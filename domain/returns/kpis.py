"""The KPI and ROI block of a review: the metrics, the locked baselines, and where each comes from.

Here: which rows and baselines stand behind the month's block. Not here: the formulas (`domain.returns.metrics`), how
baselines are computed and locked (`domain.discovery.baselines`, the discovery gate).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.discovery.baselines import KpiBaseline
from domain.figures.trace import Trace
from domain.returns import recorded
from domain.returns.metric import Measured
from domain.returns.register import metric_of
from domain.returns.roi import MonthsKnown, RoiMetrics, measured_metrics, roi_of
from domain.returns.targets import RoiTargets
from domain.values import Frozen


class Provenance(Frozen):
    """Where a figure comes from.

    Attributes:
        source: title of the tab, or the key of the tickets' project.
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

    def locked(self, metric: str) -> Decimal | None:
        """The locked baseline of a metric; None when it has none."""
        kpi = metric_of(metric).baseline
        return next((baseline.value for baseline in self.baselines if baseline.kpi == kpi), None)


class ReadFrom(Frozen):
    """A place with its snapshot: the tab of the key figures, or the tickets of a project."""

    source: str
    snapshot_id: str


NOT_READ = ReadFrom(source="", snapshot_id="")
"""Where no tickets were looked at."""


def measure_kpis(
    known: MonthsKnown,
    targets: RoiTargets,
    baselines: Sequence[KpiBaseline],
    *,
    sheet: ReadFrom,
    tickets: ReadFrom,
    trace: Trace | None = None,
) -> KpiBlock:
    """The block of a month from the key figures' rows and the ticket counts; later months are never looked at.

    Args:
        sheet, tickets: where the rows and the counts were read, kept as provenance.
    """
    measured = measured_metrics(known, targets)
    block = KpiBlock(
        roi=roi_of(known, targets, measured),
        baselines=tuple(baselines),
        sources=tuple(
            _provenance(found, tickets if metric.reads == "tickets" else sheet) for metric, found in measured
        ),
    )
    if trace is not None:
        for (metric, found), result in zip(measured, block.roi.metrics, strict=True):
            locked = block.locked(result.metric)
            recorded.metric(trace, metric, found, result, locked, counted=metric in targets.counted)
    return block


def _provenance(found: Measured, place: ReadFrom) -> Provenance:
    return Provenance(source=place.source, snapshot_id=place.snapshot_id, months=found.months)
