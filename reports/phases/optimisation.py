"""Continuous optimisation as a document: the metrics, the full saving, what must be put right.

Not here: the metrics (`domain.returns`) and the actions (`domain.optimisation.assess`).
"""

from collections.abc import Sequence

from domain.contract.levels import figure_name
from domain.figures.number_words import in_words
from domain.gates.gates import GateEvaluation
from domain.optimisation.result import OptimisationResult
from domain.reasons import Fact, Reason
from domain.sla.month_frame import month_bounds
from domain.workbook.tables import Finding
from reports.documents import Document, Section, Table, TableColumn
from reports.phase_report import phase_document
from reports.review.metrics import metric_fact, metrics_table, saving_lines, turnover_lines


def compose(result: OptimisationResult, evaluation: GateEvaluation, findings: Sequence[Finding]) -> Document:
    """The phase report of continuous optimisation, with the tab ROI."""
    return phase_document(
        evaluation,
        findings,
        as_of=month_bounds(result.month, "UTC")[3],
        lines=(
            _targets_met(result),
            *saving_lines(result.roi),
            *turnover_lines(result.roi),
        ),
        facts=tuple(metric_fact(metric) for metric in result.roi.metrics),
        sections=(
            Section(Reason("Return on investment and morale"), (), (metrics_table(result.roi),)),
            Section(Reason("What must be put right"), (), (_missed(result),)),
        ),
    )


def _targets_met(result: OptimisationResult) -> Reason:
    facts: dict[str, Fact | Reason] = {"met": result.met, "all": in_words(len(result.counted))}
    if result.targets.counted_also:
        return Reason("{met} of {all} targets are met.", facts)
    return Reason("{met} of the article's {all} targets are met.", facts)


def _missed(result: OptimisationResult) -> Table:
    return Table(
        caption=Reason("Service levels missed in the month; each has an action in Jira"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required"), "percent"),
            TableColumn(Reason("Achieved"), "percent"),
            TableColumn(Reason("Missed last month too")),
        ),
        rows=tuple((figure_name(f.figure_id), f.required, f.attainment, f.repeated_miss) for f in result.missed),
        statuses=tuple("bad" for _ in result.missed),
        empty=Reason("No service level was missed."),
    )
