"""The end of the review: how it is made, on which days the service was closed, what changed, and the phases' timeline.

Not here: the comparisons (`domain.review.changed_terms`, `domain.review.restate`).
"""

from collections.abc import Sequence
from datetime import date

from domain.ledger.spans import PhaseSpan
from domain.ledger.state import PhaseStatus
from domain.reasons import Reason
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview
from reports.contract.levels import level_terms_table
from reports.documents import Chart, Section, Table, TableColumn
from reports.drawings import Span, Status, Timeline
from reports.review.restatements import restatement_lines
from reports.words import word

PHASE_LOOKS: dict[PhaseStatus, Status] = {
    PhaseStatus.APPROVED: "good",
    PhaseStatus.HELD: "bad",
    PhaseStatus.REFUSED: "bad",
    PhaseStatus.REOPENED: "warning",
    PhaseStatus.AWAITING_DECISION: "warning",
}


def appendix_section(review: MonthlyReview) -> Section:
    """Definitions, calendar, lineage, and what changed since the draft and since the month before."""
    return Section(
        Reason("Appendix: definitions, calendar and lineage"),
        (*_method(review), *_changes(review)),
        (_closed(review), _definitions(review)),
    )


def phases_section(review: MonthlyReview) -> Section:
    """The rollout's phases over time."""
    return Section(Reason("The rollout's phases"), charts=timeline(review.phases, review.ends_on))


def _method(review: MonthlyReview) -> tuple[Reason, ...]:
    calendars = ", ".join(f"{name} ({version})" for name, version in sorted(review.calendar_versions.items()))
    return (
        Reason("Computed from the complete history of {count} tickets, not from Jira's own SLA fields.",
               count=review.tickets_read),
        Reason("Service calendar: {calendars}, time zone {zone}. Rules: version {rules}.",
               calendars=calendars, zone=review.zone, rules=review.rule_version),
        Reason("Exactly on the deadline is in time. A breach that happened is not erased by a later re-opening."),
        Reason("The interval is Wilson's, at 95 % confidence: it shows what the sample can tell, and judges nothing."),
        Reason("Every figure can be explained: rollout explain names the ticket, the clock and the deciding entry."),
    )  # fmt: skip


def _changes(review: MonthlyReview) -> tuple[Reason, ...]:
    terms = review.changed_terms or (Reason("No definition has changed since the month before."),)
    return (*terms, *_since_draft(review.since_draft))


def _since_draft(draft: Restatement | None) -> tuple[Reason, ...]:
    if draft is None:
        return ()
    return (Reason("Changed since the draft:"), *restatement_lines(draft))


def _closed(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Days of the month on which the service had other hours than its weekday"),
        columns=(
            TableColumn(Reason("Day"), "date"),
            TableColumn(Reason("Calendar")),
            TableColumn(Reason("Why")),
        ),
        rows=tuple((day.on, day.calendar, day.name or Reason("closed by the contract")) for day in review.closed_days),
        empty=Reason("None: every weekday had its usual hours."),
    )


def _definitions(review: MonthlyReview) -> Table:
    levels = ((f.figure_id, f.metric, f.target_minutes, f.required) for f in review.figures)
    return level_terms_table(Reason("What each service level means"), levels)


def timeline(phases: Sequence[PhaseSpan], until_on: date, table: Table | None = None) -> tuple[Chart, ...]:
    """A bar per phase up to a day, with its table; nothing before the first phase has begun.

    Args:
        table: one that says more than the bars, with the same days.
    """
    if not phases:
        return ()
    today = max(until_on, *(span.from_on for span in phases))
    last = phases[-1]
    return (
        Chart(
            caption=Reason("When each phase ran"),
            alt=Reason(
                "A bar per phase. {phase} began on {day} and is {status}.",
                phase=word(last.phase),
                day=last.from_on,
                status=word(last.status),
            ),
            drawing=Timeline(
                tuple(
                    Span(word(s.phase), s.from_on, s.until_on, word(s.status), PHASE_LOOKS.get(s.status, "neutral"))
                    for s in phases
                ),
                today,
            ),
            table=table or _spans(phases),
        ),
    )


def _spans(phases: Sequence[PhaseSpan]) -> Table:
    return Table(
        caption=Reason("Phases"),
        columns=(
            TableColumn(Reason("Phase")),
            TableColumn(Reason("From"), "date"),
            TableColumn(Reason("Until"), "date"),
            TableColumn(Reason("Status")),
        ),
        rows=tuple((word(s.phase), s.from_on, s.until_on, word(s.status)) for s in phases),
        statuses=tuple(PHASE_LOOKS.get(s.status, "neutral") for s in phases),
    )
