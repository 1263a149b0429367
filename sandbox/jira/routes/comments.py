"""Comments: list, get, add, change, delete.

Here: these routes. Not here: comments inside an issue (`sandbox.jira.views`).
"""

from typing import Any

from starlette.responses import Response

from sandbox.jira.answers import Refused, json_answer, nothing, page_bounds
from sandbox.jira.desk import Call
from sandbox.jira.edits import add_comment
from sandbox.jira.records.store import Document
from sandbox.jira.values import FieldRefused, rich_text

MOST_COMMENTS = 100
NO_PERMISSION = "You do not have the permission to comment on this issue."


async def list_comments(call: Call) -> Response:
    """GET `/issue/{issue}/comment`: oldest first unless `orderBy=-created`; at most 100 a page on Cloud."""
    document = call.document()
    stored = _stored(document)
    order = call.query("orderBy")
    if order not in ("", "created", "+created", "-created"):
        raise Refused(400, "Only 'created' can be used to order comments.")
    stored.sort(key=lambda each: int(each["id"]), reverse=order == "-created")
    most = MOST_COMMENTS if call.site.is_cloud else max(len(stored), 1)
    start, size = page_bounds(call.request, default=most, most=most)
    shown = [call.view.comment(str(document["id"]), each) for each in stored[start : start + size]]
    return json_answer({"comments": shown, "startAt": start, "maxResults": size, "total": len(stored)})


async def get_comment(call: Call) -> Response:
    """GET `/issue/{issue}/comment/{comment}`."""
    document = call.document()
    return json_answer(call.view.comment(str(document["id"]), _comment(call, document)))


async def create_comment(call: Call) -> Response:
    """POST `/issue/{issue}/comment`: text on v2, a document on v3."""
    body = await call.body()
    document = call.document_for("ADD_COMMENTS", NO_PERMISSION)
    content: dict[str, Any] = {"body": _body(call, body)}
    content.update({name: body[name] for name in ("visibility", "properties") if name in body})
    comment = add_comment(call, document, content)
    call.save(document)
    return json_answer(call.view.comment(str(document["id"]), comment), 201)


async def change_comment(call: Call) -> Response:
    """PUT `/issue/{issue}/comment/{comment}`."""
    body = await call.body()
    document = call.document_for("ADD_COMMENTS", NO_PERMISSION)
    comment = _comment(call, document)
    comment.update(body=_body(call, body), updateAuthor=call.author(), updated=call.instant())
    document["fields"]["updated"] = comment["updated"]
    call.save(document)
    return json_answer(call.view.comment(str(document["id"]), comment))


async def delete_comment(call: Call) -> Response:
    """DELETE `/issue/{issue}/comment/{comment}`."""
    document = call.document_for("ADD_COMMENTS", NO_PERMISSION)
    _stored(document).remove(_comment(call, document))
    document["fields"]["updated"] = call.instant()
    call.save(document)
    return nothing()


def _stored(document: Document) -> list[dict[str, Any]]:
    page = document["fields"].get("comment") or {}
    document["fields"]["comment"] = page
    comments: list[dict[str, Any]] = page.setdefault("comments", [])
    return comments


def _comment(call: Call, document: Document) -> dict[str, Any]:
    for comment in _stored(document):
        if str(comment["id"]) == call.path("comment"):
            return comment
    raise Refused(404, f"Can not find a comment for the id: {call.path('comment')}.")


def _body(call: Call, body: dict[str, Any]) -> Any:
    if not body.get("body"):
        raise Refused(400, errors={"comment": "Comment body can not be empty!"})
    try:
        return rich_text(call, body["body"])
    except FieldRefused:
        raise Refused(400, errors={"comment": "Comment body is not valid!"}) from None
