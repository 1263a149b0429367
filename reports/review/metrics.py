"""The metrics of the KPI block as tables and facts, shared by the monthly review and the optimisation report.

Names, units and decimals are those of the register (`domain.returns.register`). Not here: the metrics
(`domain.returns.metrics`), the documents they stand in (`reports.review.review`,
`reports.phases.optimisation`).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.figures.number_words import in_words
from domain.reasons import Reason
from domain.returns.full_saving import FullSaving
from domain.returns.kpis import KpiBlock, Provenance
from domain.returns.metric import MetricResult
from domain.returns.register import metric_of
from domain.returns.roi import RoiMetrics
from reports.documents import Fact, Section, Table, TableColumn, Value
from reports.drawings import Status


def metric_fact(metric: MetricResult) -> Fact:
    """One metric at the top of a document."""
    figure = metric_of(metric.metric).figure
    return Fact(figure.name, metric.value, figure.unit, metric_look(metric), figure.decimals)


def metric_look(metric: MetricResult) -> Status:
    """Whether the target is met; neutral when the data does not say."""
    if metric.met is None:
        return "neutral"
    return "good" if metric.met else "bad"


def metrics_table(roi: RoiMetrics) -> Table:
    """The metrics as the tab ROI holds them: numbers, each in its own unit."""
    return Table(
        caption=_caption(roi),
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


def _caption(roi: RoiMetrics) -> Reason:
    articles = sum(metric_of(metric.metric).articles for metric in roi.metrics)
    others = len(roi.metrics) - articles
    if not others:
        return Reason(
            "The article's {all} metrics; after is the last three months, for turnover the last year",
            all=in_words(articles),
        )
    return Reason(
        "The article's {all} metrics and {others} more; after is the last three months, for turnover the last year",
        all=in_words(articles),
        others=in_words(others),
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
        caption=_caption(kpis.roi),
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
                metric_of(metric.metric).figure.name,
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


def _shown(metric: str, value: Decimal | None, *, before: bool = False) -> Value:
    """A value in its metric's own unit: rows of this table differ in unit, so the column cannot say it."""
    if value is None:
        return None
    definition = metric_of(metric)
    kind = definition.level_unit if before else definition.figure.unit
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
    by_kind = tuple(zip(kpis.roi.metrics, kpis.sources, strict=True))
    tab, project = (
        tuple(source for metric, source in by_kind if metric_of(metric.metric).reads == kind)
        for kind in ("sheet", "tickets")
    )
    return (*_tab_line(tab), *_tickets_line(project))


def _tab_line(sources: Sequence[Provenance]) -> tuple[Reason, ...]:
    months = sorted({month for source in sources for month in source.months})
    if not months:
        return (Reason("The key figures hold no month up to the reviewed one."),)
    return (
        Reason(
            "Source: the tab {tab}, {first_month} to {last_month} (snapshot {snapshot}).",
            tab=sources[0].source,
            first_month=months[0],
            last_month=months[-1],
            snapshot=sources[0].snapshot_id,
        ),
    )


def _tickets_line(sources: Sequence[Provenance]) -> tuple[Reason, ...]:
    months = sorted({month for source in sources for month in source.months})
    if not months:
        return ()
    return (
        Reason(
            "Source: the tickets of {project}, {first_month} to {last_month} (snapshot {snapshot}).",
            project=sources[0].source,
            first_month=months[0],
            last_month=months[-1],
            snapshot=sources[0].snapshot_id,
        ),
    )


def _metric(metric: MetricResult) -> tuple[Value, ...]:
    return (
        metric_of(metric.metric).figure.name,
        metric.before,
        metric.after,
        metric.value,
        metric.target,
        metric.met,
        metric.months_before,
        metric.months_after,
    )
