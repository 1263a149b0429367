"""Jira's two ways of paging, each followed to a proven end.

Here: paging by token (Cloud's search and bulkfetch) and by position (Data Center's search; changelog and comments of
one issue). Not here: what the pages are asked for (`connectors.atlassian_jira.pull`).
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from connectors.atlassian_jira.answers import (
    ISSUE_FIELDS,
    BulkChanges,
    ChangelogPage,
    CommentPage,
    CommentTextPage,
    FoundPage,
    SearchPage,
)
from connectors.atlassian_jira.wire import JiraWire
from connectors.errors import IncompleteData, ServiceUnavailable
from domain.reasons import Reason

MOST_PAGES = 20_000
"""A pull of two million issues; more is a paging that does not end."""
_POSITION_PAGE = 100

Tokened = TypeVar("Tokened", SearchPage, FoundPage, BulkChanges)
Positioned = TypeVar("Positioned", ChangelogPage, CommentPage, CommentTextPage)


def pages_by_token(wire: JiraWire, path: str, shape: type[Tokened], body: Mapping[str, Any]) -> Iterator[Tokened]:
    """Every page of a POST that pages by `nextPageToken`.

    Raises:
        IncompleteData: a token comes a second time, a page that is not the last has none, or pages do not end.
    """
    seen: set[str] = set()
    token: str | None = None
    while True:
        page = wire.ask(path, shape, {**body, "nextPageToken": token})
        yield page
        is_last = getattr(page, "is_last", None)
        token = page.next_page_token
        if is_last or (token is None and is_last is None):
            return
        if not token or token in seen or len(seen) >= MOST_PAGES:
            twice = Reason("a page token came twice")
            why = twice if token in seen else Reason("the next page's token is missing")
            raise IncompleteData(Reason("Jira's pages do not come to an end"), where=f"{wire.host}, {path}", why=why)
        seen.add(token)


def search_by_position(wire: JiraWire, jql: str, page_size: int) -> Iterator[SearchPage]:
    """Every page of Data Center's search, with changes.

    Raises:
        IncompleteData: a page is empty before the end, or has no total.
        ServiceUnavailable: issues left the result meanwhile, so that others moved past the pages unseen.
    """
    start, total = 0, None
    while total is None or start < total:
        page = wire.get(
            "search",
            SearchPage,
            jql=jql,
            startAt=start,
            maxResults=page_size,
            fields=",".join(ISSUE_FIELDS),
            expand="changelog",
        )
        if page.total is None or (not page.issues and start < page.total):
            raise IncompleteData(
                Reason("Jira's search stopped before its end"),
                where=wire.host,
                why=Reason("{count} issues read", count=start),
            )
        if total is not None and page.total < total:
            raise ServiceUnavailable(
                Reason("Issues were deleted or moved while the project was read"),
                where=wire.host,
                next_step=Reason("read it again"),
            )
        yield page
        start, total = start + len(page.issues), page.total


def pages_by_position(wire: JiraWire, path: str, shape: type[Positioned]) -> Iterator[Positioned]:
    """Every page of a list of one issue (its changelog, its comments), oldest first."""
    start = 0
    while True:
        page = wire.get(path, shape, startAt=start, maxResults=_POSITION_PAGE)
        found = len(page.values if isinstance(page, ChangelogPage) else page.comments)
        yield page
        start += found
        if page.total is None or start >= page.total:
            return
        if not found:
            raise IncompleteData(Reason("Jira's list stopped before its end"), where=f"{wire.host}, {path}")
