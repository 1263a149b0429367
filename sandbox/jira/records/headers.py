"""What the sandbox keeps in memory of each issue: enough to search, sort and find its line in the file.

Here: the header and how it is read from one line. Not here: the file (`sandbox.jira.records.store`), the rest of the
issue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any

import msgspec

from sandbox.jira.records.times import parse_millis


@dataclass(slots=True)
class Header:
    """One issue as searches see it. Instants in epoch milliseconds; ids as text except the issue's own."""

    issue_id: int
    key: str
    project_key: str
    number: int
    type_id: str
    status_id: str
    priority_id: str | None
    labels: tuple[str, ...]
    assignee_id: str | None
    reporter_id: str | None
    components: tuple[str, ...]
    """component ids; the name where the file gives no id"""
    parent_id: str | None
    """id or key of the parent, as the file has it"""
    created_millis: int
    updated_millis: int
    resolved_millis: int | None
    due_on: str | None
    resolution_id: str | None
    summary: str
    properties: Mapping[str, Any] | None
    offset: int
    length: int


class _Reference(msgspec.Struct):
    id: str = ""
    key: str = ""
    name: str = ""


class _Person(msgspec.Struct, rename="camel"):
    account_id: str = ""
    name: str = ""


class _Numbered(msgspec.Struct):
    id: str | int = "0"


class _Comments(msgspec.Struct):
    comments: list[_Numbered] = []


class _Changelog(msgspec.Struct):
    histories: list[_Numbered] = []


class _Fields(msgspec.Struct):
    created: str
    summary: str = ""
    updated: str | None = None
    issuetype: _Reference | None = None
    status: _Reference | None = None
    priority: _Reference | None = None
    labels: list[str] = []
    assignee: _Person | None = None
    reporter: _Person | None = None
    components: list[_Reference] = []
    parent: _Reference | None = None
    resolutiondate: str | None = None
    resolution: _Reference | None = None
    duedate: str | None = None
    comment: _Comments | None = None
    attachment: list[_Numbered] = []


class _Line(msgspec.Struct):
    id: str
    key: str
    fields: _Fields
    changelog: _Changelog | None = None
    properties: dict[str, Any] | None = None
    remotelinks: list[_Numbered] = []


_DECODER = msgspec.json.Decoder(_Line)


def read_header(line: bytes, offset: int) -> tuple[Header, int]:
    """The header of one line, and the highest id of a comment, history, attachment or link in it.

    Raises:
        ValueError: not JSON, or not an issue (`msgspec.DecodeError` is one).
    """
    issue = _DECODER.decode(line)
    project, _, number = issue.key.rpartition("-")
    if not project:
        raise ValueError(f"{issue.key!r} is not an issue key")
    return _header(issue, project, int(number), offset, len(line)), _highest_id(issue)


def _header(issue: _Line, project: str, number: int, offset: int, length: int) -> Header:
    fields = issue.fields
    created_millis = parse_millis(fields.created)
    return Header(
        issue_id=int(issue.id),
        key=issue.key,
        project_key=intern(project),
        number=number,
        type_id=_reference(fields.issuetype) or "",
        status_id=_reference(fields.status) or "",
        priority_id=_reference(fields.priority),
        labels=tuple(intern(label) for label in fields.labels),
        assignee_id=_person(fields.assignee),
        reporter_id=_person(fields.reporter),
        components=tuple(intern(each.id or each.name) for each in fields.components),
        parent_id=(fields.parent.id or fields.parent.key or None) if fields.parent else None,
        created_millis=created_millis,
        updated_millis=parse_millis(fields.updated) if fields.updated else created_millis,
        resolved_millis=parse_millis(fields.resolutiondate) if fields.resolutiondate else None,
        due_on=fields.duedate,
        resolution_id=_reference(fields.resolution),
        summary=fields.summary,
        properties=issue.properties or None,
        offset=offset,
        length=length,
    )


def _reference(value: _Reference | None) -> str | None:
    return intern(value.id) if value and value.id else None


def _person(value: _Person | None) -> str | None:
    return intern(value.account_id or value.name) if value else None


def _highest_id(issue: _Line) -> int:
    fields = issue.fields
    numbered = [
        *(issue.changelog.histories if issue.changelog else ()),
        *(fields.comment.comments if fields.comment else ()),
        *fields.attachment,
        *issue.remotelinks,
    ]
    return max((int(each.id) for each in numbered), default=0)
