"""New issues and changed fields, each change with its history entry.

Here: what a new issue needs, `fields` and `update` of a request, the history. Not here: single values
(`sandbox.jira.values`), routes (`sandbox.jira.routes.issues`), the workflow (`sandbox.jira.routes.transitions`).
"""

from collections.abc import Mapping
from typing import Any

from sandbox.jira.answers import INVALID_PAYLOAD, Refused
from sandbox.jira.desk import Call
from sandbox.jira.records.adf import to_text
from sandbox.jira.records.site import Project, Status
from sandbox.jira.records.store import Document
from sandbox.jira.values import FieldRefused, Target, not_on_screen, read_value, rich_text

Change = dict[str, Any]
DONE_RESOLUTION = {"id": "10000", "name": "Done"}
_NOT_SET_BY_HAND = frozenset({"project"})


def new_document(call: Call, body: Mapping[str, Any]) -> Document:
    """A new issue, not yet saved; its id and key are taken.

    Raises:
        Refused: 400 with the `errors` map, or 401/403-like refusals as Jira words them.
    """
    user, given = call.user, body.get("fields")
    if not isinstance(given, dict):
        raise Refused(400, INVALID_PAYLOAD)
    project = _project(call, given.get("project"))
    target, values, errors = Target(call, project), dict[str, Any](), dict[str, str]()
    for name, raw in {"issuetype": None, "summary": None, **given}.items():
        if name not in _NOT_SET_BY_HAND:
            _collect(target, name, raw, values, errors)
    _collect_updates(target, body.get("update") or {}, values, errors)
    errors.update({each.id: f"{each.name} is required." for each in call.site.fields if _missing(each, values)})
    if errors:
        raise Refused(400, errors=errors)
    values.setdefault("reporter", {"accountId": user.account_id, "displayName": user.display_name})
    return _filled(call, project, values)


def _missing(field: Any, values: Mapping[str, Any]) -> bool:
    return field.required and values.get(field.id) in (None, "", [])


def _project(call: Call, raw: Any) -> Project:
    wanted = raw.get("key") or raw.get("id") if isinstance(raw, dict) else None
    if not wanted:
        raise Refused(400, errors={"project": "Specify a valid project ID or key"})
    project = call.site.project(str(wanted))
    if project is None or not call.caller.may("BROWSE_PROJECTS", project.key):
        raise Refused(400, errors={"project": "valid project is required"})
    if not call.caller.may("CREATE_ISSUES", project.key):
        raise Refused(400, errors={"project": "You do not have permission to create issues in this project."})
    return project


