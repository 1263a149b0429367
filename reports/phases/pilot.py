"""The pilot as a document: what was measured, what that proves, and what the rule decides.

Not here: the rule (`domain.pilot.assess`).
"""

from collections.abc import Sequence

from domain.contract.levels import figure_name
from domain.gates.gates import GateEvaluation
from domain.pilot.result import PilotResult
from domain.reasons import Reason
from domain.workbook.tables import Finding
from reports.documents import Document, Fact, Section, Table, TableColumn
from reports.phase_report import phase_document
from reports.words import word


def compose(result: PilotResult, evaluation: GateEvaluation, findings: Sequence[Finding]) -> Document:
    """The phase report of the pilot, with the tab Pilot result."""
    return phase_document(
        evaluation,
        findings,
        as_of=result.as_of,
        lines=(
            Reason("The rule fixed before the start says: {decision}.", decision=word(result.decision)),
            *result.why,
        ),
        facts=(
            Fact(Reason("Decision by the rule"), word(result.decision)),
            Fact(Reason("In time"), result.attainment.share, "percent"),
            Fact(Reason("Error rate"), result.quality.share, "percent", decimals=2),
            Fact(Reason("Satisfaction (1-5)"), result.satisfaction, "number", decimals=2),
        ),
        sections=(
            Section(Reason("What the sample proves"), _proof(result)),
            Section(Reason("Service levels"), (), (_levels(result),)),
            Section(Reason("Weekly checks"), (), (_weeks(result),)),
        ),
    )


def _proof(result: PilotResult) -> tuple[Reason, ...]:
    quality, attainment = result.quality, result.attainment
    notes = []
    if quality.proven:
        notes.append(
            Reason(
                "With 95 % confidence the error rate is under {upper_share}: the target of {allowed_share} is proven.",
                upper_share=quality.upper,
                allowed_share=quality.allowed,
            )
        )
    else:
        notes.append(
            Reason(
                "The sample cannot prove an error rate of at most {allowed_share}: "
                "the rate may be up to {upper_share}. It would take {cases} cases without one error.",
                allowed_share=quality.allowed,
                upper_share=quality.upper,
                cases=quality.clean_cases,
            )
        )
    if attainment.judged and not attainment.proven and attainment.clean_cases and attainment.required is not None:
        notes.append(
            Reason(
                "{judged} tickets cannot prove {required_share} in time; it would take {cases} without one breach.",
                judged=attainment.judged,
                required_share=attainment.required,
                cases=attainment.clean_cases,
            )
        )
    elif attainment.proven and attainment.required is not None:
        notes.append(
            Reason("With 95 % confidence at least {required_share} are in time.", required_share=attainment.required)
        )
    return tuple(notes)


def _levels(result: PilotResult) -> Table:
    judged = tuple(figure for figure in result.figures if figure.census.judged)
    return Table(
        caption=Reason("Service levels of the pilot"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required"), "percent"),
            TableColumn(Reason("Achieved"), "percent"),
            TableColumn(Reason("Tickets judged"), "count"),
            TableColumn(Reason("Breached"), "count"),
        ),
        rows=tuple(
            (figure_name(f.figure_id), f.required, f.attainment, f.census.judged, f.census.breached) for f in judged
        ),
        tab=Reason("Pilot result"),
        empty=Reason("No ticket of the pilot was judged."),
    )


def _weeks(result: PilotResult) -> Table:
    return Table(
        caption=Reason("Cases checked week by week"),
        columns=(
            TableColumn(Reason("Week from"), "date"),
            TableColumn(Reason("Checked"), "count"),
            TableColumn(Reason("Errors"), "count"),
            TableColumn(Reason("Satisfaction (1-5)"), "number", 2),
            TableColumn(Reason("Answers"), "count"),
        ),
        rows=tuple((w.week_starting_on, w.checked, w.errors, w.satisfaction, w.responses) for w in result.weeks),
    )
