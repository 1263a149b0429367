"""How a stored issue looks to one caller: links, users, text or documents, the caller's zone.

Here: issues, users, statuses, comments, histories as JSON. Not here: which of them are shown (the routes decide).
One view serves one caller at one address in one API version and may be kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.jira.jql.fields import CATEGORY_NAMES
from sandbox.jira.records.adf import from_text, to_text
from sandbox.jira.records.field_list import FieldChoice, FieldInfo
from sandbox.jira.records.site import IssueType, Priority, Project, Site, Status
from sandbox.jira.records.times import in_zone

Json = dict[str, Any]
ISSUE_EXPAND = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"
_COLOURS = {"new": "blue-gray", "indeterminate": "yellow", "done": "green"}
_HISTORY_KEYS = ("field", "fieldtype", "fieldId", "from", "fromString", "to", "toString")


@dataclass
class View:
    """The eyes of one caller.

    Attributes:
        base: `http://127.0.0.1:8080`, as the caller addressed the server.
        version: 2 gives text, 3 gives documents.
        own_account: the caller's id; only the caller's own e-mail address is shown.
    """

    site: Site
    fields: Mapping[str, FieldInfo]
    base: str
    version: int
    zone: ZoneInfo
    own_account: str | None
    _users: dict[str, Json] = field(default_factory=dict)

    @property
    def api(self) -> str:
        """The address of this API version."""
        return f"{self.base}/rest/api/{self.version}"

    def instant(self, text: str | None) -> str | None:
        """A stored instant in the caller's zone."""
        return in_zone(text, self.zone) if text else text

    def rich(self, value: object) -> object:
        """Rich text in the form of this API version."""
        if value is None or (self.version >= 3 and isinstance(value, dict)):
            return value
        return from_text(str(value)) if self.version >= 3 else to_text(value)

    def user(self, stored: Mapping[str, Any] | str | None) -> Json | None:
        """An account, by what the file has of it."""
        if stored is None:
            return None
        account = stored if isinstance(stored, str) else str(stored.get("accountId") or stored.get("name") or "")
        if account not in self._users:
            name = None if isinstance(stored, str) else stored.get("displayName")
            self._users[account] = self._make_user(account, name)
        return self._users[account]

    def _make_user(self, account: str, name: str | None) -> Json:
        known = self.site.users_by_id.get(account)
        shown = (known.display_name if known else name) or account
        common: Json = {
            "displayName": shown,
            "active": known is not None,
            "timeZone": (known.zone if known else None) or self.site.zone,
        }
        if not self.site.is_cloud:
            email = known.email if known else ""
            link = f"{self.api}/user?username={account}"
            return {"self": link, "name": account, "key": account, "emailAddress": email, **common}
        person = {"self": f"{self.api}/user?accountId={account}", "accountId": account, "accountType": "atlassian"}
        if known and account == self.own_account:
            person["emailAddress"] = known.email
        return {**person, **common}

    def status_category(self, key: str) -> Json:
        """One of the three categories."""
        number, name = CATEGORY_NAMES[key]
        link = f"{self.api}/statuscategory/{number}"
        return {"self": link, "id": int(number), "key": key, "colorName": _COLOURS[key], "name": name}

    def status(self, status: Status) -> Json:
        """A status with its category."""
        return {
            "self": f"{self.api}/status/{status.id}",
            "description": "",
            "iconUrl": f"{self.base}/images/icons/statuses/generic.png",
            "name": status.name,
            "id": status.id,
            "statusCategory": self.status_category(status.category),
        }

    def priority(self, priority: Priority) -> Json:
        """A priority."""
        icon = f"{self.base}/images/icons/priorities/{priority.id}.svg"
        return {"self": f"{self.api}/priority/{priority.id}", "iconUrl": icon, "name": priority.name, "id": priority.id}

    def issue_type(self, kind: IssueType) -> Json:
        """An issue type."""
        return {
            "self": f"{self.api}/issuetype/{kind.id}",
            "id": kind.id,
            "description": "",
            "iconUrl": f"{self.base}/images/icons/issuetypes/{kind.id}.svg",
            "name": kind.name,
            "subtask": kind.subtask,
        }

    def project(self, project: Project) -> Json:
        """A project as issues and lists show it."""
        brief: Json = {"self": f"{self.api}/project/{project.id}", "id": project.id, "key": project.key}
        return {**brief, "name": project.name, "projectTypeKey": "service_desk"}

    def comment(self, issue_id: str, stored: Mapping[str, Any]) -> Json:
        """A comment."""
        author = self.user(stored.get("author"))
        shown: Json = {
            "self": f"{self.api}/issue/{issue_id}/comment/{stored['id']}",
            "id": str(stored["id"]),
            "author": author,
            "body": self.rich(stored.get("body")),
            "updateAuthor": self.user(stored.get("updateAuthor")) or author,
            "created": self.instant(stored.get("created")),
            "updated": self.instant(stored.get("updated") or stored.get("created")),
        }
        for optional in ("visibility", "jsdPublic"):
            if optional in stored:
                shown[optional] = stored[optional]
        return shown

    def history(self, stored: Mapping[str, Any]) -> Json:
        """One history entry, its instant as text."""
        return {
            "id": str(stored["id"]),
            "author": self.user(stored.get("author")),
            "created": self.instant(stored["created"]),
            "items": [self._history_item(item) for item in stored.get("items") or ()],
        }

    def _history_item(self, stored: Mapping[str, Any]) -> Json:
        item = {key: stored.get(key) for key in _HISTORY_KEYS}
        item["fieldtype"] = item["fieldtype"] or "jira"
        if not self.site.is_cloud:
            del item["fieldId"]  # Data Center has none
        return item

    def attachment(self, stored: Mapping[str, Any]) -> Json:
        """What is known of an attached file, and where to get it."""
        number, name = str(stored["id"]), str(stored["filename"])
        content = f"{self.api}/attachment/content/{number}"
        return {
            "self": f"{self.api}/attachment/{number}",
            "id": number,
            "filename": name,
            "author": self.user(stored.get("author")),
            "created": self.instant(stored.get("created")),
            "size": stored.get("size", 0),
            "mimeType": stored.get("mimeType", "application/octet-stream"),
            "content": content if self.site.is_cloud else f"{self.base}/secure/attachment/{number}/{name}",
        }

    def issue(self, document: Mapping[str, Any], choice: FieldChoice) -> Json:
        """An issue with the chosen fields."""
        number = str(document["id"])
        if choice.bare:
            return {"id": number}
        shown: Json = {
            "expand": ISSUE_EXPAND,
            "id": number,
            "self": f"{self.api}/issue/{number}",
            "key": document["key"],
        }
        if choice.ids:
            stored = document["fields"]
            shown["fields"] = {name: self._field(name, stored.get(name), document) for name in choice.ids}
        return shown

    def _field(self, name: str, value: Any, document: Mapping[str, Any]) -> Any:
        site = self.site
        match name:
            case "project":
                project = site.projects_by_key.get(str(document["key"]).rpartition("-")[0])
                return self.project(project) if project else value
            case "comment":
                return self.comment_page(str(document["id"]), (value or {}).get("comments") or [])
            case "attachment":
                return [self.attachment(each) for each in value or ()]
            case "description":
                return self.rich(value)
        if value is None or value == []:
            return self.fields[name].empty
        match name:
            case "assignee" | "reporter" | "creator":
                return self.user(value)
            case "status":
                return self._known(site.statuses_by_id, value, self.status)
            case "priority":
                return self._known(site.priorities_by_id, value, self.priority)
            case "issuetype":
                return self._known(site.types_by_id, value, self.issue_type)
            case "components":
                return [
                    {"self": f"{self.api}/component/{each['id']}", **each} if "id" in each else each for each in value
                ]
            case "resolution":
                return {"self": f"{self.api}/resolution/{value.get('id')}", **value}
            case "created" | "updated" | "resolutiondate":
                return self.instant(value)
        return value

    def _known(self, known: Mapping[str, Any], stored: Mapping[str, Any], show: Any) -> Any:
        entry = known.get(str(stored.get("id", "")))
        return show(entry) if entry is not None else stored

    def comment_page(self, issue_id: str, stored: Iterable[Mapping[str, Any]]) -> Json:
        """The `comment` field: all comments, oldest first."""
        comments = [self.comment(issue_id, each) for each in stored]
        link = f"{self.api}/issue/{issue_id}/comment"
        count = len(comments)
        return {"comments": comments, "self": link, "maxResults": count, "total": count, "startAt": 0}
