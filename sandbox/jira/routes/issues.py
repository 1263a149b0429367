"""One issue: get, create, create many, edit.

Here: these routes. Not here: what a field takes (`sandbox.jira.values`), histories (`sandbox.jira.routes.changelogs`).
"""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from sandbox.jira.answers import INVALID_PAYLOAD, Refused, json_answer, nothing
from sandbox.jira.changelog import ISSUE_CUT, expanded
from sandbox.jira.desk import Call
from sandbox.jira.edits import apply_edit, new_document, record
from sandbox.jira.records.field_list import choose_fields
from sandbox.jira.routes.transitions import open_transitions, shown_transition
from sandbox.jira.views import Json

MOST_AT_ONCE = 50


async def get_issue(call: Call) -> Response:
    """GET `/issue/{issue}`: all fields by default; `expand=changelog` cut to 100 on Cloud."""
    document = call.document()
    choice = choose_fields(call.desk.fields, call.request.query_params.getlist("fields"), default=["*all"])
    shown = call.view.issue(document, choice)
    if call.expands("changelog"):
        shown["changelog"] = expanded(document, call.view, most=ISSUE_CUT)
    if call.expands("transitions"):
        shown["transitions"] = [shown_transition(call, each) for each in open_transitions(call, document)]
    if call.expands("names"):
        shown["names"] = {name: call.desk.fields[name].name for name in choice.ids}
    if call.expands("schema"):
        shown["schema"] = {name: call.desk.fields[name].schema() for name in choice.ids}
    if wanted := call.query("properties"):
        stored = document.get("properties") or {}
        names = list(stored) if "*all" in wanted else [name.strip() for name in wanted.split(",")]
        shown["properties"] = {name: stored[name] for name in names if name in stored}
    return json_answer(shown)


async def create_issue(call: Call) -> Response:
    """POST `/issue`: 201 with id, key and self."""
    return json_answer(_create(call, await call.body()), 201)


def _create(call: Call, body: Mapping[str, Any]) -> Json:
    document = new_document(call, body)
    if isinstance(body.get("properties"), list):
        document["properties"] = {each["key"]: each["value"] for each in body["properties"]}
    call.save(document)
    return {"id": document["id"], "key": document["key"], "self": f"{call.view.api}/issue/{document['id']}"}


async def create_issues(call: Call) -> Response:
    """POST `/issue/bulk`: up to 50, each made or refused by itself; 400 only when none was made."""
    updates = (await call.body()).get("issueUpdates")
    if not isinstance(updates, list) or not updates:
        raise Refused(400, INVALID_PAYLOAD)
    if len(updates) > MOST_AT_ONCE:
        raise Refused(400, f"A maximum of {MOST_AT_ONCE} issues can be created at once.")
    made: list[Json] = []
    errors: list[Json] = []
    for number, update in enumerate(updates):
        try:
            if not isinstance(update, dict):
                raise Refused(400, INVALID_PAYLOAD)
            made.append(_create(call, update))
        except Refused as refused:
            if refused.status == 401:
                raise
            failed: Json = {"status": refused.status, "elementErrors": refused.collection()}
            errors.append({**failed, "failedElementNumber": number})
    return json_answer({"issues": made, "errors": errors}, 201 if made else 400)


async def edit_issue(call: Call) -> Response:
    """PUT `/issue/{issue}`: all of it or nothing; 204."""
    body = await call.body()
    document = call.document_for("EDIT_ISSUES", "You do not have permission to edit issues in this project.")
    before = document["fields"]["updated"]
    record(call, document, apply_edit(call, document, body))
    if document["fields"]["updated"] != before:
        call.save(document)
    return nothing()
