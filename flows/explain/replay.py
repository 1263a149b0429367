"""Replay: a published month computed again from the snapshot it was published from, and compared with what was said.

Here: reading what was kept, and the comparison. Not here: the figures (`domain.review.build`), a restatement's shape
(`domain.review.restate`). Needs neither Jira, Sheets nor Prefect, and writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.errors import IncompleteData
from connectors.files.snapshots import SnapshotFolder
from connectors.workbook.frames import cells_from_frame
from connectors.workbook.reading import read_tab
from domain.contract.credit_note import CreditNote
from domain.discovery.passed import approved_plan
from domain.ledger.phases import Event, EventKind
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from domain.review.build import build_review
from domain.review.restate import restate, ticket_facts
from domain.review.restatement import Restatement
from domain.review.review import KEPT_AS_PUBLISHED, LATER_FIELDS, MonthlyReview
from domain.review.workbook_parts import MonthTerms, SheetRows, sheet_blocks
from domain.sla.month_frame import month_bounds
from domain.workbook.tables import tab_title
from domain.workbook.tabs import REVIEW_TABS
from flows.wiring.contract_terms import with_contract_in_force
from flows.wiring.ledger import open_ledger
from flows.wiring.places import published_reviews

TicketTables = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]
"""Tickets, history, comments."""


@dataclass(frozen=True)
class Replay:
    """A month as published and as computed again.

    Attributes:
        differences: None when every figure, breach and credit is the same.
    """

    published: MonthlyReview
    recomputed: MonthlyReview
    differences: Restatement | None

    @property
    def same_bytes(self) -> bool:
        """Whether not only the figures but the whole content is the same."""
        return self.published.review_hash == self.recomputed.review_hash


def replay_month(settings: Settings, rollout: RolloutSettings, month: str, as_of: datetime | None) -> Replay:
    """Compute a published month again.

    Args:
        as_of: look at the snapshot as of this instant; None for the month's end, as it was published.

    Raises:
        RuleRefused: the month was not published here.
        IncompleteData: its typed review or its snapshot is gone or damaged.
    """
    ledger = open_ledger(settings)
    event = ledger.find(rollout.rollout_id, EventKind.REVIEW_PUBLISHED, month)
    if event is None:
        raise RuleRefused(
            Reason("{month} was not published here", month=month),
            where=rollout.rollout_id,
            next_step=Reason("publish its review"),
            start=Start(Work.REVIEW_MONTH, month=month, rollout_id=rollout.rollout_id),
        )
    published = published_reviews(settings).find(rollout.rollout_id, event.payload["review_hash"])
    if published is None:
        raise IncompleteData(
            Reason("The figures of {month} as published are not kept here", month=month),
            why=Reason("the file is gone, or an earlier version of this software published it"),
            next_step=Reason("put the folder 'published' back from a backup"),
        )
    store = SnapshotFolder(settings.home / "snapshots")
    read = partial(store.read, published.snapshot_id)
    tables = read("tickets"), read("history"), read("comments")
    earlier = [one for one in ledger.events(rollout.rollout_id) if one.sequence < event.sequence]
    sheet_id = str(event.payload.get("key_figures_snapshot_id", ""))
    then = with_contract_in_force(rollout, earlier)
    recomputed = _recomputed(KeptMonth(store, then, published, sheet_id, earlier), tables, as_of)
    before, now = (ticket_facts(*tables, review.cut_off_at) for review in (published, recomputed))
    day = recomputed.cut_off_at.astimezone(ZoneInfo(rollout.zone)).date()
    return Replay(published, recomputed, restate(published, recomputed, before=before, now=now, found_on=day))


@dataclass(frozen=True)
class KeptMonth:
    """What was known when the month was published.

    Attributes:
        sheet_id: snapshot of the workbook's tabs; empty when none was read.
        events: the ledger before the publication.
    """

    store: SnapshotFolder
    rollout: RolloutSettings
    published: MonthlyReview
    sheet_id: str
    events: Sequence[Event]


def _recomputed(known: KeptMonth, tables: TicketTables, as_of: datetime | None) -> MonthlyReview:
    tickets, history, comments = tables
    rollout, published = known.rollout, known.published
    review = build_review(
        rollout_id=rollout.rollout_id,
        company=rollout.company,
        contract=rollout.contract,
        month=published.month,
        tickets=tickets,
        history=history,
        comments=comments,
        as_of=as_of or month_bounds(published.month, rollout.zone)[1],
        snapshot_id=published.snapshot_id,
    )
    # What the workbook's checks found, what was told of earlier months, and how Jira's actions and the phases stood
    # when it was published are not in the snapshots; what earlier versions did not say is not said now.
    kept = {name: getattr(published, name) for name in KEPT_AS_PUBLISHED}
    kept |= {name: getattr(published, name) for name in LATER_FIELDS if not getattr(published, name)}
    of_sheets = tuple(f for f in published.findings if f.tab != rollout.jira.vendor_project)
    blocks = _blocks(known, review.credit_note)
    return review.model_copy(update=blocks | kept | {"findings": (*of_sheets, *review.findings)})


def _blocks(known: KeptMonth, note: CreditNote | None) -> dict[str, Any]:
    """The parts from the workbook, from their own snapshot, under the baselines and the plan that were known then."""
    published, rollout = known.published, known.rollout
    if not known.sheet_id:
        return {"kpis": published.kpis}
    workbook = cells_from_frame(known.store.read(known.sheet_id, "cells"), known.store.find(known.sheet_id).notes)
    titles = {m.__name__: tab_title(m, rollout.sheets.tabs, rollout.language) for m in REVIEW_TABS}
    rows = {
        model.__name__: read_tab(workbook.tabs[titles[model.__name__]], model, locale=workbook.locale).rows
        for model in REVIEW_TABS
        if titles[model.__name__] in workbook.tabs
    }
    terms = MonthTerms(
        month=published.month,
        contract=rollout.contract,
        targets=rollout.rules.roi,
        signs=rollout.rules.discovery.signs,
        minimum_group_size=rollout.rules.discovery.minimum_group_size,
        baselines=published.kpis.baselines if published.kpis else (),
        plan=approved_plan(known.events),
        note=note,
    )
    return sheet_blocks(SheetRows(rows=rows, sources=titles, snapshot_id=known.sheet_id), terms)
