"""Jira's refusals and broken connections -> the error tree of `connectors.errors`. Decided here, once.

Here: status, headers and body of a refusal, or an exception of the client -> the error to raise. Not here: asking
(`connectors.atlassian_jira.wire`).

`str(JIRAError)` prints response headers, cookies among them: it is never read, and never stays behind as a cause.
Its text also drops the names of the fields that Jira complains about, so the body is read again.
"""

import email.utils
import math
import time
from collections.abc import Mapping
from typing import Any

import msgspec
import requests
from jira.exceptions import JIRAError

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

_CUT = 300
"""Characters kept of a text that Jira sent."""


def translated(error: JIRAError | requests.RequestException, *, where: str, account: str) -> ConnectorError:
    """The error of the client as ours; `account` is the name of the account, never its token."""
    if isinstance(error, JIRAError):
        response = error.response
        if response is None or response.ok:
            return ServiceUnavailable(Reason("Jira's answer lacks what was asked for"), where=where)
        return refusal(response.status_code, response.headers, response.content, where=where, account=account)
    if isinstance(error, requests.Timeout):
        return TimedOut(Reason("Jira did not answer in time"), where=where, why=verbatim(_kind(error)))
    if isinstance(error, requests.exceptions.SSLError):
        return ServiceUnavailable(
            Reason("Jira's certificate was not accepted"), where=where, next_step=Reason("check the address")
        )
    if isinstance(error, requests.exceptions.InvalidJSONError):
        return ServiceUnavailable(
            Reason("Jira's answer is not readable"), where=where, why=Reason("a page or nothing instead of data")
        )
    if isinstance(error, ValueError):  # InvalidURL, MissingSchema and their kin
        return RequestRefused(Reason("Jira's address cannot be used"), where=where, why=verbatim(_kind(error)))
    return ServiceUnavailable(Reason("The connection to Jira broke"), where=where, why=verbatim(_kind(error)))


def refusal(status: int, headers: Mapping[str, str], body: bytes, *, where: str, account: str) -> ConnectorError:
    """A refusal by Jira as an error; `headers` are looked up as given (requests' are case-insensitive)."""
    why = told_by(body)
    if status == 429:
        wait = retry_after_seconds(headers)
        reason = headers.get("RateLimit-Reason", "")
        step = (
            Reason("try again in {count} seconds", count=math.ceil(wait))
            if wait is not None
            else Reason("try again later")
        )
        return RateLimited(
            Reason("Jira asks to slow down"),
            where=where,
            why=verbatim(reason[:_CUT]),
            next_step=step,
            retry_after_seconds=wait,
        )
    if status in (401, 403):
        return _access(status, headers, why, where, account)
    if status == 404:
        return NotFound(
            Reason("Jira does not have it, or does not show it to {account}", account=account),
            where=where,
            why=verbatim(why),
        )
    if status == 410:
        return NotFound(
            Reason("Jira has removed this route"),
            where=where,
            why=verbatim(why),
            next_step=Reason("update this software"),
        )
    if status == 408:
        return TimedOut(Reason("Jira did not answer in time"), where=where, why=verbatim(why))
    if status >= 500:
        return ServiceUnavailable(
            Reason("Jira is not available (HTTP {status})", status=status), where=where, why=verbatim(why)
        )
    return RequestRefused(
        Reason("Jira refused the request (HTTP {status})", status=status), where=where, why=verbatim(why)
    )


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """The wait a 429 asks for: seconds, also with decimals, or the time of an HTTP date; None when it asks for none."""
    told = headers.get("Retry-After", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        until, answered = _http_date(told), _http_date(headers.get("Date", ""))
        if until is None:
            return None
        seconds = until - (answered if answered is not None else time.time())
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def told_by(body: bytes) -> str:
    """What the body of a refusal says: `field: text` for each field, then the general messages; empty for a page."""
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    if not isinstance(told, dict):
        return ""
    errors: Any = told.get("errors")
    by_field = [f"{name}: {text}" for name, text in errors.items()] if isinstance(errors, dict) else []
    messages: Any = told.get("errorMessages") or told.get("errorMessage") or told.get("message") or []
    general = [messages] if isinstance(messages, str) else [str(text) for text in messages]
    return " ".join("; ".join([*by_field, *general]).split())[:_CUT]


def _access(status: int, headers: Mapping[str, str], why: str, where: str, account: str) -> AccessRefused:
    if "CAPTCHA" in headers.get("X-Authentication-Denied-Reason", "").upper():
        return AccessRefused(
            Reason("Jira wants a CAPTCHA from {account}", account=account),
            where=where,
            why=Reason("the log-in failed too often"),
            next_step=Reason("log in once in a browser as this account, then run again"),
        )
    if status == 401:
        return AccessRefused(
            Reason("Jira does not accept the log-in of {account}", account=account),
            where=where,
            why=Reason("the token is wrong or has expired (a Cloud token lives at most a year)"),
            next_step=Reason("create a new token and put it into the settings"),
        )
    return AccessRefused(
        Reason("Jira refuses {account}", account=account),
        where=where,
        why=verbatim(why),
        next_step=Reason("ask the Jira administrator to grant this account the permission"),
    )


def _http_date(text: str) -> float | None:
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError):
        return None


def _kind(error: Exception) -> str:
    # The class says enough; the text may carry an address with credentials.
    return type(error).__name__
