"""The demo company as it was built, and what its issues say."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


SEED = 20250502


CUT_OFF = datetime(2026, 11, 2, tzinfo=COPENHAGEN)


RESOLVED, CLOSED, WORKING, QUEUE = "10005", "10006", "10002", "10001"


VENDOR = frozenset({"tomas", *(f"bls-{n}" for n in range(1, 7))})


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _changes(issue: dict[str, Any], field: str) -> Iterator[tuple[datetime, str, str | None, str | None]]:
    """(instant, author, from, to) of each change of a field."""
    for entry in issue["changelog"]["histories"]:
        for item in entry["items"]:
            if item["field"] == field:
                yield _at(entry["created"]), entry["author"]["accountId"], item["from"], item["to"]


def _vendor_issues(issues: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [issue for key, issue in issues.items() if key.startswith("NB-")]


def _is_answer(comment: dict[str, Any]) -> bool:
    return bool(comment["jsdPublic"]) and comment["author"]["accountId"] in VENDOR
