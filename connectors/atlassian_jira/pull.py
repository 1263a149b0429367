"""One pull of a project's tickets: pages to their end, histories whole, doubtful tickets read a second time.

Here: which requests a pull makes, on Cloud and on Data Center. Not here: sending them
(`connectors.atlassian_jira.wire`), following pages (`connectors.atlassian_jira.pages`), columns
(`connectors.atlassian_jira.histories`), the proof (`connectors.atlassian_jira.proof`).

Cloud: search by page token, histories by bulkfetch (search's own are cut at 40), counts asked for tickets that show
no change of status. Data Center: search by position, histories in the same answer. Then, on both, every ticket whose
history is not proven whole is read again by itself, once; an issue that changed during the pull mends so. What still
is not proven is marked. Answers become columns page by page, so a pull never holds more than one page of JSON.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import polars as pl

from connectors.atlassian_jira.answers import (
    ISSUE_FIELDS,
    BulkChanges,
    ChangelogPage,
    CommentPage,
    Count,
    Entry,
    FoundPage,
    Issue,
    SearchPage,
)
from connectors.atlassian_jira.histories import (
    KEPT_FIELDS,
    Reading,
    merged,
    read_bulk,
    read_comments,
    read_issues,
    with_totals,
)
from connectors.atlassian_jira.jql import keys_in
from connectors.atlassian_jira.pages import pages_by_position, pages_by_token, search_by_position
from connectors.atlassian_jira.proof import doubts, ticket_frames, uncounted
from connectors.atlassian_jira.wire import JiraWire
from connectors.errors import IncompleteData, NotFound, RequestRefused
from connectors.ports.tracker import TicketPull
from domain.reasons import Reason

BULK_ISSUES = 1000
"""Issues per bulkfetch; Jira refuses more."""
BULK_ENTRIES = 5000
"""History entries per bulkfetch page; Jira allows 10,000."""
SEARCH_CHANGES = 40
"""A search on Cloud cuts `expand=changelog` to this many entries (JRACLOUD-96459)."""
GONE = "it was deleted or hidden while the tickets were read"
_COUNTED_ISSUES = 100

Told = Callable[[int, int | None], None] | None
PageType = TypeVar("PageType", bound="_HasIssues")

log = logging.getLogger(__name__)


class _HasIssues(Protocol):
    """A page of a search."""

    @property
    def issues(self) -> Sequence[Issue]: ...


def pull_tickets(wire: JiraWire, jql: str, *, page_size: int, told: Told = None) -> TicketPull:
    """Every ticket that `jql` finds, with its comments and kept changes.

    Args:
        told: hears after each page how many tickets are read, of how many (None when Jira does not say).

    Raises:
        IncompleteData: Jira's pages do not end, or hold markedly fewer issues than it counts.
    """
    requests, bytes_read = wire.requests, wire.bytes_read
    search = _search_cloud if wire.cloud else _search_server
    reading = search(wire, jql, page_size, told)
    reading, lost = _read_again(wire, reading)
    reading = _with_all_comments(wire, reading, lost)
    frames = ticket_frames(reading, lost)
    return TicketPull(
        tickets=frames.tickets,
        history=frames.history,
        comments=frames.comments,
        requests=wire.requests - requests,
        bytes_read=wire.bytes_read - bytes_read,
    )


def _search_server(wire: JiraWire, jql: str, page_size: int, told: Told) -> Reading:
    pages = search_by_position(wire, jql, page_size)
    return merged(read_issues(page.issues) for page in _telling(pages, told, None))


def _search_cloud(wire: JiraWire, jql: str, page_size: int, told: Told) -> Reading:
    counted = _count(wire, jql)
    asked = {"jql": jql, "maxResults": page_size, "fields": ISSUE_FIELDS}
    pages = pages_by_token(wire, "search/jql", SearchPage, asked)
    reading = merged(read_issues(page.issues) for page in _telling(pages, told, counted))
    _check_count(jql, counted, reading.tickets.height)
    changes = [_changes_of(wire, ids) for ids in reading.tickets.select("issue_id").iter_slices(BULK_ISSUES)]
    return _counted(wire, merged([reading, *changes]))


def _changes_of(wire: JiraWire, ids: pl.DataFrame) -> Reading:
    asked = {"issueIdsOrKeys": ids["issue_id"].to_list(), "fieldIds": KEPT_FIELDS, "maxResults": BULK_ENTRIES}
    return merged(read_bulk(page) for page in pages_by_token(wire, "changelog/bulkfetch", BulkChanges, asked))


def _telling(pages: Iterable[PageType], told: Told, counted: int | None) -> Iterator[PageType]:
    read = 0
    for page in pages:
        yield page
        read += len(page.issues)
        if told:
            total = counted if counted is not None else getattr(page, "total", None)
            told(read, None if total is None else max(total, read))


def _count(wire: JiraWire, jql: str) -> int | None:
    """About how many tickets there are, before they are read; None when Jira does not say."""
    try:
        return wire.ask("search/approximate-count", Count, {"jql": jql.partition(" ORDER BY")[0]}).count
    except (NotFound, RequestRefused) as problem:
        log.warning("Jira gave no count to check the pull against: %s", problem)
        return None


def _check_count(jql: str, counted: int | None, read: int) -> None:
    """Cloud's search gives no total, so a lost page shows only against its separate, approximate count."""
    if counted is not None and counted - read > max(5, counted // 50):
        raise IncompleteData(
            Reason("Jira counts about {counted} tickets, {read} could be read", counted=counted, read=read),
            where=jql.partition(" ORDER BY")[0],
            next_step=Reason("run again; when it stays so, ask the Jira administrator about the account's permissions"),
        )


def _counted(wire: JiraWire, reading: Reading) -> Reading:
    """Ask, a hundred at a time, how many changes the tickets without a change of status have."""
    told = []
    for silent in uncounted(reading).iter_slices(_COUNTED_ISSUES):
        jql = keys_in(silent["key"].to_list())
        asked = {"jql": jql, "maxResults": _COUNTED_ISSUES, "fields": ["labels"], "expand": "changelog"}
        try:
            found = [issue for page in pages_by_token(wire, "search/jql", FoundPage, asked) for issue in page.issues]
        except (
            RequestRefused
        ) as problem:  # one key that was deleted meanwhile spoils the query; each is read alone then
            log.info("tickets without a change of status are read one by one: %s", problem)
            continue
        told += [
            (issue.id, issue.changelog)
            for issue in found
            if issue.changelog and len(issue.changelog.histories) < SEARCH_CHANGES
        ]
    return with_totals(reading, told)


def _read_again(wire: JiraWire, reading: Reading) -> tuple[Reading, dict[str, str]]:
    """The reading with its doubtful tickets read anew, and why some could not be."""
    anew, lost = [], {}
    for issue_id in doubts(reading)["issue_id"]:
        try:
            anew.append(read_issues([_whole_issue(wire, issue_id)]))
        except NotFound:
            lost[issue_id] = GONE
    if anew:
        log.info("%d tickets were read a second time to have their whole history", len(anew))
    return reading.replaced_by(merged(anew)), lost


def _whole_issue(wire: JiraWire, issue_id: str) -> Issue:
    """One issue as it is now with all its changes; its own answer holds the newest 100 only (Cloud)."""
    issue = wire.get(f"issue/{issue_id}", Issue, fields=",".join(ISSUE_FIELDS), expand="changelog")
    told = issue.changelog
    if wire.cloud and told and told.total is not None and told.total > len({entry.id for entry in told.histories}):
        told.histories = _all_changes(wire, issue_id)
    return issue


def _all_changes(wire: JiraWire, issue_id: str) -> list[Entry]:
    pages = pages_by_position(wire, f"issue/{issue_id}/changelog", ChangelogPage)
    return [entry for page in pages for entry in page.values]


def _with_all_comments(wire: JiraWire, reading: Reading, lost: dict[str, str]) -> Reading:
    """The reading with the comments that did not fit into the answer they came in; adds to `lost`."""
    read = reading.comments.group_by("issue_id").agg(read=pl.col("comment_id").n_unique())
    cut = (
        reading.tickets.join(read, on="issue_id", how="left", maintain_order="left")
        .filter(pl.col("comment_total") > pl.col("read").fill_null(0))
        .select("issue_id", "key")
    )
    more = []
    for issue_id, key in cut.iter_rows():
        try:
            more.append(_comments_of(wire, issue_id, key))
        except NotFound:
            lost[issue_id] = GONE
    return merged([reading, *more])


def _comments_of(wire: JiraWire, issue_id: str, key: str) -> Reading:
    pages = list(pages_by_position(wire, f"issue/{key}/comment", CommentPage))
    return read_comments([(issue_id, page.comments) for page in pages])
