"""How a process's suitability, its place, wave, hours and cost came about, and what the roadmap adds up to.

Here: every process of the inventory, those that stay included. Not here: the scales (`domain.discovery.inventory`),
money over time (`domain.discovery.told.business_case`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.discovery.inventory import RoadmapLine, Scale, Suitability, score_process
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Working, setting
from domain.reasons import Fact, Reason
from domain.values import changed
from domain.workbook.processes import Category, Process

SCALES: dict[Scale, tuple[Reason, tuple[str, ...]]] = {
    Scale.STANDARDISATION: (Reason("Standardisation"), ("standardisation",)),
    Scale.VOLUME: (Reason("Volume"), ("volume_per_month",)),
    Scale.SPECIALIST_NEED: (Reason("Need of specialists"), ("specialist_need",)),
    Scale.PEAK: (Reason("Peaks"), ("peak_factor",)),
    Scale.ERROR_COST: (Reason("Cost of errors"), ("error_rate", "cost_per_month")),
    Scale.SENSITIVITY: (Reason("Sensitivity"), ("sensitivity",)),
}
"""What a scale is called, and the columns it reads."""


def process_workings(case: DiscoveryCase) -> Iterator[Working]:
    """Every process's points, and place, wave, hours and cost of those that go."""
    lines = {line.process_id: line for line in case.result.roadmap.lines}
    for process in case.rows.processes:
        line = lines.get(process.process_id)
        yield from _points(case, process, line)
        if line is not None:
            yield from _place(case, line)
            yield from _freed(case, process, line)


def _points(case: DiscoveryCase, process: Process, line: RoadmapLine | None) -> Iterator[Working]:
    suitability = line.suitability if line is not None else score_process(process, case.rules.weights)
    weights = case.rules.weights
    stays = [e.reason for e in case.result.roadmap.exclusions if e.process_id == process.process_id]
    yield Working(
        figure_id=_id(process, "suitability"),
        label=Reason("{process}: suitability (0-100)", process=process.name),
        value=suitability.score,
        unit="number",
        steps=(
            Reason("The points of six scales, added up; those of sensitivity are taken off. Never under 0."),
            *(Reason("It stays: {why}", why=why) for why in stays),
        ),
        parts=tuple(_id(process, f"points.{scale.value}") for scale in Scale),
        rule=weights.source,
        snapshot_id=case.places.snapshot_id,
    )
    for scale in Scale:
        yield _scale(case, process, suitability, scale)


def _scale(case: DiscoveryCase, process: Process, suitability: Suitability, scale: Scale) -> Working:
    name, fields = SCALES[scale]
    return Working(
        figure_id=_id(process, f"points.{scale.value}"),
        label=Reason("{process}: points for {scale}", process=process.name, scale=name),
        value=suitability.points[scale],
        unit="number",
        steps=(_formula(case, process, suitability, scale),),
        inputs=(
            *(case.places.of(Process, [process], field) for field in fields),
            setting(f"rules.discovery.weights.{scale.value}"),
        ),
        rule=case.rules.weights.source,
        snapshot_id=case.places.snapshot_id,
    )


def _formula(case: DiscoveryCase, process: Process, suitability: Suitability, scale: Scale) -> Reason:
    weights = case.rules.weights
    facts: dict[str, Fact | Reason] = {"full": getattr(weights, scale.value), "points": suitability.points[scale]}
    match scale:
        case Scale.STANDARDISATION | Scale.SPECIALIST_NEED:
            return Reason("({level} - 1) / 4 x {full} points = {points}.",
                          facts | {"level": getattr(process, scale.value)})  # fmt: skip
        case Scale.SENSITIVITY:
            return Reason("({level} - 1) / 4 x {full} points, taken off = {points}.",
                          facts | {"level": process.sensitivity})  # fmt: skip
        case Scale.VOLUME:
            return Reason("log10({volume} / 10) / 2, at least 0 and at most 1, x {full} points = {points}.",
                          facts | {"volume": process.volume_per_month})  # fmt: skip
        case Scale.PEAK:
            return Reason("({peak} - 1) / ({full_peak} - 1), at most 1, x {full} points = {points}.",
                          facts | {"peak": process.peak_factor, "full_peak": weights.full_peak})  # fmt: skip
        case Scale.ERROR_COST:
            return Reason(
                "{error_exact_share} errors x {cost_amount} a month = {errors_amount}; / {full_amount}, at most 1, "
                "x {full} points = {points}.",
                facts | {"error_exact_share": process.error_rate, "cost_amount": process.cost_per_month,
                         "errors_amount": process.error_rate * process.cost_per_month,
                         "full_amount": weights.full_error_cost},
            )  # fmt: skip


def _place(case: DiscoveryCase, line: RoadmapLine) -> Iterator[Working]:
    suitability = f"process.{line.process_id}.suitability"
    yield Working(
        figure_id=f"process.{line.process_id}.rank",
        label=Reason("{process}: rank", process=line.name),
        value=line.rank,
        unit="count",
        steps=(Reason("Most points first; among equals more hours first, then the id."),),
        parts=(suitability,),
        snapshot_id=case.places.snapshot_id,
    )
    step = (
        Reason("Wave 1 is the pilot alone: of the processes with sensitivity {limit} or less the one described best.",
               limit=case.rules.weights.pilot_sensitivity)
        if line.pilot
        else Reason("In the order of rank, {count} a wave; wave 1 is the pilot's when there is one.",
                    count=case.rules.weights.max_per_wave)
    )  # fmt: skip
    yield Working(
        figure_id=f"process.{line.process_id}.wave",
        label=Reason("{process}: wave", process=line.name),
        value=line.wave,
        unit="count",
        steps=(step,),
        parts=(f"process.{line.process_id}.rank",),
        inputs=(setting("rules.discovery.weights.max_per_wave"), setting("rules.discovery.weights.pilot_sensitivity")),
        snapshot_id=case.places.snapshot_id,
    )


