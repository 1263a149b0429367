"""Who may ask: shared books, locked tabs, keys and tokens."""

import json
import time
from pathlib import Path

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from sandbox.sheets.server import sheets_app
from tests.sandbox.sheets.recorded import Clock, recorded
from tests.sandbox.sheets.sheets_bench import OTHER_EMAIL, SCOPES, Site, running, settings_yaml


def test_a_narrow_scope_is_the_recorded_403(site: Site, book: gspread.Spreadsheet) -> None:
    narrow = site.token([SCOPES[0] + ".readonly"])
    answer = site.raw("POST", f"/v4/spreadsheets/{book.id}/values/A1:clear", token=narrow)
    assert (answer.status_code, answer.json()) == (403, recorded("fitness-get-wrong-scope_403"))
    assert site.raw("GET", f"/v4/spreadsheets/{book.id}", token=narrow).status_code == 200
    assert site.raw("GET", "/drive/v3/files", token=narrow).status_code == 403


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
