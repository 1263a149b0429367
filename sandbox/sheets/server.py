"""The Google Sheets stand-in as a Starlette app: Sheets v4, the few Drive v3 calls, and the token address.

Here: paths, tokens, quotas, bodies in and out. Not here: what the calls do (`sandbox.sheets.calls`,
`sandbox.sheets.drive`), running it (`serving`). Both Google hosts are served from one address: a client replaces the
host and keeps the path.
"""

import json
import logging
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.problems import Problem
from sandbox.faults import FaultMiddleware, FaultScript
from sandbox.journal import Journal, JournalMiddleware, admin_routes
from sandbox.sheets import calls as calls
from sandbox.sheets import drive as drive
from sandbox.sheets.accounts import DRIVE_READ, DRIVE_WRITE, SHEETS_READ, SHEETS_WRITE, Accounts, Caller
from sandbox.sheets.books.store import SheetStore
from sandbox.sheets.calls import Call
from sandbox.sheets.wire.errors import ApiError, invalid, not_found
from sandbox.sheets.wire.masks import pick, response_mask
from sandbox.sheets.wire.quota import QuotaCounter, Quotas

JSON_TYPE = "application/json; charset=UTF-8"
_READ_POSTS = (":getByDataFilter", "developerMetadata:search")
_ID_IN_PATH = re.compile(r"^(/v4/spreadsheets/|/drive/v3/files/)([^/:]+)")
_log = logging.getLogger(__name__)


def sheets_app(
    folder: Path,
    *,
    clock: Callable[[], float] = time.time,
    quotas: Quotas | None = None,
    require_token: bool = True,
    faults: FaultScript | None = None,
    journal: Journal | None = None,
) -> Starlette:
    """The stand-in over FOLDER/sheets.

    Args:
        folder: holds `sheets/`, which is made when missing, with a service account when there is none.
        clock: seconds since 1970; decides token ages and quota minutes.
        quotas: requests per minute; by default those of `sheets.yaml`, else the real service's.
        require_token: False lets requests without a token pass as nobody in particular.

    Raises:
        Problem: `sheets.yaml` or a service account cannot be read.
    """
    server = _SheetsServer(folder / "sheets", clock, quotas, require_token=require_token)
    script, book = faults or FaultScript(), journal or Journal(path_shape, is_write)
    app = Starlette(
        routes=[
            *admin_routes(book, script),
            Route("/token", server.token, methods=["POST"]),
            Route("/drive/v3/files", server.drive_files, methods=["GET", "POST"]),
            Route("/drive/v3/files/{rest:path}", server.drive_file, methods=["GET", "DELETE", "POST"]),
            Route("/v4/spreadsheets", server.create, methods=["POST"]),
            Route("/v4/spreadsheets/{rest:path}", server.sheets, methods=["GET", "POST", "PUT"]),
        ],
        middleware=[Middleware(JournalMiddleware, journal=book), Middleware(FaultMiddleware, script=script)],
    )
    app.state.faults, app.state.journal = script, book
    return app


def path_shape(path: str) -> str:
    """The path with spreadsheet ids and ranges taken out."""
    shape = _ID_IN_PATH.sub(r"\1{id}", path)
    shape = re.sub(r"/values/.*?(:append|:clear)?$", r"/values/{range}\1", shape, flags=re.DOTALL)
    return re.sub(r"/(sheets|developerMetadata)/\d+", r"/\1/{id}", shape)


def is_write(method: str, path: str) -> bool:
    """Whether a call changes a spreadsheet; asking for a token does not."""
    return method != "GET" and path != "/token" and not path.endswith(_READ_POSTS)


class _SheetsServer:
    def __init__(self, folder: Path, clock: Callable[[], float], quotas: Quotas | None, *, require_token: bool) -> None:
        self._store = SheetStore(folder)
        self._accounts = Accounts(folder, clock, require_token=require_token)
        self._quota = QuotaCounter(quotas or Quotas.from_settings(self._store.settings.quotas), clock)

    async def token(self, request: Request) -> Response:
        """`POST /token`."""
        return await self._accounts.give_token(request)

    # --- Sheets -----------------------------------------------------------------------------------------------

    async def sheets(self, request: Request) -> Response:
        """Everything under one spreadsheet's id."""

        async def answer() -> Response:
            writes = is_write(request.method, request.url.path)
            call = await self._call(request, writes=writes)
            return _json(request, *_dispatch(request.method, call, _segments(request)))

        return await _guarded(answer)

    async def create(self, request: Request) -> Response:
        """`spreadsheets.create`."""

        async def answer() -> Response:
            call = await self._call(request, writes=True)
            return _json(request, calls.create(self._store, call.caller, call.body), "Spreadsheet")

        return await _guarded(answer)

    async def _call(self, request: Request, *, writes: bool) -> Call:
        caller = self._accounts.caller(request)
        self._quota.count(caller.email, is_write=writes)
        caller.require(SHEETS_WRITE if writes else SHEETS_READ)
        spreadsheet_id = _segments(request)[0].rpartition(":")[0] or _segments(request)[0]
        return Call(
            self._store,
            caller,
            spreadsheet_id,
            dict(request.query_params),
            tuple(request.query_params.getlist("ranges")),
            await _json_body(request),
        )

    # --- Drive ------------------------------------------------------------------------------------------------

    async def drive_files(self, request: Request) -> Response:
        """`files.list` and `files.create`."""

        async def answer() -> Response:
            caller = self._drive_caller(request)
            if request.method == "GET":
                return _plain(drive.list_files(self._store, caller.email, dict(request.query_params)))
            return _plain(drive.create_file(self._store, await _json_body(request) or {}))

        return await _guarded(answer)

    async def drive_file(self, request: Request) -> Response:
        """`files.get`, `files.delete`, `files.copy`."""

        async def answer() -> Response:
            caller = self._drive_caller(request)
            file_id, _, verb = request.path_params["rest"].partition("/")
            file_id = drive.shared_file(self._store, file_id, caller.email)
            if verb == "copy" and request.method == "POST":
                return _plain(drive.copy_file(self._store, file_id, await _json_body(request) or {}))
            if verb == "comments" and request.method == "GET":
                return _plain({"comments": []})  # gspread asks for them when it copies a file
            if verb:
                raise not_found()
            if request.method == "DELETE":
                self._store.delete(file_id)
                return Response(status_code=204)
            return _plain(drive.get_file(self._store, file_id, request.query_params.get("fields")))

        return await _guarded(answer)

    def _drive_caller(self, request: Request) -> Caller:
        caller = self._accounts.caller(request)
        caller.require(DRIVE_READ if request.method == "GET" else DRIVE_WRITE)
        return caller


