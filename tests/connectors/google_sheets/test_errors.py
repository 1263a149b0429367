"""Every failure of the Google API becomes one error of the tree, with the account, the place and the next step.

Recorded bodies lie in `google_errors/`; other texts are those of apis.md A5 (seen in third-party code).
"""

import json
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.errors import (
    AccessRefused,
    ConnectorError,
    IncompleteData,
    NotFound,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
    TransientError,
)
from connectors.google_sheets.client import GoogleSheets
from connectors.google_sheets.errors import retry_after_seconds
from domain.problems import ConfigurationRefused
from domain.workbook.cells import TabContent
from sandbox.faults import Fault
from tests.connectors.scripted_google import ACCESS_TOKEN, ACCOUNT, ScriptedGoogle, private_key, scripted_google

RECORDED = Path(__file__).parents[1] / "google_errors"
BOOK = {
    "spreadsheetId": "b1",
    "properties": {"title": "Nordlys", "locale": "da_DK", "timeZone": "Europe/Copenhagen"},
    "sheets": [
        {"properties": {"sheetId": 0, "title": "Teams", "sheetType": "GRID"}},
        {"properties": {"sheetId": 5, "title": "Processer"}},
        {"properties": {"sheetId": 6, "title": "Diagram", "sheetType": "OBJECT"}},
    ],
}


@pytest.fixture
def google() -> Iterator[ScriptedGoogle]:
    with scripted_google() as served:
        yield served


def client(google: ScriptedGoogle, read_seconds: float = 20) -> GoogleSheets:
    return GoogleSheets.connect(google.info, base_url=google.url, timeout_seconds=(5, read_seconds))


def failure(google: ScriptedGoogle, read_seconds: float = 20) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        client(google, read_seconds).read_workbook("b1")
    return caught.value


def error_body(code: int, message: str, status: str = "", **more: Any) -> str:
    return json.dumps({"error": {"code": code, "message": message, "status": status, **more}})


def recorded(name: str) -> str:
    return (RECORDED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("status", "file", "kind", "said"),
    [
        (429, "sheets-spreadsheets-get-quota-exceeded-readgroup_429.json", RateLimited, "Read requests per minute"),
        (403, "sheets-spreadsheets-get-service-disabled_403.json", AccessRefused, "Enable it at https://console"),
        (403, "sheets-spreadsheets-get-api-key-not-enabled_403.json", AccessRefused, "project=977449744253"),
        (403, "fitness-get-wrong-scope_403.json", AccessRefused, "auth/spreadsheets"),
        (404, "sheets-spreadsheets-get-nonexistent-sheet-id_404.json", NotFound, f"shared with {ACCOUNT}"),
        (404, "drive-files-get-nonexistent-file-id_404.json", NotFound, "Check the spreadsheet id"),
        (400, "sheets-spreadsheets-get-bad-field-mask_400.json", RequestRefused, "sheets.sheetProperties"),
        (400, "sheets-spreadsheets-get-nonexistent-range_400.json", NotFound, "NOPE!A5:F15"),
    ],
)
def test_a_recorded_refusal_becomes_its_error(
    google: ScriptedGoogle, status: int, file: str, kind: type[ConnectorError], said: str
) -> None:
    google.says(recorded(file), status=status)
    error = failure(google)
    assert isinstance(error, kind)
    assert said in str(error)


