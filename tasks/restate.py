"""Look at published months again: what the data say otherwise now becomes a dated restatement in the ledger.

Here: finding and recording. Not here: what a restatement is (`domain.review.restate`), showing it
(`reports.review.review`). A published review is never changed by any of this.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from prefect import task

from connectors.errors import NotFound
from connectors.ports.stores import Snapshot
from domain.agreement.in_force import contract_in_force, known_at_publication
from domain.ledger.events import EventKind
from domain.periods import months_before
from domain.review.restate import TicketFacts, restate, ticket_facts
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview
from domain.sla.month_frame import month_bounds
from domain.sla.rule_version import version_for
from domain.sla.tickets import TicketTables
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell
from tasks.measure import recompute
from tasks.record import published_review


@task(name="look at earlier months", task_run_name="look at the months before {month}", **OUTSIDE)
def recheck_months(context: RunContext, month: str, tickets: Snapshot) -> dict[str, Restatement | None]:
    """Each month before `month`, as many as the settings say, and its restatement; recorded once each.

    None is a month that says now what was published, or was never published.
    """
    months = months_before(month, context.rules.rechecked_months)
    return {earlier: _rechecked(context, earlier, tickets) for earlier in months}


@task(name="look at the month again", task_run_name="look at {month} again", **OUTSIDE)
def recheck_month(context: RunContext, month: str, tickets: Snapshot) -> Restatement | None:
    """The restatement of a published month, recorded once; None when nothing is said otherwise."""
    return _rechecked(context, month, tickets)


def stored_review(context: RunContext, payload: dict[str, Any]) -> MonthlyReview | None:
    """The typed review behind a ledger entry; None when an earlier version published it without keeping it."""
    return context.reviews.find(context.rollout_id, str(payload["review_hash"]))


def pending_restatements(
    context: RunContext, month: str, rechecked: Mapping[str, Restatement | None]
) -> tuple[Restatement, ...]:
    """The newest restatement of each month before `month` that no published review has told yet, oldest month first.

    Args:
        rechecked: months just looked at again; one that has no restatement now has nothing to tell any more.
    """
    told: set[str] = set()
    newest: dict[str, tuple[str, Restatement]] = {}
    for event in context.book.events():
        if event.kind is EventKind.REVIEW_PUBLISHED and not event.payload["provisional"]:
            told |= set(event.payload.get("restatements", ()))
        if event.kind is EventKind.REVIEW_RESTATED and event.payload["month"] < month:
            newest[event.payload["month"]] = event.key, Restatement.model_validate(event.payload)
    return tuple(
        restatement
        for name, (key, restatement) in sorted(newest.items())
        if key not in told and rechecked.get(name, restatement) is not None
    )


def restatement_key(restatement: Restatement) -> str:
    """The ledger's key: equal content is recorded once, whenever it is found."""
    return f"{restatement.month}/{restatement.content_hash[:16]}"


def _rechecked(context: RunContext, month: str, tickets: Snapshot) -> Restatement | None:
    payload = published_review(context.book.ledger, context.rollout_id, month)
    end_at = month_bounds(month, context.zone)[1]
    if payload is None or context.as_of < end_at:
        return None
    published = stored_review(context, payload)
    if published is None:
        return None
    version = version_for(published.rule_version)
    recomputed = recompute(_as_published(context, month), month, tickets, version)
    found = restate(
        published,
        recomputed,
        before=_facts(context, published),
        now=_facts(context, recomputed),
        found_on=context.as_of_on,
    )
    if found is not None:
        context.book.record(EventKind.REVIEW_RESTATED, restatement_key(found), found.model_dump(mode="json"))
        tell(f"{month}: {len(found.figures)} figures would be others now; it stays as published, a restatement is kept")
    return found


def _as_published(context: RunContext, month: str) -> RunContext:
    """The context with the contract that was in force when the month was published. Where nobody had named a price
    then, the one in force now serves."""
    known = known_at_publication(context.book.events(), month)
    contract = contract_in_force(context.terms.required, known).contract
    return context if contract.monthly_fee is None else replace(context, contract=contract)


def _facts(context: RunContext, review: MonthlyReview) -> TicketFacts | None:
    """What the review's snapshot knew; None when it is no longer there."""
    try:
        tables = TicketTables.read(partial(context.snapshots.read, review.snapshot_id))
    except NotFound:
        return None
    return ticket_facts(tables, review.cut_off_at)
