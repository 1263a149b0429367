"""A whole typed review in a few words, for tests of what is made of published ones."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from domain.returns.savings import SavingMonth
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import Breach, ServiceLevelFigure
from tests.domain.samples import rows as phase_rows
from tests.domain.samples.rows import figure

HIT = figure("resolution.P1", 98, 2, required="0.95")
MISS = figure("resolution.P2", 80, 20)


def breach(key: str = "NB-7", process: str = "FIN-04", summary: str = "Bilag mangler") -> Breach:
    return Breach(
        figure_id="resolution.P2", key=key, summary=summary, process=process,
        created_at=datetime(2025, 12, 1, 8, tzinfo=UTC), deadline_at=datetime(2025, 12, 2, 8, tzinfo=UTC),
        stopped_at=None, target_seconds=3600, counted_seconds=7200, seconds_by_party={}, reopened=False,
    )  # fmt: skip


def whole_review(month: str, *figures: ServiceLevelFigure, saved: int | None = None, **changed: Any) -> MonthlyReview:
    """An ordinary month; `saved` kroner so far, where a thousand were planned."""
    levels = figures or (HIT,)
    reached = () if saved is None else (SavingMonth(month=month, reached=Decimal(saved), expected=Decimal(1000)),)
    values: dict[str, Any] = {
        "earlier_statuses": {level.figure_id: () for level in levels}, "savings": reached, "minimum_sample": 5,
    }  # fmt: skip
    return phase_rows.whole_review(month, *levels, **(values | changed))
