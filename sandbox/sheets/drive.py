"""The few Drive v3 calls Google's sheet clients make: list, create, get, copy, delete.

Here: files that are spreadsheets. Not here: folders, sharing, uploads.
"""

import re
from datetime import UTC, datetime
from typing import Any

from sandbox.sheets.books.store import SheetStore
from sandbox.sheets.wire.errors import ApiError, no_such_file, violation
from sandbox.sheets.wire.masks import parse_mask, pick

MIME = "application/vnd.google-apps.spreadsheet"
_QUOTED = r"""(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""
_TERM = re.compile(
    rf"(?P<name>mimeType|name)\s*(?P<operator>=|contains|!=)\s*{_QUOTED}"
    rf"|trashed\s*=\s*(?P<trashed>true|false)|{_QUOTED}\s+in\s+parents"
)


def describe(store: SheetStore, spreadsheet_id: str) -> dict[str, Any]:
    """A Drive file."""
    changed = datetime.fromtimestamp(store.modified_at(spreadsheet_id), UTC).isoformat(timespec="milliseconds")
    moment = changed.replace("+00:00", "Z")
    return {
        "kind": "drive#file",
        "id": spreadsheet_id,
        "name": store.title(store.book(spreadsheet_id)),
        "mimeType": MIME,
        "createdTime": moment,
        "modifiedTime": moment,
    }


def shared_file(store: SheetStore, file_id: str, email: str | None) -> str:
    """The id when the account may see the file.

    Raises:
        ApiError: Drive's 404, which it also gives for files that are not shared.
    """
    if not store.has(file_id) or store.role(file_id, email) is None:
        raise no_such_file(file_id)
    return file_id


def list_files(store: SheetStore, email: str | None, parameters: dict[str, str]) -> dict[str, Any]:
    """`files.list` with the query forms gspread sends; pages by `pageSize`."""
    query = parameters.get("q", "")
    seen = [file_id for file_id in store.ids() if store.role(file_id, email) is not None]
    files = [found for file_id in seen if _matches(query, found := describe(store, file_id))]
    start, size = int(parameters.get("pageToken") or 0), int(parameters.get("pageSize") or 100)
    answer: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    answer["files"] = [_narrow(found, "kind,id,name,mimeType") for found in files[start : start + size]]
    if start + size < len(files):
        answer["nextPageToken"] = str(start + size)
    fields = parameters.get("fields")
    if fields and fields != "*":
        mask = parse_mask(fields)
        answer["files"] = files[start : start + size]
        return {name: value for name, value in pick(answer, mask).items() if value is not None}
    return answer


def _narrow(found: dict[str, Any], fields: str | None) -> dict[str, Any]:
    if fields == "*":
        return found
    picked: dict[str, Any] = pick(found, parse_mask(fields or "kind,id,name,mimeType"))
    return picked


def _matches(query: str, found: dict[str, Any]) -> bool:
    rest = _TERM.sub("", query)
    if re.sub(r"\band\b|[\s()]", "", rest):
        raise ApiError(400, "Invalid Value", errors=[{"domain": "global", "reason": "invalid", "location": "q"}])
    return all(_term_holds(term, found) for term in _TERM.finditer(query))


def _term_holds(term: re.Match[str], found: dict[str, Any]) -> bool:
    if term["trashed"]:
        return term["trashed"] == "false"
    text = next((group for group in (term[3], term[4], term[6], term[7]) if group is not None), "")
    if term["name"] is None:
        return text == "root"
    wanted, actual = re.sub(r"\\(.)", r"\1", text), str(found[term["name"]])
    if term["operator"] == "contains":
        return wanted.casefold() in actual.casefold()
    return (actual == wanted) == (term["operator"] == "=")


def create_file(store: SheetStore, body: dict[str, Any]) -> dict[str, Any]:
    """`files.create` of an empty spreadsheet."""
    if body.get("mimeType") != MIME:
        text = "This sandbox keeps spreadsheets only."
        raise violation(text, "mimeType", text)
    book = store.create({"title": str(body.get("name") or "Untitled")})
    store.commit(book)
    return _narrow(describe(store, book.spreadsheet_id), None)


def get_file(store: SheetStore, file_id: str, fields: str | None) -> dict[str, Any]:
    """`files.get`."""
    return _narrow(describe(store, file_id), fields)


def copy_file(store: SheetStore, file_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """`files.copy`: the same content under a new id."""
    source = store.book(file_id)
    copy = store.create({**source.own, "title": str(body.get("name") or f"Copy of {store.title(source)}")})
    source.spreadsheet_id, own, source.own = copy.spreadsheet_id, source.own, copy.own
    try:
        source.save(store.folder / f"{copy.spreadsheet_id}.xlsx")
    finally:
        source.spreadsheet_id, source.own = file_id, own
    return _narrow(describe(store, copy.spreadsheet_id), None)
