"""The monthly SLA review: pull complete histories, compute one month, publish it once.

Here: the order of work. Not here: the figures (`domain.review.build`), the document (`reports.review.review`).
A published month stays as it was published; later changes are for a restatement, never a silent overwrite.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict

from connectors.ports.stores import Snapshot
from domain.actions.actions import REVIEW_PREFIX, action_issues
from domain.ledger.anchors import newest_anchor
from domain.periods import month_of, months_before
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.review.corrective import corrective_actions
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview
from domain.sla.month_frame import month_bounds
from domain.values import changed
from domain.workbook.tabs import REVIEW_TABS
from flows.frame.running import rollout_flow
from flows.requests import ReviewRequest
from flows.site.refresh import refresh_site
from flows.wiring.context import run_context
from reports.documents import Document
from reports.forms.comments import comment_text
from reports.language import Speaker
from reports.review import review as review_document
from reports.review.breaches import breach_table
from reports.review.levels import matrix_table
from tasks.announce import announce
from tasks.contract import tell_contract
from tasks.frame.context import Announced, Published, RunContext
from tasks.frame.events import emit
from tasks.frame.tabs import ValidatedTabs
from tasks.frame.telling import tell, tell_progress
from tasks.measure_month import MonthSources, measure_month
from tasks.publish import (
    action_drafts,
    add_comment,
    browse_address,
    create_issues,
    draft,
    publish_page,
    publish_pdf,
    publish_tabs,
    publish_workbook,
)
from tasks.pull import pull_actions, pull_if_there, pull_tickets
from tasks.record import published_review, record_review
from tasks.restate import pending_restatements, recheck_month, recheck_months, restatement_key, stored_review
from tasks.show import show_summary, show_table
from tasks.validate import validate_tabs


class ReviewOutcome(BaseModel):
    """What a review's run came to.

    Attributes:
        changed: False when the month was published before.
        differs: the data now give other figures than the published ones.
        earlier: the months before it, when several were asked for, oldest first.
    """

    model_config = ConfigDict(frozen=True)

    month: str
    verdict: str
    review_hash: str
    changed: bool
    differs: bool = False
    links: dict[str, str] = {}
    earlier: tuple["ReviewOutcome", ...] = ()

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        before = f"{len(self.earlier)} earlier months, then " if self.earlier else ""
        return f"{before}{'Published' if self.changed else 'Was published before'}: {self.verdict}"


@rollout_flow("monthly_review", "{rollout} · review · {month}")
def monthly_review(request: ReviewRequest) -> ReviewOutcome:
    """Publish the SLA review of one month, or of several up to it: attainment per clause and priority from complete
    ticket histories, in working hours, as a page, an Excel file, tabs and a Jira comment. A month is published once;
    what is known better later is told in the next review as a restatement."""
    with run_context(
        request.rollout,
        started_by=request.started_by,
        as_of=request.as_of,
        name=f"review-{request.month}",
        announces=True,
    ) as context:
        tell_contract(context)
        check_month_is_due(context, request.month)
        months = months_to_review(context, request.month, request.months)
        snapshot = pull_tickets(context, context.projects.vendor)
        kept, models = pull_if_there(context, REVIEW_TABS)
        tabs = validate_tabs(context, kept, models) if kept else None
        rechecked = recheck_months(context, months[0], snapshot)
        outcomes = []
        for done, month in enumerate(months, start=1):
            outcomes.append(_review_month(context, month, snapshot, tabs, rechecked))
            tell_progress("reviews", done, len(months))
    refresh_site(request.rollout)
    return changed(outcomes[-1], earlier=tuple(outcomes[:-1]))


def months_to_review(context: RunContext, month: str, count: int) -> tuple[str, ...]:
    """The last `count` months up to `month`, without those before the contract, oldest first."""
    wanted = (*months_before(month, count - 1), month)
    first = month_of(context.contract.starts_on)
    skipped = [name for name in wanted if name < first]
    if skipped:
        tell(f"{skipped[0]} to {skipped[-1]} are left out: the contract starts on {context.contract.starts_on}")
    return tuple(name for name in wanted if name >= first)


def _review_month(
    context: RunContext,
    month: str,
    snapshot: Snapshot,
    tabs: ValidatedTabs | None,
    rechecked: dict[str, Restatement | None],
) -> ReviewOutcome:
    earlier = published_review(context.book.ledger, context.rollout_id, month)
    stored = stored_review(context, earlier) if earlier else None
    restatements = stored.restatements if stored else pending_restatements(context, month, rechecked)
    review = measure_month(context, month, MonthSources(snapshot, tabs, pull_actions(context)), restatements)
    if earlier is not None:
        restatement = recheck_month(context, month, snapshot)
        return _stands_as_published(context, stored or review, earlier, restatement)
    return _publish(context, review, tabs)


def check_month_is_due(context: RunContext, month: str) -> None:
    """Refuse a month without a contract, or one that has not begun.

    Raises:
        RuleRefused: names the first month that can be reviewed, or the one that runs now.
    """
    begins_at = month_bounds(month, context.zone)[0]
    first = month_of(context.contract.starts_on)
    if month < first:
        raise RuleRefused(
            Reason("There is no review of {month}", month=month),
            where=Reason("contract {contract_id}", contract_id=context.contract.contract_id),
            why=Reason("the contract starts on {starts_on}", starts_on=context.contract.starts_on),
            next_step=Reason("the first month to review is {first_month}", first_month=first),
        )
    if begins_at >= context.as_of:
        raise RuleRefused(
            Reason("{month} has not begun", month=month),
            why=Reason("figures are looked at as of {as_of}", as_of=context.as_of),
            next_step=Reason("review a month that is over"),
        )


def _publish(context: RunContext, review: MonthlyReview, tabs: ValidatedTabs | None) -> ReviewOutcome:
    """Issues first, because the document names them; then every form; then the record."""
    context.reviews.save(review)
    anchor = str(newest_anchor(context.book.events()) or "")
    gathering, issues = _create_issues(context, review)
    document = compose_review(context, review, anchor)
    links = publish_forms(context, document)
    name = f"{REVIEW_PREFIX}{review.month}"
    comment = comment_text(document, context.language, links, anchor)  # the tracker links the keys in it by itself
    version = f"{name}/{review.review_hash[:16]}"
    add_comment(context, gathering, comment, version)
    links |= issues.links
    # Only what is final is told around; a provisional review is for those who look it up.
    announced = Announced() if review.provisional else announce(context, document, links, version)
    show_summary(context, document, links, (*announced.missed, context.terms.told()))
    show_table(context, f"service-levels-{review.month}", matrix_table(review))
    show_table(context, f"breaches-{review.month}", breach_table(review))
    verdict = Speaker(context.language, zone=context.zone, currency=review.currency).say(document.verdict)
    record_review(context, review.month, _payload(review, links, tabs))
    emit(context.rollout_id, "review.published", {"month": review.month, "verdict": verdict})
    for figure in review.missed:
        emit(context.rollout_id, "sla.breached", {"month": review.month, "figure": figure.figure_id})
    return ReviewOutcome(month=review.month, verdict=verdict, review_hash=review.review_hash, changed=True, links=links)


def compose_review(context: RunContext, review: MonthlyReview, anchor: str = "") -> Document:
    """The review's document, with the issues of its actions as the ledger knows them."""
    return review_document.compose(
        review, anchor, issues=action_issues(context.book.events()), browse=browse_address(context.tracker)
    )


