"""Bad entries of a vendor selection: each is told in one sentence, and nothing is locked, written or shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from connectors.ledger.ledger import SqlLedger
from domain.ledger.events import EventKind
from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, PriceLine, Reference, Vendor
from domain.workbook.evaluation import Score
from domain.workbook.tables import Row
from reports.catalogues.reading import wording
from tests.terminal.rehearsals import Rehearsal

DANISH = wording("da")

pytestmark = pytest.mark.slow

PROPOSALS: tuple[type[Row], ...] = (Vendor, Certificate, Reference, CaseStudy, PriceLine)
WITHOUT_BIDS: tuple[type[Row], ...] = (*PROPOSALS, OfferedLevel, Score)
RUN = ("run", "vendor_selection", "--rollout", "nordlys")
READING = {EventKind.SNAPSHOT_TAKEN, EventKind.PHASE_STARTED}
"""What a run that only reads may leave in the ledger."""


def _set(tab: str, cell: str, value: Any) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[tab][cell] = value

    return change


def _one_bidder(book: openpyxl.Workbook) -> None:
    book["Leverandører"].delete_rows(3, 10)
    sheet = book["Bedømmelser"]
    for row in range(sheet.max_row, 1, -1):
        if sheet[f"A{row}"].value != "BLS":
            sheet.delete_rows(row)


def _row_of(sheet: Worksheet, evaluator: str) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if sheet[f"C{row}"].value == evaluator)


def _another_spelling(book: openpyxl.Workbook) -> None:
    sheet = book["Bedømmelser"]
    sheet[f"C{_row_of(sheet, 'Aisha Rahman') + 3}"] = "aisha rahman"


CASES: list[tuple[Callable[[openpyxl.Workbook], None], tuple[str, ...]]] = [
    (_set("Kriterier", "C3", 24), ("Vægtene i Kriterier!C2:C6 summer til 99, ikke 100.", "ret vægtene")),
    (
        _set("Kriterier", "C1", "Vægtning"),
        ("Fanen »Kriterier« kan ikke læses (Kriterier!C1)", "Kolonnen Vægt mangler", "Omdøb Vægtning til Vægt"),
    ),
    (
        _set("Bedømmelser", "D17", None),
        ("1 af 90 scorer mangler endnu: Søren Dahl 1 (Bedømmelser!D17)", "ikke vurderet"),
    ),
    (_set("Bedømmelser", "D17", 7), ("En række i fanen »Bedømmelser« kan ikke bruges (Bedømmelser!D17)", "over 5")),
    (
        _set("Bedømmelser", "A17", "XXX"),
        ("tilbudsgiveren »XXX«, som ikke står i fanen »Leverandører« (Bedømmelser!A17)",),
    ),
    (_set("Bedømmelser", "B17", "charme"), ("kriteriet »charme«, som ikke står i nogen fane (Bedømmelser!B17)",)),
    (_another_spelling, ("»Aisha Rahman« og »aisha rahman« er én person", "skriv navnet på samme måde")),
    (_one_bidder, ("1 tilbud er modtaget, og der skal 2 til et valg (Leverandører!A2)",)),
]


def _outside(rehearsal: Rehearsal) -> dict[str, Any]:
    """Everything a reader could see, and what the ledger says beside having read."""
    artifacts = httpx.post(f"{rehearsal.api_url}/artifacts/filter", json={"limit": 200}).json()
    return {
        "pages": sorted(str(p.relative_to(rehearsal.home)) for p in (rehearsal.home / "reviews").rglob("*")),
        "letters": sorted(p.name for p in (rehearsal.home / "outbox").iterdir()),
        "artifacts": sorted(artifact["id"] for artifact in artifacts),
        "writes": rehearsal.writes(),
        "events": [
            (event.kind, event.key)
            for event in SqlLedger.open(f"sqlite:///{rehearsal.home / 'ledger.db'}").events("nordlys")
            if event.kind not in READING
        ],
    }


def _changed(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def test_bad_entries_are_told_with_their_cells_and_nothing_is_written(before_bids: Rehearsal) -> None:
    path = before_bids.company / "sheets" / "nordlys.xlsx"
    good = path.read_bytes()
    outside = _outside(before_bids)
    for change, told in CASES:
        path.write_bytes(good)
        _changed(path, change)
        sheet = path.read_bytes()
        done = before_bids.rollout(*RUN, code=1)
        for words in (*told, "Næste skridt:"):
            assert words in done.stderr, done.stderr
        assert path.read_bytes() == sheet, told
        assert _outside(before_bids) == outside, told
    path.write_bytes(good)
    assert "awaiting decision" in before_bids.rollout(*RUN).stdout


def test_the_request_for_proposals_goes_out_before_there_are_bids(before_bids: Rehearsal) -> None:
    def no_bids(book: openpyxl.Workbook) -> None:
        for model in WITHOUT_BIDS:
            book[DANISH.tab(model)].delete_rows(2, 200)

    path = before_bids.company / "sheets" / "nordlys.xlsx"
    good = path.read_bytes()
    _changed(path, no_bids)
    assert "held" in before_bids.rollout(*RUN, code=None).stdout.casefold()
    events = SqlLedger.open(f"sqlite:///{before_bids.home / 'ledger.db'}").events("nordlys")
    assert any(event.kind is EventKind.WEIGHTS_LOCKED for event in events)
    assert list((before_bids.home / "reviews").rglob("rfp*.html"))
    path.write_bytes(good)
    assert "awaiting decision" in before_bids.rollout(*RUN).stdout
