"""What goes wrong with the Google API, translated once into the error tree of `connectors.errors`.

Here: answers and exceptions in, `ConnectorError` out, with the next step for a person. Not here: sending requests
(`connectors.google_sheets.session`). Error texts are those recorded from the service or seen in third-party code; what
is unknown falls back to its status code. Tokens, keys and request bodies never enter a message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from google.auth import exceptions as google_auth

from connectors.errors import (
    AccessRefused,
    ConnectorError,
    NotFound,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
)
from domain.reasons import Reason, verbatim

LONGEST_WHY = 400
SECRETS = re.compile(r"(?:ya29\.|Bearer\s+|eyJ)[\w\-.~+/=]+|-----BEGIN.*", re.DOTALL)
GOOGLE_LINK = re.compile(r"https://console\.(?:developers|cloud)\.google\.com/[\w\-./?=&:%]+")
UNPARSABLE = "Unable to parse range:"
QUOTA_REASONS = {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"}


class TabGone(NotFound):
    """A range names a tab that is not there; raised again by the client with the tabs that are."""


@dataclass(frozen=True)
class Call:
    """Which call failed, for messages: the account that asked and the spreadsheet it asked for."""

    account: str
    place: str


@dataclass(frozen=True)
class ApiAnswer:
    """The parts of an error answer that decide what it means; empty when it was no JSON error object."""

    message: str = ""
    reasons: frozenset[str] = field(default_factory=frozenset)
    violations: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """What the service said, on one line."""
        return clean(" ".join((self.message, *self.violations)))


def clean(text: str) -> str:
    """Foreign text for a message: one line, cut, without anything that looks like a credential."""
    return SECRETS.sub("[hidden]", " ".join(text.split()))[:LONGEST_WHY]


def read_answer(response: requests.Response) -> ApiAnswer:
    """Read Google's error object; an HTML page, an empty body or a bare text gives an empty answer."""
    try:
        body = response.json()
    except ValueError:
        return ApiAnswer()
    error = body.get("error") if isinstance(body, Mapping) else None
    if isinstance(error, str):
        return ApiAnswer(message=error)
    if not isinstance(error, Mapping):
        return ApiAnswer()
    details = [detail for detail in _items(error, "details") if isinstance(detail, Mapping)]
    reasons = {
        str(item.get("reason", "")) for item in (*details, *_items(error, "errors")) if isinstance(item, Mapping)
    }
    violations = tuple(
        f"{violation.get('field', '')}: {violation.get('description', '')}"
        for detail in details
        for violation in _items(detail, "fieldViolations")
        if isinstance(violation, Mapping)
    )
    return ApiAnswer(str(error.get("message", "")), frozenset(reasons - {""}), violations)


def _items(mapping: Mapping[str, Any], name: str) -> list[Any]:
    value = mapping.get(name)
    return value if isinstance(value, list) else []


def refused_answer(response: requests.Response, call: Call) -> ConnectorError:
    """The error of an answer other than 2xx."""
    status, answer = response.status_code, read_answer(response)
    if status == 429 or answer.reasons & QUOTA_REASONS:
        return _rate_limited(response, answer, call)
    if status == 408:
        return TimedOut(Reason("Google Sheets gave up waiting for the request"), where=call.place)
    if status >= 500:
        return unavailable(call, verbatim(answer.why) if answer.why else _status(response))
    if status == 401:
        return _unknown_account(call, answer.why)
    if status == 403:
        return _forbidden(answer, call)
    if status == 404:
        return NotFound(
            Reason("The spreadsheet was not found"),
            where=call.place,
            why=verbatim(answer.why) if answer.why else _status(response),
            next_step=Reason(
                "Check the spreadsheet id in the settings, and that the file is shared with {account}",
                account=call.account,
            ),
        )
    if status < 400:
        return unavailable(call, Reason("an unexpected answer, status {status}", status=status))
    return _bad_request(status, answer, call)


def unavailable(call: Call, why: Reason) -> ServiceUnavailable:
    """The service did not answer with data; later it may."""
    return ServiceUnavailable(
        Reason("Google Sheets did not answer with data"),
        where=call.place,
        why=why,
        next_step=Reason("Run again later; nothing needs to be changed"),
    )


def no_json(response: requests.Response, call: Call) -> ServiceUnavailable:
    """A 2xx whose body is not a JSON object: a login page of a proxy, an empty or a cut body."""
    return unavailable(call, Reason("{answer} instead of data", answer=_status(response)))


def _status(response: requests.Response) -> Reason:
    head, status = response.content[:200].lstrip().lower(), response.status_code
    if not head:
        return Reason("status {status} with an empty body", status=status)
    if head.startswith(b"<"):
        return Reason("status {status} with an HTML page", status=status)
    return Reason("status {status} with an unreadable body", status=status)


