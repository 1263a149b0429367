"""What continuous optimisation finds.

Here: frozen types. Not here: computing them (`domain.optimisation.assess`), the gate
(`domain.optimisation.gate`).
"""

from domain.actions.actions import Action
from domain.returns.metric import MetricResult
from domain.returns.roi import RoiMetrics
from domain.returns.targets import RoiTargets
from domain.review.shapes.levels import ServiceLevelFigure
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
        """Counted metrics that meet their target."""
        return sum(metric.met is True for metric in self.counted)

    @property
    def counted(self) -> tuple[MetricResult, ...]:
        """The metrics that the gate decides on; further ones are only shown."""
        counted = {metric.figure.figure_id for metric in self.targets.counted}
        return tuple(metric for metric in self.roi.metrics if metric.metric in counted)
