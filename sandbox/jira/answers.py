"""Answers as Jira frames them, and requests as Jira reads them.

Here: JSON out, the error collection, bodies and page bounds in. Not here: what is answered.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

JSON_TYPE = "application/json;charset=UTF-8"
INVALID_PAYLOAD = "Invalid request payload. Refer to the REST API documentation and try again."


class Refused(Exception):
    """A request that is answered with an error; `body` replaces the error collection when given."""

    def __init__(
        self,
        status: int,
        *messages: str,
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: tuple[str, str] | None = None,
    ) -> None:
        self.status, self.messages, self.errors = status, messages, dict(errors or {})
        self.headers, self.body = dict(headers or {}), body
        super().__init__(status, *messages)

    def collection(self) -> dict[str, Any]:
        """`{"errorMessages": [...], "errors": {...}}`."""
        return {"errorMessages": list(self.messages), "errors": self.errors}

    def answer(self) -> Response:
        """The HTTP answer."""
        if self.body is not None:
            content_type, text = self.body
            return Response(text, self.status, media_type=content_type, headers=self.headers)
        return json_answer(self.collection(), self.status, self.headers)


def json_answer(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON, serialised once."""
    return Response(orjson.dumps(content), status, media_type=JSON_TYPE, headers=dict(headers or {}))


def nothing(status: int = 204) -> Response:
    """An answer without a body."""
    return Response(status_code=status)


async def json_body(request: Request) -> dict[str, Any]:
    """The request's JSON object.

    Raises:
        Refused: 400 when the body is not a JSON object.
    """
    try:
        content = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise Refused(400, INVALID_PAYLOAD) from None
    if not isinstance(content, dict):
        raise Refused(400, INVALID_PAYLOAD)
    return content


def whole_number(text: str | None, default: int) -> int:
    """A query parameter as a number; Jira answers 404 to one it cannot read."""
    if text is None or text == "":
        return default
    try:
        return int(text)
    except ValueError:
        raise Refused(404, f"'{text}' is not a number.") from None


def page_bounds(request: Request, *, default: int, most: int) -> tuple[int, int]:
    """(startAt, maxResults) of a paged GET, the latter cut to what the service gives."""
    start = max(whole_number(request.query_params.get("startAt"), 0), 0)
    size = whole_number(request.query_params.get("maxResults"), default)
    return start, min(size if size > 0 else default, most)


def page_bean(request: Request, values: Sequence[Any], *, default: int = 50, most: int = 100) -> dict[str, Any]:
    """`{self, startAt, maxResults, total, isLast, values}` and `nextPage` while there is one."""
    start, size = page_bounds(request, default=default, most=most)
    page = values[start : start + size]
    bean = {
        "self": str(request.url),
        "maxResults": size,
        "startAt": start,
        "total": len(values),
        "isLast": start + len(page) >= len(values),
        "values": page,
    }
    if not bean["isLast"]:
        bean["nextPage"] = str(request.url.include_query_params(startAt=start + size, maxResults=size))
    return bean
