"""Which processes suit outsourcing, and in which order they go: score, exclusions, ranking, waves.

Here: the suitability score on fixed scales (article, section 4; design page, section 3) and the roadmap. Not here: what
it pays (`domain.discovery.business_case`), waiting in Jira (`domain.discovery.bottlenecks`), people
(`domain.discovery.burnout`).

The scales are fixed, not taken from the processes at hand, so a process keeps its score when others come and go.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from domain.reasons import Reason
from domain.values import Frozen, Terms
from domain.workbook.processes import Category, Process

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
            raise ValueError(
                Reason(
                    "the points of the five scales sum to {total}, not 100; sensitivity is taken off beside",
                    total=total,
                )
            )
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


class RoadmapLine(Frozen):
    """One process that can be outsourced. Hours and cost per month, after what the company keeps.

    Attributes:
        volume_per_month: cases; None in a roadmap that was recorded before volumes were kept.
    """

    rank: int
    process_id: str
    name: str
    category: Category
    team_id: str
    suitability: Suitability
    hours_freed: Decimal
    cost_freed: Decimal
    cost_per_month: Decimal
    wave: int
    pilot: bool
    volume_per_month: int | None = None


class Exclusion(Frozen):
    """One process that stays, with the reason."""

    process_id: str
    name: str
    reason: Reason


class Roadmap(Frozen):
    """All processes, either ranked or excluded. Wave 1 is the pilot alone."""

    lines: tuple[RoadmapLine, ...]
    exclusions: tuple[Exclusion, ...]

    @property
    def hours_freed(self) -> Decimal:
        """Hours per month."""
        return sum((line.hours_freed for line in self.lines), Decimal(0))

    @property
    def cost_freed(self) -> Decimal:
        """Amount per month."""
        return sum((line.cost_freed for line in self.lines), Decimal(0))

    @property
    def waves(self) -> int:
        """How many waves there are."""
        return max((line.wave for line in self.lines), default=0)

    @property
    def pilot(self) -> RoadmapLine | None:
        """The proposed pilot process; None when none is harmless enough."""
        return next((line for line in self.lines if line.pilot), None)


def score_process(process: Process, weights: SuitabilityWeights) -> Suitability:
    """The suitability of one process on the fixed scales of `SuitabilityWeights`."""
    error_cost = process.error_rate * process.cost_per_month
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


def plan_roadmap(processes: Sequence[Process], weights: SuitabilityWeights) -> Roadmap:
    """Rank what can be outsourced and say why the rest stays. Equal scores: more hours first, then the id."""
    scored = {process.process_id: score_process(process, weights) for process in processes}
    reasons = {p.process_id: _exclusion(p, scored[p.process_id], weights) for p in processes}
    kept = [p for p in processes if reasons[p.process_id] is None]
    kept.sort(key=lambda p: (-scored[p.process_id].score, -p.hours_per_month, p.process_id))
    pilot_id = _pilot(kept, weights)
    waves = _waves([p.process_id for p in kept], pilot_id, weights.max_per_wave)
    lines = tuple(
        _line(rank, process, scored[process.process_id], weights, waves[process.process_id], pilot_id)
        for rank, process in enumerate(kept, start=1)
    )
    exclusions = tuple(
        Exclusion(process_id=p.process_id, name=p.name, reason=reason)
        for p in processes
        if (reason := reasons[p.process_id]) is not None
    )
    return Roadmap(lines=lines, exclusions=exclusions)


def _exclusion(process: Process, suitability: Suitability, weights: SuitabilityWeights) -> Reason | None:
    if process.core:
        return Reason("Core task: it stays in the company.")
    if process.sensitivity >= weights.exclude_sensitivity_from:
        return Reason(
            "Too sensitive: {sensitivity} on the scale 1-5; from {limit} on a process stays in the company.",
            sensitivity=process.sensitivity,
            limit=weights.exclude_sensitivity_from,
        )
    if suitability.score < weights.minimum_score:
        return Reason(
            "Too little to gain for now: {points} of 100 points, {minimum} are needed.",
            points=suitability.score,
            minimum=weights.minimum_score,
        )
    return None


def _pilot(ranked: Sequence[Process], weights: SuitabilityWeights) -> str | None:
    """The harmless process that is described best; among equals the one that ranks first."""
    harmless = [p for p in ranked if p.sensitivity <= weights.pilot_sensitivity]
    return max(harmless, key=lambda p: p.standardisation).process_id if harmless else None


def _waves(ranked: Sequence[str], pilot_id: str | None, max_per_wave: int) -> dict[str, int]:
    others = [process_id for process_id in ranked if process_id != pilot_id]
    first = 1 if pilot_id is None else 2
    waves = {process_id: first + place // max_per_wave for place, process_id in enumerate(others)}
    return waves if pilot_id is None else {**waves, pilot_id: 1}


def _line(
    rank: int, process: Process, suitability: Suitability, weights: SuitabilityWeights, wave: int, pilot_id: str | None
) -> RoadmapLine:
    freed = 1 - weights.retained_share
    return RoadmapLine(
        rank=rank,
        process_id=process.process_id,
        name=process.name,
        category=process.category,
        team_id=process.team_id,
        suitability=suitability,
        hours_freed=_tenths(process.hours_per_month * freed),
        cost_freed=(process.cost_per_month * freed).quantize(Decimal("0.01"), ROUND_HALF_UP),
        cost_per_month=process.cost_per_month,
        wave=wave,
        pilot=process.process_id == pilot_id,
        volume_per_month=process.volume_per_month,
    )


def _within(value: Decimal) -> Decimal:
    return min(Decimal(1), max(Decimal(0), value))


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
