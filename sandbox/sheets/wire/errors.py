"""The Google API's refusals, in its words.

Marks: [R] recorded from the real service, [C] seen in third-party code only, [S] from the API's reference.
Here: the error and its bodies. Not here: when they are given.
"""

from typing import Any

from starlette.responses import JSONResponse, Response

NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection "
    "if you need to edit."
)
"""[C]"""


class ApiError(Exception):
    """An answer other than 200; nothing of the request has been done."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        status: str | None = None,
        details: list[dict[str, Any]] | None = None,
        errors: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status or NAMES.get(code)
        self.details, self.errors = details or [], errors or []

    def body(self) -> dict[str, Any]:
        """The JSON body."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.errors:
            error["errors"] = self.errors
        if self.status:
            error["status"] = self.status
        if self.details:
            error["details"] = self.details
        return {"error": error}

    def response(self) -> Response:
        """The HTTP answer."""
        return JSONResponse(self.body(), self.code, media_type="application/json; charset=UTF-8")


def invalid(message: str) -> ApiError:
    """400 with a plain message."""
    return ApiError(400, message)


def violation(message: str, field: str, description: str) -> ApiError:
    """400 that names a field."""
    return ApiError(400, message, details=[bad_request([(field, description)])])


def bad_request(violations: list[tuple[str, str]]) -> dict[str, Any]:
    """The BadRequest detail."""
    listed = [{"field": field, "description": text} if field else {"description": text} for field, text in violations]
    return {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": listed}


def unknown_range(text: str) -> ApiError:
    """[R] also what a renamed tab gives."""
    return invalid(f"Unable to parse range: {text}")


def bad_fields(path: str) -> ApiError:
    """[R] the query parameter `fields` names something that does not exist."""
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return violation("Request contains an invalid argument.", path, text)


def not_found() -> ApiError:
    """[R] unknown spreadsheet."""
    return ApiError(404, "Requested entity was not found.")


def no_permission() -> ApiError:
    """[R] the account may not see, or not change, the spreadsheet."""
    return ApiError(403, "The caller does not have permission")


def narrow_scope() -> ApiError:
    """[R on another Google API] the token's scopes do not cover the call."""
    reason = {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}
    return ApiError(403, "Request had insufficient authentication scopes.", errors=[reason])


def bad_token() -> ApiError:
    """[C] token unknown or expired; clients refresh it once by themselves."""
    return ApiError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def no_token() -> ApiError:
    """[C] no Authorization header."""
    return ApiError(
        403,
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or "
        "other form of API consumer identity to call this API.",
    )


def quota_exceeded(kind: str, *, per_user: bool, limit: int, project: str) -> ApiError:
    """[R for reads per user; the other three by analogy] `kind` is "Read" or "Write". No Retry-After is sent."""
    whose, unit, suffix = (
        (" per user", "1/min/{project}/{user}", "PerUser") if per_user else ("", "1/min/{project}", "")
    )
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute{whose}' of service "
        f"'sheets.googleapis.com' for consumer 'project_number:{project}'."
    )
    metadata = {
        "quota_limit_value": str(limit),
        "service": "sheets.googleapis.com",
        "consumer": f"projects/{project}",
        "quota_unit": unit,
        "quota_location": "global",
        "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
        "quota_limit": f"{kind}RequestsPerMinute{suffix or 'PerProject'}",
    }
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": metadata,
    }
    link = {
        "description": "Request a higher quota limit.",
        "url": "https://cloud.google.com/docs/quotas/help/request_increase",
    }
    return ApiError(429, message, details=[info, {"@type": "type.googleapis.com/google.rpc.Help", "links": [link]}])


def no_such_file(file_id: str) -> ApiError:
    """[R] Drive's form of "not found"."""
    text = f"File not found: {file_id}."
    reason = {
        "domain": "global",
        "reason": "notFound",
        "message": text,
        "locationType": "parameter",
        "location": "fileId",
    }
    error = ApiError(404, text, errors=[reason])
    error.status = None
    return error
