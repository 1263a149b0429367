"""Replay: a published month computed again from the snapshot it was published from, and compared with what was said.

Here: the whole review again, and the comparison. Not here: what was kept (`flows.explain.kept_month`), the figures
(`domain.review.build`), a restatement's shape (`domain.review.restate`). Writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.periods import local_day
from domain.review.restate import restate, ticket_facts
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview, ReviewParts
from domain.review.workbook_parts import workbook_parts
from domain.sla.tickets import TicketTables
from flows.explain.kept_month import KeptMonth, kept_month
from flows.wiring.parts import project_keys


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
    known = kept_month(settings, rollout, month)
    tables, published = known.tables(), known.published
    recomputed = _recomputed(known, tables, as_of)
    before, now = (ticket_facts(tables, review.cut_off_at) for review in (published, recomputed))
    day = local_day(recomputed.cut_off_at, rollout.zone)
    return Replay(published, recomputed, restate(published, recomputed, before=before, now=now, found_on=day))


def _recomputed(known: KeptMonth, tables: TicketTables, as_of: datetime | None) -> MonthlyReview:
    review, published = known.service_levels(tables, as_of), known.published
    # What the workbook's checks found is not in the snapshots, nor what was told of earlier months, nor how actions and
    # phases stood when it was published.
    of_sheets = tuple(f for f in published.findings if f.tab != project_keys(known.rollout).vendor)
    return (
        review.with_parts(_workbook_parts(known, review))
        .as_told_by(published)
        .with_parts(ReviewParts(findings=(*of_sheets, *review.findings)))
    )


def _workbook_parts(known: KeptMonth, review: MonthlyReview) -> ReviewParts:
    """The parts from the workbook, from their own snapshot."""
    if not known.sheet_id:
        return ReviewParts(kpis=known.published.kpis)
    return workbook_parts(known.sheet(known.readings()), known.terms(review))
