"""Which processes suit outsourcing, and in which order they go: exclusions, ranking, waves.

Here: the roadmap (article, section 4; design page, section 3). Not here: a process's score
(`domain.discovery.roadmap.suitability`), what it pays (`domain.discovery.business_case`), waiting in the tracker
(`domain.discovery.bottlenecks`), people (`domain.discovery.burnout`).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.arithmetic.rounding import HOUR_PLACES, money, rounded, whole
from domain.discovery.recorded import roadmap as recorded
from domain.discovery.roadmap.suitability import Suitability, SuitabilityWeights, record_points, score_process
from domain.figures.trace import Trace
from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.processes import Category, Process


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


class CategoryPart(Frozen):
    """What one category has in the roadmap, in hours a month.

    Attributes:
        pilot_hours, later_hours: whole hours of the pilot and of later waves, as a chart draws them.
    """

    category: Category
    lines: tuple[RoadmapLine, ...]
    hours: Decimal
    pilot_hours: int
    later_hours: int


class Roadmap(Frozen):
    """All processes, either ranked or excluded. Wave 1 is the pilot alone."""

    lines: tuple[RoadmapLine, ...]
    exclusions: tuple[Exclusion, ...]

    @property
    def hours_freed(self) -> Decimal:
        """Hours per month."""
        return _hours(self.lines)

    @property
    def cost_freed(self) -> Decimal:
        """Amount per month."""
        return sum((line.cost_freed for line in self.lines), Decimal(0))

    @property
    def by_category(self) -> tuple[CategoryPart, ...]:
        """Each category, those without a process included."""
        return tuple(self._part(category) for category in Category)

    def _part(self, category: Category) -> CategoryPart:
        own = tuple(line for line in self.lines if line.category is category)
        pilot, later = (_hours(line for line in own if line.pilot is of_pilot) for of_pilot in (True, False))
        return CategoryPart(
            category=category,
            lines=own,
            hours=_hours(own),
            pilot_hours=whole(pilot),
            later_hours=whole(later),
        )

    @property
    def waves(self) -> int:
        """How many waves there are."""
        return max((line.wave for line in self.lines), default=0)

    @property
    def pilot(self) -> RoadmapLine | None:
        """The proposed pilot process; None when none is harmless enough."""
        return next((line for line in self.lines if line.pilot), None)


def plan_roadmap(processes: Sequence[Process], weights: SuitabilityWeights, trace: Trace | None = None) -> Roadmap:
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
    roadmap = Roadmap(lines=lines, exclusions=exclusions)
    if trace is not None:
        _record_sums(trace, roadmap, weights)
        placed = {line.process_id: line for line in lines}
        for process in processes:
            record_points(trace, process, scored[process.process_id], reasons[process.process_id], weights)
            if process.process_id in placed:
                _record_line(trace, process, placed[process.process_id], weights)
    return roadmap


def _record_sums(trace: Trace, roadmap: Roadmap, weights: SuitabilityWeights) -> None:
    ids = [line.process_id for line in roadmap.lines]
    recorded.totals(trace, ids, roadmap.hours_freed, roadmap.cost_freed, weights.minimum_score)
    for part in roadmap.by_category:
        recorded.category_total(trace, part.category, [line.process_id for line in part.lines], part.hours)
        of_pilot = {which: [line.process_id for line in part.lines if line.pilot is which] for which in (True, False)}
        recorded.category_chart(trace, part.category, of_pilot, part.pilot_hours, part.later_hours)


def _record_line(trace: Trace, process: Process, line: RoadmapLine, weights: SuitabilityWeights) -> None:
    limit = weights.pilot_sensitivity if line.pilot else None
    recorded.place(trace, process, line.rank, line.wave, limit, weights.max_per_wave)
    recorded.freed(trace, process, weights.retained_share, line.hours_freed, line.cost_freed)


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
        hours_freed=rounded(process.hours_per_month * freed, HOUR_PLACES),
        cost_freed=money(process.cost_per_month * freed),
        cost_per_month=process.cost_per_month,
        wave=wave,
        pilot=process.process_id == pilot_id,
        volume_per_month=process.volume_per_month,
    )


def _hours(lines: Iterable[RoadmapLine]) -> Decimal:
    return sum((line.hours_freed for line in lines), Decimal(0))
