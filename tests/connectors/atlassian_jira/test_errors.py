"""Every refusal of Jira becomes the right error, with the field's name and without a secret."""

import email.utils
import traceback
from datetime import UTC, datetime

import pytest
import requests
from jira.exceptions import JIRAError
from requests.structures import CaseInsensitiveDict

from connectors.atlassian_jira.errors import refusal, retry_after_seconds, told_by, translated
from connectors.errors import (
    AccessRefused,
    ConnectorError,
    NotFound,
    PermanentError,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
    TransientError,
)

REMOVED = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."


def _refusal(status: int, body: str = "", **headers: str) -> ConnectorError:
    named = CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})
    return refusal(status, named, body.encode(), where="jira.example, issue", account="bot@nordlys.example")


@pytest.mark.parametrize(
    ("status", "error", "passes"),
    [
        (400, RequestRefused, False),
        (401, AccessRefused, False),
        (403, AccessRefused, False),
        (404, NotFound, False),
        (408, TimedOut, True),
        (409, RequestRefused, False),
        (410, NotFound, False),
        (413, RequestRefused, False),
        (422, RequestRefused, False),
        (429, RateLimited, True),
        (500, ServiceUnavailable, True),
        (502, ServiceUnavailable, True),
        (503, ServiceUnavailable, True),
        (504, ServiceUnavailable, True),
    ],
)
def test_a_status_is_transient_or_permanent_once_and_for_all(
    status: int, error: type[ConnectorError], passes: bool
) -> None:
    found = _refusal(status)
    assert type(found) is error
    assert isinstance(found, TransientError if passes else PermanentError)
    assert "jira.example" in found.where


# Bodies as recorded from the real service: the research page apis.md, sections B2, B4 and B6 (copied 2026-11).
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('{"errorMessages":[],"errors":{"issuetype":"Specify an issue type"}}', "issuetype: Specify an issue type"),
        (
            '{"errorMessages":["Not allowed."],"errors":{"summary":"Field \'summary\' cannot be set.","labels":"Bad"}}',
            "summary: Field 'summary' cannot be set.; labels: Bad; Not allowed.",
        ),
        ('{"errorMessages":["Unbounded JQL queries are not allowed here."],"errors":{}}', "Unbounded JQL queries"),
        (f'{{"errorMessages":["{REMOVED}"]}}', "has been removed"),
        ('{"errorMessage":"Service temporarily unavailable"}', "temporarily"),
        ('{"message":"Too many","status-code":429}', "Too many"),
        ("<html><body>We are sorry</body></html>", ""),
        ("", ""),
        ('["a list"]', ""),
        ('{"errorMessages": "one text"}', "one text"),
        ('{"errorMessages": ["line\\nbreak"]}', "line break"),
    ],
)
def test_what_jira_says_is_kept_with_the_names_of_the_fields(body: str, says: str) -> None:
    told = told_by(body.encode())
    assert says in told if says else told == ""


def test_a_very_long_text_of_jira_is_cut() -> None:
    assert len(told_by(b'{"errorMessages":["' + b"x" * 5000 + b'"]}')) == 300


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "1847"}, 1847.0),
        ({"Retry-After": "2.5"}, 2.5),
        ({"Retry-After": "-3"}, 0.0),
        ({"Retry-After": "Mon, 02 Nov 2026 08:00:30 GMT", "Date": "Mon, 02 Nov 2026 08:00:00 GMT"}, 30.0),
        ({"Retry-After": "Mon, 02 Nov 2026 07:59:00 GMT", "Date": "Mon, 02 Nov 2026 08:00:00 GMT"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "nan"}, None),
        ({}, None),
    ],
)
def test_the_wait_of_a_429_is_read_in_each_of_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_seconds(headers) == seconds


def test_a_date_without_the_answers_own_date_is_taken_from_now() -> None:
    until = email.utils.format_datetime(datetime(2100, 1, 1, tzinfo=UTC), usegmt=True)
    found = retry_after_seconds({"Retry-After": until})
    assert found is not None
    assert found > 86_400


def test_a_429_carries_the_wait_and_the_reason() -> None:
    found = _refusal(429, Retry_After="12", RateLimit_Reason="jira-burst-based")
    assert isinstance(found, RateLimited)
    assert found.retry_after_seconds == 12.0
    assert "jira-burst-based" in str(found)


def test_a_captcha_says_to_log_in_once_in_a_browser() -> None:
    found = _refusal(403, X_Authentication_Denied_Reason="CAPTCHA_CHALLENGE; login-url=https://jira.example/login.jsp")
    assert "browser" in str(found.next_step)
    assert "bot@nordlys.example" in str(found.what)


def test_a_bad_token_names_the_account_and_what_to_do() -> None:
    found = _refusal(401)
    assert "bot@nordlys.example" in str(found.what)
    assert "new token" in str(found.next_step)


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (requests.ConnectTimeout(), TimedOut),
        (requests.ReadTimeout(), TimedOut),
        (requests.ConnectionError("reset"), ServiceUnavailable),
        (requests.exceptions.ChunkedEncodingError("cut"), ServiceUnavailable),
        (requests.exceptions.SSLError("self-signed"), ServiceUnavailable),
        (requests.exceptions.JSONDecodeError("Expecting value", "<html>", 0), ServiceUnavailable),
        (requests.exceptions.MissingSchema("no scheme"), RequestRefused),
        (requests.exceptions.InvalidURL("bad"), RequestRefused),
        (JIRAError("no key in the answer"), ServiceUnavailable),
    ],
)
def test_a_broken_connection_is_told_apart(raised: requests.RequestException, error: type[ConnectorError]) -> None:
    assert type(translated(raised, where="jira.example", account="bot")) is error


def test_the_clients_error_is_read_from_its_body_and_leaves_no_cookie_behind() -> None:
    response = requests.Response()
    response.status_code = 400
    response._content = b'{"errorMessages":[],"errors":{"summary":"is required"}}'
    response.headers["Set-Cookie"] = "JSESSIONID=very-secret"
    found = translated(JIRAError("is required", 400, response=response), where="jira.example", account="bot")
    assert "summary: is required" in str(found)
    assert "very-secret" not in "".join(traceback.format_exception(found))