def _filled(call: Call, project: Project, values: dict[str, Any]) -> Document:
    site, created = call.site, call.instant()
    issue_id, key = call.desk.store.next_issue(project.key)
    default = site.priorities[len(site.priorities) // 2] if site.priorities else None
    fields: dict[str, Any] = {
        "priority": {"id": default.id, "name": default.name} if default else None,
        "labels": [],
        "components": [],
        "assignee": None,
        "description": None,
        "duedate": None,
        **values,
        "project": {"id": project.id, "key": project.key, "name": project.name},
        "status": stored_status(site.statuses_by_id[site.workflow.initial]),
        "creator": call.author(),
        "created": created,
        "updated": created,
        "resolution": None,
        "resolutiondate": None,
        "comment": {"comments": []},
    }
    return {"id": issue_id, "key": key, "fields": fields, "changelog": {"histories": []}}


def stored_status(status: Status) -> dict[str, Any]:
    """A status as the file keeps it."""
    return {"id": status.id, "name": status.name, "statusCategory": {"key": status.category}}


def apply_edit(call: Call, document: Document, body: Mapping[str, Any]) -> list[Change]:
    """Set `fields` and `update` on a document; returns the history items, none when nothing is different.

    Raises:
        Refused: 400 with the `errors` map; the document is then unchanged.
    """
    given, updates = body.get("fields") or {}, dict(body.get("update") or {})
    if not isinstance(given, dict) or not all(isinstance(each, list) for each in updates.values()):
        raise Refused(400, INVALID_PAYLOAD)
    comments = updates.pop("comment", [])
    target = Target(call, call.site.projects_by_key[str(document["key"]).rpartition("-")[0]])
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, raw in given.items():
        _collect(target, name, raw, values, errors)
    _collect_updates(target, updates, values, errors, document["fields"])
    bodies = _comment_bodies(call, comments, errors)
    if errors:
        raise Refused(400, errors=errors)
    changes = [change for name, value in values.items() for change in _set(call, document["fields"], name, value)]
    for text in bodies:
        add_comment(call, document, {"body": text})
    return changes


def _comment_bodies(call: Call, operations: list[Any], errors: dict[str, str]) -> list[Any]:
    bodies: list[Any] = []
    for operation in operations:
        try:
            bodies.append(rich_text(call, operation["add"]["body"]))
        except (KeyError, TypeError, FieldRefused):
            errors["comment"] = "Comment body is not valid!"
    return bodies


def add_comment(call: Call, document: Document, content: Mapping[str, Any]) -> dict[str, Any]:
    """Add a comment whose body is already checked; returns it as stored."""
    moment = call.instant()
    comment = {
        "id": call.desk.store.next_part_id(),
        "author": call.author(),
        "updateAuthor": call.author(),
        "created": moment,
        "updated": moment,
        **content,
    }
    page = document["fields"].get("comment") or {}
    document["fields"]["comment"] = {**page, "comments": [*(page.get("comments") or ()), comment]}
    document["fields"]["updated"] = moment
    return comment


def record(call: Call, document: Document, changes: list[Change]) -> None:
    """Write changes into the history as one entry of the caller, and touch `updated`."""
    if not changes:
        return
    moment = call.instant()
    entry = {"id": call.desk.store.next_part_id(), "author": call.author(), "created": moment, "items": changes}
    stored = (document.get("changelog") or {}).get("histories") or []
    document["changelog"] = {"histories": [*stored, entry]}
    document["fields"]["updated"] = moment


def _collect(target: Target, name: str, raw: Any, values: dict[str, Any], errors: dict[str, str]) -> None:
    try:
        values[name] = read_value(target, name, raw)
    except FieldRefused as refused:
        errors[name] = str(refused)


def _collect_updates(
    target: Target,
    updates: Mapping[str, Any],
    values: dict[str, Any],
    errors: dict[str, str],
    before: Mapping[str, Any] | None = None,
) -> None:
    """`update`: add, remove and set, one after the other, on what the field has."""
    for name, operations in updates.items():
        current = values.get(name, (before or {}).get(name))
        for operation in operations:
            try:
                current = _operated(target, name, operation, current)
                values[name] = current
            except FieldRefused as refused:
                errors[name] = str(refused)


def _operated(target: Target, name: str, operation: Any, current: Any) -> Any:
    verb, raw = next(iter(operation.items())) if isinstance(operation, dict) and operation else ("", None)
    if verb in ("set", "edit"):
        return read_value(target, name, raw)
    if name not in ("labels", "components") or verb not in ("add", "remove"):
        raise not_on_screen(name)
    items = read_value(target, name, [raw])
    kept = [each for each in current or [] if each not in items]
    return [*kept, *items] if verb == "add" else kept


def _set(call: Call, fields: dict[str, Any], name: str, value: Any) -> list[Change]:
    before, info = fields.get(name), call.desk.fields[name]
    if (before or None) == (value or None):
        return []
    fields[name] = value
    if name == "components":
        return _component_changes(before or [], value or [])
    kind = "custom" if info.custom else "jira"
    return [change(info.name if info.custom else name, name, _spoken(name, before), _spoken(name, value), kind)]


def change(
    field: str,
    field_id: str,
    before: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
    kind: str = "jira",
) -> Change:
    """One item of a history entry; `before` and `after` are (id, text)."""
    item = {"field": field, "fieldtype": kind, "fieldId": field_id, "from": before[0], "fromString": before[1]}
    return {**item, "to": after[0], "toString": after[1]}


def _component_changes(before: list[dict[str, str]], after: list[dict[str, str]]) -> list[Change]:
    nothing = (None, None)
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    return [
        *(change("Component", "components", (each.get("id"), each["name"]), nothing) for each in gone),
        *(change("Component", "components", nothing, (each.get("id"), each["name"])) for each in new),
    ]


def _spoken(name: str, value: Any) -> tuple[str | None, str | None]:
    """A value as a history names it: (id, text)."""
    if value is None:
        return None, None
    match name:
        case "labels":
            return "", " ".join(value)
        case "description":
            return None, to_text(value)
        case "assignee" | "reporter":
            return value["accountId"], value["displayName"]
        case "duedate":
            return value, f"{value} 00:00:00.0"
    if isinstance(value, dict):
        return str(value.get("id")), str(value.get("key") or value.get("name") or value.get("value"))
    return None, " ".join(value) if isinstance(value, list) else str(value)