def _rate_limited(response: requests.Response, answer: ApiAnswer, call: Call) -> RateLimited:
    return RateLimited(
        Reason("Google Sheets asks to slow down"),
        where=call.place,
        why=verbatim(answer.why or "status 429"),
        next_step=Reason("Wait a minute; quotas are counted per minute"),
        retry_after_seconds=retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC)),
    )


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """A Retry-After header, seconds or an HTTP date, as seconds from `now`; None without a readable one."""
    if header is None:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", header.strip(), re.ASCII):
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())


def _unknown_account(call: Call, why: str) -> AccessRefused:
    return AccessRefused(
        Reason("Google does not accept the sign-in of {account}", account=call.account),
        where=call.place,
        why=verbatim(why),
        next_step=Reason("Check that the account and its key still exist, and that this machine's clock is right"),
    )


def _forbidden(answer: ApiAnswer, call: Call) -> AccessRefused:
    if "SERVICE_DISABLED" in answer.reasons or "is disabled" in answer.message:
        link = GOOGLE_LINK.search(answer.message)
        return AccessRefused(
            Reason("The Google Sheets API is switched off in the project of {account}", account=call.account),
            where=call.place,
            next_step=Reason("Enable it at {link}", link=link[0])
            if link
            else Reason("Enable the Google Sheets API in the Google Cloud console"),
        )
    if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in answer.reasons or "scope" in answer.message.lower():
        return AccessRefused(
            Reason("The sign-in of {account} does not cover spreadsheets", account=call.account),
            where=call.place,
            why=verbatim(answer.why),
            next_step=Reason("Grant the scope https://www.googleapis.com/auth/spreadsheets"),
        )
    return AccessRefused(
        Reason("{account} may not open or change the spreadsheet", account=call.account),
        where=call.place,
        why=verbatim(answer.why),
        next_step=Reason(
            "Share the workbook with {account}, as editor where reviews are published", account=call.account
        ),
    )


def _bad_request(status: int, answer: ApiAnswer, call: Call) -> ConnectorError:
    if UNPARSABLE in answer.message:
        asked = clean(answer.message.split(UNPARSABLE, 1)[1])
        return TabGone(Reason("There is no tab for the range {asked}", asked=asked), where=call.place)
    if "Office file" in answer.message:
        return RequestRefused(
            Reason("The file is an Excel file opened in Google Sheets"),
            where=call.place,
            why=verbatim(answer.why),
            next_step=Reason(
                "Open it, choose File > Save as Google Sheets, and put the new file's id into the settings"
            ),
        )
    if "already exists" in answer.message and "sheet with the name" in answer.message:
        # Another run made the tab between our look and our write; the next look finds it.
        return unavailable(call, verbatim(answer.why))
    if "protected" in answer.message:
        return RequestRefused(
            Reason("A tab to be written is protected"),
            where=call.place,
            why=verbatim(answer.why),
            next_step=Reason("Let {account} edit the protected range, or remove the protection", account=call.account),
        )
    return RequestRefused(
        Reason("Google Sheets refused the request"),
        where=call.place,
        why=verbatim(answer.why or f"status {status}"),
        next_step=Reason("Correct what the message names; the same request fails again"),
    )


def failed_call(error: Exception, call: Call) -> ConnectorError | None:
    """The error of a call that got no answer, or of a sign-in that failed; None for anything else."""
    if isinstance(error, google_auth.RefreshError):
        return _sign_in_failed(error, call)
    cause = error.__cause__ if isinstance(error, google_auth.TransportError) else error
    if isinstance(cause, requests.Timeout):
        return TimedOut(
            Reason("Google Sheets did not answer in time"),
            where=call.place,
            next_step=Reason("Run again later, or check the network"),
        )
    if isinstance(cause, requests.exceptions.InvalidJSONError) and not isinstance(cause, requests.JSONDecodeError):
        return RequestRefused(Reason("The values cannot be sent as JSON"), where=call.place)
    if isinstance(error, requests.RequestException | google_auth.TransportError):
        return unavailable(call, Reason("the connection failed ({kind})", kind=type(cause or error).__name__))
    if isinstance(error, google_auth.GoogleAuthError):
        return _unknown_account(call, type(error).__name__)
    return None


def _sign_in_failed(error: google_auth.RefreshError, call: Call) -> ConnectorError:
    said = clean(str(error.args[0])) if error.args else ""
    if error.retryable:
        return unavailable(call, Reason("signing in failed: {said}", said=said))
    if "invalid_grant" in said:
        return AccessRefused(
            Reason("Google does not accept the key of {account}", account=call.account),
            where=call.place,
            why=verbatim(said),
            next_step=Reason(
                "Check this machine's clock; if it is right, the key was deleted: make a new one for the account"
            ),
        )
    return _unknown_account(call, said)
