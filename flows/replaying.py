"""Replay: a published month computed again from the snapshot it was published from, and compared with what was said.

Here: reading what was kept, and the comparison. Not here: the figures (`domain.months`), a restatement's shape
(`domain.restatements`). Needs neither Jira, Sheets nor Prefect, and writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import polars as pl

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.base import IncompleteData
from connectors.sheets_cells import read_tab
from connectors.snapshot_cells import cells_from_frame
from connectors.snapshots import SnapshotFolder
from domain.kpis import KpiBlock, measure_kpis
from domain.month_frame import month_bounds
from domain.months import build_review
from domain.periods import month_of
from domain.phases import EventKind
from domain.problems import RuleRefused
from domain.records import BusinessMonth
from domain.restated_figures import Restatement
from domain.restatements import restate, ticket_facts
from domain.reviews import MonthlyReview
from flows.wiring import open_ledger, published_reviews

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
    event = open_ledger(settings).find(rollout.rollout_id, EventKind.REVIEW_PUBLISHED, month)
    if event is None:
        raise RuleRefused(
            f"{month} was not published here",
            where=rollout.rollout_id,
            next_step=f"rollout review --rollout {rollout.rollout_id} --month {month}",
        )
    published = published_reviews(settings).find(rollout.rollout_id, event.payload["review_hash"])
    if published is None:
        raise IncompleteData(
            f"The figures of {month} as published are not kept here",
            why="the file is gone, or an earlier version of this software published it",
            next_step="put the folder 'published' back from a backup",
        )
    store = SnapshotFolder(settings.home / "snapshots")
    read = partial(store.read, published.snapshot_id)
    tables = read("tickets"), read("history"), read("comments")
    key_figures = event.payload.get("key_figures_snapshot_id", "")
    recomputed = _recomputed(store, tables, rollout, published, key_figures, as_of)
    before, now = (ticket_facts(*tables, review.cut_off_at) for review in (published, recomputed))
    day = recomputed.cut_off_at.astimezone(ZoneInfo(rollout.zone)).date()
    return Replay(published, recomputed, restate(published, recomputed, before=before, now=now, found_on=day))


def _recomputed(
    store: SnapshotFolder,
    tables: TicketTables,
    rollout: RolloutSettings,
    published: MonthlyReview,
    key_figures: str,
    as_of: datetime | None,
) -> MonthlyReview:
    tickets, history, comments = tables
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
    # Findings of the sheet's checks, and what was told of earlier months, are not computed from this snapshot.
    of_sheets = tuple(f for f in published.findings if f.tab != rollout.jira.vendor_project)
    return review.model_copy(
        update={
            "kpis": _kpis(store, rollout, published, key_figures),
            "findings": (*of_sheets, *review.findings),
            "restatements": published.restatements,
        }
    )


def _kpis(
    store: SnapshotFolder, rollout: RolloutSettings, published: MonthlyReview, snapshot_id: str
) -> KpiBlock | None:
    """The KPI block from the key figures' own snapshot, under the baselines that were locked then."""
    if published.kpis is None or not snapshot_id:
        return published.kpis
    workbook = cells_from_frame(store.read(snapshot_id, "cells"), store.find(snapshot_id).notes)
    title = published.kpis.sources[0].source
    contract = rollout.contract
    return measure_kpis(
        read_tab(workbook.tabs[title], BusinessMonth, locale=workbook.locale).rows,
        rollout.rules.roi,
        published.kpis.baselines,
        month=published.month,
        contract_start=month_of(contract.starts_on),
        transition_cost_per_month=contract.transition_cost_per_month,
        source=title,
        snapshot_id=snapshot_id,
    )
