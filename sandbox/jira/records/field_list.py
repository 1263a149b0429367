"""The fields an issue has: id, name, schema, whether `*navigable` gives it, what an empty one looks like.

Here: the list and the reading of `fields=`. Not here: how values look (`sandbox.jira.views`), how they are set
(`sandbox.jira.values`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.jira.records.site import CustomField, Site


@dataclass(frozen=True)
class FieldInfo:
    """One field."""

    id: str
    name: str
    type: str
    items: str | None = None
    navigable: bool = True
    custom: bool = False

    @property
    def empty(self) -> list[Any] | None:
        """The value of an issue that has none: an empty list or null."""
        return [] if self.type == "array" else None

    def schema(self) -> dict[str, Any]:
        """Jira's JsonTypeBean."""
        schema: dict[str, Any] = {"type": self.type}
        if self.items:
            schema["items"] = self.items
        if self.custom:
            schema["custom"] = f"com.atlassian.jira.plugin.system.customfieldtypes:{_CUSTOM_KINDS[self.type]}"
            schema["customId"] = int(self.id.rpartition("_")[2])
        else:
            schema["system"] = self.id
        return schema

    def details(self) -> dict[str, Any]:
        """The field as GET /field lists it."""
        clauses = [f"cf[{self.id.rpartition('_')[2]}]", self.name] if self.custom else [self.id]
        return {
            "id": self.id,
            "key": self.id,
            "name": self.name,
            "custom": self.custom,
            "orderable": self.type != "comments-page",
            "navigable": self.navigable,
            "searchable": True,
            "clauseNames": clauses,
            "schema": self.schema(),
        }


_CUSTOM_KINDS = {
    "string": "textfield",
    "number": "float",
    "date": "datepicker",
    "datetime": "datetime",
    "option": "select",
    "user": "userpicker",
    "array": "labels",
}

SYSTEM_FIELDS: tuple[FieldInfo, ...] = (
    FieldInfo("issuetype", "Issue Type", "issuetype"),
    FieldInfo("project", "Project", "project"),
    FieldInfo("parent", "Parent", "issuelink"),
    FieldInfo("summary", "Summary", "string"),
    FieldInfo("description", "Description", "string"),
    FieldInfo("status", "Status", "status"),
    FieldInfo("priority", "Priority", "priority"),
    FieldInfo("resolution", "Resolution", "resolution"),
    FieldInfo("labels", "Labels", "array", "string"),
    FieldInfo("components", "Components", "array", "component"),
    FieldInfo("assignee", "Assignee", "user"),
    FieldInfo("reporter", "Reporter", "user"),
    FieldInfo("creator", "Creator", "user"),
    FieldInfo("created", "Created", "datetime"),
    FieldInfo("updated", "Updated", "datetime"),
    FieldInfo("resolutiondate", "Resolved", "datetime"),
    FieldInfo("duedate", "Due date", "date"),
    FieldInfo("issuelinks", "Linked Issues", "array", "issuelinks"),
    FieldInfo("comment", "Comment", "comments-page", navigable=False),
    FieldInfo("attachment", "Attachment", "array", "attachment", navigable=False),
)


def fields_of(site: Site) -> dict[str, FieldInfo]:
    """Every field of the site by id."""
    return {each.id: each for each in (*SYSTEM_FIELDS, *(_custom(field) for field in site.fields))}


def _custom(field: CustomField) -> FieldInfo:
    return FieldInfo(field.id, field.name, field.type, "string" if field.type == "array" else None, custom=field.custom)


@dataclass(frozen=True)
class FieldChoice:
    """Which fields an answer holds; `bare` = the issue's id alone, `headed` = key and self too."""

    ids: tuple[str, ...]
    bare: bool = False


def choose_fields(known: dict[str, FieldInfo], asked: Iterable[str], *, default: Sequence[str]) -> FieldChoice:
    """Read `fields=a,b&fields=c`: ids, `*all`, `*navigable`, `-left_out`; unknown ones are passed over as Jira does.

    Args:
        default: what is given when nothing is asked for, or only exclusions are.
    """
    words = [word.strip() for part in asked for word in part.split(",") if word.strip()] or list(default)
    if all(word.startswith("-") for word in words):
        words = [*(default if "id" not in default else ["*all"]), *words]
    if words == ["id"]:
        return FieldChoice((), bare=True)
    chosen: dict[str, None] = {}
    for word in words:
        if word == "*all":
            chosen.update(dict.fromkeys(known))
        elif word == "*navigable":
            chosen.update(dict.fromkeys(each.id for each in known.values() if each.navigable))
        elif word.startswith("-"):
            chosen.pop(word[1:], None)
        elif word in known:
            chosen[word] = None
    return FieldChoice(tuple(chosen))
