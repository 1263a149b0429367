"""The gate of a phase as a section, and the front of a phase report: shared by all six phases."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.gates.gates import CriterionOutcome, GateEvaluation
from domain.reasons import Reason
from domain.workbook.tables import Finding
from reports.documents import Document, Fact, Section, Table, TableColumn
from reports.drawings import Status
from reports.findings import findings_section
from reports.words import word


def gate_section(evaluation: GateEvaluation) -> Section:
    """Every criterion with its outcome and the reason for it."""
    return Section(
        Reason("Gate"),
        tables=(
            Table(
                caption=Reason("What the machine checked; people decide on this"),
                columns=(TableColumn(Reason("Outcome")), TableColumn(Reason("Why"))),
                rows=tuple(
                    (Reason("passed") if c.outcome is CriterionOutcome.PASSED else Reason("held"), c.reason)
                    for c in evaluation.criteria
                ),
                statuses=tuple(_look(c.outcome) for c in evaluation.criteria),
            ),
        ),
    )


def phase_document(
    evaluation: GateEvaluation,
    findings: Sequence[Finding],
    *,
    as_of: date | datetime,
    lines: tuple[Reason, ...],
    facts: tuple[Fact, ...],
    sections: tuple[Section, ...],
) -> Document:
    """A phase's report: verdict from the gate, then the gate, the phase's own sections, data quality."""
    return Document(
        slug=evaluation.phase.replace("_", "-"),
        title=word(evaluation.phase),
        subtitle=Reason("Phase report as of {day}", day=as_of.date() if isinstance(as_of, datetime) else as_of),
        status="good" if evaluation.passed else "warning",
        verdict=_verdict(evaluation),
        lines=lines,
        facts=facts,
        sections=(gate_section(evaluation), *sections, findings_section(findings)),
        meta=((Reason("Evidence"), evaluation.evidence_hash[:12]),),
    )


def _verdict(evaluation: GateEvaluation) -> Reason:
    if evaluation.passed:
        return Reason("The facts allow a decision: all {count} criteria passed", count=len(evaluation.criteria))
    return Reason(
        "Held: {held} of {count} criteria did not pass", held=len(evaluation.held), count=len(evaluation.criteria)
    )


def _look(outcome: CriterionOutcome) -> Status:
    return "good" if outcome is CriterionOutcome.PASSED else "bad"
