"""Whatever dies at whatever moment: run again, the workbook holds each tab once, in exactly its content."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from openpyxl import Workbook

from connectors.effects import EffectResult, tabs_effect
from connectors.errors import ServiceUnavailable
from connectors.google_sheets.client import GoogleSheets
from connectors.ledger.ledger import SqlLedger
from domain.ledger.events import EventKind
from domain.workbook.cells import TabContent, content_hash
from sandbox.serving import Server
from sandbox.sheets.server import sheets_app
from tests.faults.dying import DEATHS, Died, DyingLedger, check_recorded_once, run

BOOK = "nordlys-1"
KEY = "tabs/review/1/abc"
TABS = (
    TabContent("SLA 2026-10", (("Klausul", "Opfyldt"), ("P1", 0.95))),
    TabContent("KPI", (("Metrik", "Tal"), ("Besparelse", 0.31))),
)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A Sheets stand-in with one book that holds one tab."""
    book = Workbook()
    book.worksheets[0].title = "Processer"
    book.worksheets[0]["A1"] = "Proces-id"
    (tmp_path / "site" / "sheets").mkdir(parents=True)
    book.save(tmp_path / "site" / "sheets" / f"{BOOK}.xlsx")
    with Server(sheets_app(tmp_path / "site")) as server:
        yield server.url


@pytest.fixture
def sheets(url: str, tmp_path: Path) -> GoogleSheets:
    key = json.loads((tmp_path / "site" / "sheets" / "service-account.json").read_text())
    return GoogleSheets.connect({**key, "token_uri": f"{url}/token"}, base_url=url, timeout_seconds=(5, 30))


def _arm(url: str, **fault: Any) -> None:
    requests.post(f"{url}/__sandbox__/faults", json=fault, timeout=10).raise_for_status()


def _written(url: str) -> int:
    counts = requests.get(f"{url}/__sandbox__/journal", timeout=10).json()["counts"]
    return sum(number for name, number in counts.items() if name.endswith("values:batchUpdate"))


def _check_one_version(sheets: GoogleSheets, ledger: SqlLedger) -> None:
    assert list(sheets.read_workbook(BOOK).tabs) == ["Processer", "SLA 2026-10", "KPI"]
    wanted = {tab.title: content_hash(tab.rows) for tab in TABS}
    assert sheets.published_hashes(BOOK, list(wanted)) == wanted
    check_recorded_once(ledger, KEY)


@pytest.mark.parametrize(("kind", "recorded"), DEATHS)
def test_one_version_of_the_tabs_whenever_the_process_dies(
    sheets: GoogleSheets, url: str, ledger: SqlLedger, kind: EventKind, recorded: bool
) -> None:
    effect = tabs_effect(sheets, BOOK, TABS, KEY)
    with pytest.raises(Died):
        run(effect, DyingLedger(ledger, kind, recorded=recorded))
    first = run(effect, ledger)
    assert run(effect, ledger) == EffectResult(first.reference, performed=False)
    _check_one_version(sheets, ledger)
    assert _written(url) == 1


@pytest.mark.parametrize("fault", ["drop_before_commit", "drop_after_commit"])
@pytest.mark.parametrize("path", [r"[^s]:batchUpdate$", r"values:batchUpdate$"])
def test_one_version_of_the_tabs_when_a_batch_or_its_answer_is_lost(
    sheets: GoogleSheets, url: str, ledger: SqlLedger, fault: str, path: str
) -> None:
    _arm(url, kind=fault, method="POST", path=path)
    effect = tabs_effect(sheets, BOOK, TABS, KEY)
    with pytest.raises(ServiceUnavailable):
        run(effect, ledger)
    run(effect, ledger)
    _check_one_version(sheets, ledger)


def test_what_was_written_and_not_answered_is_found_and_not_written_again(
    sheets: GoogleSheets, url: str, ledger: SqlLedger
) -> None:
    _arm(url, kind="drop_after_commit", method="POST", path=r"values:batchUpdate$")
    effect = tabs_effect(sheets, BOOK, TABS, KEY)
    with pytest.raises(ServiceUnavailable):
        run(effect, ledger)
    result = run(effect, ledger)
    assert not result.performed
    assert [tab["title"] for tab in result.reference["tabs"]] == ["SLA 2026-10", "KPI"]
    assert _written(url) == 1