def _freed(case: DiscoveryCase, process: Process, line: RoadmapLine) -> Iterator[Working]:
    kept = case.rules.weights.retained_share
    share = setting("rules.discovery.weights.retained_share")
    yield Working(
        figure_id=_id(process, "hours_freed"),
        label=Reason("{process}: hours freed a month", process=process.name),
        value=line.hours_freed,
        unit="number",
        steps=(Reason("{hours} hours x (1 - {kept_share} the company keeps) = {freed} hours.",
                      hours=process.hours_per_month, kept_share=kept, freed=line.hours_freed),),
        inputs=(case.places.of(Process, [process], "hours_per_month"), share),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    yield Working(
        figure_id=_id(process, "cost_freed"),
        label=Reason("{process}: cost freed a month", process=process.name),
        value=line.cost_freed,
        unit="money",
        steps=(Reason("{cost_amount} x (1 - {kept_share} the company keeps) = {freed_amount}.",
                      cost_amount=process.cost_per_month, kept_share=kept, freed_amount=line.cost_freed),),
        inputs=(case.places.of(Process, [process], "cost_per_month"), share),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def roadmap_workings(case: DiscoveryCase) -> Iterator[Working]:
    """What the roadmap adds up to, in all and by category."""
    roadmap = case.result.roadmap
    ids = [line.process_id for line in roadmap.lines]
    added = Reason("The processes below, added up.")
    yield Working(
        figure_id="roadmap.processes", label=Reason("Processes to move"), value=len(ids), unit="count",
        steps=(Reason("Neither a core task, nor too sensitive, and {minimum} points or more.",
                      minimum=case.rules.weights.minimum_score),),
        parts=tuple(f"process.{one}.suitability" for one in ids),
        inputs=(setting("rules.discovery.weights"),), snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    yield Working(
        figure_id="roadmap.hours_freed", label=Reason("Hours freed a month"), value=roadmap.hours_freed,
        unit="number", steps=(added,), parts=tuple(f"process.{one}.hours_freed" for one in ids),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    yield Working(
        figure_id="roadmap.cost_freed", label=Reason("Cost freed a month"), value=roadmap.cost_freed,
        unit="money", steps=(added,), parts=tuple(f"process.{one}.cost_freed" for one in ids),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    for entry in case.result.catalogue:
        yield from _category(case, entry.category)


def _category(case: DiscoveryCase, category: Category) -> Iterator[Working]:
    lines = [line for line in case.result.roadmap.lines if line.category is category]
    name = case.word(category)
    yield Working(
        figure_id=f"category.{category.value}.processes",
        label=Reason("{category}: our processes to move", category=name),
        value=len(lines),
        unit="count",
        steps=(Reason("Processes of the roadmap in this category."),),
        parts=tuple(f"process.{line.process_id}.suitability" for line in lines),
        snapshot_id=case.places.snapshot_id,
    )
    yield _hours(case, category, "hours", lines, Reason("{category}: hours freed a month", category=name))
    pilot = [line for line in lines if line.pilot]
    later = [line for line in lines if not line.pilot]
    charted = [
        _charted(case, category, "pilot_hours", pilot, Reason("{category}: hours of the pilot", category=name)),
        _charted(case, category, "later_hours", later, Reason("{category}: hours of later waves", category=name)),
    ]
    yield from charted
    yield Working(
        figure_id=f"category.{category.value}.charted_hours",
        label=Reason("{category}: whole hours in the chart", category=name),
        value=sum(int(one.value or 0) for one in charted),
        unit="count",
        steps=(Reason("The pilot's whole hours and those of later waves, added up."),),
        parts=tuple(one.figure_id for one in charted),
        snapshot_id=case.places.snapshot_id,
    )


def _hours(
    case: DiscoveryCase, category: Category, figure: str, lines: Sequence[RoadmapLine], label: Reason
) -> Working:
    return Working(
        figure_id=f"category.{category.value}.{figure}",
        label=label,
        value=sum((line.hours_freed for line in lines), Decimal(0)),
        unit="number",
        steps=(Reason("The processes below, added up."),),
        parts=tuple(f"process.{line.process_id}.hours_freed" for line in lines),
        snapshot_id=case.places.snapshot_id,
    )


def _charted(
    case: DiscoveryCase, category: Category, figure: str, lines: Sequence[RoadmapLine], label: Reason
) -> Working:
    """The same in whole hours, as a chart draws them."""
    exact = _hours(case, category, figure, lines, label)
    steps = (*exact.steps, Reason("Rounded to whole hours for the chart."))
    return changed(exact, value=round(exact.value or 0), unit="count", steps=steps)


def _id(process: Process, figure: str) -> str:
    return f"process.{process.process_id}.{figure}"
