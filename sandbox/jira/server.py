"""The stand-in for Jira: routes of REST v2 and v3 over a folder, in Cloud or Data Center mode.

Here: the table of routes, one door for every call (log-in, limits, refusals), the app. Not here: what a route does
(`sandbox.jira.routes`, `sandbox.jira.routes.search`, `sandbox.jira.routes.transitions`), the folder
(`sandbox.jira.records.store`, `sandbox.jira.records.site`).
"""

import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.faults import FaultMiddleware, FaultScript
from sandbox.jira.answers import Refused, json_answer
from sandbox.jira.callers import Gate
from sandbox.jira.desk import Call, Desk
from sandbox.jira.limits import NO_LIMITS, RateLimiter, RateLimits
from sandbox.jira.records.site import load_site
from sandbox.jira.records.store import IssueStore
from sandbox.jira.routes import attachments as attachments
from sandbox.jira.routes import changelogs as changelogs
from sandbox.jira.routes import comments as comments
from sandbox.jira.routes import directory as about
from sandbox.jira.routes import issues as issues
from sandbox.jira.routes import links as links
from sandbox.jira.routes import search as search
from sandbox.jira.routes import transitions as workflow
from sandbox.journal import Journal, JournalMiddleware, admin_routes

Handler = Callable[[Call], Awaitable[Response]]

COMMON: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/serverInfo", about.server_info),
    ("GET", "/myself", about.myself),
    ("GET", "/mypermissions", about.my_permissions),
    ("GET", "/project", about.list_projects),
    ("GET", "/project/{project}", about.get_project),
    ("GET", "/project/{project}/components", about.project_components),
    ("GET", "/field", about.list_fields),
    ("GET", "/priority", about.list_priorities),
    ("GET", "/status", about.list_statuses),
    ("GET", "/issuetype", about.list_issue_types),
    ("GET", "/user", about.get_user),
    ("GET", "/user/search", about.search_users),
    ("GET", "/users/search", about.all_users),
    ("GET", "/project/{project}/statuses", about.project_statuses),
    ("GET", "/resolution", about.list_resolutions),
    ("GET", "/issue/createmeta/{project}/issuetypes", about.create_types),
    ("GET", "/issue/createmeta/{project}/issuetypes/{type}", about.create_fields),
    ("POST", "/issue", issues.create_issue),
    ("POST", "/issue/bulk", issues.create_issues),
    ("GET", "/issue/{issue}", issues.get_issue),
    ("PUT", "/issue/{issue}", issues.edit_issue),
    ("GET", "/issue/{issue}/transitions", workflow.list_transitions),
    ("POST", "/issue/{issue}/transitions", workflow.make_transition),
    ("GET", "/issue/{issue}/comment", comments.list_comments),
    ("POST", "/issue/{issue}/comment", comments.create_comment),
    ("GET", "/issue/{issue}/comment/{comment}", comments.get_comment),
    ("PUT", "/issue/{issue}/comment/{comment}", comments.change_comment),
    ("DELETE", "/issue/{issue}/comment/{comment}", comments.delete_comment),
    ("GET", "/issue/{issue}/properties", links.list_properties),
    ("GET", "/issue/{issue}/properties/{property}", links.get_property),
    ("PUT", "/issue/{issue}/properties/{property}", links.put_property),
    ("DELETE", "/issue/{issue}/properties/{property}", links.delete_property),
    ("GET", "/issue/{issue}/remotelink", links.list_remote_links),
    ("POST", "/issue/{issue}/remotelink", links.put_remote_link),
    ("DELETE", "/issue/{issue}/remotelink", links.delete_remote_link),
    ("GET", "/issue/{issue}/remotelink/{link}", links.get_remote_link),
    ("DELETE", "/issue/{issue}/remotelink/{link}", links.delete_remote_link),
    ("POST", "/issue/{issue}/attachments", attachments.add_attachments),
    ("GET", "/attachment/{attachment}", attachments.describe_attachment),
)
CLOUD: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/project/search", about.search_projects),
    ("GET", "/field/search", about.search_fields),
    ("GET", "/search/jql", search.search_by_token),
    ("POST", "/search/jql", search.search_by_token),
    ("POST", "/search/approximate-count", search.count_roughly),
    ("GET", "/search", search.search_removed),
    ("POST", "/search", search.search_removed),
    ("GET", "/issue/{issue}/changelog", changelogs.list_changelog),
    ("POST", "/changelog/bulkfetch", changelogs.fetch_changelogs),
    ("GET", "/attachment/content/{attachment}", attachments.download_attachment),
)
SERVER: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/search", search.search_by_number),
    ("POST", "/search", search.search_by_number),
)

