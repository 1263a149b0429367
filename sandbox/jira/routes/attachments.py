"""Attached files: add, describe, download. They lie in `jira/attachments/<issue id>/<attachment id>-<safe name>`.

Here: these routes and the files. Not here: attachments inside an issue (`sandbox.jira.views`).
"""

import os
import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import Response

from sandbox.jira.answers import Refused, json_answer
from sandbox.jira.desk import Call
from sandbox.jira.edits import change, record

MOST_FILES = 60
MOST_BYTES = 10 * 1024 * 1024
NO_ATTACHMENTS = "You do not have permission to create attachments for this issue."
_UNSAFE = re.compile(r"[^\w.\- ]+")


def safe_name(name: str) -> str:
    """A file name that stays in its folder on every system: no separators, control signs or leading dots."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    return _UNSAFE.sub("_", plain).strip(" .")[:120] or "file"


async def add_attachments(call: Call) -> Response:
    """POST `/issue/{issue}/attachments`: multipart field `file`, header `X-Atlassian-Token: no-check`."""
    if call.request.headers.get("x-atlassian-token", "").lower() not in ("no-check", "nocheck"):
        raise Refused(403, body=("text/plain", "XSRF check failed"))
    call.issue()
    async with call.request.form(max_files=MOST_FILES) as form:
        uploads = [(str(each.filename), each.content_type, await each.read()) for each in _files(form.getlist("file"))]
    if any(len(content) > MOST_BYTES for _, _, content in uploads):
        raise Refused(413, f"The file exceeds the maximum permitted size of {MOST_BYTES} bytes.")
    document = call.document_for("CREATE_ATTACHMENTS", NO_ATTACHMENTS)
    added = [_kept(call, str(document["id"]), *upload) for upload in uploads]
    document["fields"]["attachment"] = [*(document["fields"].get("attachment") or ()), *added]
    nothing = (None, None)
    record(
        call, document, [change("Attachment", "attachment", nothing, (each["id"], each["filename"])) for each in added]
    )
    call.save(document)
    return json_answer([call.view.attachment(each) for each in added])


def _files(parts: list[Any]) -> list[UploadFile]:
    files = [each for each in parts if isinstance(each, UploadFile)]
    if not files:
        raise Refused(400, "The request has no part named 'file'.")
    return files


def _kept(call: Call, issue_id: str, name: str, mime_type: str | None, content: bytes) -> dict[str, Any]:
    number, plain = call.desk.store.next_part_id(), name.replace("\\", "/").rpartition("/")[2] or "file"
    folder = _folder(call) / issue_id
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{number}-{safe_name(name)}").open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return {
        "id": number,
        "filename": plain,
        "author": call.author(),
        "created": call.instant(),
        "size": len(content),
        "mimeType": mime_type or "application/octet-stream",
    }


def _folder(call: Call) -> Path:
    return call.desk.folder / "attachments"


def _found(call: Call) -> tuple[dict[str, Any], Path]:
    """The stored description and the file of the attachment in the path."""
    number = call.path("attachment")
    for path in _folder(call).glob(f"*/{number}-*") if number.isdecimal() else ():
        header = call.visible(path.parent.name)
        stored = call.desk.store.document(header)["fields"].get("attachment") or [] if header else []
        for each in stored:
            if str(each["id"]) == number:
                return each, path
    raise Refused(404, f"The attachment with id '{number}' does not exist")


async def describe_attachment(call: Call) -> Response:
    """GET `/attachment/{attachment}`."""
    return json_answer(call.view.attachment(_found(call)[0]))


async def download_attachment(call: Call) -> Response:
    """GET `/attachment/content/{attachment}`, on Data Center `/secure/attachment/{attachment}/{name}`."""
    stored, path = _found(call)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(str(stored['filename']))}"}
    return Response(path.read_bytes(), media_type=str(stored["mimeType"]), headers=headers)
