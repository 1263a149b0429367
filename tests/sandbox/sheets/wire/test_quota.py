"""How often one may ask, and the refusal in Google's recorded words."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gspread.exceptions import APIError

from domain.problems import ConfigurationRefused
from sandbox.sheets.server import sheets_app
from sandbox.sheets.wire.quota import Quotas
from tests.sandbox.sheets.recorded import Clock, recorded
from tests.sandbox.sheets.sheets_bench import running, settings_yaml


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
