"""The article's five metrics as tables and facts, shared by the monthly review and the optimisation report.

Not here: the metrics (`domain.returns.metrics`), the documents they stand in (`reports.review.review`,
`reports.phases.optimisation`).
"""

from decimal import Decimal

from domain.reasons import Reason
from domain.returns.kpis import KpiBlock
from domain.returns.metrics import Benchmark, FullSaving, MetricResult, RoiMetrics
from reports.documents import Fact, Kind, Section, Table, TableColumn, Value
from reports.drawings import Status
from reports.words import word

KINDS: dict[Benchmark, tuple[Kind, Kind, int]] = {
    # metric -> how before/after are shown, how value and target are shown, decimals
    Benchmark.COST_SAVING: ("money", "percent", 1),
    Benchmark.PRODUCTIVITY: ("number", "percent", 1),
    Benchmark.ENGAGEMENT: ("number", "number", 2),
    Benchmark.TURNOVER: ("percent", "percent", 1),
    Benchmark.ERROR_RATE: ("percent", "percent", 2),
}


def metric_fact(metric: MetricResult) -> Fact:
    """One metric at the top of a document."""
    _, kind, decimals = KINDS[metric.metric]
    return Fact(word(metric.metric), metric.value, kind, metric_look(metric), decimals)


def metric_look(metric: MetricResult) -> Status:
    """Whether the target is met; neutral when the data does not say."""
    if metric.met is None:
        return "neutral"
    return "good" if metric.met else "bad"


def metrics_table(roi: RoiMetrics) -> Table:
    """The five metrics as the tab ROI holds them: numbers, each in its own unit."""
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
        rows=tuple(_metric(metric) for metric in roi.metrics),
        tab=Reason("ROI"),
        statuses=tuple(metric_look(metric) for metric in roi.metrics),
        words=(("good", Reason("met")), ("bad", Reason("missed"))),
    )


def saving_lines(roi: RoiMetrics) -> tuple[Reason, ...]:
    """The full saving in a sentence; nothing without figures."""
    full = roi.full_saving
    if full is None:
        return ()
    return (
        Reason(
            "With governance and transition counted it saves {saved_amount} a month ({saved_share}); "
            "so far {so_far_amount} since the contract began.",
            saved_amount=full.saved,
            saved_share=full.share,
            so_far_amount=roi.saved_so_far,
        ),
    )


def turnover_lines(roi: RoiMetrics) -> tuple[Reason, ...]:
    """Both readings of the turnover target; nothing without figures."""
    turnover = roi.turnover
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


def kpi_section(kpis: KpiBlock) -> Section:
    """The review's section: each metric in its own words, the full saving line by line, and the sources."""
    return Section(
        Reason("Key figures and return"),
        (*saving_lines(kpis.roi), *turnover_lines(kpis.roi), *_source_lines(kpis)),
        (_readable(kpis), *_full_saving(kpis.roi.full_saving)),
    )


def _readable(kpis: KpiBlock) -> Table:
    return Table(
        caption=Reason("The article's five metrics; after is the last three months, for turnover the last year"),
        columns=(
            TableColumn(Reason("Metric")),
            TableColumn(Reason("Locked at discovery")),
            TableColumn(Reason("Before")),
            TableColumn(Reason("After")),
            TableColumn(Reason("Result")),
            TableColumn(Reason("Target")),
            TableColumn(Reason("Met")),
            TableColumn(Reason("Months counted"), "count"),
        ),
        rows=tuple(
            (
                word(metric.metric),
                _shown(metric.metric, kpis.locked(metric.metric), before=True),
                _shown(metric.metric, metric.before, before=True),
                _shown(metric.metric, metric.after, before=True),
                _shown(metric.metric, metric.value),
                _shown(metric.metric, metric.target),
                metric.met,
                len(source.months),
            )
            for metric, source in zip(kpis.roi.metrics, kpis.sources, strict=True)
        ),
        statuses=tuple(metric_look(metric) for metric in kpis.roi.metrics),
    )


def _shown(metric: Benchmark, value: Decimal | None, *, before: bool = False) -> Value:
    """A value in its metric's own unit: rows of this table differ in unit, so the column cannot say it."""
    if value is None:
        return None
    kind = KINDS[metric][0] if before else KINDS[metric][1]
    if kind == "money":
        return Reason("{shown_amount}", shown_amount=value)
    if kind == "percent":
        return Reason("{shown_share}", shown_share=value)
    return Reason("{shown}", shown=value)


def _full_saving(full: FullSaving | None) -> tuple[Table, ...]:
    if full is None:
        return ()
    return (
        Table(
            caption=Reason("The full saving per month, over the last three months"),
            columns=(TableColumn(Reason("Line")), TableColumn(Reason("Amount"), "money")),
            rows=(
                (Reason("Cost of the work in house"), full.internal_cost),
                (Reason("Fee"), -full.fee),
                (Reason("Governance"), -full.governance_cost),
                (Reason("Transition, this month's part"), -full.transition_cost),
                (Reason("Saved"), full.saved),
            ),
        ),
    )


def _source_lines(kpis: KpiBlock) -> tuple[Reason, ...]:
    months = sorted({month for source in kpis.sources for month in source.months})
    if not months:
        return (Reason("The key figures hold no month up to the reviewed one."),)
    first = kpis.sources[0]
    return (
        Reason(
            "Source: the tab {tab}, {first_month} to {last_month} (snapshot {snapshot}).",
            tab=first.source,
            first_month=months[0],
            last_month=months[-1],
            snapshot=first.snapshot_id,
        ),
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