_READS_BY_POST = re.compile(r"/(search|search/jql|search/approximate-count|changelog/bulkfetch)$")
_SHAPES = (
    (re.compile(r"(/rest/api/\w+/issue/)(?!bulk$|createmeta/)[^/]+"), r"\1{issue}"),
    (re.compile(r"(/comment/)[^/]+$"), r"\1{comment}"),
    (re.compile(r"(/remotelink/)[^/]+$"), r"\1{link}"),
    (re.compile(r"(/properties/)[^/]+$"), r"\1{property}"),
    (re.compile(r"(/attachment/(?:content/)?)\d+"), r"\1{attachment}"),
    (re.compile(r"(/project/)(?!search$)[^/]+"), r"\1{project}"),
)


def path_shape(path: str) -> str:
    """A path without ids, so that equal calls count together."""
    for pattern, shape in _SHAPES:
        path = pattern.sub(shape, path)
    return path


def is_write(method: str, path: str) -> bool:
    """Whether a call changes something; searches by POST do not."""
    return method not in ("GET", "HEAD", "OPTIONS") and not _READS_BY_POST.search(path)


def jira_app(
    folder: Path,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock_seconds: Callable[[], float] = time.monotonic,
    limits: RateLimits | None = None,
    faults: FaultScript | None = None,
    journal: Journal | None = None,
    index_lag_seconds: float | None = None,
    bad_token_is_anonymous: bool = False,
) -> Starlette:
    """The app over FOLDER/jira.

    Args:
        now: the server's clock, for timestamps and the index lag.
        clock_seconds: for the rate limits; only ever goes forward.
        limits: rate limits; the real ones when not given, Data Center none; `NO_LIMITS` switches them off.
        faults, journal: shared with a test; also reached under `/__sandbox__/`.
        index_lag_seconds: instead of the one in jira.yaml.
        bad_token_is_anonymous: see `jira_callers.Gate`.

    Raises:
        ConfigurationRefused: jira.yaml or an issue cannot be used; names file and line.
    """
    site = load_site(folder / "jira" / "jira.yaml")
    lag_seconds = site.index_lag_seconds if index_lag_seconds is None else index_lag_seconds
    store = IssueStore(folder / "jira" / "issues.ndjson", round(lag_seconds * 1000))
    allowed = limits or (RateLimits() if site.is_cloud else NO_LIMITS)
    journal, faults = journal or Journal(path_shape, is_write), faults or FaultScript()
    desk = Desk(
        site=site,
        store=store,
        folder=folder / "jira",
        gate=Gate(site, bad_token_is_anonymous=bad_token_is_anonymous),
        limiter=RateLimiter(allowed, clock_seconds, now),
        faults=faults,
        now=now,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        store.reopen()
        try:
            yield
        finally:
            store.close()

    return Starlette(
        routes=[*admin_routes(journal, faults), *_routes(desk)],
        middleware=[Middleware(JournalMiddleware, journal=journal), Middleware(FaultMiddleware, script=faults)],
        exception_handlers={HTTPException: _no_route},
        lifespan=lifespan,
    )


async def _no_route(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return json_answer({"message": f"null for uri: {request.url}", "status-code": 404}, 404)
    return Response(status_code=status)


def _routes(desk: Desk) -> list[BaseRoute]:
    versions = (2, 3) if desk.site.is_cloud else (2,)
    # The mode's own routes come first: `/project/search` is not a project called "search".
    table = (*(CLOUD if desk.site.is_cloud else SERVER), *COMMON)
    found: list[BaseRoute] = [
        Route(f"/rest/api/{name}{path}", _door(desk, handler, path, version), methods=[method])
        for version in versions
        for name in ((str(version), "latest") if version == versions[0] else (str(version),))
        for method, path, handler in table
    ]
    found.append(
        Route("/rest/applinks/latest/listApplicationlinks", _door(desk, about.application_links, "/applinks", 2))
    )
    if not desk.site.is_cloud:
        path = "/secure/attachment/{attachment}/{name}"
        found.append(Route(path, _door(desk, attachments.download_attachment, path, 2)))
    return found


def _door(desk: Desk, handler: Handler, path: str, version: int) -> Callable[[Request], Awaitable[Response]]:
    """Every call's way in: who calls, how often, and how a refusal is answered."""

    async def door(request: Request) -> Response:
        try:
            caller = desk.gate.caller(request)
            desk.limiter.request(request.method, path)
            return await handler(Call(desk, request, caller, version))
        except Refused as refused:
            return refused.answer()

    return door
