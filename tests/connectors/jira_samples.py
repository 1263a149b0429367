"""Jira answers made in the tests: issues, history entries and pages as the REST API writes them."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import msgspec

from connectors.atlassian_jira.answers import BulkChanges, Issue, decode
from connectors.atlassian_jira.histories import Reading, merged, read_bulk, read_issues

START = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
STATUSES = {"10001": "Ny", "10002": "I gang", "10003": "Afventer kunde", "10005": "Løst"}


def iso(minutes: float, offset_hours: int = 2) -> str:
    """START plus minutes as Jira's ISO text."""
    local = (START + timedelta(minutes=minutes)).astimezone(timezone(timedelta(hours=offset_hours)))
    return local.strftime("%Y-%m-%dT%H:%M:%S.") + f"{local.microsecond // 1000:03d}" + local.strftime("%z")


def epoch_ms(minutes: float) -> int:
    """START plus minutes as bulkfetch gives it."""
    return round((START + timedelta(minutes=minutes)).timestamp() * 1000)


def change(field: str, before: str | None, after: str | None) -> dict[str, Any]:
    """One item of a history entry."""
    return {
        "field": field,
        "fieldtype": "jira",
        "fieldId": field,
        "from": before,
        "fromString": STATUSES.get(before or "", before),
        "to": after,
        "toString": STATUSES.get(after or "", after),
    }


def entry(history_id: int, created: Any, *items: dict[str, Any]) -> dict[str, Any]:
    """One history entry."""
    author = {"accountId": "bls-1", "displayName": "Agent", "avatarUrls": {"48x48": "https://avatar.example/1.png"}}
    return {"id": str(history_id), "author": author, "created": created, "items": list(items)}


def moves(*statuses: str, first_id: int = 1, every_minutes: float = 10) -> list[dict[str, Any]]:
    """History entries that walk through statuses, times as epoch milliseconds."""
    return [
        entry(first_id + n, epoch_ms(every_minutes * (n + 1)), change("status", before, after))
        for n, (before, after) in enumerate(pairwise(statuses))
    ]


def issue(number: int, status_id: str = "10001", **more: Any) -> dict[str, Any]:
    """An issue as a search gives it; `fields` overrides single fields, other names stand at the top level."""
    fields = {
        "summary": f"Sag {number}",
        "created": iso(0),
        "updated": iso(60),
        "resolutiondate": None,
        "duedate": "2026-10-30",
        "status": {"id": status_id, "name": STATUSES.get(status_id, status_id), "statusCategory": {"key": "new"}},
        "priority": {"id": "3", "name": "P3"},
        "issuetype": {"id": "10001", "name": "Sag"},
        "project": {"id": "1", "key": "NB"},
        "components": [{"id": "20001", "name": "P-01"}],
        "labels": ["bilag"],
        "reporter": {"accountId": "nr-1"},
        "assignee": None,
        "customfield_10010": {"anything": [1, 2, 3]},
    }
    return {"id": str(5000 + number), "key": f"NB-{number}", "fields": fields | more.pop("fields", {}), **more}


def bulk_page(changes: list[tuple[str, dict[str, Any]]], token: str | None = None) -> bytes:
    """A bulkfetch page of (issue id, entry) in the order given, grouped by issue as Jira does."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for issue_id, one in changes:
        grouped.setdefault(issue_id, []).append(one)
    logs = [{"issueId": issue_id, "changeHistories": entries} for issue_id, entries in grouped.items()]
    return msgspec.json.encode({"issueChangeLogs": logs} | ({"nextPageToken": token} if token else {}))


def reading_of(issues: list[dict[str, Any]], *pages: bytes) -> Reading:
    """Issues, and what bulkfetch said of them."""
    decoded = [decode(msgspec.json.encode(one), Issue) for one in issues]
    return merged([read_issues(decoded), *(read_bulk(decode(page, BulkChanges)) for page in pages)])
