"""Actions in the review: what puts missed levels right, and the register of everything else that was agreed.

Not here: which action a missed level calls for (`domain.review.corrective`), how the register is read
(`domain.actions.register`).
"""

from collections.abc import Mapping

from domain.actions.actions import ActionIssue
from domain.actions.register import CORRECTIVE, ActionState, RegisterEntry
from domain.contract.levels import figure_name
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus, ServiceLevelFigure
from reports.documents import Link, Marked, Section, Table, TableColumn, Value
from reports.drawings import Status

LOOKS: dict[ActionState, Status] = {
    ActionState.OVERDUE: "bad",
    ActionState.UNDATED: "warning",
    ActionState.OPEN: "neutral",
    ActionState.DONE: "good",
}
STATE_WORDS: dict[ActionState, Reason] = {
    ActionState.OVERDUE: Reason("overdue"),
    ActionState.UNDATED: Reason("without a date"),
    ActionState.OPEN: Reason("open"),
    ActionState.DONE: Reason("done"),
}


def repeats_section(review: MonthlyReview, issues: Mapping[str, ActionIssue], browse: str) -> Section:
    """Missed levels of this month with their actions, and how the actions of earlier months stand."""
    entries = tuple(entry for entry in review.actions if entry.corrective)
    return Section(
        Reason("Repeat failures and corrective actions"),
        (_sentence(review),),
        (_now(review, issues, browse), _table(Reason("Corrective actions of earlier months"), entries, browse,
                                              Reason("No corrective action of an earlier month is known."))),
    )  # fmt: skip


def register_section(review: MonthlyReview, browse: str) -> Section:
    """Everything agreed beside corrective actions: from the phases, the roadmap, the statement of work."""
    entries = tuple(entry for entry in review.actions if not entry.corrective)
    return Section(
        Reason("Improvements and agreed actions"),
        (),
        (_table(Reason("As Jira had them when this review was made"), entries, browse,
                Reason("No agreed action is known.")),),
    )  # fmt: skip


def action_link(key: str, browse: str) -> Value:
    """An issue's key, linked where people can open it."""
    return Link(key, f"{browse}{key}") if browse else key


def _sentence(review: MonthlyReview) -> Reason:
    again = [figure for figure in review.missed if figure.repeated_miss]
    if len(again) == 1:
        return Reason("{figure} was missed two months running: what is behind it needs an agreed plan.",
                      figure=figure_name(again[0].figure_id))  # fmt: skip
    if again:
        return Reason("{count} service levels were missed two months running: what is behind it needs an agreed plan.",
                      count=len(again))  # fmt: skip
    if review.missed:
        return Reason("No service level was missed two months running.")
    return Reason("No service level was missed this month.")


def _now(review: MonthlyReview, issues: Mapping[str, ActionIssue], browse: str) -> Table:
    return Table(
        caption=Reason("Missed this month"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Months missed in a row"), "count"),
            TableColumn(Reason("Missed in the last twelve months"), "count"),
            TableColumn(Reason("Corrective action")),
        ),
        rows=tuple(
            (
                figure_name(figure.figure_id),
                _row_of_misses(review, figure),
                _misses(review, figure),
                _issue(review, figure, issues, browse),
            )
            for figure in review.missed
        ),
        statuses=tuple("bad" for _ in review.missed),
        empty=Reason("No service level was missed this month."),
    )


def _issue(review: MonthlyReview, figure: ServiceLevelFigure, issues: Mapping[str, ActionIssue], browse: str) -> Value:
    issue = issues.get(f"{CORRECTIVE}{review.month}/{figure.figure_id}")
    return action_link(issue.key, browse) if issue else Reason("none yet")


def _statuses(review: MonthlyReview, figure: ServiceLevelFigure) -> list[bool]:
    """Whether each of the last months missed, this one last."""
    earlier = [status is FigureStatus.MISSED for status in review.earlier_statuses.get(figure.figure_id, ())]
    return [*earlier, True][-12:]


def _misses(review: MonthlyReview, figure: ServiceLevelFigure) -> int:
    return sum(_statuses(review, figure))


def _row_of_misses(review: MonthlyReview, figure: ServiceLevelFigure) -> int:
    missed = _statuses(review, figure)[::-1]
    return missed.index(False) if False in missed else len(missed)


def _table(caption: Reason, entries: tuple[RegisterEntry, ...], browse: str, empty: Reason) -> Table:
    return Table(
        caption=caption,
        columns=(
            TableColumn(Reason("Issue")),
            TableColumn(Reason("What it is about")),
            TableColumn(Reason("Owner")),
            TableColumn(Reason("Due"), "date"),
            TableColumn(Reason("State")),
            TableColumn(Reason("Status in Jira")),
        ),
        rows=tuple(
            (
                action_link(entry.key, browse),
                entry.summary,
                entry.owner or Reason("nobody"),
                entry.due_on,
                Marked(None, LOOKS[entry.state], STATE_WORDS[entry.state]),
                entry.status,
            )
            for entry in entries
        ),
        empty=empty,
    )
