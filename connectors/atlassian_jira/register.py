"""The issues of one label with how they stand: what the register of actions is made of.

Here: one search, and its rows. Not here: histories (`connectors.atlassian_jira.pull`), what the rows mean
(`domain.actions.register`).
"""

from collections.abc import Iterable
from datetime import date, datetime

from connectors.atlassian_jira.answers import ISSUE_FIELDS, Issue, SearchPage
from connectors.atlassian_jira.histories import instants
from connectors.atlassian_jira.jql import labelled
from connectors.atlassian_jira.pages import pages_by_token, search_by_position
from connectors.atlassian_jira.wire import JiraWire
from domain.actions.register import RegisterIssue

_FIELDS = [name for name in ISSUE_FIELDS if name != "comment"]


def read_register(wire: JiraWire, project: str, label: str, page_size: int) -> list[RegisterIssue]:
    """Every issue of a project that carries `label`, in the order of their keys.

    Raises:
        IncompleteData: the search stopped before its end.
    """
    return [_row(issue) for page in _pages(wire, labelled(project, label), page_size) for issue in page.issues]


def _pages(wire: JiraWire, jql: str, page_size: int) -> Iterable[SearchPage]:
    if wire.cloud:
        return pages_by_token(wire, "search/jql", SearchPage, {"jql": jql, "maxResults": page_size, "fields": _FIELDS})
    return search_by_position(wire, jql, page_size)


def _row(issue: Issue) -> RegisterIssue:
    fields = issue.fields
    resolved_at: datetime | None = instants([fields.resolutiondate])[0]
    return RegisterIssue(
        key=issue.key,
        summary=fields.summary or "",
        labels=tuple(fields.labels),
        status=fields.status.name or "",
        done=fields.status.category is not None and fields.status.category.key == "done",
        owner=(fields.assignee.display_name or "") if fields.assignee else "",
        due_on=date.fromisoformat(fields.duedate) if fields.duedate else None,
        resolved_on=resolved_at.date() if resolved_at else None,
    )
