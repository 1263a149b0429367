"""Risks, security and what must be held in the review: controls, access rights, deliverables, expiring evidence.

Not here: how each stands (`domain.kickoff.duties`).
"""

from domain.kickoff.duties import Duty, DutyBlock, DutyState
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from reports.documents import Marked, Section, Table, TableColumn, Value
from reports.drawings import Status
from reports.words import word

LOOKS: dict[DutyState, Status] = {
    DutyState.OVERDUE: "bad",
    DutyState.UNDATED: "warning",
    DutyState.SOON: "warning",
    DutyState.HELD: "good",
}
STATE_WORDS: dict[DutyState, Reason] = {
    DutyState.OVERDUE: Reason("overdue"),
    DutyState.UNDATED: Reason("without a date"),
    DutyState.SOON: Reason("within 30 days"),
    DutyState.HELD: Reason("in order"),
}


def duties_section(review: MonthlyReview) -> Section:
    """The section; "not measured" when the workbook has none of the kick-off's tabs."""
    heading = Reason("Risks, security and controls")
    duties = review.duties
    if duties is None:
        why = Reason("Not measured: the workbook has no tab of controls, access rights or deliverables.")
        return Section(heading, (why,), look="unmeasured")
    return Section(
        heading,
        (Reason("As the workbook has them on the last day of the month; {count} are overdue.",
                count=len(duties.overdue)),),
        (_controls(duties), _rights(duties), _deliverables(duties)),
    )  # fmt: skip


def _controls(duties: DutyBlock) -> Table:
    return Table(
        caption=Reason("Controls against the five pitfalls"),
        columns=(
            TableColumn(Reason("Control")),
            TableColumn(Reason("Against")),
            TableColumn(Reason("Evidence")),
            TableColumn(Reason("Last held"), "date"),
            TableColumn(Reason("Next time"), "date"),
            TableColumn(Reason("State")),
        ),
        rows=tuple(
            (d.name, word(d.pitfall) if d.pitfall else None, d.evidence or None, d.done_on, d.due_on, _state(d))
            for d in duties.controls
        ),
    )


def _rights(duties: DutyBlock) -> Table:
    return Table(
        caption=Reason("The vendor's access rights"),
        columns=(
            TableColumn(Reason("Right")),
            TableColumn(Reason("Approved by")),
            TableColumn(Reason("Valid until"), "date"),
            TableColumn(Reason("State")),
        ),
        rows=tuple((d.name, d.owner or Reason("nobody"), d.due_on, _state(d)) for d in duties.rights),
    )


def _deliverables(duties: DutyBlock) -> Table:
    return Table(
        caption=Reason("Deliverables of the statement of work that are not accepted yet"),
        columns=(
            TableColumn(Reason("Deliverable")),
            TableColumn(Reason("Owner")),
            TableColumn(Reason("Due"), "date"),
            TableColumn(Reason("State")),
        ),
        rows=tuple((d.name, d.owner, d.due_on, _state(d)) for d in duties.deliverables),
        empty=Reason("Every deliverable is accepted."),
    )


def _state(duty: Duty) -> Value:
    return Marked(None, LOOKS[duty.state], STATE_WORDS[duty.state])
