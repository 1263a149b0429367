"""How well one process suits outsourcing: 0-100 on fixed scales (article, section 4; design page, section 3).

Here: the scales, their weights, the score. Not here: who goes and when (`domain.discovery.roadmap.inventory`).

The scales are fixed, not taken from the processes at hand, so a process keeps its score when others come and go.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from domain.arithmetic.rounding import POINT_PLACES, rounded
from domain.discovery.recorded import roadmap as recorded
from domain.figures.trace import Trace
from domain.reasons import Fact, Reason
from domain.values import Frozen, Terms
from domain.workbook.processes import Process

Points = Annotated[Decimal, Field(ge=0, le=100)]


class SuitabilityWeights(Terms):
    """Points each scale can give (they sum to 100) or take, where the scales end, and what is left out.

    Scales run from 0 to 1: standardisation and specialist need (1-5) linear; volume logarithmic from 10 to 1,000
    cases a month; peak factor linear from 1 to `full_peak`; error cost linear from 0 to `full_error_cost` per month
    (error rate x cost); sensitivity (1-5) linear, and taken off.

    Attributes:
        exclude_sensitivity_from: processes this sensitive stay in the company.
        minimum_score: under it moving a process gains too little for now.
        retained_share: share of the hours the company keeps for owner team and questions.
        max_per_wave: processes in one wave after the pilot.
        pilot_sensitivity: a pilot must not be more sensitive than this.
    """

    standardisation: Points = Decimal(30)
    volume: Points = Decimal(25)
    specialist_need: Points = Decimal(15)
    peak: Points = Decimal(15)
    error_cost: Points = Decimal(15)
    sensitivity: Points = Decimal(30)
    full_peak: Annotated[Decimal, Field(gt=1)] = Decimal(3)
    full_error_cost: Annotated[Decimal, Field(gt=0)] = Decimal(1_500)
    exclude_sensitivity_from: Annotated[int, Field(ge=2, le=6)] = 5
    minimum_score: Points = Decimal(35)
    retained_share: Annotated[Decimal, Field(ge=0, lt=1)] = Decimal("0.10")
    max_per_wave: Annotated[int, Field(ge=1)] = 5
    pilot_sensitivity: Annotated[int, Field(ge=1, le=5)] = 2
    source: str = "criteria: article, section 4; points and scale ends: starting values of this product"

    @model_validator(mode="after")
    def _points_sum_to_100(self) -> "SuitabilityWeights":
        total = self.standardisation + self.volume + self.specialist_need + self.peak + self.error_cost
        if total != 100:
            raise ValueError(f"the points of the five scales sum to {total}, not 100; sensitivity is taken off beside")
        return self


class Scale(StrEnum):
    """What the score is made of."""

    STANDARDISATION = "standardisation"
    VOLUME = "volume"
    SPECIALIST_NEED = "specialist_need"
    PEAK = "peak"
    ERROR_COST = "error_cost"
    SENSITIVITY = "sensitivity"


class Suitability(Frozen):
    """A score of 0-100 and the points behind it; the points of sensitivity are negative."""

    score: Decimal
    points: dict[Scale, Decimal]


def score_process(process: Process, weights: SuitabilityWeights) -> Suitability:
    """The suitability of one process on the fixed scales of `SuitabilityWeights`."""
    error_cost = _error_cost(process)
    volume = Decimal(process.volume_per_month)
    on_scale = {
        Scale.STANDARDISATION: Decimal(process.standardisation - 1) / 4 * weights.standardisation,
        Scale.VOLUME: _within((volume / 10).log10() / 2 if volume else Decimal(0)) * weights.volume,
        Scale.SPECIALIST_NEED: Decimal(process.specialist_need - 1) / 4 * weights.specialist_need,
        Scale.PEAK: _within((process.peak_factor - 1) / (weights.full_peak - 1)) * weights.peak,
        Scale.ERROR_COST: _within(error_cost / weights.full_error_cost) * weights.error_cost,
        Scale.SENSITIVITY: -Decimal(process.sensitivity - 1) / 4 * weights.sensitivity,
    }
    points = {scale: _tenths(value) for scale, value in on_scale.items()}
    return Suitability(score=max(Decimal("0.0"), sum(points.values(), Decimal(0))), points=points)


def record_points(
    trace: Trace, process: Process, suitability: Suitability, stays: Reason | None, weights: SuitabilityWeights
) -> None:
    """Record a process's score and its points on every scale.

    Args:
        stays: why it stays in the company; None when it goes.
    """
    recorded.suitability(trace, process, suitability.score, tuple(Scale), stays, weights.source)
    ends: dict[str, Fact | Reason] = {
        "full_peak": weights.full_peak, "full_amount": weights.full_error_cost, "errors_amount": _error_cost(process),
    }  # fmt: skip
    for scale in Scale:
        used = ends | {"full": getattr(weights, scale.value)}
        recorded.points(trace, process, scale, suitability.points[scale], used, weights.source)


def _error_cost(process: Process) -> Decimal:
    """What errors cost a month."""
    return process.error_rate * process.cost_per_month


def _within(value: Decimal) -> Decimal:
    return min(Decimal(1), max(Decimal(0), value))


def _tenths(value: Decimal) -> Decimal:
    return rounded(value, POINT_PLACES)
