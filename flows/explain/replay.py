"""Replay: a published month computed again from the snapshot it was published from, and compared with what was said.

Here: reading what was kept, and the comparison. Not here: the figures (`domain.review.build`), a restatement's shape
(`domain.review.restate`). Needs neither tracker, workbook nor Prefect, and writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.errors import IncompleteData
from connectors.files.snapshots import SnapshotFolder
from connectors.workbook.frames import cells_from_frame
from connectors.workbook.reading import read_tab
from domain.ledger.phases import Event, EventKind
from domain.periods import local_day
from domain.problems import RuleRefused
from domain.review.build import build_review
from domain.review.restate import restate, ticket_facts
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview, ReviewParts
from domain.review.workbook_parts import MonthTerms, SheetRows, workbook_parts
from domain.sla.month_frame import month_bounds
from domain.sla.rule_version import version_for
from domain.sla.tickets import TicketTables
from domain.workbook.tables import tab_title
from domain.workbook.tabs import REVIEW_TABS
from flows.wiring.contract_terms import with_contract_in_force
from flows.wiring.ledger import open_ledger
from flows.wiring.parts import project_keys
from flows.wiring.places import published_reviews


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
    tables = TicketTables.read(partial(store.read, published.snapshot_id))
    earlier = [one for one in ledger.events(rollout.rollout_id) if one.sequence < event.sequence]
    sheet_id = str(event.payload.get("key_figures_snapshot_id", ""))
    then = with_contract_in_force(rollout, earlier)
    recomputed = _recomputed(KeptMonth(store, then, published, sheet_id, earlier), tables, as_of)
    before, now = (ticket_facts(tables, review.cut_off_at) for review in (published, recomputed))
    day = local_day(recomputed.cut_off_at, rollout.zone)
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
    rollout, published = known.rollout, known.published
    until = as_of or month_bounds(published.month, rollout.zone)[1]
    review = build_review(
        rollout,
        published.month,
        tables,
        as_of=until,
        snapshot_id=published.snapshot_id,
        rule_version=version_for(published.rule_version),
    )
    # What the workbook's checks found is not in the snapshots, nor what was told of earlier months, nor how actions and
    # phases stood when it was published.
    of_sheets = tuple(f for f in published.findings if f.tab != project_keys(rollout).vendor)
    return (
        review.with_parts(_workbook_parts(known, review))
        .as_told_by(published)
        .with_parts(ReviewParts(findings=(*of_sheets, *review.findings)))
    )


def _workbook_parts(known: KeptMonth, review: MonthlyReview) -> ReviewParts:
    """The parts from the workbook, from their own snapshot, under the baselines and the plan that were known then."""
    rollout = known.rollout
    if not known.sheet_id:
        return ReviewParts(kpis=known.published.kpis)
    terms = MonthTerms.of(
        review,
        rollout.contract,
        rollout.rules.roi,
        rollout.rules.discovery,
        known.events,
        project_keys(rollout).vendor,
    )
    return workbook_parts(_sheet_rows(known), terms)


def _sheet_rows(known: KeptMonth) -> SheetRows:
    rollout, sheet_id = known.rollout, known.sheet_id
    workbook = cells_from_frame(known.store.read(sheet_id, "cells"), known.store.find(sheet_id).notes)
    titles = {m.__name__: tab_title(m, rollout.sheets.tabs, rollout.language) for m in REVIEW_TABS}
    rows = {
        model.__name__: read_tab(workbook.tabs[titles[model.__name__]], model, locale=workbook.locale).rows
        for model in REVIEW_TABS
        if titles[model.__name__] in workbook.tabs
    }
    return SheetRows(rows=rows, sources=titles, snapshot_id=sheet_id)
