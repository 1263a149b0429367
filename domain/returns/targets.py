"""The metrics' targets as a manager sets them, and how many must be met.

Here: the settings. Not here: the targets' starting values (each metric's own file), the gate (`domain.optimisation`).
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from domain.returns.metric import Metric, TurnoverReading
from domain.returns.register import ARTICLES, METRICS, metric_of
from domain.values import Terms


def _start(figure_id: str) -> Decimal:
    """The target a metric has unless the settings name another; 0 for one without."""
    return METRICS[figure_id].figure.target or Decimal(0)


class RoiTargets(Terms):
    """The article's benchmarks (section 7), those of further metrics, and how many must be met.

    Attributes:
        turnover_reading: "relative": down by a tenth of the old rate; "points": down by ten percentage points.
            Both are shown; this one is compared with the target.
        further: targets of metrics that are not the article's, by id; what is not named has its starting value.
        counted_also: ids of such metrics that count among those that must be known and met. The others are shown only.
        minimum_met: of the counted ones.
    """

    cost_saving_share: Decimal = _start("cost_saving")
    productivity_share: Decimal = _start("productivity")
    engagement_points: Decimal = _start("engagement")
    turnover_fall_share: Decimal = -_start("turnover")
    error_share: Decimal = _start("error_rate")
    turnover_reading: TurnoverReading = "relative"
    further: dict[str, Decimal] = Field(default_factory=dict)
    counted_also: tuple[str, ...] = ()
    minimum_met: Annotated[int, Field(ge=0)] = 3
    source: str = "article, section 7; how many must be met: starting value of this product"

    @model_validator(mode="after")
    def _names_metrics_that_are_there(self) -> "RoiTargets":
        others = {name for name, metric in METRICS.items() if not metric.articles}
        for name in (*self.further, *self.counted_also):
            if name not in others:
                raise ValueError(f"there is no further metric {name!a}; there are: {', '.join(others) or 'none'}")
        if self.minimum_met > len(self.counted):
            raise ValueError(f"{self.minimum_met} metrics must be met, and only {len(self.counted)} are counted")
        return self

    @property
    def counted(self) -> tuple[Metric, ...]:
        """The metrics that must be known, and of which `minimum_met` must be met."""
        return (*ARTICLES, *(metric_of(name) for name in dict.fromkeys(self.counted_also)))

    def of(self, figure_id: str) -> Decimal:
        """The target of one metric, as its value is compared with it: a fall is negative."""
        own = {
            "cost_saving": self.cost_saving_share,
            "productivity": self.productivity_share,
            "engagement": self.engagement_points,
            "turnover": -self.turnover_fall_share,
            "error_rate": self.error_share,
        }
        return {**own, **self.further}.get(figure_id, _start(figure_id))
