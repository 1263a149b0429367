"""Jira, Cloud or Data Center, as the tasks see it: `connectors.ports.tracker.Tracker` over the `jira` library.

Here: access, the pull's entry, finding and writing issues and comments. Not here: how a pull pages
(`connectors.atlassian_jira.pull`), how once-only is kept (`connectors.effects`).

Version 2 of the API is spoken throughout: text is text, on Cloud and Data Center alike.
Nothing is retried here. A POST that creates is sent once; whether it landed is for the look-up to say.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from connectors.atlassian_jira.answers import CommentTextPage, FoundIssue, FoundPage, Permissions, Project, User
from connectors.atlassian_jira.jql import labelled, newest_of, plain, project_is, tickets_of
from connectors.atlassian_jira.names import SERVICE, tickets_source
from connectors.atlassian_jira.pages import pages_by_position
from connectors.atlassian_jira.pull import pull_tickets
from connectors.atlassian_jira.register import read_register
from connectors.atlassian_jira.wire import JiraWire
from connectors.errors import AccessRefused, ConnectorError, IncompleteData, NotFound
from connectors.ports.tracker import IssueDraft, IssueRef, TicketPull
from domain.actions.register import RegisterIssue
from domain.reasons import Reason

PROPERTY = "outsourcing-rollout"
"""The issue property that says which effect made an issue."""
PAGE_SIZE = 500
"""Issues asked for per search page; Jira gives fewer when the fields are many."""
_NEWEST = 50
_MOST_GAPS = 10
_MOST_MISSES = 3
_MOST_PROBES = 40

log = logging.getLogger(__name__)


class JiraService:
    """Jira over HTTP. Make one with `connect`; close it when done (or use it as a context manager)."""

    service = SERVICE

    def __init__(self, wire: JiraWire, *, page_size: int = PAGE_SIZE) -> None:
        self._wire = wire
        self._page_size = page_size
        self._proven: set[str] = set()

    @classmethod
    def connect(
        cls,
        server: str,
        email: str,
        token: str,
        *,
        timeout_seconds: tuple[float, float] = (5.0, 60.0),
        page_size: int = PAGE_SIZE,
    ) -> "JiraService":
        """Connect with an e-mail and API token (Cloud), or with an empty e-mail and a personal token (Data Center).

        Args:
            timeout_seconds: to connect, and to wait for the next bytes of an answer.

        Raises:
            ConnectorError: the server does not answer as Jira does.
        """
        return cls(JiraWire(server, email, token, timeout_seconds=timeout_seconds), page_size=page_size)

    def __enter__(self) -> "JiraService":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    @property
    def requests(self) -> int:
        """Answers received since connecting."""
        return self._wire.requests

    @property
    def bytes_read(self) -> int:
        """Size of the answers' bodies so far, unpacked."""
        return self._wire.bytes_read

    def tickets_source(self, project: str) -> str:
        """What snapshots of the project's tickets are called in the ledger."""
        return tickets_source(project)

    def check_access(self, project: str) -> str:
        """Prove that the account may browse `project`; returns the account's display name. See `TicketSource`."""
        project_is(project)
        person = self._wire.get("myself", User)
        name = person.display_name or person.user_id or self._wire.account
        try:
            self._wire.get(f"project/{project}", Project)
        except NotFound:
            seen = False
        else:
            asked = self._wire.get("mypermissions", Permissions, projectKey=project, permissions="BROWSE_PROJECTS")
            browse = asked.permissions.get("BROWSE_PROJECTS")
            seen = browse is not None and browse.have_permission
        if not seen:
            raise AccessRefused(
                Reason(
                    "{name} ({account}) cannot see the Jira project {project}",
                    name=name,
                    account=self._wire.account,
                    project=project,
                ),
                where=self._wire.host,
                why=Reason("the project does not exist, or the account lacks the permission to browse it"),
                next_step=Reason(
                    "check the project key, or let the administrator grant Browse projects in {project}",
                    project=project,
                ),
            )
        self._proven.add(project)
        return name

    def pull_tickets(
        self, project: str, updated_since: datetime | None = None, told: Callable[[int, int | None], None] | None = None
    ) -> TicketPull:
        """All tickets of a project, or those updated since less one day. See `TicketSource`."""
        if project not in self._proven:  # Jira leaves out what may not be seen: "0 issues" proves nothing by itself
            self.check_access(project)
        return pull_tickets(self._wire, tickets_of(project, updated_since), page_size=self._page_size, told=told)

    def find_by_label(self, project: str, label: str) -> IssueRef | None:
        """The one issue that carries `label`, or None.

        The search index lags behind what was created. Issues read by key do not, and keys are numbers in a row:
        the newest keys that the index does not show yet are tried one by one.

        Raises:
            IncompleteData: several issues carry the label.
        """
        found = _carrying(label, self._search(labelled(project, label), 10))
        if not found:
            found = _carrying(label, self._not_yet_indexed(project))
        if len(found) > 1:
            raise IncompleteData(
                Reason("Several issues carry the label {label}: {keys}", label=label, keys=", ".join(sorted(found))),
                where=self._wire.host,
                next_step=Reason("keep one and remove the label from the others"),
            )
        return next((self._ref(issue.id, issue.key) for issue in found.values()), None)

    def create_issue(self, draft: IssueDraft) -> IssueRef:
        """Create an issue, once. See `IssueTracker`.

        The property that follows is a note for people and other tools. Its failure is logged, not raised: the issue
        exists, and raising would make the caller create it again.
        """
        project_is(draft.project)
        made = self._wire.act(
            f"create an issue in {draft.project}",
            lambda client: client.create_issue(fields=_fields(draft), prefetch=False).raw,
        )
        ref = self._ref(str(made["id"]), str(made["key"]))
        note = {"label": draft.label}
        try:
            self._wire.act(f"property of {ref.key}", lambda client: client.add_issue_property(ref.key, PROPERTY, note))
        except ConnectorError as problem:
            log.warning("%s was created, but its property could not be set: %s", ref.key, problem)
        return ref

    def register(self, project: str, label: str) -> list[RegisterIssue]:
        """Every issue of `project` that carries `label`, with status, owner and due date."""
        return read_register(self._wire, project, label, self._page_size)

    def find_comment(self, key: str, marker: str) -> str | None:
        """Id of the first comment whose body holds `marker`; None without one. Read directly, so no index lags."""
        pages = pages_by_position(self._wire, f"issue/{key}/comment", CommentTextPage)
        return next((comment.id for page in pages for comment in page.comments if marker in comment.body), None)

    def add_comment(self, key: str, body: str) -> str:
        """Add a comment (plain text), once; returns its id."""
        return self._wire.act(f"comment on {key}", lambda client: str(client.add_comment(key, plain(body)).raw["id"]))

    def issue_url(self, key: str) -> str:
        """Link that opens the issue in a browser."""
        return f"{self._wire.base_url}/browse/{key}"

    def _ref(self, issue_id: str, key: str) -> IssueRef:
        return IssueRef(issue_id, key, self.issue_url(key))

    def _search(self, jql: str, most: int) -> list[FoundIssue]:
        """One page of issues with their labels."""
        if self._wire.cloud:
            asked = {"jql": jql, "maxResults": most, "fields": ["labels"]}
            return self._wire.ask("search/jql", FoundPage, asked).issues
        return self._wire.get("search", FoundPage, jql=jql, maxResults=most, fields="labels").issues

    def _not_yet_indexed(self, project: str) -> list[FoundIssue]:
        """Issues that exist by key among and after the newest ones the index shows."""
        shown = {_number(issue.key) for issue in self._search(newest_of(project), _NEWEST)}
        newest, oldest = max(shown, default=0), min(shown, default=1)
        gaps = [number for number in range(newest - 1, oldest, -1) if number not in shown]
        found = [issue for number in gaps[:_MOST_GAPS] if (issue := self._issue(f"{project}-{number}"))]
        misses, number = 0, newest
        while misses < _MOST_MISSES and number < newest + _MOST_PROBES:
            number += 1
            issue = self._issue(f"{project}-{number}")
            misses = 0 if issue else misses + 1
            found += [issue] if issue else []
        return found

    def _issue(self, key: str) -> FoundIssue | None:
        try:
            return self._wire.get(f"issue/{key}", FoundIssue, fields="labels")
        except NotFound:
            return None


def _fields(draft: IssueDraft) -> dict[str, Any]:
    kind = "id" if draft.issue_type.isdecimal() else "name"
    fields: dict[str, Any] = {
        "project": {"key": draft.project},
        "issuetype": {kind: draft.issue_type},
        "summary": " ".join(draft.summary.split())[:255],  # Jira refuses line breaks and more than 255 characters
        "description": plain(draft.description),
        "labels": list(dict.fromkeys([draft.label, *draft.labels])),
    }
    if draft.due_on:
        fields["duedate"] = draft.due_on
    if draft.parent_key:
        fields["parent"] = {"key": draft.parent_key}
    return fields


def _carrying(label: str, issues: list[FoundIssue]) -> dict[str, FoundIssue]:
    """Those with exactly this label, by key: JQL ignores case."""
    return {issue.key: issue for issue in issues if label in issue.fields.labels}


def _number(key: str) -> int:
    found = re.search(r"\d+$", key)
    return int(found.group()) if found else 0
