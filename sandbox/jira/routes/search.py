"""Searching: token pages on Cloud, numbered pages on Data Center, the approximate count, the removed `/search`.

Here: these routes. Not here: JQL (`sandbox.jira.jql`), how issues look (`sandbox.jira.views`).
"""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from sandbox.jira.answers import INVALID_PAYLOAD, Refused, json_answer, whole_number
from sandbox.jira.changelog import SEARCH_CUT, expanded
from sandbox.jira.desk import Call
from sandbox.jira.jql.grammar import parse
from sandbox.jira.jql.plan import UNBOUNDED, make_plan
from sandbox.jira.jql.scope import Scope
from sandbox.jira.jql.tokens import JqlError, UnknownValue
from sandbox.jira.records.field_list import FieldChoice, choose_fields
from sandbox.jira.records.headers import Header
from sandbox.jira.views import Json

MOST_RECONCILED = 50
MOST_SERVER_PAGE = 1000
REMOVED = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
    "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)


def find(call: Call, jql: str, reconciled: Sequence[Header] = ()) -> list[int]:
    """Ids of the issues a query finds for the caller, in order.

    Raises:
        Refused: 400 with Jira's text. A value that does not exist is no error for an anonymous caller.
    """
    desk = call.desk
    now_millis = desk.now_millis()
    desk.store.index.catch_up(now_millis)
    try:
        query = parse(jql)
        if query.where is None and call.site.is_cloud:
            raise JqlError(UNBOUNDED)
        plan = make_plan(query, _scope(call, now_millis))
    except UnknownValue as error:
        if call.caller.user is None:
            return []
        raise Refused(400, str(error)) from error
    except JqlError as error:
        raise Refused(400, str(error)) from error
    except RecursionError:
        raise Refused(400, "The JQL query is nested too deeply.") from None
    return [header.issue_id for header in plan.run(desk.store.index, reconciled)]


def _scope(call: Call, now_millis: int) -> Scope:
    store, caller = call.desk.store, call.caller
    return Scope(
        call.site, store.header, store.document, caller.browsable(), caller.account_id, caller.zone, now_millis
    )


async def search_by_token(call: Call) -> Response:
    """GET and POST `/search/jql` (Cloud)."""
    asked = await _asked(call)
    size = _page_size(asked["maxResults"])
    choice = choose_fields(call.desk.fields, asked["fields"], default=["id"])
    expands = {word.strip() for part in asked["expand"] for word in part.split(",")}
    size = min(size, _real_page(choice, "changelog" in expands))
    return json_answer(_token_page(call, asked, size, choice, expands))


def _token_page(call: Call, asked: dict[str, Any], size: int, choice: FieldChoice, expands: set[str]) -> Json:
    desk, jql, now_millis = call.desk, asked["jql"], call.desk.now_millis()
    question = f"{call.caller.account_id}\n{jql}"
    token = asked["nextPageToken"]
    ids, start, name = desk.found.open(question, token, now_millis, lambda: find(call, jql, _reconciled(call, asked)))
    page = ids[start : start + size]
    answer: Json = {"issues": _issues(call, page, choice, "changelog" in expands, asked["properties"])}
    answer |= _dictionaries(call, choice, expands)
    fault = desk.faults.take(call.request.method, call.request.url.path, {"repeat_page_token"})
    if fault is not None:
        again = token or desk.found.token(question, name, 0, now_millis)
        return {**answer, "isLast": False, "nextPageToken": again}
    last = start + len(page) >= len(ids)
    if not last:
        answer["nextPageToken"] = desk.found.token(question, name, start + len(page), now_millis)
    return {**answer, "isLast": last}


async def _asked(call: Call) -> dict[str, Any]:
    """The parameters of a search, from the query or the body, in one shape."""
    if call.request.method == "GET":
        query = call.request.query_params
        asked: dict[str, Any] = {
            "jql": call.query("jql"),
            "nextPageToken": query.get("nextPageToken"),
            "maxResults": whole_number(query.get("maxResults"), 50),
            "reconcileIssues": [part for each in query.getlist("reconcileIssues") for part in each.split(",") if part],
        }
        lists = {name: query.getlist(name) for name in ("fields", "expand", "properties")}
        return {**asked, **lists}
    body = await call.body()
    defaults: dict[str, Any] = {
        "jql": "",
        "nextPageToken": None,
        "maxResults": 50,
        "reconcileIssues": [],
        "fields": [],
        "expand": "",
        "properties": [],
    }
    known = {*defaults, "fieldsByKeys"}
    if set(body) - known or any(_unfit(body[name], default) for name, default in defaults.items() if name in body):
        raise Refused(400, INVALID_PAYLOAD)
    return {**defaults, **body, "expand": [body.get("expand") or ""]}


