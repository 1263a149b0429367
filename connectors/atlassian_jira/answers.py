"""Jira's JSON answers as typed structs: only the fields that are read; msgspec skips the rest while decoding.

Here: the shapes of search, changelog, comment and permission answers, and their decoders. Not here: how they become
columns (`connectors.atlassian_jira.histories`) and any request (`connectors.atlassian_jira.client`).

Unknown fields cost nothing and break nothing; a missing field that a figure needs is an error, never an empty list:
a project that read the wrong key of bulkfetch once had a green run with no changes at all.
"""

from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from connectors.errors import IncompleteData, ServiceUnavailable
from domain.reasons import Reason, verbatim

Timestamp = int | float | str | None
"""ISO text with an offset, epoch seconds, or epoch milliseconds: all three occur (see jira_histories)."""


class User(Struct):
    """A person: Cloud gives accountId, Data Center key and name."""

    account_id: str | None = field(default=None, name="accountId")
    key: str | None = None
    name: str | None = None
    display_name: str | None = field(default=None, name="displayName")

    @property
    def user_id(self) -> str | None:
        """The id that histories use too."""
        return self.account_id or self.key or self.name


class Category(Struct):
    """What kind of status it is: "new", "indeterminate" or "done", whatever a site calls it."""

    key: str = ""


class Named(Struct):
    """A status, priority, issue type or component; only a status has a category."""

    id: str | None = None
    name: str | None = None
    category: Category | None = field(default=None, name="statusCategory")


class Project(Struct):
    """The project an issue is in now."""

    key: str


class Item(Struct):
    """One changed field of one history entry; names are as of the change, ids are what counts."""

    field: str = ""
    field_id: str | None = msgspec.field(default=None, name="fieldId")
    from_id: str | None = msgspec.field(default=None, name="from")
    from_name: str | None = msgspec.field(default=None, name="fromString")
    to_id: str | None = msgspec.field(default=None, name="to")
    to_name: str | None = msgspec.field(default=None, name="toString")


class Entry(Struct):
    """One history entry: who changed what, when."""

    id: str
    created: Timestamp
    author: User | None = None
    items: list[Item] = []


class Changelog(Struct):
    """`expand=changelog`: newest first on Cloud, at most 40 (search) or 100 (issue) of `total`."""

    histories: list[Entry]
    total: int | None = None


class ChangelogPage(Struct):
    """GET /issue/{key}/changelog: oldest first, at most 100 of `total` per page."""

    values: list[Entry]
    total: int


class IssueChanges(Struct):
    """One issue's part of a bulkfetch page; an issue may go on over several pages."""

    issue_id: str = field(name="issueId")
    entries: list[Entry] = field(name="changeHistories")


class BulkChanges(Struct):
    """POST /changelog/bulkfetch: sorted by date of change, then issue."""

    issues: list[IssueChanges] = field(name="issueChangeLogs")
    next_page_token: str | None = field(default=None, name="nextPageToken")


class Visibility(Struct):
    """Whom a comment is limited to: a group or a role."""

    type: str = ""


class Comment(Struct):
    """A comment; the body is read only where a marker is looked for."""

    id: str
    created: Timestamp = None
    author: User | None = None
    jsd_public: bool = field(default=True, name="jsdPublic")
    visibility: Visibility | None = None


class CommentPage(Struct):
    """Comments inside an issue, or a page of GET /issue/{key}/comment."""

    comments: list[Comment]
    total: int | None = None


class CommentText(Struct):
    """A comment with its text, as version 2 of the API gives it."""

    id: str
    body: str = ""


class CommentTextPage(Struct):
    """A page of comments with their texts."""

    comments: list[CommentText]
    total: int = 0


class Fields(Struct):
    """The issue fields that are asked for (`ISSUE_FIELDS`)."""

    status: Named
    created: Timestamp
    updated: Timestamp
    project: Project
    summary: str | None = None
    issuetype: Named | None = None
    components: list[Named] = []
    labels: list[str] = []
    priority: Named | None = None
    reporter: User | None = None
    assignee: User | None = None
    resolutiondate: Timestamp = None
    duedate: str | None = None
    comment: CommentPage | None = None


ISSUE_FIELDS = tuple(Fields.__struct_fields__)
"""What a search asks for: no description, no attachments, no custom fields."""


class Issue(Struct):
    """An issue with the fields of a ticket."""

    id: str
    key: str
    fields: Fields
    changelog: Changelog | None = None


class SearchPage(Struct):
    """A page of either search: Cloud gives a token, Data Center a total."""

    issues: list[Issue]
    next_page_token: str | None = field(default=None, name="nextPageToken")
    is_last: bool | None = field(default=None, name="isLast")
    total: int | None = None


class Labelled(Struct):
    """The labels of an issue."""

    labels: list[str] = []


class FoundIssue(Struct):
    """An issue by its name, with its labels and changes when they were asked for."""

    id: str
    key: str
    fields: Labelled = field(default_factory=Labelled)
    changelog: Changelog | None = None


class FoundPage(Struct):
    """A search page of which only the issues' names matter."""

    issues: list[FoundIssue]
    next_page_token: str | None = field(default=None, name="nextPageToken")


class Count(Struct):
    """POST /search/approximate-count."""

    count: int


class Permission(Struct):
    """One permission of GET /mypermissions."""

    have_permission: bool = field(default=False, name="havePermission")


class Permissions(Struct):
    """GET /mypermissions."""

    permissions: dict[str, Permission]


Answer = TypeVar("Answer", bound=Struct)


def decode(body: bytes, shape: type[Answer], where: str = "Jira") -> Answer:
    """Read a JSON body as `shape`.

    Raises:
        ServiceUnavailable: the body is empty, cut off or not JSON (a login page, a proxy's page).
        IncompleteData: it is JSON, but lacks what is needed.
    """
    try:
        answer: Answer = _decoder(shape).decode(body)
    except msgspec.ValidationError as error:
        why = str(error)  # msgspec names types and the path, never values
        problem: Exception = IncompleteData(
            Reason("Jira's answer lacks something that is needed"),
            where=where,
            why=verbatim(why),
            next_step=Reason("report this; nothing was used"),
        )
    except (msgspec.DecodeError, UnicodeDecodeError):
        problem = ServiceUnavailable(Reason("Jira's answer is not readable"), where=where, why=_what_it_is(body))
    else:
        return answer
    raise problem


@cache
def _decoder(shape: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


def _what_it_is(body: bytes) -> Reason:
    start = body[:200].lstrip().lower()
    if not start:
        return Reason("the answer is empty")
    if start.startswith((b"<!doctype", b"<html")):
        return Reason("it is a web page, as a log-in page or a proxy gives")
    return Reason("it is no whole JSON ({count} bytes)", count=len(body))
