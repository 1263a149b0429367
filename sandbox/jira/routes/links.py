"""What other programs hang on an issue: properties and remote links.

Here: these routes. Neither changes `updated` nor the history of an issue here. Not here: attachments.
"""

from typing import Any

import orjson
from starlette.responses import Response

from sandbox.jira.answers import INVALID_PAYLOAD, Refused, json_answer, nothing
from sandbox.jira.desk import Call
from sandbox.jira.records.store import Document
from sandbox.jira.views import Json

MOST_PROPERTY_CHARACTERS = 32_768
MOST_KEY_CHARACTERS = 255
NO_EDIT = "You do not have permission to edit issues in this project."
NO_LINK = "You do not have permission to link issues in this project."


async def list_properties(call: Call) -> Response:
    """GET `/issue/{issue}/properties`: the keys."""
    document = call.document()
    link = f"{call.view.api}/issue/{document['key']}/properties"
    return json_answer({"keys": [{"self": f"{link}/{key}", "key": key} for key in document.get("properties") or {}]})


async def get_property(call: Call) -> Response:
    """GET `/issue/{issue}/properties/{property}`."""
    key, stored = call.path("property"), call.document().get("properties") or {}
    if key not in stored:
        raise _no_property(key)
    return json_answer({"key": key, "value": stored[key]})


async def put_property(call: Call) -> Response:
    """PUT `/issue/{issue}/properties/{property}`: 201 new, 200 changed; any JSON value."""
    key, text = call.path("property"), await call.request.body()
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Refused(400, INVALID_PAYLOAD) from None
    if len(text.decode()) > MOST_PROPERTY_CHARACTERS:
        raise Refused(400, f"The property value cannot be longer than {MOST_PROPERTY_CHARACTERS} characters.")
    if len(key) > MOST_KEY_CHARACTERS:
        raise Refused(400, f"The property key cannot be longer than {MOST_KEY_CHARACTERS} characters.")
    document = call.document_for("EDIT_ISSUES", NO_EDIT)
    stored = document.get("properties") or {}
    document["properties"] = {**stored, key: value}
    call.save(document)
    return json_answer({}, 200 if key in stored else 201)


async def delete_property(call: Call) -> Response:
    """DELETE `/issue/{issue}/properties/{property}`."""
    key, document = call.path("property"), call.document_for("EDIT_ISSUES", NO_EDIT)
    if key not in (document.get("properties") or {}):
        raise _no_property(key)
    del document["properties"][key]
    call.save(document)
    return nothing()


def _no_property(key: str) -> Refused:
    return Refused(404, f"The property with key '{key}' does not exist.")


async def list_remote_links(call: Call) -> Response:
    """GET `/issue/{issue}/remotelink`: all, or the one with `globalId`."""
    document, wanted = call.document(), call.query("globalId")
    shown = [_shown(call, document, each) for each in document.get("remotelinks") or ()]
    if not wanted:
        return json_answer(shown)
    for link in shown:
        if link.get("globalId") == wanted:
            return json_answer(link)
    raise Refused(404, f"No remote issue link was found with the global id '{wanted}'.")


async def get_remote_link(call: Call) -> Response:
    """GET `/issue/{issue}/remotelink/{link}`."""
    document = call.document()
    for link in document.get("remotelinks") or ():
        if str(link["id"]) == call.path("link"):
            return json_answer(_shown(call, document, link))
    raise Refused(404, f"No remote issue link was found with the id '{call.path('link')}'.")


async def put_remote_link(call: Call) -> Response:
    """POST `/issue/{issue}/remotelink`: a link with a known `globalId` is replaced whole (200), else made (201)."""
    body = await call.body()
    target = body.get("object") if isinstance(body.get("object"), dict) else {}
    missing = {name: f"'{name}' is required." for name in ("title", "url") if not (target or {}).get(name)}
    if missing:
        raise Refused(400, errors=missing)
    document = call.document_for("LINK_ISSUES", NO_LINK)
    links: list[dict[str, Any]] = list(document.get("remotelinks") or ())
    global_id = body.get("globalId")
    before = next((each for each in links if global_id and each.get("globalId") == global_id), None)
    number = int(before["id"]) if before else int(call.desk.store.next_part_id())
    link = {"id": number, **{name: body.get(name) for name in ("globalId", "application", "relationship", "object")}}
    document["remotelinks"] = [each for each in links if each is not before] + [link]
    call.save(document)
    address = f"{call.view.api}/issue/{document['key']}/remotelink/{number}"
    return json_answer({"id": number, "self": address}, 200 if before else 201)


async def delete_remote_link(call: Call) -> Response:
    """DELETE `/issue/{issue}/remotelink?globalId=` or `/remotelink/{link}`."""
    number, global_id = call.request.path_params.get("link"), call.query("globalId")
    if number is None and not global_id:
        raise Refused(400, "The 'globalId' parameter is required.")
    document = call.document_for("LINK_ISSUES", NO_LINK)
    links = list(document.get("remotelinks") or ())
    kept = [each for each in links if not (str(each["id"]) == number or (global_id and each["globalId"] == global_id))]
    if len(kept) == len(links):
        raise Refused(404, "No such remote issue link.")
    document["remotelinks"] = kept
    call.save(document)
    return nothing()


def _shown(call: Call, document: Document, link: dict[str, Any]) -> Json:
    address = f"{call.view.api}/issue/{document['key']}/remotelink/{link['id']}"
    shown = {name: link[name] for name in ("globalId", "application", "relationship", "object") if link.get(name)}
    return {"id": int(link["id"]), "self": address, **shown}