@pytest.mark.parametrize(
    ("status", "body", "kind", "said"),
    [
        (403, error_body(403, "The caller does not have permission", "PERMISSION_DENIED"), AccessRefused, ACCOUNT),
        (401, error_body(401, "Request had invalid authentication credentials."), AccessRefused, "clock"),
        (500, error_body(500, "Internal error encountered.", "INTERNAL"), ServiceUnavailable, "Internal error"),
        (503, error_body(503, "The service is currently unavailable."), ServiceUnavailable, "currently unavailable"),
        (502, "<!DOCTYPE html><p>502", ServiceUnavailable, "HTML page"),
        (504, "", ServiceUnavailable, "empty body"),
        (429, "<html>We're sorry... automated queries", RateLimited, "429"),
        (403, "<html>proxy", AccessRefused, ACCOUNT),
        (404, "<html>proxy", NotFound, "HTML page"),
        (408, "", TimedOut, "gave up"),
        (400, '{"error": "text"}', RequestRefused, "text"),
        (400, "[]", RequestRefused, "status 400"),
        (400, '{"error": null}', RequestRefused, "status 400"),
        (413, "", RequestRefused, "status 413"),
        (409, error_body(409, "The operation was aborted.", "ABORTED"), RequestRefused, "aborted"),
        (200, "", ServiceUnavailable, "empty body"),
        (200, "<html>sign in", ServiceUnavailable, "HTML page"),
        (200, "[1]", ServiceUnavailable, "unreadable body"),
        (200, '{"cut": ', ServiceUnavailable, "unreadable body"),
        (
            400,
            error_body(
                400,
                "This operation is not supported for this document. The document must not be an Office file.",
                "FAILED_PRECONDITION",
            ),
            RequestRefused,
            "Save as Google Sheets",
        ),
        (
            400,
            error_body(400, "You are trying to edit a protected cell or object. Please contact the spreadsheet owner."),
            RequestRefused,
            "remove the protection",
        ),
        (
            400,
            error_body(400, 'Invalid requests[0].addSheet: A sheet with the name "x" already exists. Please enter'),
            ServiceUnavailable,
            "already exists",
        ),
        (
            403,
            error_body(403, "User Rate Limit Exceeded", errors=[{"reason": "userRateLimitExceeded"}]),
            RateLimited,
            "slow down",
        ),
    ],
)
def test_an_answer_becomes_one_error_of_the_tree(
    google: ScriptedGoogle, status: int, body: str, kind: type[ConnectorError], said: str
) -> None:
    # A 401 is asked again by google-auth itself with a new token, twice.
    google.says(*[body] * 3, status=status)
    error = failure(google)
    assert isinstance(error, kind)
    assert said in str(error)
    assert "spreadsheet b1" in str(error)


def test_a_failure_is_not_tried_again_here(google: ScriptedGoogle) -> None:
    google.says("", "", status=503)
    failure(google)
    assert len(google.asked) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("30", 30.0),
        ("1.5", 1.5),
        ("Tue, 24 Nov 2026 10:01:00 GMT", 60.0),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(header, datetime(2026, 11, 24, 10, 0, tzinfo=UTC)) == seconds


def test_a_wait_the_service_names_is_handed_on_and_none_is_invented(google: ScriptedGoogle) -> None:
    google.says("{}", status=429)
    first = failure(google)
    google.says("{}", status=429)
    google.headers = {"Retry-After": "17"}
    second = failure(google)
    assert isinstance(first, RateLimited)
    assert isinstance(second, RateLimited)
    assert (first.retry_after_seconds, second.retry_after_seconds) == (None, 17.0)


@pytest.mark.parametrize("kind", ["drop_before_commit", "drop_after_commit", "html_502", "empty_200"])
def test_what_breaks_on_the_way_is_transient(kind: Any) -> None:
    with scripted_google(Fault(kind, path="/v4/")) as google:
        google.says(BOOK)
        assert isinstance(failure(google), ServiceUnavailable)


def test_an_answer_that_does_not_come_is_a_time_out() -> None:
    with scripted_google(Fault("delay", path="/v4/", delay_seconds=2)) as google:
        google.says(BOOK)
        assert isinstance(failure(google, read_seconds=0.3), TimedOut)


def test_a_sign_in_that_does_not_answer_is_a_time_out() -> None:
    with scripted_google(Fault("delay", path="/token", times=9, delay_seconds=2)) as google:
        assert isinstance(failure(google, read_seconds=0.3), TransientError)