def _segments(request: Request) -> list[str]:
    """What follows /v4/spreadsheets/, split at the slashes the client wrote, then decoded: titles may hold slashes."""
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("/v4/spreadsheets/")[2]
    return [unquote(part) for part in raw.split("/")]


def _dispatch(method: str, call: Call, segments: list[str]) -> tuple[dict[str, Any], str]:
    """The answer and the schema it has.

    Raises:
        ApiError: 404 for a path or method that does not exist.
    """
    head, *rest = segments
    verb = head.rpartition(":")[2] if ":" in head else ""
    if not rest:
        whole = {("GET", ""): calls.get, ("POST", "batchUpdate"): calls.batch_update}
        if (method, verb) in whole:
            schema = "Spreadsheet" if not verb else "BatchUpdateSpreadsheetResponse"
            return whole[method, verb](call), schema
        if (method, verb) == ("POST", "getByDataFilter"):
            return calls.get_by_filter(call), "Spreadsheet"
    elif len(rest) == 1:
        return _dispatch_collection(method, call, rest[0])
    elif rest[0] == "values":
        return _dispatch_values(method, call, "/".join(rest[1:]))
    elif len(rest) == 2:
        return _dispatch_part(method, call, *rest)
    raise not_found()


def _dispatch_collection(method: str, call: Call, name: str) -> tuple[dict[str, Any], str]:
    match method, name:
        case "GET", "values:batchGet":
            return calls.values_batch_get(call), "BatchGetValuesResponse"
        case "POST", "values:batchUpdate":
            return calls.values_batch_update(call), "BatchUpdateValuesResponse"
        case "POST", "values:batchClear":
            return calls.values_batch_clear(call), "BatchClearValuesResponse"
        case "POST", "developerMetadata:search":
            return calls.search_metadata(call), "SearchDeveloperMetadataResponse"
    raise not_found()


def _dispatch_values(method: str, call: Call, text: str) -> tuple[dict[str, Any], str]:
    range_text, _, verb = text.rpartition(":")
    match method, verb:
        case "POST", "append":
            return calls.values_append(call, range_text), "AppendValuesResponse"
        case "POST", "clear":
            return calls.values_clear(call, range_text), "ClearValuesResponse"
        case "GET", _:
            return calls.values_get(call, text), "ValueRange"
        case "PUT", _:
            return calls.values_update(call, text), "UpdateValuesResponse"
    raise not_found()


def _dispatch_part(method: str, call: Call, kind: str, text: str) -> tuple[dict[str, Any], str]:
    if method == "POST" and kind == "sheets" and re.fullmatch(r"\d+:copyTo", text):
        return calls.copy_sheet(call, int(text.partition(":")[0])), "SheetProperties"
    if method == "GET" and kind == "developerMetadata":
        return calls.get_metadata(call, text), "DeveloperMetadata"
    raise not_found()


async def _json_body(request: Request) -> Any:
    content = await request.body()
    if not content:
        return None
    try:
        return json.loads(content, parse_constant=_no_such_number)
    except ValueError:
        raise invalid("Invalid JSON payload received. Unexpected token.") from None


def _no_such_number(name: str) -> None:
    raise ValueError(f"JSON has no {name}")


def _json(request: Request, answer: dict[str, Any], schema: str) -> Response:
    fields = request.query_params.get("fields")
    return _plain(pick(answer, response_mask(fields, schema)) if fields else answer)


def _plain(answer: dict[str, Any]) -> Response:
    return JSONResponse(answer, media_type=JSON_TYPE)


async def _guarded(answer: Callable[[], Awaitable[Response]]) -> Response:
    try:
        return await answer()
    except ApiError as error:
        return error.response()
    except Problem as problem:
        _log.warning("%s", problem)
        return ApiError(500, "Internal error encountered.").response()
