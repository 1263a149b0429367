"""The monthly SLA review: pull complete histories, compute one month, publish it once.

Here: the order of work. Not here: the figures (`domain.months`), the document (`reports.review`).
A published month stays as it was published; later changes are for a restatement, never a silent overwrite.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.months import month_bounds
from domain.periods import month_of
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.records import BusinessMonth
from domain.reviews import MonthlyReview
from flows.requests import ReviewRequest
from flows.running import rollout_flow
from flows.wiring import run_context
from reports import review as review_document
from reports.comments import comment_text
from reports.documents import Document
from reports.language import Speaker
from tasks.context import RunContext
from tasks.measure import measure_month
from tasks.publish import add_comment, create_issues, draft, publish_page, publish_tabs
from tasks.pull import pull_if_there, pull_tickets
from tasks.record import published_review, record_review
from tasks.show import show_summary
from tasks.telling import tell
from tasks.validate import validate_tabs


class ReviewOutcome(BaseModel):
    """What a review's run came to.

    Attributes:
        changed: False when the month was published before.
        differs: the data now give other figures than the published ones.
    """

    model_config = ConfigDict(frozen=True)

    month: str
    verdict: str
    review_hash: str
    changed: bool
    differs: bool = False
    links: dict[str, str] = {}

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        return f"{'Published' if self.changed else 'Was published before'}: {self.verdict}"


@rollout_flow("monthly_review", "{rollout} · review · {month}")
def monthly_review(request: ReviewRequest) -> ReviewOutcome:
    """Publish the SLA review of one month: attainment per clause and priority from complete ticket histories,
    in working hours, as a tab, a page and a Jira comment. A month is published once."""
    with run_context(
        request.rollout, started_by=request.started_by, as_of=request.as_of, name=f"review-{request.month}"
    ) as context:
        check_month_is_due(context, request.month)
        snapshot = pull_tickets(context, context.projects.vendor)
        tab = pull_if_there(context, BusinessMonth)
        key_figures = validate_tabs(context, tab, (BusinessMonth,)) if tab else None
        review = measure_month(context, request.month, snapshot, key_figures)
        document = review_document.compose(review)
        earlier = published_review(context.book.ledger, context.rollout_id, request.month)
        if earlier is not None:
            return _stands_as_published(context, document, review, earlier)
        return _publish(context, document, review)


def check_month_is_due(context: RunContext, month: str) -> None:
    """Refuse a month without a contract, or one that has not begun.

    Raises:
        RuleRefused: names the first month that can be reviewed, or the one that runs now.
    """
    begins_at = month_bounds(month, context.zone)[0]
    first = month_of(context.contract.starts_on)
    if month < first:
        raise RuleRefused(
            f"There is no review of {month}",
            where=f"contract {context.contract.contract_id}",
            why=f"the contract starts on {context.contract.starts_on}",
            next_step=f"the first month to review is {first}",
        )
    if begins_at >= context.as_of:
        raise RuleRefused(
            f"{month} has not begun",
            why=f"figures are looked at as of {context.as_of:%Y-%m-%d %H:%M}",
            next_step="review a month that is over",
        )


def _publish(context: RunContext, document: Document, review: MonthlyReview) -> ReviewOutcome:
    tabs = publish_tabs(context, document)
    page = publish_page(context, document)
    speaker = Speaker(context.language, zone=context.zone, currency=context.contract.currency)
    name = f"review-{review.month}"
    issue = create_issues(
        context,
        (
            draft(
                context,
                name,
                "task",
                speaker.say(document.title) + f" · {review.vendor}",
                speaker.say(Reason("The month's service review: figures, breaches and actions are gathered here.")),
            ),
        ),
    )
    links = {**page.links, **tabs.links}
    key = str(issue.references[name])
    add_comment(context, key, comment_text(document, context.language, links), f"{name}/{review.review_hash[:16]}")
    links |= issue.links
    show_summary(context, document, links)
    record_review(context, review.month, _payload(review, links))
    return ReviewOutcome(
        month=review.month,
        verdict=speaker.say(document.verdict),
        review_hash=review.review_hash,
        changed=True,
        links=links,
    )


def _payload(review: MonthlyReview, links: dict[str, str]) -> dict[str, Any]:
    return {
        "month": review.month,
        "review_hash": review.review_hash,
        "snapshot_id": review.snapshot_id,
        "cut_off_at": review.cut_off_at.isoformat(),
        "provisional": review.provisional,
        "links": links,
    }


def _stands_as_published(
    context: RunContext, document: Document, review: MonthlyReview, earlier: dict[str, Any]
) -> ReviewOutcome:
    differs = earlier["review_hash"] != review.review_hash
    if differs:
        tell(
            f"{review.month} was published with other figures ({earlier['review_hash'][:12]}); "
            f"the data now give {review.review_hash[:12]}. The published month stays as it is."
        )
    else:
        tell(f"{review.month} was published before, with the same figures")
    speaker = Speaker(context.language, zone=context.zone, currency=context.contract.currency)
    show_summary(context, document, dict(earlier["links"]))
    return ReviewOutcome(
        month=review.month,
        verdict=speaker.say(document.verdict),
        review_hash=str(earlier["review_hash"]),
        changed=False,
        differs=differs,
        links=dict(earlier["links"]),
    )
