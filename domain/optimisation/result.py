"""What continuous optimisation finds.

Here: frozen types. Not here: computing them (`domain.optimisation.assess`), the gate
(`domain.optimisation.gate`).
"""

from domain.actions.actions import Action
from domain.returns.metrics import Benchmark, MetricResult, RoiMetrics, RoiTargets
from domain.review.level_shapes import ServiceLevelFigure
from domain.values import Frozen


class OptimisationResult(Frozen):
    """What optimisation found for one month."""

    month: str
    contract_start: str
    roi: RoiMetrics
    reviewed: bool
    actions: tuple[Action, ...]
    missed: tuple[ServiceLevelFigure, ...]
    repeated: int
    targets: RoiTargets

    @property
    def met(self) -> int:
        """Metrics that meet their target."""
        return sum(metric.met is True for metric in self.roi.metrics)

    def of(self, metric: Benchmark) -> MetricResult:
        """One of the five metrics."""
        return next(m for m in self.roi.metrics if m.metric is metric)
