"""Continuous optimisation as a document: the article's five metrics, the full saving, what must be put right.

Not here: the metrics (`domain.roi`) and the actions (`domain.optimisation`).
"""

from collections.abc import Sequence

from domain.gates import GateEvaluation
from domain.months import month_bounds
from domain.optimisation import OptimisationResult
from domain.reasons import Reason
from domain.roi import Metric, MetricResult
from domain.service_levels import service_level_name
from domain.tables import Finding
from reports.documents import Document, Fact, Kind, Section, Status, Table, TableColumn, Value
from reports.gate import phase_document
from reports.words import word

KINDS: dict[Metric, tuple[Kind, Kind, int]] = {
    # metric -> how before/after are shown, how value and target are shown, decimals
    Metric.COST_SAVING: ("money", "percent", 1),
    Metric.PRODUCTIVITY: ("number", "percent", 1),
    Metric.ENGAGEMENT: ("number", "number", 2),
    Metric.TURNOVER: ("percent", "percent", 1),
    Metric.ERROR_RATE: ("percent", "percent", 2),
}


def compose(result: OptimisationResult, evaluation: GateEvaluation, findings: Sequence[Finding]) -> Document:
    """The phase report of continuous optimisation, with the tab ROI."""
    return phase_document(
        evaluation,
        findings,
        as_of=month_bounds(result.month, "UTC")[3],
        lines=(
            Reason("{met} of the article's five targets are met.", met=result.met),
            *_saving_lines(result),
            *_turnover_lines(result),
        ),
        facts=tuple(_fact(metric) for metric in result.roi.metrics),
        sections=(
            Section(Reason("Return on investment and morale"), (), (_metrics(result),)),
            Section(Reason("What must be put right"), (), (_missed(result),)),
        ),
    )


def _saving_lines(result: OptimisationResult) -> tuple[Reason, ...]:
    full = result.roi.full_saving
    if full is None:
        return ()
    return (
        Reason(
            "With governance and transition counted it saves {saved_amount} a month ({saved_share}); "
            "so far {so_far_amount} since the contract began.",
            saved_amount=full.saved,
            saved_share=full.share,
            so_far_amount=result.roi.saved_so_far,
        ),
    )


def _turnover_lines(result: OptimisationResult) -> tuple[Reason, ...]:
    turnover = result.roi.turnover
    if turnover is None or turnover.relative is None:
        return ()
    return (
        Reason(
            "Turnover went from {before_share} to {after_share}: {relative_share} of the old rate, "
            "{points_share} in points. The article does not say which of the two its target means.",
            before_share=turnover.before,
            after_share=turnover.after,
            relative_share=turnover.relative,
            points_share=turnover.points,
        ),
    )


def _fact(metric: MetricResult) -> Fact:
    _, kind, decimals = KINDS[metric.metric]
    return Fact(word(metric.metric), metric.value, kind, _look(metric), decimals)


def _look(metric: MetricResult) -> Status:
    if metric.met is None:
        return "neutral"
    return "good" if metric.met else "bad"


def _metrics(result: OptimisationResult) -> Table:
    return Table(
        caption=Reason("The article's five metrics; after is the last three months, for turnover the last year"),
        columns=(
            TableColumn(Reason("Metric")),
            TableColumn(Reason("Before"), "number", 4),
            TableColumn(Reason("After"), "number", 4),
            TableColumn(Reason("Result"), "number", 4),
            TableColumn(Reason("Target"), "number", 4),
            TableColumn(Reason("Met")),
            TableColumn(Reason("Months before"), "count"),
            TableColumn(Reason("Months after"), "count"),
        ),
        rows=tuple(_metric(metric) for metric in result.roi.metrics),
        tab=Reason("ROI"),
        statuses=tuple(_look(metric) for metric in result.roi.metrics),
    )


def _metric(metric: MetricResult) -> tuple[Value, ...]:
    return (
        word(metric.metric),
        metric.before,
        metric.after,
        metric.value,
        metric.target,
        metric.met,
        metric.months_before,
        metric.months_after,
    )


def _missed(result: OptimisationResult) -> Table:
    return Table(
        caption=Reason("Service levels missed in the month; each has an action in Jira"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required"), "percent"),
            TableColumn(Reason("Achieved"), "percent"),
            TableColumn(Reason("Missed last month too")),
        ),
        rows=tuple((service_level_name(f), f.required, f.attainment, f.repeated_miss) for f in result.missed),
        statuses=tuple("bad" for _ in result.missed),
        empty=Reason("No service level was missed."),
    )
