"""What was known when a month was published: its review, the snapshots it was computed from, the ledger before it.

Here: finding and reading it, and the month computed again from it. Not here: comparing it with what was said
(`flows.explain.replay`), how its metrics came about (`flows.explain.kpis`). Needs neither tracker, workbook nor
Prefect, and writes nothing.
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
from domain.ledger.events import Event, EventKind
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from domain.review.build import build_review
from domain.review.review import MonthlyReview
from domain.review.workbook_parts import MonthTerms, SheetRows
from domain.sla.month_frame import month_bounds
from domain.sla.rule_version import version_for
from domain.sla.tickets import TicketTables
from domain.workbook.tables import Row
from domain.workbook.tabs import REVIEW_TABS
from flows.explain.kept import Readings
from flows.wiring.contract_terms import with_contract_in_force
from flows.wiring.ledger import open_ledger
from flows.wiring.parts import project_keys
from flows.wiring.places import published_reviews
from flows.wiring.snapshots import snapshots
from reports.catalogues.reading import wording


@dataclass(frozen=True)
class KeptMonth:
    """What was known when the month was published.

    Attributes:
        rollout: with the contract that was in force then.
        sheet_id: snapshot of the workbook's tabs; empty when none was read.
        events: the ledger before the publication.
    """

    store: SnapshotFolder
    rollout: RolloutSettings
    published: MonthlyReview
    sheet_id: str
    events: Sequence[Event]

    def tables(self) -> TicketTables:
        """The tickets it was computed from."""
        return TicketTables.read(partial(self.store.read, self.published.snapshot_id))

    def service_levels(self, tables: TicketTables, as_of: datetime | None) -> MonthlyReview:
        """What follows from the tickets, under the rules it was published under where those are still computed.

        Args:
            as_of: look at them as of this instant; None for the month's end, as it was published.
        """
        return build_review(
            self.rollout,
            self.published.month,
            tables,
            as_of=as_of or month_bounds(self.published.month, self.rollout.zone)[1],
            snapshot_id=self.published.snapshot_id,
            rule_version=version_for(self.published.rule_version),
        )

    def readings(self) -> Readings:
        """The workbook's tabs that a review uses and the snapshot has, read again from their cells."""
        if not self.sheet_id:
            return {}
        notes = self.store.find(self.sheet_id).notes
        workbook = cells_from_frame(self.store.read(self.sheet_id, "cells"), notes)
        return {
            model: read_tab(
                workbook.tabs[self._title(model)], model, locale=workbook.locale, wording=wording(self.rollout.language)
            )
            for model in REVIEW_TABS
            if self._title(model) in workbook.tabs
        }

    def sheet(self, readings: Readings) -> SheetRows:
        """The rows with their tabs' titles."""
        rows = {model.__name__: reading.rows for model, reading in readings.items()}
        titles = {model.__name__: self._title(model) for model in REVIEW_TABS}
        return SheetRows(rows=rows, sources=titles, snapshot_id=self.sheet_id)

    def terms(self, review: MonthlyReview) -> MonthTerms:
        """What the parts from the workbook are measured under: the baselines and the plan that were known then.

        Args:
            review: what follows from the tickets.
        """
        rules, project = self.rollout.rules, project_keys(self.rollout).vendor
        words = wording(self.rollout.language)
        return MonthTerms.of(review, self.rollout.contract, rules.roi, rules.discovery, self.events, project, words)

    def _title(self, model: type[Row]) -> str:
        return wording(self.rollout.language).tab(model, self.rollout.sheets.tabs)


def kept_month(settings: Settings, rollout: RolloutSettings, month: str) -> KeptMonth:
    """A published month.

    Raises:
        RuleRefused: the month was not published here.
        IncompleteData: its typed review is gone.
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
    earlier = [one for one in ledger.events(rollout.rollout_id) if one.sequence < event.sequence]
    return KeptMonth(
        store=snapshots(settings, rollout.rollout_id),
        rollout=with_contract_in_force(rollout, earlier),
        published=published,
        sheet_id=str(event.payload.get("key_figures_snapshot_id", "")),
        events=earlier,
    )
