"""The records of the roadmap, in words: every process's points, place, hours and cost, and what they add up to.

Here: every process of the inventory, those that stay included. Not here: the scales and sums
(`domain.discovery.roadmap.inventory`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from domain.figures.trace import Trace
from domain.figures.working import Unit, Working, setting
from domain.reasons import Fact, Reason
from domain.workbook.processes import Process

WEIGHTS = "rules.discovery.weights"
SCALES: dict[str, tuple[Reason, tuple[str, ...]]] = {
    "standardisation": (Reason("Standardisation"), ("standardisation",)),
    "volume": (Reason("Volume"), ("volume_per_month",)),
    "specialist_need": (Reason("Need of specialists"), ("specialist_need",)),
    "peak": (Reason("Peaks"), ("peak_factor",)),
    "error_cost": (Reason("Cost of errors"), ("error_rate", "cost_per_month")),
    "sensitivity": (Reason("Sensitivity"), ("sensitivity",)),
}
"""What a scale is called, and the columns it reads."""


def suitability(
    trace: Trace, process: Process, score: Decimal, scales: Sequence[StrEnum], stays: Reason | None, rule: str
) -> None:
    """A process's score.

    Args:
        stays: why it stays in the company; None when it goes.
    """
    why = () if stays is None else (Reason("It stays: {why}", why=stays),)
    trace.record(Working(
        figure_id=_id(process, "suitability"),
        label=Reason("{process}: suitability (0-100)", process=process.name),
        value=score,
        unit="number",
        steps=(Reason("The points of six scales, added up; those of sensitivity are taken off. Never under 0."), *why),
        parts=tuple(_id(process, f"points.{scale.value}") for scale in scales),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def points(
    trace: Trace, process: Process, scale: StrEnum, found: Decimal, used: Mapping[str, Fact | Reason], rule: str
) -> None:
    """A process's points on one scale.

    Args:
        used: what the formula was computed with: `full`, the points the scale can give; `full_peak`,
            `errors_amount` and `full_amount` for the scales that end there.
    """
    name, fields = SCALES[scale.value]
    trace.record(Working(
        figure_id=_id(process, f"points.{scale.value}"),
        label=Reason("{process}: points for {scale}", process=process.name, scale=name),
        value=found,
        unit="number",
        steps=(_formula(process, scale.value, {"full": used["full"], "points": found}, used),),
        inputs=(
            *(trace.sources.of(Process, [process], field) for field in fields),
            setting(f"{WEIGHTS}.{scale.value}"),
        ),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def _formula(
    process: Process, scale: str, facts: dict[str, Fact | Reason], used: Mapping[str, Fact | Reason]
) -> Reason:
    if scale == "sensitivity":
        return Reason("({level} - 1) / 4 x {full} points, taken off = {points}.",
                      facts | {"level": process.sensitivity})  # fmt: skip
    if scale == "volume":
        return Reason("log10({volume} / 10) / 2, at least 0 and at most 1, x {full} points = {points}.",
                      facts | {"volume": process.volume_per_month})  # fmt: skip
    if scale == "peak":
        return Reason("({peak} - 1) / ({full_peak} - 1), at most 1, x {full} points = {points}.",
                      facts | {"peak": process.peak_factor, "full_peak": used["full_peak"]})  # fmt: skip
    if scale == "error_cost":
        return Reason(
            "{error_exact_share} errors x {cost_amount} a month = {errors_amount}; / {full_amount}, at most 1, "
            "x {full} points = {points}.",
            facts | {"error_exact_share": process.error_rate, "cost_amount": process.cost_per_month,
                     "errors_amount": used["errors_amount"], "full_amount": used["full_amount"]},
        )  # fmt: skip
    return Reason("({level} - 1) / 4 x {full} points = {points}.", facts | {"level": getattr(process, scale)})


def place(trace: Trace, process: Process, rank: int, wave: int, pilot_sensitivity: int | None, per_wave: int) -> None:
    """A process's rank and wave.

    Args:
        pilot_sensitivity: the pilot's limit when this is the pilot; None for another.
    """
    trace.record(Working(
        figure_id=_id(process, "rank"),
        label=Reason("{process}: rank", process=process.name),
        value=rank,
        unit="count",
        steps=(Reason("Most points first; among equals more hours first, then the id."),),
        parts=(_id(process, "suitability"),),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip
    step = (
        Reason("In the order of rank, {count} a wave; wave 1 is the pilot's when there is one.", count=per_wave)
        if pilot_sensitivity is None
        else Reason("Wave 1 is the pilot alone: of the processes with sensitivity {limit} or less the one described "
                    "best.", limit=pilot_sensitivity)
    )  # fmt: skip
    trace.record(Working(
        figure_id=_id(process, "wave"),
        label=Reason("{process}: wave", process=process.name),
        value=wave,
        unit="count",
        steps=(step,),
        parts=(_id(process, "rank"),),
        inputs=(setting(f"{WEIGHTS}.max_per_wave"), setting(f"{WEIGHTS}.pilot_sensitivity")),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def freed(trace: Trace, process: Process, kept: Decimal, hours: Decimal, cost: Decimal) -> None:
    """The hours and the cost a process frees, after the share the company keeps."""
    share = setting(f"{WEIGHTS}.retained_share")
    trace.record(Working(
        figure_id=_id(process, "hours_freed"),
        label=Reason("{process}: hours freed a month", process=process.name),
        value=hours,
        unit="number",
        steps=(Reason("{hours} hours x (1 - {kept_share} the company keeps) = {freed} hours.",
                      hours=process.hours_per_month, kept_share=kept, freed=hours),),
        inputs=(trace.sources.of(Process, [process], "hours_per_month"), share),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip
    trace.record(Working(
        figure_id=_id(process, "cost_freed"),
        label=Reason("{process}: cost freed a month", process=process.name),
        value=cost,
        unit="money",
        steps=(Reason("{cost_amount} x (1 - {kept_share} the company keeps) = {freed_amount}.",
                      cost_amount=process.cost_per_month, kept_share=kept, freed_amount=cost),),
        inputs=(trace.sources.of(Process, [process], "cost_per_month"), share),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def totals(trace: Trace, ids: Sequence[str], hours: Decimal, cost: Decimal, minimum: Decimal) -> None:
    """How many processes move, and what they free together."""
    added, snapshot_id = Reason("The processes below, added up."), trace.sources.snapshot_id
    trace.record(Working(
        figure_id="roadmap.processes", label=Reason("Processes to move"), value=len(ids), unit="count",
        steps=(Reason("Neither a core task, nor too sensitive, and {minimum} points or more.", minimum=minimum),),
        parts=tuple(f"process.{one}.suitability" for one in ids),
        inputs=(setting(WEIGHTS),), snapshot_id=snapshot_id,
    ))  # fmt: skip
    trace.record(Working(
        figure_id="roadmap.hours_freed", label=Reason("Hours freed a month"), value=hours, unit="number",
        steps=(added,), parts=tuple(f"process.{one}.hours_freed" for one in ids), snapshot_id=snapshot_id,
    ))  # fmt: skip
    trace.record(Working(
        figure_id="roadmap.cost_freed", label=Reason("Cost freed a month"), value=cost, unit="money",
        steps=(added,), parts=tuple(f"process.{one}.cost_freed" for one in ids), snapshot_id=snapshot_id,
    ))  # fmt: skip


def category_total(trace: Trace, category: StrEnum, ids: Sequence[str], hours: Decimal) -> None:
    """How many of a category's processes move, and the hours they free."""
    name = trace.word(category)
    trace.record(Working(
        figure_id=f"category.{category.value}.processes",
        label=Reason("{category}: our processes to move", category=name),
        value=len(ids),
        unit="count",
        steps=(Reason("Processes of the roadmap in this category."),),
        parts=tuple(f"process.{one}.suitability" for one in ids),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip
    label = Reason("{category}: hours freed a month", category=name)
    _hours(trace, f"category.{category.value}.hours", label, hours, ids, "number")


def category_chart(trace: Trace, category: StrEnum, ids: Mapping[bool, Sequence[str]], pilot: int, later: int) -> None:
    """The whole hours a chart draws of a category.

    Args:
        ids: whether of the pilot -> the processes. pilot, later: whole hours.
    """
    name, under = trace.word(category), f"category.{category.value}"
    _hours(trace, f"{under}.pilot_hours", Reason("{category}: hours of the pilot", category=name), pilot, ids[True],
           "count")  # fmt: skip
    _hours(trace, f"{under}.later_hours", Reason("{category}: hours of later waves", category=name), later, ids[False],
           "count")  # fmt: skip
    trace.record(Working(
        figure_id=f"{under}.charted_hours",
        label=Reason("{category}: whole hours in the chart", category=name),
        value=pilot + later,
        unit="count",
        steps=(Reason("The pilot's whole hours and those of later waves, added up."),),
        parts=(f"{under}.pilot_hours", f"{under}.later_hours"),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def _hours(trace: Trace, figure_id: str, label: Reason, value: Decimal | int, ids: Sequence[str], unit: Unit) -> None:
    whole = (Reason("Rounded to whole hours for the chart."),) if unit == "count" else ()
    trace.record(Working(
        figure_id=figure_id,
        label=label,
        value=value,
        unit=unit,
        steps=(Reason("The processes below, added up."), *whole),
        parts=tuple(f"process.{one}.hours_freed" for one in ids),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def _id(process: Process, figure: str) -> str:
    return f"process.{process.process_id}.{figure}"
