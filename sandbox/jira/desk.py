"""What every route works with: the site, the store, the clock, and the call in hand.

Here: shared state and the questions each route asks first. Not here: routes and the app (`sandbox.jira.server`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request

from sandbox.faults import FaultScript
from sandbox.jira.answers import Refused, json_body
from sandbox.jira.callers import Caller, Gate, not_logged_in
from sandbox.jira.changelog import Entry
from sandbox.jira.limits import RateLimiter
from sandbox.jira.pages import PageBook
from sandbox.jira.records.field_list import FieldInfo, fields_of
from sandbox.jira.records.headers import Header
from sandbox.jira.records.site import Project, Site, User
from sandbox.jira.records.store import Document, IssueStore
from sandbox.jira.records.times import instant_text, to_millis
from sandbox.jira.views import View

MOST_VIEWS = 64


@dataclass
class Desk:
    """The state of one sandbox server over `folder`, which is FOLDER/jira. Used from its event loop only."""

    site: Site
    store: IssueStore
    folder: Path
    gate: Gate
    limiter: RateLimiter
    faults: FaultScript
    now: Callable[[], datetime]
    found: PageBook[int] = field(default_factory=PageBook)
    logs: PageBook[Entry] = field(default_factory=PageBook)
    views: dict[tuple[str, int, str | None], View] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fields: dict[str, FieldInfo] = fields_of(self.site)

    def now_millis(self) -> int:
        """The server's clock."""
        return to_millis(self.now())


@dataclass
class Call:
    """One request, who made it, and in which API version."""

    desk: Desk
    request: Request
    caller: Caller
    version: int

    @property
    def site(self) -> Site:
        """The site."""
        return self.desk.site

    @property
    def view(self) -> View:
        """The caller's eyes."""
        base = str(self.request.base_url).rstrip("/")
        key = (base, self.version, self.caller.account_id)
        if key not in self.desk.views:
            if len(self.desk.views) >= MOST_VIEWS:
                self.desk.views.clear()
            self.desk.views[key] = View(self.site, self.desk.fields, base, self.version, self.caller.zone, key[2])
        return self.desk.views[key]

    @property
    def user(self) -> User:
        """The logged-in user.

        Raises:
            Refused: 401 for an anonymous call.
        """
        if self.caller.user is None:
            raise not_logged_in(self.site)
        return self.caller.user

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """A query parameter, empty when missing."""
        return self.request.query_params.get(name, "")

    def expands(self, name: str) -> bool:
        """Whether `expand=` names something."""
        return name in {
            word.strip() for part in self.request.query_params.getlist("expand") for word in part.split(",")
        }

    async def body(self) -> dict[str, Any]:
        """The JSON object sent."""
        return await json_body(self.request)

    def visible(self, key_or_id: str) -> Header | None:
        """An issue the caller may browse; None for any other, as for one that does not exist."""
        header = self.desk.store.header(key_or_id)
        if header is None or not self.caller.may("BROWSE_PROJECTS", header.project_key):
            return None
        return header

    def issue(self) -> Header:
        """The issue in the path.

        Raises:
            Refused: 404, whether it does not exist or may not be seen.
        """
        header = self.visible(self.path("issue"))
        if header is None:
            cloud = "Issue does not exist or you do not have permission to see it."
            raise Refused(404, cloud if self.site.is_cloud else "Issue Does Not Exist")
        return header

    def document(self) -> Document:
        """The whole issue in the path."""
        return self.desk.store.document(self.issue())

    def document_for(self, permission: str, message: str) -> Document:
        """The whole issue in the path, to be written: counted against its limit.

        Raises:
            Refused: 404, 403 without the permission, 429.
        """
        header = self.issue()
        if not self.caller.may(permission, header.project_key):
            raise Refused(403, message)
        self.desk.limiter.write(header.issue_id)
        return self.desk.store.document(header)

    def project(self, key_or_id: str) -> Project:
        """A project the caller may browse.

        Raises:
            Refused: 404, whether it does not exist or may not be seen.
        """
        project = self.site.project(key_or_id)
        if project is None or not self.caller.may("BROWSE_PROJECTS", project.key):
            raise Refused(
                404, f"No project could be found with {'id' if key_or_id.isdecimal() else 'key'} '{key_or_id}'."
            )
        return project

    def instant(self) -> str:
        """Now, as the file has instants."""
        return instant_text(self.desk.now_millis(), ZoneInfo(self.site.zone))

    def author(self) -> dict[str, str]:
        """The caller as the file names authors."""
        return person(self.user)

    def save(self, document: Mapping[str, Any]) -> Header:
        """Write an issue."""
        return self.desk.store.save(document, self.desk.now_millis())


def person(user: User) -> dict[str, str]:
    """A user as the file names people."""
    return {"accountId": user.account_id, "displayName": user.display_name}