def publish_forms(context: RunContext, document: Document) -> dict[str, str]:
    """The document in every form, and where each can be opened."""
    page = publish_page(context, document)
    pdf = publish_pdf(context, document)
    workbook = publish_workbook(context, document)
    tabs = publish_tabs(context, document)
    return {**page.links, **pdf.links, **workbook.links, **tabs.links}


def _create_issues(context: RunContext, review: MonthlyReview) -> tuple[str, Published]:
    """The issue that gathers the review, and one per missed service level unless the month is not over."""
    speaker = Speaker(context.language, zone=context.zone, currency=review.currency)
    name = f"{REVIEW_PREFIX}{review.month}"
    gathering = draft(
        context,
        name,
        "task",
        speaker.say(review_document.title(review)) + f" · {review.vendor}",
        speaker.say(Reason("The month's service review: figures, breaches and actions are gathered here.")),
    )
    actions = () if review.provisional else corrective_actions(review, context.rules.corrective_days)
    issues = create_issues(context, (gathering, *action_drafts(context, actions)))
    return str(issues.references[name]), issues


def _payload(review: MonthlyReview, links: dict[str, str], tabs: ValidatedTabs | None) -> dict[str, Any]:
    return {
        "month": review.month,
        "review_hash": review.review_hash,
        "snapshot_id": review.snapshot_id,
        "key_figures_snapshot_id": tabs.snapshot_id if tabs else "",
        "cut_off_at": review.cut_off_at.isoformat(),
        "provisional": review.provisional,
        "restatements": [restatement_key(restatement) for restatement in review.restatements],
        "links": links,
    }


def _stands_as_published(
    context: RunContext, review: MonthlyReview, earlier: dict[str, Any], restatement: Restatement | None
) -> ReviewOutcome:
    """Show the month as it was published; what the data say otherwise is on record as a restatement."""
    if restatement is None:
        tell(f"{review.month} was published before, with the same figures")
    document = compose_review(context, review)
    speaker = Speaker(context.language, zone=context.zone, currency=context.contract.currency)
    version = f"review-{review.month}/{earlier['review_hash'][:16]}"
    announced = announce(context, document, earlier["links"], version, again=True)
    show_summary(context, document, dict(earlier["links"]), announced.missed)
    return ReviewOutcome(
        month=review.month,
        verdict=speaker.say(document.verdict),
        review_hash=str(earlier["review_hash"]),
        changed=False,
        differs=restatement is not None,
        links=dict(earlier["links"]),
    )
