"""Histories: page by page for one issue, in bulk for many (both Cloud only).

Here: these routes. Not here: order and cuts (`sandbox.jira.changelog`), `expand=changelog` of an issue or a search.
"""

from typing import Any

from starlette.responses import Response

from sandbox.jira.answers import INVALID_PAYLOAD, Refused, json_answer, page_bean
from sandbox.jira.changelog import Entry, bulk_entries, bulk_page, histories
from sandbox.jira.desk import Call
from sandbox.jira.views import Json

MOST_ISSUES = 1000
MOST_FIELDS = 10
MOST_HISTORIES = 10_000


async def list_changelog(call: Call) -> Response:
    """GET `/issue/{issue}/changelog`: oldest first, at most 100 a page."""
    entries = [call.view.history(entry) for entry in histories(call.document())]
    return json_answer(page_bean(call.request, entries, default=100, most=100))


async def fetch_changelogs(call: Call) -> Response:
    """POST `/changelog/bulkfetch`: by date, then issue id; one issue may be split over pages.

    Issues that do not exist or may not be seen are left out in silence.
    """
    body = await call.body()
    keys, field_ids, size = _checked(body)
    question = f"{call.caller.account_id}\n{keys}\n{field_ids}"
    token, now_millis = body.get("nextPageToken"), call.desk.now_millis()
    entries, start, name = call.desk.logs.open(question, token, now_millis, lambda: _entries(call, keys, field_ids))
    page = entries[start : start + size]
    answer: Json = {"issueChangeLogs": bulk_page(page, call.view)}
    fault = call.desk.faults.take(call.request.method, call.request.url.path, {"repeat_page_token"})
    if fault is not None:
        answer["nextPageToken"] = token or call.desk.logs.token(question, name, 0, now_millis)
    elif start + size < len(entries):
        answer["nextPageToken"] = call.desk.logs.token(question, name, start + size, now_millis)
    return json_answer(answer)


def _entries(call: Call, keys: list[str], field_ids: list[str]) -> list[Entry]:
    headers = {header.issue_id: header for header in map(call.visible, keys) if header is not None}
    return bulk_entries((call.desk.store.document(header) for header in headers.values()), field_ids)


def _checked(body: dict[str, Any]) -> tuple[list[str], list[str], int]:
    keys, field_ids, size = body.get("issueIdsOrKeys"), body.get("fieldIds") or [], body.get("maxResults", 1000)
    if not isinstance(keys, list) or not isinstance(field_ids, list) or not isinstance(size, int):
        raise Refused(400, INVALID_PAYLOAD)
    # The refusals are documented and were seen; their exact words are not known.
    if not 1 <= len(keys) <= MOST_ISSUES:
        raise Refused(400, f"issueIdsOrKeys must have between 1 and {MOST_ISSUES:,} entries.")
    if len(field_ids) > MOST_FIELDS:
        raise Refused(400, f"fieldIds must have at most {MOST_FIELDS} entries.")
    if not 1 <= size <= MOST_HISTORIES:
        raise Refused(400, f"maxResults must be between 1 and {MOST_HISTORIES:,}.")
    return [str(each) for each in keys], [str(each) for each in field_ids], size
