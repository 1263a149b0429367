"""Explain a figure or a ticket from what was already read: no Jira, no Sheets, no Prefect.

Here: which snapshot answers. Not here: the story (`domain.review.ticket_story`), its words
(`reports.review.explanations`). A published month is explained from the snapshot it was published from; any other from
the newest tickets there are.
"""

import difflib
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.files.snapshots import SnapshotFolder
from domain.ledger.phases import EventKind
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from domain.review.build import build_review
from domain.review.review import MonthlyReview
from domain.review.ticket_story import TicketStory, explain_ticket
from domain.sla.month_frame import month_bounds, zone_of
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import utc_now


@dataclass(frozen=True)
class TicketEvidence:
    """The ticket tables of one snapshot, and until when they are looked at."""

    snapshot_id: str
    as_of: datetime
    published: bool
    tickets: pl.DataFrame
    history: pl.DataFrame
    comments: pl.DataFrame


def evidence_of(settings: Settings, rollout: RolloutSettings, month: str, as_of: datetime | None) -> TicketEvidence:
    """The snapshot that answers for a month.

    Raises:
        RuleRefused: no tickets were ever pulled here.
    """
    ledger = open_ledger(settings)
    review = ledger.find(rollout.rollout_id, EventKind.REVIEW_PUBLISHED, month)
    if review is not None and as_of is None:
        end_at = month_bounds(month, zone_of(rollout.contract))[1]
        return _read(settings, review.payload["snapshot_id"], end_at, published=True)
    source = f"jira:{rollout.jira.vendor_project}"
    for event in reversed(ledger.events(rollout.rollout_id)):
        if event.kind is EventKind.SNAPSHOT_TAKEN and event.payload["source"] == source:
            return _read(settings, event.payload["snapshot_id"], as_of or utc_now(), published=False)
    raise RuleRefused(
        Reason("There is nothing to explain yet"),
        where=rollout.rollout_id,
        why=Reason("no tickets have been pulled here"),
        next_step=Reason("publish the month's review"),
        start=Start(Work.REVIEW_MONTH, month=month, rollout_id=rollout.rollout_id),
    )


def ticket_story(rollout: RolloutSettings, month: str, key: str, evidence: TicketEvidence) -> TicketStory:
    """One ticket's story.

    Raises:
        RuleRefused: there is no such ticket; names keys that look alike.
    """
    keys = evidence.tickets["key"]
    if key not in keys:
        near = difflib.get_close_matches(key, keys.to_list(), n=3)
        raise RuleRefused(
            Reason("There is no ticket {key!a}", key=key),
            where=Reason("snapshot {snapshot}", snapshot=evidence.snapshot_id),
            why=Reason("alike are {names}", names=", ".join(near))
            if near
            else Reason("it holds {count} tickets", count=len(keys)),
            next_step=Reason("check the key, or pull again with a review"),
        )
    return explain_ticket(
        rollout.contract,
        month,
        key,
        evidence.tickets,
        evidence.history,
        evidence.comments,
        as_of=evidence.as_of,
        snapshot_id=evidence.snapshot_id,
    )


def month_story(rollout: RolloutSettings, month: str, figure_id: str, evidence: TicketEvidence) -> MonthlyReview:
    """The month's review, computed again from the snapshot.

    Raises:
        RuleRefused: it has no such figure; names those it has.
    """
    review = build_review(
        rollout_id=rollout.rollout_id,
        company=rollout.company,
        contract=rollout.contract,
        month=month,
        tickets=evidence.tickets,
        history=evidence.history,
        comments=evidence.comments,
        as_of=evidence.as_of,
        snapshot_id=evidence.snapshot_id,
    )
    known = [figure.figure_id for figure in review.figures]
    if figure_id not in known:
        raise RuleRefused(
            Reason("There is no figure {figure_id!a}", figure_id=figure_id),
            where=Reason("contract {contract_id}", contract_id=rollout.contract.contract_id),
            why=Reason("it has {names}", names=", ".join(known)),
            next_step=Reason("use one of them, or a ticket's key"),
        )
    return review


def _read(settings: Settings, snapshot_id: str, as_of: datetime, *, published: bool) -> TicketEvidence:
    store = SnapshotFolder(settings.home / "snapshots")
    tickets, history, comments = (store.read(snapshot_id, name) for name in ("tickets", "history", "comments"))
    return TicketEvidence(snapshot_id, as_of, published, tickets, history, comments)
