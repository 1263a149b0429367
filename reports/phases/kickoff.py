"""Kick-off as a document: deliverables, access rights, controls against the five pitfalls, what is still to do.

Not here: the checks (`domain.kickoff.assess`).
"""

from collections.abc import Sequence

from domain.gates.gates import GateEvaluation
from domain.kickoff.result import KickoffResult, Pitfall
from domain.reasons import Reason
from domain.workbook.tables import Finding
from reports.documents import Document, Fact, Section, Table, TableColumn
from reports.phase_report import phase_document
from reports.words import word


def compose(result: KickoffResult, evaluation: GateEvaluation, findings: Sequence[Finding]) -> Document:
    """The phase report of kick-off, with the tab Kick-off plan."""
    accepted = sum(d.accepted for d in result.deliverables)
    return phase_document(
        evaluation,
        findings,
        as_of=result.as_of,
        lines=(
            Reason("{count} of {all} deliverables are accepted.", count=accepted, all=len(result.deliverables)),
            Reason("{count} of the five pitfalls have a control that is in order.", count=len(result.controlled)),
        ),
        facts=(
            Fact(Reason("Deliverables"), len(result.deliverables), "count"),
            Fact(Reason("Access rights"), len(result.grants), "count"),
            Fact(
                Reason("Pitfalls controlled"),
                Reason("{met} of {count}", met=len(result.controlled), count=len(Pitfall)),
            ),
            Fact(Reason("Actions in Jira"), len(result.actions), "count"),
        ),
        sections=(
            Section(Reason("Statement of work"), (), (_deliverables(result),)),
            Section(Reason("Access rights"), (), (_grants(result),)),
            Section(Reason("Controls"), (), (_controls(result),)),
        ),
    )


def _deliverables(result: KickoffResult) -> Table:
    return Table(
        caption=Reason("What is delivered, by whom, by when"),
        columns=(
            TableColumn(Reason("Deliverable")),
            TableColumn(Reason("Owner")),
            TableColumn(Reason("Due on"), "date"),
            TableColumn(Reason("Accepted on"), "date"),
            TableColumn(Reason("Late")),
        ),
        rows=tuple(
            (d.deliverable.title, d.deliverable.owner, d.deliverable.due_on,
             d.deliverable.accepted_on if d.accepted else None, d.late)
            for d in result.deliverables
        ),
        tab=Reason("Kick-off plan"),
        statuses=tuple("bad" if d.late else "good" if d.accepted else "neutral" for d in result.deliverables),
        words=(("good", Reason("accepted")), ("bad", Reason("late")), ("neutral", Reason("not due yet"))),
        empty=Reason("The statement of work has no deliverables."),
    )  # fmt: skip


def _grants(result: KickoffResult) -> Table:
    return Table(
        caption=Reason("Who may do what, until when"),
        columns=(
            TableColumn(Reason("System")),
            TableColumn(Reason("Vendor's role")),
            TableColumn(Reason("Right")),
            TableColumn(Reason("Until"), "date"),
            TableColumn(Reason("Problem")),
        ),
        rows=tuple(
            (g.grant.system, g.grant.vendor_role, g.grant.level, g.grant.valid_until,
             g.problems[0] if g.problems else None)
            for g in result.grants
        ),
        statuses=tuple("bad" if g.problems else "good" for g in result.grants),
    )  # fmt: skip


def _controls(result: KickoffResult) -> Table:
    return Table(
        caption=Reason("Controls against the five pitfalls, with their evidence"),
        columns=(
            TableColumn(Reason("Pitfall")),
            TableColumn(Reason("Control")),
            TableColumn(Reason("Last held"), "date"),
            TableColumn(Reason("Next due"), "date"),
            TableColumn(Reason("Problem")),
        ),
        rows=tuple(
            (word(c.pitfall) if c.pitfall else c.control.pitfall, c.control.control, c.control.last_held_on,
             c.control.next_due_on, c.problems[0] if c.problems else None)
            for c in result.controls
        ),
        statuses=tuple("bad" if c.problems else "good" for c in result.controls),
    )  # fmt: skip