def test_a_server_that_is_not_there_is_transient(google: ScriptedGoogle) -> None:
    sheets = GoogleSheets.connect(google.info, base_url="http://127.0.0.1:9", timeout_seconds=(2, 2))
    with pytest.raises(ServiceUnavailable, match="connection failed"):
        sheets.read_workbook("b1")


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        ((400, '{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}'), AccessRefused, "key"),
        (
            (400, '{"error": "invalid_grant", "error_description": "Invalid JWT: check your iat and exp values"}'),
            AccessRefused,
            "clock",
        ),
        ((401, '{"error": "unauthorized_client"}'), AccessRefused, ACCOUNT),
        ((503, '{"error": "internal_failure"}'), ServiceUnavailable, "signing in failed"),
        ((200, '{"no": "token"}'), AccessRefused, ACCOUNT),
    ],
)
def test_a_failed_sign_in_names_the_account_and_the_cure(
    google: ScriptedGoogle, answer: tuple[int, str], kind: type[ConnectorError], said: str
) -> None:
    google.token_answer = answer
    error = failure(google)
    assert isinstance(error, kind)
    assert said in str(error)


def test_neither_token_nor_key_is_in_an_error_its_chain_or_the_client(google: ScriptedGoogle) -> None:
    google.says(error_body(400, f"bad header Bearer {ACCESS_TOKEN} and {private_key()}"), status=400)
    sheets = client(google)
    with pytest.raises(ConnectorError) as caught:
        sheets.read_workbook("b1")
    shown = "".join((str(caught.value), repr(caught.value), repr(caught.value.__cause__), repr(sheets)))
    assert ACCESS_TOKEN not in shown
    assert private_key()[100:140] not in shown
    assert "PRIVATE KEY" not in shown
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_an_error_survives_the_trip_between_processes(google: ScriptedGoogle) -> None:
    google.says(recorded("sheets-spreadsheets-get-quota-exceeded-readgroup_429.json"), status=429)
    error = failure(google)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"private_key": "nonsense"}, "private key cannot be read"),
        ({"private_key": ""}, "it has no private_key"),
        ({"client_email": None, "token_uri": None}, "it has no client_email, token_uri"),
    ],
)
def test_a_key_file_that_is_none_is_a_setting_to_mend(
    google: ScriptedGoogle, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(ConfigurationRefused, match=said) as caught:
        GoogleSheets.connect({**google.info, **change})
    assert "nonsense" not in str(caught.value)


@pytest.mark.parametrize(
    "spreadsheet_id", ["", "../drive", "a/b", "a?b=1", "https://docs.google.com/spreadsheets/d/x/edit"]
)
def test_a_spreadsheet_id_cannot_lead_elsewhere(google: ScriptedGoogle, spreadsheet_id: str) -> None:
    with pytest.raises(RequestRefused, match="between /d/ and /edit"):
        client(google).read_workbook(spreadsheet_id)
    assert google.asked == []


# --- answers that do not prove what they should ---


def test_a_missing_tab_names_the_nearest_and_lists_those_that_exist(google: ScriptedGoogle) -> None:
    google.says(BOOK)
    with pytest.raises(NotFound) as caught:
        client(google).read_workbook("b1", ["Teams", "Proceser"])
    assert "There is no tab 'Proceser'" in str(caught.value)
    assert "its tabs are: Teams, Processer." in str(caught.value)
    assert "Rename 'Processer' to 'Proceser'" in str(caught.value)
    assert len(google.asked) == 1


def test_a_tab_renamed_between_look_and_read_is_not_found_and_lists_the_tabs(google: ScriptedGoogle) -> None:
    google.says(BOOK)
    google.says(error_body(400, "Unable to parse range: 'Teams'"), status=400)
    with pytest.raises(NotFound, match="its tabs are: Teams, Processer"):
        client(google).read_workbook("b1", ["Teams"])


@pytest.mark.parametrize(
    "ranges",
    [
        [],
        [{"range": "Teams!A1:Z1000"}],
        [{"range": "Processer!A1:Z9"}, {"range": "Teams!A1:Z9"}],
        [{"range": "Teams!A1:Z9"}, {}],
    ],
)
def test_a_read_that_is_not_what_was_asked_for_is_incomplete(google: ScriptedGoogle, ranges: list[Any]) -> None:
    google.says(BOOK, {"valueRanges": ranges})
    with pytest.raises(IncompleteData, match="asked for Teams, Processer"):
        client(google).read_workbook("b1")


def test_a_tab_is_found_despite_case_and_spaces_and_keeps_its_own_title(google: ScriptedGoogle) -> None:
    google.says(BOOK, {"valueRanges": [{"range": "Teams!A1:Z1000", "values": [["a", "", 1], [], ["b"]]}]})
    book = client(google).read_workbook("b1", ["teams "])
    assert book.tabs["teams "].title == "Teams"
    assert book.tabs["teams "].sheet_id == 0
    assert book.tabs["teams "].rows == (("a", None, 1), (), ("b",))


def test_a_book_without_grid_tabs_is_read_in_one_request(google: ScriptedGoogle) -> None:
    google.says({"properties": {"title": "x"}, "sheets": BOOK["sheets"][2:]})  # type: ignore[index]
    assert client(google).read_workbook("b1").tabs == {}
    assert len(google.asked) == 1


CONTENT = TabContent("Teams", (("Navn", "Antal"), ("A", 1)))
WRITTEN = {"responses": [{"updatedRange": "Teams!A1:B2", "updatedCells": 4}]}


@pytest.mark.parametrize(
    ("structural", "written", "said"),
    [
        ({"replies": []}, WRITTEN, "structural changes were answered"),
        ({}, WRITTEN, "0 of 5"),
        ({"replies": [{}] * 5}, {"responses": []}, "0 of 1 tabs were answered"),
        ({"replies": [{}] * 5}, {"responses": [{"updatedRange": "Teams!A1:B2", "updatedCells": 3}]}, "3 cells"),
        ({"replies": [{}] * 5}, {"responses": [{"updatedRange": "Teams!C1:D2", "updatedCells": 4}]}, "Teams!C1:D2"),
        ({"replies": [{}] * 5}, {"responses": [{"updatedRange": "Andet!A1:B2", "updatedCells": 4}]}, "Andet!A1:B2"),
        ({"replies": [{}] * 5}, {"responses": [{}]}, "None cells"),
    ],
)
def test_a_write_that_cannot_be_proven_whole_is_incomplete(
    google: ScriptedGoogle, structural: dict[str, Any], written: dict[str, Any], said: str
) -> None:
    google.says(BOOK, structural, written)
    with pytest.raises(IncompleteData, match=said):
        client(google).publish_tabs("b1", [CONTENT])


def test_a_write_that_is_answered_whole_gives_the_links(google: ScriptedGoogle) -> None:
    google.says(BOOK, {"replies": [{}] * 5}, WRITTEN)
    published = client(google).publish_tabs("b1", [CONTENT])
    assert [(tab.title, tab.sheet_id, tab.url) for tab in published] == [
        ("Teams", 0, "https://docs.google.com/spreadsheets/d/b1/edit#gid=0")
    ]


def test_a_new_sheet_with_another_id_than_asked_for_is_incomplete(google: ScriptedGoogle) -> None:
    google.says(BOOK, {"replies": [{"addSheet": {"properties": {"sheetId": 99}}}, {}, {}]}, WRITTEN)
    with pytest.raises(IncompleteData, match="got the id 99"):
        client(google).publish_tabs("b1", [TabContent("Ny", CONTENT.rows)])
    assert len(google.asked) == 2


def test_a_tab_cannot_take_the_title_of_a_chart(google: ScriptedGoogle) -> None:
    google.says(BOOK)
    with pytest.raises(RequestRefused, match="chart"):
        client(google).publish_tabs("b1", [TabContent("diagram", CONTENT.rows)])
    assert len(google.asked) == 1
