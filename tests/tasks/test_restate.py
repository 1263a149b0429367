"""Which restatements the next review tells: the newest of each month, once, and none that is no longer true."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.ledger.events import EventKind
from domain.review.restatement import FigureChange, Restatement
from tasks.restate import pending_restatements, restatement_key
from tests.tasks.contexts import opened_book, run_context


def restated(month: str, met_now: int) -> Restatement:
    change = FigureChange(
        figure_id="resolution.P1",
        met_before=9,
        judged_before=10,
        met_now=met_now,
        judged_now=10,
        status_before="missed",
        status_now="missed",
    )
    return Restatement(
        month=month,
        published_hash="0" * 64,
        found_on=date(2026, 11, 2),
        figures=(change,),
        tickets=(),
        credit_before=None,
        credit_now=None,
        causes=(),
    )


def found(restatement: Restatement) -> tuple[EventKind, str, dict[str, Any]]:
    return EventKind.REVIEW_RESTATED, restatement_key(restatement), restatement.model_dump(mode="json")


def published(month: str, *told: Restatement, provisional: bool = False) -> tuple[EventKind, str, dict[str, Any]]:
    keys = [restatement_key(restatement) for restatement in told]
    return EventKind.REVIEW_PUBLISHED, month, {"restatements": keys, "provisional": provisional}


def pending(
    folder: Path, *entries: tuple[EventKind, str, dict[str, Any]], rechecked: Mapping[str, Restatement | None]
) -> tuple[Restatement, ...]:
    """What the review of October 2026 has to tell after these entries."""
    with opened_book(folder) as book:
        for kind, key, payload in entries:
            book.record(kind, key, payload)
        return pending_restatements(run_context(book, folder), "2026-10", rechecked)


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
    tmp_path: Path, entries: tuple[tuple[EventKind, str, dict[str, Any]], ...], told: tuple[Restatement, ...]
) -> None:
    assert pending(tmp_path, *entries, rechecked={}) == told


def test_what_is_no_longer_true_is_not_told(tmp_path: Path) -> None:
    assert pending(tmp_path, found(JULY), found(AUGUST), rechecked={"2026-07": None}) == (AUGUST,)
