"""Tickets told in a few words, and the contract of the demo story, for tests of clocks and months.

Here: words -> the frames of `domain.sla.tickets`. No expectation is computed here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

import polars as pl

from domain.contract.clauses import Contract
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

NEW, WORKING, CLIENT, THIRD_PARTY, SOLVED, CLOSED = "10001", "10002", "10003", "10004", "10005", "10006"

STATUSES: dict[str, dict[str, Any]] = {
    NEW: {"name": "Ny", "books_to": "vendor", "queue": True},
    WORKING: {"name": "I gang", "books_to": "vendor"},
    CLIENT: {"name": "Afventer kunde", "books_to": "client"},
    THIRD_PARTY: {"name": "Afventer tredjepart", "books_to": "third_party"},
    SOLVED: {"name": "Løst", "books_to": "resolved"},
    CLOSED: {"name": "Lukket", "books_to": "resolved"},
}
OFFICE = {
    **{day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu")},
    "fri": [["08:00", "15:30"]],
}
ALWAYS = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
RESPONSE = {"P1": (30, "0.95"), "P2": (120, "0.95"), "P3": (480, "0.90"), "P4": (960, "0.90")}
RESOLUTION = {"P1": (240, "0.95"), "P2": (960, "0.90"), "P3": (2400, "0.90"), "P4": (4800, "0.85")}


def contract(*, always_open: bool = False, starts_on: str = "2025-09-01", **resolution: Any) -> Contract:
    """The demo contract (common brief); `resolution` changes the resolution clause."""

    def targets(table: dict[str, tuple[int, str]]) -> dict[str, Any]:
        return {name: {"minutes": minutes, "attainment": share} for name, (minutes, share) in table.items()}

    version: dict[str, Any] = {"version": "2025-1", "valid_from": "2025-09-01", "weekly": OFFICE}
    version["closed_days"] = ["06-05", "12-24", "12-31"]
    if always_open:
        version = {"version": "døgn", "valid_from": "2025-09-01", "weekly": ALWAYS, "holidays": None}
    return Contract.model_validate(
        {
            "contract_id": "NR-2025-01",
            "vendor": "Baltic Ledger Services",
            "currency": "DKK",
            "starts_on": starts_on,
            "ends_on": "2028-08-31",
            "notice_on": "2028-02-28",
            "monthly_fee": "250000",
            "vendor_account_ids": ["bls-1", "bls-2"],
            "statuses": STATUSES,
            "calendars": {"kontor": [version]},
            "clauses": [
                {
                    "clause_id": "first_response",
                    "metric": "first_response",
                    "targets": targets(RESPONSE),
                    "calendar": "kontor",
                },
                {
                    "clause_id": "resolution",
                    "metric": "resolution",
                    "targets": targets(RESOLUTION),
                    "calendar": "kontor",
                }
                | resolution,
            ],
        }
    )


def at(text: str) -> datetime:
    """`2026-10-05 09:20` in Copenhagen, unless the text has an offset of its own."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)).astimezone(UTC)


@dataclass(frozen=True)
class Story:
    """One ticket.

    Attributes:
        moves: (when, status) in the order they were made; `first` is the status before the first one.
        priorities: (when, priority); `priority` is the one before the first.
        comments: (when, author, public).
        unreadable: the reason of a history that was not read whole.
    """

    created: str
    moves: tuple[tuple[str, str], ...] = ()
    priority: str | None = "P1"
    priorities: tuple[tuple[str, str], ...] = ()
    comments: tuple[tuple[str, str, bool], ...] = ()
    first: str = NEW
    unreadable: str | None = None
    component: str | None = "bogholderi"
    issue_type: str = "Sag"
    labels: tuple[str, ...] = ()
    due_on: str | None = None


class Frames(TypedDict):
    """The frames as keyword arguments of `build_review`."""

    tickets: pl.DataFrame
    history: pl.DataFrame
    comments: pl.DataFrame


def frames(*stories: Story) -> Frames:
    """The stories as tickets NB-1, NB-2, ..."""
    tickets: list[dict[str, Any]] = []
    history: list[dict[str, Any]] = []
    comments: list[dict[str, Any]] = []
    for number, story in enumerate(stories, start=1):
        issue_id = str(20_000 + number)
        changes = _changes(story)
        priority = story.priorities[-1][1] if story.priorities else story.priority
        tickets.append(
            {
                "issue_id": issue_id,
                "key": f"NB-{number}",
                "project": "NB",
                "issue_type": story.issue_type,
                "summary": f"Sag {number}",
                "component": story.component,
                "labels": list(story.labels),
                "priority": priority,
                "status_id": story.moves[-1][1] if story.moves else story.first,
                "created_at": at(story.created),
                "due_on": date.fromisoformat(story.due_on) if story.due_on else None,
                "history_total": len(changes),
                "history_read": len(changes),
                "unreadable_reason": story.unreadable,
            }
        )
        history += [{"issue_id": issue_id, "history_id": f"{number}{n:03}", **c} for n, c in enumerate(changes)]
        comments += [
            {"issue_id": issue_id, "comment_id": f"{number}{n}", "at": at(when), "author_id": author, "public": public}
            for n, (when, author, public) in enumerate(story.comments)
        ]
    return {
        "tickets": pl.DataFrame(tickets, schema=TICKETS),
        "history": pl.DataFrame(history, schema=HISTORY),
        "comments": pl.DataFrame(comments, schema=COMMENTS),
    }


def _changes(story: Story) -> list[dict[str, Any]]:
    changes = []
    for field, first, moves in (("status", story.first, story.moves), ("priority", story.priority, story.priorities)):
        before = first
        for when, to in moves:
            names = {"from_id": before, "to_id": to, "from_name": before, "to_name": to}
            changes.append({"item": 0, "at": at(when), "author_id": "bls-1", "field": field, **names})
            before = to
    return sorted(changes, key=lambda change: change["at"])
