"""Which restatements the next review tells: the newest of each month, once, and none that is no longer true."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from domain.ledger.phases import Event, EventKind
from domain.review.restatement import FigureChange, Restatement
from tasks.frame.context import RunContext
from tasks.restate import pending_restatements, restatement_key


def restated(month: str, met_now: int) -> Restatement:
    change = FigureChange(
        figure_id="resolution.P1", met_before=9, judged_before=10, met_now=met_now, judged_now=10,
        status_before="missed", status_now="missed",
    )  # fmt: skip
    return Restatement(
        month=month, published_hash="0" * 64, found_on=date(2026, 11, 2), figures=(change,), tickets=(),
        credit_before=None, credit_now=None, causes=(),
    )  # fmt: skip


def found(restatement: Restatement) -> tuple[EventKind, str, dict[str, Any]]:
    return EventKind.REVIEW_RESTATED, restatement_key(restatement), restatement.model_dump(mode="json")


def published(month: str, *told: Restatement, provisional: bool = False) -> tuple[EventKind, str, dict[str, Any]]:
    keys = [restatement_key(restatement) for restatement in told]
    return EventKind.REVIEW_PUBLISHED, month, {"restatements": keys, "provisional": provisional}


def context(*entries: tuple[EventKind, str, dict[str, Any]]) -> RunContext:
    events = [
        Event(
            rollout_id="nordlys", sequence=n, at=datetime(2026, 11, 2, tzinfo=UTC), kind=kind, actor="a", key=key,
            payload=payload, previous_hash="", hash="",
        )
        for n, (kind, key, payload) in enumerate(entries, start=1)
    ]  # fmt: skip
    return cast("RunContext", SimpleNamespace(book=SimpleNamespace(events=lambda: events)))


JULY, JULY_AGAIN, AUGUST = restated("2026-07", 8), restated("2026-07", 7), restated("2026-08", 8)


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ((found(JULY), found(AUGUST)), (JULY, AUGUST)),
        ((found(JULY), found(JULY_AGAIN)), (JULY_AGAIN,)),
        ((found(JULY), published("2026-09", JULY)), ()),
        ((found(JULY), found(JULY_AGAIN), published("2026-09", JULY_AGAIN)), ()),
        ((found(JULY), published("2026-09", JULY), found(JULY_AGAIN)), (JULY_AGAIN,)),
        ((found(JULY), published("2026-09", JULY, provisional=True)), (JULY,)),
        ((found(restated("2026-10", 8)),), ()),  # of the month itself: its own next review tells it
        ((), ()),
    ],
    ids=["two months", "newest", "told", "older one stays told", "newer one", "provisional", "own month", "none"],
)
def test_the_newest_untold_restatement_of_each_month_is_pending(
    entries: tuple[tuple[EventKind, str, dict[str, Any]], ...], told: tuple[Restatement, ...]
) -> None:
    assert pending_restatements(context(*entries), "2026-10", {}) == told


def test_what_is_no_longer_true_is_not_told() -> None:
    assert pending_restatements(context(found(JULY), found(AUGUST)), "2026-10", {"2026-07": None}) == (AUGUST,)
