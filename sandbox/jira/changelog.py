"""A stored changelog in the forms Jira gives it: cut and newest first, paged and oldest first, in bulk.

Here: order, cuts and grouping. Not here: routes (`sandbox.jira.routes.changelogs`) and how one entry looks
(`sandbox.jira.views`). Numbers: 40 with a search, 100 with an issue (JRACLOUD-96459 and public issue threads); Data
Center: all, oldest first.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sandbox.jira.records.times import parse_millis
from sandbox.jira.views import Json, View

SEARCH_CUT = 40
ISSUE_CUT = 100

Entry = tuple[int, str, Mapping[str, Any]]
"""(created in milliseconds, issue id, stored history)"""


def histories(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every stored history entry, oldest first."""
    stored = (document.get("changelog") or {}).get("histories") or []
    return sorted(stored, key=lambda entry: (parse_millis(entry["created"]), int(entry["id"])))


def expanded(document: Mapping[str, Any], view: View, *, most: int) -> Json:
    """The `changelog` of an issue with `expand=changelog`: on Cloud the newest `most`, newest first."""
    entries = histories(document)
    total = len(entries)
    shown = entries[::-1][:most] if view.site.is_cloud else entries
    page: Json = {"startAt": 0, "maxResults": len(shown), "total": total}
    return {**page, "histories": [view.history(entry) for entry in shown]}


def bulk_entries(documents: Iterable[Mapping[str, Any]], field_ids: Collection[str]) -> list[Entry]:
    """The histories of many issues by date, then issue id; with `field_ids` only those that touch one of them."""
    entries: list[Entry] = []
    for document in documents:
        for history in (document.get("changelog") or {}).get("histories") or ():
            touched = {item.get("fieldId") or item.get("field") for item in history.get("items") or ()}
            if not field_ids or touched & set(field_ids):
                entries.append((parse_millis(history["created"]), str(document["id"]), history))
    entries.sort(key=lambda entry: (entry[0], int(entry[1]), int(entry[2]["id"])))
    return entries


def bulk_page(entries: Iterable[Entry], view: View) -> list[Json]:
    """Entries grouped by issue, in the order the issues turn up; `created` is a number here, not text."""
    grouped: dict[str, list[Json]] = {}
    for created_millis, issue_id, stored in entries:
        grouped.setdefault(issue_id, []).append({**view.history(stored), "created": created_millis})
    return [{"issueId": issue_id, "changeHistories": found} for issue_id, found in grouped.items()]