def _unfit(value: Any, default: Any) -> bool:
    kind = str if default is None else type(default)
    if value is None:
        return default is not None
    return not isinstance(value, kind) or isinstance(value, bool)


def _page_size(asked: int) -> int:
    if not 1 <= asked <= 5000:
        raise Refused(400, "The max results parameter has to be between 1 and 5,000.")
    return asked


def _real_page(choice: FieldChoice, with_changelog: bool) -> int:
    """Cloud gives fewer issues a page the more is asked of each; the exact steps are not documented."""
    if with_changelog or len(choice.ids) > 15:
        return 100
    return 1000 if choice.ids else 5000


def _reconciled(call: Call, asked: dict[str, Any]) -> list[Header]:
    ids = asked["reconcileIssues"]
    if len(ids) > MOST_RECONCILED:
        raise Refused(400, f"The reconcileIssues parameter takes at most {MOST_RECONCILED} issues.")
    headers = (call.visible(str(each)) for each in ids)
    return [header for header in headers if header is not None]


def _issues(
    call: Call, ids: Sequence[int], choice: FieldChoice, with_changelog: bool, properties: Sequence[str] = ()
) -> list[Json]:
    if choice.bare and not with_changelog and not properties:
        return [{"id": str(each)} for each in ids]
    shown: list[Json] = []
    for each in ids:
        header = call.desk.store.header(str(each))
        assert header is not None  # an id the index gave; issues are never removed
        document = call.desk.store.document(header)
        issue = call.view.issue(document, choice)
        if with_changelog:
            issue["changelog"] = expanded(document, call.view, most=SEARCH_CUT)
        if properties:
            stored = document.get("properties") or {}
            issue["properties"] = {name: stored[name] for name in properties if name in stored}
        shown.append(issue)
    return shown


def _dictionaries(call: Call, choice: FieldChoice, expands: set[str]) -> Json:
    """`names` and `schema` of the fields given, when asked for."""
    fields = [call.desk.fields[name] for name in choice.ids]
    found: Json = {}
    if "names" in expands:
        found["names"] = {each.id: each.name for each in fields}
    if "schema" in expands:
        found["schema"] = {each.id: each.schema() for each in fields}
    return found


async def count_roughly(call: Call) -> Response:
    """POST `/search/approximate-count` (Cloud)."""
    jql = (await call.body()).get("jql")
    if not isinstance(jql, str):
        raise Refused(400, INVALID_PAYLOAD)
    return json_answer({"count": len(find(call, jql))})


async def search_removed(call: Call) -> Response:
    """`/search` on Cloud: gone since CHANGE-2046."""
    raise Refused(410, REMOVED)


async def search_by_number(call: Call) -> Response:
    """GET and POST `/search` (Data Center): complete changelogs, a total, numbered pages."""
    if call.request.method == "POST":
        body = await call.body()
        jql, fields = str(body.get("jql") or ""), list(body.get("fields") or [])
        start, size = int(body.get("startAt") or 0), int(body.get("maxResults", 50))
        expands = set(body.get("expand") or [])
    else:
        query = call.request.query_params
        jql, fields = call.query("jql"), query.getlist("fields")
        start, size = whole_number(query.get("startAt"), 0), whole_number(query.get("maxResults"), 50)
        expands = {word.strip() for part in query.getlist("expand") for word in part.split(",")}
    choice = choose_fields(call.desk.fields, fields, default=["*navigable"])
    ids, size, start = find(call, jql), min(max(size, 0), MOST_SERVER_PAGE), max(start, 0)
    issues = _issues(call, ids[start : start + size], choice, "changelog" in expands)
    answer: Json = {"expand": "schema,names", "startAt": start, "maxResults": size, "total": len(ids), "issues": issues}
    return json_answer(answer | _dictionaries(call, choice, expands))
