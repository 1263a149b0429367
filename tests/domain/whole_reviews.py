"""A whole typed review in a few words, for tests of what is made of published ones."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.periods import shifted
from domain.reviews import Breach, MonthlyReview, ServiceLevelFigure, Volumes
from domain.savings import SavingMonth
from tests.domain.phase_rows import figure

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
    values: dict[str, Any] = {
        "rollout_id": "nordlys", "company": "Nordlys Regnskab A/S", "vendor": "Baltic Ledger Services",
        "contract_id": "NR-2025-01", "month": month, "starts_on": date.fromisoformat(f"{month}-01"),
        "ends_on": date.fromisoformat(f"{month}-28"), "zone": "Europe/Copenhagen", "currency": "DKK",
        "cut_off_at": datetime.fromisoformat(f"{shifted(month, 1)}-01T00:00:00+01:00"), "provisional": False,
        "figures": levels, "earlier_statuses": {level.figure_id: () for level in levels}, "breaches": (),
        "volumes": Volumes(arrived=120, resolved=118, backlog=9, reopened=1, by_priority={"P1": 20, "P2": 100}),
        "savings": () if saved is None else (
            SavingMonth(month=month, reached=Decimal(saved), expected=Decimal(1000)),
        ),
        "minimum_sample": 5, "findings": (), "tickets_read": 120, "tickets_unreadable": 0,
        "calendar_versions": {"kontor": "2025-1"}, "snapshot_id": "0123456789abcdef", "rule_version": "1",
    }  # fmt: skip
    return MonthlyReview(**(values | changed))
