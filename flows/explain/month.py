"""Explain a figure or a ticket from what was already read: no tracker, no workbook, no Prefect.

Here: which snapshot answers. Not here: the story (`domain.review.ticket_story`), its words
(`reports.review.explanations`). A published month is explained from the snapshot it was published from; any other from
the newest tickets there are.
"""

import difflib
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.ledger.events import EventKind
from domain.ledger.snapshots import newest_snapshot
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from domain.review.build import build_review
from domain.review.review import MonthlyReview
from domain.review.ticket_story import TicketStory, explain_ticket
from domain.sla.month_frame import month_bounds, zone_of
from domain.sla.tickets import TicketTables
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import utc_now
from flows.wiring.parts import tickets_source
from flows.wiring.snapshots import snapshots


@dataclass(frozen=True)
class TicketEvidence:
    """The tickets of one snapshot, and until when they are looked at."""

    snapshot_id: str
    as_of: datetime
    published: bool
    tables: TicketTables


def evidence_of(settings: Settings, rollout: RolloutSettings, month: str, as_of: datetime | None) -> TicketEvidence:
    """The snapshot that answers for a month.

    Raises:
        RuleRefused: no tickets were ever pulled here.
    """
    ledger = open_ledger(settings)
    review = ledger.find(rollout.rollout_id, EventKind.REVIEW_PUBLISHED, month)
    if review is not None and as_of is None:
        end_at = month_bounds(month, zone_of(rollout.contract))[1]
        return _read(settings, rollout.rollout_id, review.payload["snapshot_id"], end_at, published=True)
    source = tickets_source(rollout.jira.vendor_project)
    if taken := newest_snapshot(ledger.events(rollout.rollout_id), source):
        return _read(settings, rollout.rollout_id, taken.snapshot_id, as_of or utc_now(), published=False)
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
    keys = evidence.tables.tickets["key"]
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
        evidence.tables,
        as_of=evidence.as_of,
        snapshot_id=evidence.snapshot_id,
    )


def month_story(rollout: RolloutSettings, month: str, figure_id: str, evidence: TicketEvidence) -> MonthlyReview:
    """The month's review, computed again from the snapshot.

    Raises:
        RuleRefused: it has no such figure; names those it has.
    """
    review = build_review(rollout, month, evidence.tables, as_of=evidence.as_of, snapshot_id=evidence.snapshot_id)
    known = [figure.figure_id for figure in review.figures]
    if figure_id not in known:
        raise RuleRefused(
            Reason("There is no figure {figure_id!a}", figure_id=figure_id),
            where=Reason("contract {contract_id}", contract_id=rollout.contract.contract_id),
            why=Reason("it has {names}", names=", ".join(known)),
            next_step=Reason("use one of them, or a ticket's key"),
        )
    return review


def _read(settings: Settings, rollout_id: str, snapshot_id: str, as_of: datetime, *, published: bool) -> TicketEvidence:
    store = snapshots(settings, rollout_id)
    return TicketEvidence(snapshot_id, as_of, published, TicketTables.read(partial(store.read, snapshot_id)))
