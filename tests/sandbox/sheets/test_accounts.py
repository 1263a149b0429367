"""Who may ask, how often, and the refusals in Google's recorded words."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError, SpreadsheetNotFound

from domain.problems import ConfigurationRefused
from sandbox.sheets.server import sheets_app
from sandbox.sheets.wire.quota import Quotas
from tests.sandbox.sheets.sheets_bench import OTHER_EMAIL, SCOPES, Site, running, settings_yaml

# Copied from the recorded answers of the real services; their README names the sources.
RECORDED = Path(__file__).parents[2] / "connectors" / "google_errors"


def recorded(name: str) -> Any:
    """A recorded body."""
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


class Clock:
    """Seconds that move when told."""

    def __init__(self) -> None:
        self.ahead_seconds = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead_seconds


# --- recorded bodies ------------------------------------------------------------------------------------------


def test_an_unknown_spreadsheet_is_the_recorded_404(site: Site) -> None:
    answer = site.raw("GET", "/v4/spreadsheets/NOPE")
    assert (answer.status_code, answer.json()) == (404, recorded("sheets-spreadsheets-get-nonexistent-sheet-id_404"))
    with pytest.raises(SpreadsheetNotFound):
        site.client().open_by_key("NOPE")


def test_an_unknown_range_is_the_recorded_400(site: Site, book: gspread.Spreadsheet) -> None:
    answer = site.raw("GET", f"/v4/spreadsheets/{book.id}/values/NOPE!A5:F15")
    assert (answer.status_code, answer.json()) == (400, recorded("sheets-spreadsheets-get-nonexistent-range_400"))


def test_an_unknown_field_in_the_mask_is_the_recorded_400(site: Site, book: gspread.Spreadsheet) -> None:
    answer = site.raw("GET", f"/v4/spreadsheets/{book.id}", params={"fields": "sheets.sheetProperties"})
    assert (answer.status_code, answer.json()) == (400, recorded("sheets-spreadsheets-get-bad-field-mask_400"))


def test_an_unknown_drive_file_is_the_recorded_404(site: Site) -> None:
    answer = site.raw("GET", "/drive/v3/files/NOPE_NOT_A_GOOD_ID")
    assert (answer.status_code, answer.json()) == (404, recorded("drive-files-get-nonexistent-file-id_404"))


def test_a_narrow_scope_is_the_recorded_403(site: Site, book: gspread.Spreadsheet) -> None:
    narrow = site.token([SCOPES[0] + ".readonly"])
    answer = site.raw("POST", f"/v4/spreadsheets/{book.id}/values/A1:clear", token=narrow)
    assert (answer.status_code, answer.json()) == (403, recorded("fitness-get-wrong-scope_403"))
    assert site.raw("GET", f"/v4/spreadsheets/{book.id}", token=narrow).status_code == 200
    assert site.raw("GET", "/drive/v3/files", token=narrow).status_code == 403


def test_the_sixty_first_read_of_a_minute_is_the_recorded_429(tmp_path: Path) -> None:
    with running(tmp_path, quotas=Quotas(), clock=_frozen()) as site:
        token = site.token()
        answers = [site.raw("GET", "/v4/spreadsheets/NOPE", token=token) for _ in range(61)]
        assert [answer.status_code for answer in answers] == [404] * 60 + [429]
        assert answers[-1].json() == recorded("sheets-spreadsheets-get-quota-exceeded-readgroup_429")
        assert "retry-after" not in answers[-1].headers


def _frozen() -> Callable[[], float]:
    now = time.time()
    return lambda: now


# --- quotas ---------------------------------------------------------------------------------------------------


def test_writes_are_counted_apart_and_refilled_by_the_minute(tmp_path: Path) -> None:
    clock = Clock()
    with running(tmp_path, quotas=Quotas(write_per_user=2), clock=clock) as site:
        book = site.client().create("x")
        clock.ahead_seconds = 60 - time.time() % 60 + 1  # a fresh minute
        book.sheet1.update([[1]], "A1")
        book.sheet1.update([[2]], "A1")
        with pytest.raises(APIError) as refusal:
            book.sheet1.update([[3]], "A1")
        details = refusal.value.response.json()["error"]["details"][0]["metadata"]
        assert (details["quota_metric"], details["quota_limit"], details["quota_limit_value"]) == (
            "sheets.googleapis.com/write_requests",
            "WriteRequestsPerMinutePerUser",
            "2",
        )
        assert book.sheet1.acell("A1").value == "2"
        clock.ahead_seconds += 60
        book.sheet1.update([[4]], "A1")


def test_a_project_has_a_quota_of_its_own(tmp_path: Path) -> None:
    with running(tmp_path, quotas=Quotas(read_per_project=1), clock=_frozen()) as site:
        token = site.token()
        answers = [site.raw("GET", "/v4/spreadsheets/NOPE", token=token) for _ in range(2)]
        assert answers[1].json()["error"]["details"][0]["metadata"]["quota_unit"] == "1/min/{project}"


def test_quotas_are_set_in_the_folder(tmp_path: Path) -> None:
    settings_yaml(tmp_path, "quotas: {read_per_user: 1}\n")
    with running(tmp_path, quotas=None, clock=_frozen()) as site:
        token = site.token()
        assert [site.raw("GET", "/v4/spreadsheets/x", token=token).status_code for _ in range(2)] == [404, 429]
    settings_yaml(tmp_path, "quotas: {reads: 1}\n")
    with pytest.raises(ConfigurationRefused, match=r"quotas\.reads"):
        sheets_app(tmp_path)


# --- accounts -------------------------------------------------------------------------------------------------


def test_a_book_not_shared_with_the_account_is_refused(site: Site, book: gspread.Spreadsheet) -> None:
    settings_yaml(site.folder, f"spreadsheets: {{{book.id}: {{shared_with: [{OTHER_EMAIL}]}}}}\n")
    answer = site.raw("GET", f"/v4/spreadsheets/{book.id}")
    assert answer.status_code == 403
    assert answer.json() == {
        "error": {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}
    }
    with pytest.raises(PermissionError):
        site.client().open_by_key(book.id)
    assert site.client().list_spreadsheet_files() == []
    assert site.client("service-account-2.json").open_by_key(book.id).title == "Nordlys"


def test_a_reader_may_read_and_not_write(site: Site, book: gspread.Spreadsheet) -> None:
    email = site.info()["client_email"]
    settings_yaml(site.folder, f"spreadsheets: {{{book.id}: {{shared_with: [{{email: {email}, role: reader}}]}}}}\n")
    assert book.sheet1.row_count == 1000
    with pytest.raises(APIError, match="The caller does not have permission"):
        book.sheet1.update([[1]], "A1")


def test_a_tab_locked_by_the_folder_cannot_be_changed_by_anyone(site: Site, book: gspread.Spreadsheet) -> None:
    settings_yaml(site.folder, f"spreadsheets: {{{book.id}: {{protected_tabs: [Sheet1]}}}}\n")
    with pytest.raises(APIError, match="You are trying to edit a protected cell or object"):
        book.sheet1.update([[1]], "A1")
    book.add_worksheet("Other", 1, 1)
    with pytest.raises(APIError, match=r"Invalid requests\[0\].deleteSheet: You are trying to edit a protected"):
        book.batch_update({"requests": [{"deleteSheet": {"sheetId": 0}}]})
    assert book.fetch_sheet_metadata()["sheets"][0]["protectedRanges"][0]["range"] == {}


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"client_email": "nobody@nordlys.iam.example"}, "account not found"),
        ({"private_key": "other"}, "Invalid JWT Signature"),
    ],
)
def test_a_wrong_key_is_an_invalid_grant(site: Site, changed: dict[str, str], text: str) -> None:
    if "private_key" in changed:
        changed = {"private_key": site.info("service-account-2.json")["private_key"]}
    with pytest.raises(RefreshError, match=text) as refusal:
        site.client(**changed).open_by_key("x")
    assert refusal.value.args[1]["error"] == "invalid_grant"


def test_a_machine_whose_clock_is_wrong_gets_no_token(tmp_path: Path) -> None:
    with running(tmp_path, clock=lambda: time.time() + 7200) as site:
        with pytest.raises(RefreshError, match="iat and exp"):
            site.client().open_by_key("x")


def test_an_expired_token_is_renewed_by_the_client(tmp_path: Path) -> None:
    clock = Clock()
    with running(tmp_path, clock=clock) as site:
        client = site.client()
        book = client.create("x")
        token = client.http_client.auth.token
        clock.ahead_seconds = 3605
        answer = site.raw("GET", f"/v4/spreadsheets/{book.id}", token=token)
        assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
        assert book.fetch_sheet_metadata()["properties"]["title"] == "x"
        assert client.http_client.auth.token != token


def test_tokens_of_an_earlier_run_are_renewed_without_a_word(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        client = first.client()
        book_id = client.create("x").id
        old_token = client.http_client.auth.token
    with running(tmp_path) as second:
        again = second.client()
        again.http_client.auth.token = old_token
        assert again.open_by_key(book_id).title == "x"
        assert again.http_client.auth.token != old_token


def test_no_token_is_refused_unless_that_is_allowed(site: Site, tmp_path: Path) -> None:
    assert requests.get(f"{site.url}/v4/spreadsheets/x", timeout=10).status_code == 403
    with running(tmp_path / "open", require_token=False) as open_site:
        assert requests.get(f"{open_site.url}/v4/spreadsheets/x", timeout=10).status_code == 404


def test_a_key_is_made_when_there_is_none_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    sheets_app(tmp_path)
    path = tmp_path / "sheets" / "service-account.json"
    assert json.loads(path.read_text())["client_email"] == "rollout@nordlys.iam.example"
    assert path.stat().st_mode & 0o077 == 0


# --- Drive ----------------------------------------------------------------------------------------------------


def test_files_are_listed_opened_by_title_copied_and_deleted(site: Site) -> None:
    client = site.client()
    first, second = client.create("Nordlys 'A' plan"), client.create("Other")
    assert {found["id"] for found in client.list_spreadsheet_files()} == {first.id, second.id}
    assert client.open("Nordlys 'A' plan").id == first.id
    first.sheet1.update([["x"]], "A1")
    copy = client.copy(first.id, title="Copy")
    assert copy.sheet1.acell("A1").value == "x"
    client.del_spreadsheet(second.id)
    assert {found["name"] for found in client.list_spreadsheet_files()} == {"Nordlys 'A' plan", "Copy"}


# --- bodies that cannot be ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"values": [["a"', "Invalid JSON payload received."),
        (
            '{"values": "A1:D4"}',
            "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"A1:D4\"",
        ),
        (
            '{"values": ["a"]}',
            "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"a\"",
        ),
        ('{"values": [[["a"]]]}', "Invalid values[0][0]: list_value"),
        ('{"values": [[NaN]]}', "Invalid JSON payload received."),
        ('{"value": []}', "Unknown name \"value\" at 'data': Cannot find field."),
        (
            '{"values": [["a"], ["b"], ["c"]]}',
            "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]",
        ),
        (
            '{"values": [["a", "b", "c"]]}',
            "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]",
        ),
        ('{"range": "Sheet1!C1", "values": []}', "must be the same"),
    ],
)
def test_a_wrong_body_is_refused_and_nothing_is_written(
    site: Site, book: gspread.Spreadsheet, body: str, message: str
) -> None:
    path = f"/v4/spreadsheets/{book.id}/values/Sheet1!A1:B2"
    answer = site.raw("PUT", path, params={"valueInputOption": "RAW"}, data=body)
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]
    assert "values" not in book.values_get("Sheet1")


def test_an_input_option_is_required_and_checked(site: Site, book: gspread.Spreadsheet) -> None:
    path = f"/v4/spreadsheets/{book.id}/values/A1"
    missing = site.raw("PUT", path, json={"values": [[1]]}).json()["error"]["message"]
    assert missing == "'valueInputOption' is required but not specified"
    wrong = site.raw("PUT", path, params={"valueInputOption": "COOKED"}, json={"values": [[1]]}).json()["error"]
    assert wrong["message"].startswith(
        "Invalid value at 'value_input_option' (type.googleapis.com/google.apps.sheets.v4."
    )


def test_a_renamed_tab_in_a_batch_names_its_place(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError, match=r"Invalid data\[1\]: Unable to parse range: Gone!A1"):
        book.values_batch_update(
            {
                "valueInputOption": "RAW",
                "data": [{"range": "Sheet1!A1", "values": [[1]]}, {"range": "Gone!A1", "values": [[1]]}],
            }
        )
    assert "values" not in book.values_get("Sheet1")


@pytest.mark.parametrize(
    "path", ["/v4/spreadsheets/..%2Fservice-account", "/v4/spreadsheets/..%2F..%2Fx", "/v4/spreadsheets/.hidden"]
)
def test_an_id_cannot_leave_the_folder(site: Site, path: str) -> None:
    assert site.raw("GET", path).status_code == 404


def test_a_mask_picks_fields_and_brings_cells_only_when_named(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["a"]], "A1")
    path = f"/v4/spreadsheets/{book.id}"
    picked = site.raw("GET", path, params={"fields": "sheets(properties/title),properties.locale"}).json()
    assert picked == {"properties": {"locale": "en_US"}, "sheets": [{"properties": {"title": "Sheet1"}}]}
    cells = site.raw("GET", path, params={"fields": "sheets.data.rowData.values.formattedValue"}).json()
    assert cells == {"sheets": [{"data": [{"rowData": [{"values": [{"formattedValue": "a"}]}]}]}]}
