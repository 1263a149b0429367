"""What a caller may put into a field, and how it is kept.

Here: one reader per field, with Jira's words for what it refuses. Not here: which fields an issue needs
(`sandbox.jira.edits`), the change as history (`sandbox.jira.edits`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sandbox.jira.desk import Call, person
from sandbox.jira.records.adf import from_text, is_document
from sandbox.jira.records.site import CustomField, Project

MOST_SUMMARY = 255
MOST_TEXT = 32_767


class FieldRefused(Exception):
    """A value a field does not take; the text is what Jira answers under the field's name."""


@dataclass(frozen=True)
class Target:
    """Where a value is to go: the call that brings it and the project of the issue."""

    call: Call
    project: Project


def read_value(target: Target, field_id: str, raw: Any) -> Any:
    """A value as the file keeps it.

    Raises:
        FieldRefused: not a value of this field, or not a field that can be set.
    """
    reader = _READERS.get(field_id)
    if reader is not None:
        return reader(target, raw)
    custom = next((each for each in target.call.site.fields if each.id == field_id), None)
    if custom is None:
        raise not_on_screen(field_id)
    return _custom(target, custom, raw)


def not_on_screen(field_id: str) -> FieldRefused:
    """Jira's text for a field that cannot be set."""
    return FieldRefused(f"Field '{field_id}' cannot be set. It is not on the appropriate screen, or unknown.")


def rich_text(call: Call, raw: Any) -> Any:
    """Rich text as the file keeps it: a document, made from text on v2; None stays None."""
    if raw is None or raw == "":
        return None
    if call.version >= 3:
        if not is_document(raw):
            raise FieldRefused("Operation value must be an Atlassian Document (see the Atlassian Document Format)")
        return raw
    if not isinstance(raw, str):
        raise FieldRefused("Operation value must be a string")
    if len(raw) > MOST_TEXT:
        raise FieldRefused(f"The entered text is too long. It exceeds the allowed limit of {MOST_TEXT:,} characters.")
    return from_text(raw)


def _summary(_: Target, raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise FieldRefused("You must specify a summary of the issue.")
    if len(raw) > MOST_SUMMARY:
        raise FieldRefused(f"Summary can't exceed {MOST_SUMMARY} characters.")
    if "\n" in raw or "\r" in raw:
        raise FieldRefused("The summary is invalid because it contains newline characters.")
    return raw.strip()


def _description(target: Target, raw: Any) -> Any:
    return rich_text(target.call, raw)


def _reference(raw: Any) -> tuple[str, str]:
    """(id, name) of `{"id": ..}` or `{"name": ..}`, empty where missing."""
    if not isinstance(raw, dict):
        raise FieldRefused("data was not an object")
    return str(raw.get("id") or ""), str(raw.get("name") or raw.get("value") or "")


def _priority(target: Target, raw: Any) -> dict[str, str] | None:
    if raw is None:
        return None
    number, name = _reference(raw)
    for each in target.call.site.priorities:
        if number == each.id or (not number and name.casefold() == each.name.casefold()):
            return {"id": each.id, "name": each.name}
    if number:
        raise FieldRefused("The priority selected is invalid.")
    raise FieldRefused(f"Priority name '{name}' is not valid")


def _issue_type(target: Target, raw: Any) -> dict[str, Any]:
    if raw is None:
        raise FieldRefused("Specify an issue type")
    number, name = _reference(raw)
    if not number and not name:
        raise FieldRefused("Specify an issue type")
    for type_id in target.project.issue_types:
        each = target.call.site.types_by_id[type_id]
        if number == each.id or (not number and name.casefold() == each.name.casefold()):
            return {"id": each.id, "name": each.name, "subtask": each.subtask}
    raise FieldRefused("The issue type selected is invalid.")


def _labels(_: Target, raw: Any) -> list[str]:
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(label, str) for label in raw):
        raise FieldRefused("data was not an array")
    for label in raw:
        if not label or any(letter.isspace() for letter in label):
            raise FieldRefused(f"The label '{label}' contains spaces which is invalid.")
        if len(label) > MOST_SUMMARY:
            raise FieldRefused(f"The label '{label}' exceeds the maximum length of {MOST_SUMMARY} characters.")
    return list(dict.fromkeys(raw))


def _person(target: Target, raw: Any) -> dict[str, str] | None:
    if raw is None:
        return None
    if not isinstance(raw, dict):
        raise FieldRefused("data was not an object")
    account = raw.get("accountId") or raw.get("id") or ("" if target.call.site.is_cloud else raw.get("name"))
    if account is None or (account == "" and "accountId" in raw):
        return None
    user = target.call.site.users_by_id.get(str(account))
    if user is None:
        raise FieldRefused(
            f"User '{account}' does not exist." if account else "expected Object containing an id property"
        )
    return person(user)


def _components(target: Target, raw: Any) -> list[dict[str, str]]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise FieldRefused("data was not an array")
    return [_component(target, each) for each in raw]


def _component(target: Target, raw: Any) -> dict[str, str]:
    number, name = _reference(raw)
    for each in target.project.components:
        if number == each.id or (not number and name.casefold() == each.name.casefold()):
            return {"id": each.id, "name": each.name}
    if number:
        raise FieldRefused(f"Component with id '{number}' does not exist.")
    raise FieldRefused(f"Component name '{name}' is not valid")


def _parent(target: Target, raw: Any) -> dict[str, Any] | None:
    if raw is None:
        return None
    wanted = raw.get("key") or raw.get("id") if isinstance(raw, dict) else None
    header = target.call.visible(str(wanted)) if wanted else None
    if header is None:
        raise FieldRefused("Could not find issue by id or key.")
    return {"id": str(header.issue_id), "key": header.key, "fields": {"summary": header.summary}}


def _date(_: Target, raw: Any) -> str | None:
    if raw is None or raw == "":
        return None
    try:
        return date.fromisoformat(raw).isoformat()
    except (TypeError, ValueError):
        raise FieldRefused(f"Error parsing date string: {raw}") from None


_READERS: dict[str, Callable[[Target, Any], Any]] = {
    "summary": _summary,
    "description": _description,
    "priority": _priority,
    "issuetype": _issue_type,
    "labels": _labels,
    "assignee": _person,
    "reporter": _person,
    "components": _components,
    "parent": _parent,
    "duedate": _date,
}


def _custom(target: Target, custom: CustomField, raw: Any) -> Any:
    if raw is None:
        return None
    match custom.type:
        case "number":
            if isinstance(raw, bool) or not isinstance(raw, int | float):
                raise FieldRefused("Operation value must be a number")
            return raw
        case "date":
            return _date(target, raw)
        case "option":
            number, name = _reference(raw)
            return {"id": number or name, "value": name or number}
        case "user":
            return _person(target, raw)
        case "array":
            return _labels(target, raw)
        case _:
            if not isinstance(raw, str):
                raise FieldRefused("Operation value must be a string")
            return raw
