"""Measure a month: the typed review from the tickets' snapshot, the workbook's tabs, the tracker's actions, the ledger.

Here: fetching and calling. Not here: any rule (`domain`), the phases (`tasks.measure`), publishing (`tasks.publish`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from prefect import task

from connectors.effects import effect_label
from connectors.ports.stores import Snapshot
from domain.actions.actions import NO_ACTIONS, action_issues
from domain.actions.register import RegisterEntry, RegisterIssue, register_entries
from domain.ledger.events import EventKind
from domain.ledger.spans import phase_spans
from domain.periods import shifted
from domain.review.changed_terms import changed_terms
from domain.review.restate import restate
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview, ReviewParts
from domain.review.shapes.parts import TabCoverage
from domain.review.workbook_parts import MonthTerms, SheetRows, workbook_parts
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.tabs import ValidatedTabs
from tasks.frame.telling import tell
from tasks.measure import recompute
from tasks.record import published_review
from tasks.restate import stored_review


@dataclass(frozen=True)
class MonthSources:
    """What a month is measured from, beside the ledger.

    Attributes:
        tabs: the workbook's tabs; None when it has none of those a review can use.
        issues: the actions' issues as the tracker has them now.
    """

    tickets: Snapshot
    tabs: ValidatedTabs | None
    issues: Sequence[RegisterIssue]


@task(name="measure month", task_run_name="measure {month}", **OUTSIDE)
def measure_month(
    context: RunContext, month: str, sources: MonthSources, restatements: tuple[Restatement, ...] = ()
) -> MonthlyReview:
    """The typed review of one month from complete histories, with every part that there is data for."""
    review = recompute(context, month, sources.tickets)
    events = context.book.events()
    if sources.tabs is not None:
        terms = MonthTerms.of(
            review,
            context.contract,
            context.rules.roi,
            context.rules.discovery,
            events,
            context.projects.vendor,
            context.wording,
        )
        review = review.with_parts(workbook_parts(sheet_rows(sources.tabs), terms))
    review = review.with_parts(
        ReviewParts(
            restatements=restatements,
            findings=(*(sources.tabs.findings if sources.tabs else ()), *review.findings),
            coverage=_coverage(context, review, sources.tabs),
            actions=_actions(context, month, sources.issues),
            phases=phase_spans(context.rollout_id, events, context.as_of, context.zone),
        )
    )
    review = review.with_parts(_compared(context, review))
    missed = ", ".join(figure.figure_id for figure in review.missed) or "none"
    tell(f"{month}: {review.tickets_read} tickets judged; missed service levels: {missed}")
    return review


def sheet_rows(tabs: ValidatedTabs) -> SheetRows:
    """The validated rows with the titles of their tabs."""
    titles = {quality.model: quality.tab for quality in tabs.quality}
    return SheetRows(rows=tabs.rows, sources=titles, snapshot_id=tabs.snapshot_id)


def _coverage(context: RunContext, review: MonthlyReview, tabs: ValidatedTabs | None) -> tuple[TabCoverage, ...]:
    read = review.tickets_read - review.tickets_unreadable
    of_tickets = TabCoverage(tab=context.projects.vendor, rows_seen=review.tickets_read, rows_read=read)
    of_tabs = tabs.quality if tabs else ()
    return (
        of_tickets,
        *(TabCoverage(tab=q.tab, rows_seen=q.rows_seen, rows_read=q.rows_read) for q in of_tabs),
    )


def _actions(context: RunContext, month: str, issues: Sequence[RegisterIssue]) -> tuple[RegisterEntry, ...]:
    created = (key for key in action_issues(context.book.events()) if not key.startswith(NO_ACTIONS))
    action_of = {effect_label(f"{context.rollout_id}/issue/{key}"): key for key in created}
    return register_entries(issues, action_of, before_month=month, day=context.as_of_on)


def _compared(context: RunContext, review: MonthlyReview) -> ReviewParts:
    """What is said otherwise than in the month before, and than in this month's draft."""
    before = _published(context, shifted(review.month, -1))
    draft = _draft(context, review.month)
    return ReviewParts(
        changed_terms=changed_terms(before, review) if before else (),
        since_draft=restate(draft, review, before=None, now=None, found_on=context.as_of_on)
        if draft and not review.provisional
        else None,
    )


def _published(context: RunContext, month: str) -> MonthlyReview | None:
    payload = published_review(context.book.ledger, context.rollout_id, month)
    return stored_review(context, payload) if payload else None


def _draft(context: RunContext, month: str) -> MonthlyReview | None:
    """The newest provisional review of the month."""
    for event in reversed(context.book.events()):
        if event.kind is EventKind.REVIEW_PUBLISHED and event.key.startswith(f"{month}/provisional/"):
            return stored_review(context, event.payload)
    return None
