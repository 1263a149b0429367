"""Reading and publishing over HTTP: the real gspread against the Sheets sandbox, requests counted in its journal."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import Workbook

from connectors.errors import AccessRefused, NotFound, RateLimited, RequestRefused, ServiceUnavailable
from connectors.google_sheets.client import GoogleSheets
from connectors.google_sheets.layout import quoted
from connectors.google_sheets.publishing import sendable
from connectors.workbook.reading import read_tab
from domain.workbook.cells import Cell, ColumnFormat, TabContent, cell_name, content_hash, trimmed
from domain.workbook.people import Team
from reports.catalogues.reading import wording
from sandbox.serving import Server
from sandbox.sheets.server import sheets_app
from sandbox.sheets.wire.quota import Quotas
from tests.budgets import budget
from tests.connectors.scripted_google import private_key

DANISH = wording("da")

BOOK = "nordlys-1"
TITLES = ("Teams", "Mette's tal", "D3", "Ærø & Øer!")


@dataclass
class Site:
    """A running sandbox and a client of it."""

    url: str
    folder: Path
    sheets: GoogleSheets

    def client(self, **changes: Any) -> GoogleSheets:
        return GoogleSheets.connect({**self.key, **changes}, base_url=self.url, timeout_seconds=(5, 30))

    @property
    def key(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "sheets" / "service-account.json").read_text())
        return {**found, "token_uri": f"{self.url}/token"}

    def journal(self) -> list[tuple[str, str]]:
        entries = requests.get(f"{self.url}/__sandbox__/journal", timeout=10).json()["requests"]
        return [(entry["method"], entry["path"]) for entry in entries if not entry["path"].endswith("/token")]

    def forget(self) -> None:
        requests.delete(f"{self.url}/__sandbox__/journal", timeout=10)

    def fault(self, **fault: Any) -> None:
        assert requests.post(f"{self.url}/__sandbox__/faults", json=fault, timeout=10).ok

    def raw(self, title: str, render: str = "FORMULA") -> list[list[Any]]:
        """A tab as the stand-in holds it, asked for without the product."""
        token = self.sheets._http.session.credentials.token
        answer = requests.get(
            f"{self.url}/v4/spreadsheets/{BOOK}/values/" + quote(quoted(title), safe=""),
            params={"valueRenderOption": render},
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert answer.ok
        values: list[list[Any]] = answer.json().get("values", [])
        return values

    def properties(self, title: str) -> dict[str, Any]:
        token = self.sheets._http.session.credentials.token
        answer = requests.get(
            f"{self.url}/v4/spreadsheets/{BOOK}", headers={"Authorization": f"Bearer {token}"}, timeout=10
        )
        found = [sheet["properties"] for sheet in answer.json()["sheets"]]
        return next(sheet for sheet in found if sheet["title"] == title)


@contextmanager
def served(root: Path, quotas: Quotas) -> Iterator[Site]:
    folder = root / "sheets"
    folder.mkdir()
    book = Workbook()
    book.remove(book.worksheets[0])
    for title in TITLES:
        sheet = book.create_sheet(title)
        for row in (["Team-id", "Team", "Medarbejdere"], ["T1", f"Hold i {title}", 12], [], ["T2", "To", 7.5]):
            sheet.append(row)
    book.save(folder / f"{BOOK}.xlsx")
    Workbook().save(folder / "secret.xlsx")
    guarded = Workbook()
    guarded.worksheets[0].title = "Låst"
    guarded.save(folder / "guarded.xlsx")
    (folder / "sheets.yaml").write_text(
        "defaults: {locale: da_DK, zone: Europe/Copenhagen}\n"
        f"spreadsheets:\n  {BOOK}: {{title: Nordlys, locale: da_DK, zone: Europe/Copenhagen}}\n"
        "  secret: {title: Secret, shared_with: [somebody@else.example]}\n"
        "  guarded: {title: Guarded, protected_tabs: [Låst]}\n",
        encoding="utf-8",
    )
    start = time.time()
    with Server(sheets_app(root, quotas=quotas, clock=lambda: start), name="Sheets sandbox") as server:
        site = Site(server.url, root, sheets=None)  # type: ignore[arg-type]
        site.sheets = site.client()
        yield site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path, Quotas(enabled=False)) as site:
        yield site


# --- reading ---


def test_a_workbook_is_read_in_two_requests_however_many_tabs(site: Site) -> None:
    book = site.sheets.read_workbook(BOOK)
    assert tuple(book.tabs) == TITLES
    assert (book.title, book.locale, book.zone) == ("Nordlys", "da_DK", "Europe/Copenhagen")
    assert [method for method, _ in site.journal()] == ["GET", "GET"]
    assert site.sheets.requests == 2
    assert site.sheets.bytes_read > 100


@pytest.mark.parametrize("title", TITLES)
def test_a_tab_with_any_title_is_read_as_values(site: Site, title: str) -> None:
    tab = site.sheets.read_workbook(BOOK, [title]).tabs[title]
    assert tab.title == title
    assert tab.rows[0] == ("Team-id", "Team", "Medarbejdere")
    assert tab.rows[1] == ("T1", f"Hold i {title}", 12)
    assert tab.rows[2] == ()
    assert tab.rows[3][2] == 7.5


def test_what_is_read_over_http_becomes_rows_and_findings(site: Site) -> None:
    book = site.sheets.read_workbook(BOOK, ["Teams"])
    reading = read_tab(book.tabs["Teams"], Team, locale=book.locale, wording=DANISH)
    assert [team.team_id for team in reading.rows] == ["T1"]
    assert [finding.address for finding in reading.findings] == ["Teams!C4"]


def test_a_missing_tab_costs_one_request_and_lists_those_that_exist(site: Site) -> None:
    with pytest.raises(NotFound) as caught:
        site.sheets.read_workbook(BOOK, ["Team"])
    assert "Mette's tal" in str(caught.value)
    assert "Rename 'Teams' to 'Team'" in str(caught.value)
    assert site.sheets.requests == 1


def test_an_unknown_spreadsheet_and_one_not_shared_name_the_account(site: Site) -> None:
    with pytest.raises(NotFound, match=site.key["client_email"]):
        site.sheets.read_workbook("nowhere")
    with pytest.raises(AccessRefused, match=f"Share the workbook with {site.key['client_email']}"):
        site.sheets.read_workbook("secret")


# --- publishing ---

REVIEW = TabContent(
    "SLA 2026-10",
    (
        ("SLA-rapport oktober 2026",),
        (),
        ("Ydelse", "Opnået", "Kredit (kr.)", "Målt den", "Note"),
        ("Første svar P1", 0.9474, 12500.5, 46327, '=HYPERLINK("http://x")'),
        ("+45 12 34 56 78", None, -1, None, "@alle"),
        ("-", 1, 0, 46327.25, "0012"),
        ("Løsning P2", True, 2, 46328, "2026-10"),
    ),
    header_row=2,
    formats=(
        ColumnFormat("TEXT", width_px=220),
        ColumnFormat("PERCENT", "0.0%"),
        ColumnFormat("CURRENCY", '#,##0.00 "kr."', 140),
        ColumnFormat("DATE", "dd-mm-yyyy"),
        ColumnFormat("TEXT"),
    ),
)


def test_publishing_is_one_look_one_structural_and_one_values_batch(site: Site) -> None:
    other = TabContent("Handlinger", (("Nøgle",), ("NOG-1",)))
    site.sheets.publish_tabs(BOOK, [REVIEW, other])
    journal = site.journal()
    assert [method for method, _ in journal] == ["GET", "POST", "POST"]
    assert journal[1][1].endswith(":batchUpdate")
    assert journal[2][1].endswith("values:batchUpdate")
    assert site.sheets.requests == 3


def test_a_published_tab_reads_back_as_it_was_given(site: Site) -> None:
    published = site.sheets.publish_tabs(BOOK, [REVIEW])
    tab = site.sheets.read_workbook(BOOK, [REVIEW.title]).tabs[REVIEW.title]
    assert trimmed(tab.rows) == trimmed(REVIEW.rows)
    assert published[0].sheet_id == tab.sheet_id
    assert published[0].url.endswith(f"{BOOK}/edit#gid={tab.sheet_id}")


def test_text_that_looks_like_a_formula_is_stored_as_text(site: Site) -> None:
    site.sheets.publish_tabs(BOOK, [REVIEW])
    assert site.raw(REVIEW.title, "FORMULA")[3][4] == '=HYPERLINK("http://x")'
    assert site.raw(REVIEW.title, "UNFORMATTED_VALUE")[3][4] == '=HYPERLINK("http://x")'
    assert site.raw(REVIEW.title, "UNFORMATTED_VALUE")[5][4] == "0012"


def test_columns_are_shown_in_their_formats_and_the_header_is_frozen(site: Site) -> None:
    site.sheets.publish_tabs(BOOK, [REVIEW])
    row = site.raw(REVIEW.title, "FORMATTED_VALUE")[3]
    assert row[1] == "94,7%"
    assert row[3] == "01-11-2026"
    grid = site.properties(REVIEW.title)["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"], grid["frozenRowCount"]) == (7, 5, 3)


@pytest.mark.parametrize("title", ["Teams", "teams", "D3", "Mette's tal"])
def test_an_existing_tab_becomes_exactly_the_new_content(site: Site, title: str) -> None:
    content = TabContent(title, (("A", "B"), (None, "x")))
    links = site.sheets.publish_tabs(BOOK, [content])
    assert site.raw(title, "UNFORMATTED_VALUE") == [["A", "B"], ["", "x"]]
    assert links[0].sheet_id == site.properties(title)["sheetId"]


def test_a_smaller_content_leaves_nothing_of_a_larger_one(site: Site) -> None:
    for rows in (REVIEW.rows, (("Kun",), ("dette",)), REVIEW.rows, ()):
        content = TabContent(REVIEW.title, rows)
        site.sheets.publish_tabs(BOOK, [content])
        assert site.sheets.published_hashes(BOOK, [REVIEW.title]) == {REVIEW.title: content_hash(rows)}


def test_publishing_twice_changes_nothing_and_makes_no_second_tab(site: Site) -> None:
    first = site.sheets.publish_tabs(BOOK, [REVIEW])
    before = site.raw(REVIEW.title)
    assert site.sheets.publish_tabs(BOOK, [REVIEW]) == first
    assert site.raw(REVIEW.title) == before
    assert len(site.sheets.read_workbook(BOOK).tabs) == len(TITLES) + 1


def test_merged_cells_of_an_older_layout_do_not_swallow_values(site: Site) -> None:
    sheet_id = site.sheets.read_workbook(BOOK).tabs["Teams"].sheet_id
    merge = {"sheetId": sheet_id, "startRowIndex": 0, "startColumnIndex": 0, "endRowIndex": 2, "endColumnIndex": 2}
    site.sheets._http.batch_update(BOOK, {"requests": [{"mergeCells": {"range": merge, "mergeType": "MERGE_ALL"}}]})
    content = TabContent("Teams", (("A", "B"), ("c", "d")))
    site.sheets.publish_tabs(BOOK, [content])
    assert site.sheets.published_hashes(BOOK, ["Teams"]) == {"Teams": content_hash(content.rows)}


def test_other_tabs_are_left_alone(site: Site) -> None:
    before = site.sheets.read_workbook(BOOK).tabs
    site.sheets.publish_tabs(BOOK, [REVIEW])
    after = dict(site.sheets.read_workbook(BOOK).tabs)
    del after[REVIEW.title]
    assert after == before


def test_publishing_nothing_asks_nothing(site: Site) -> None:
    assert site.sheets.publish_tabs(BOOK, []) == []
    assert site.journal() == []


def test_hashes_are_those_of_what_was_given_and_unknown_tabs_are_left_out(site: Site) -> None:
    site.sheets.publish_tabs(BOOK, [REVIEW])
    site.forget()
    hashes = site.sheets.published_hashes(BOOK, [REVIEW.title, "Findes ikke"])
    assert hashes == {REVIEW.title: content_hash(REVIEW.rows)}
    assert len(site.journal()) == 2


def test_links_of_existing_tabs_cost_one_request(site: Site) -> None:
    links = site.sheets.tab_links(BOOK, ["Teams", "Findes ikke"])
    assert [link.title for link in links] == ["Teams"]
    assert links[0].url.endswith(f"#gid={links[0].sheet_id}")
    assert len(site.journal()) == 1


def test_decimals_and_dates_are_converted_before_they_are_sent(site: Site) -> None:
    rows: Any = (("Beløb", "Dag"), (Decimal("12.5"), date(2020, 1, 1)))
    site.sheets.publish_tabs(BOOK, [TabContent("Typer", rows)])
    assert site.raw("Typer", "UNFORMATTED_VALUE")[1] == [12.5, 43831]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), 2**60, "x" * 50_001, object()])
def test_a_value_no_cell_can_hold_is_refused_before_anything_is_sent(site: Site, value: Any) -> None:
    with pytest.raises(RequestRefused, match="Ny!B2"):
        site.sheets.publish_tabs(BOOK, [TabContent("Ny", (("A", "B"), (1, value)))])
    assert [method for method, _ in site.journal() if method != "GET"] == []


@pytest.mark.parametrize("titles", [("A", "a"), ("A", "A"), ("",), ("x" * 101,)])
def test_titles_that_cannot_stand_beside_each_other_are_refused(site: Site, titles: tuple[str, ...]) -> None:
    with pytest.raises(RequestRefused, match="title"):
        site.sheets.publish_tabs(BOOK, [TabContent(title, (("A",),)) for title in titles])
    assert site.journal() == []


def test_a_protected_tab_is_refused_and_says_whom_to_let_in(site: Site) -> None:
    with pytest.raises(RequestRefused, match=site.key["client_email"]):
        site.sheets.publish_tabs("guarded", [TabContent("Låst", (("A",), ("B",)))])


# --- failures on the way ---


def test_a_cut_after_the_values_arrived_is_transient_and_repeating_it_gives_the_same_tab(site: Site) -> None:
    site.fault(kind="drop_after_commit", method="POST", path="values:batchUpdate")
    with pytest.raises(ServiceUnavailable):
        site.sheets.publish_tabs(BOOK, [REVIEW])
    site.sheets.publish_tabs(BOOK, [REVIEW])
    assert site.sheets.published_hashes(BOOK, [REVIEW.title]) == {REVIEW.title: content_hash(REVIEW.rows)}
    assert len(site.sheets.read_workbook(BOOK).tabs) == len(TITLES) + 1


def test_a_cut_after_the_structure_arrived_leaves_the_old_values_in_place(site: Site) -> None:
    content = TabContent("Teams", (("Ny", "Side", "Her"), ("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")))
    site.fault(kind="drop_after_commit", method="POST", path=r"nordlys-1:batchUpdate")
    with pytest.raises(ServiceUnavailable):
        site.sheets.publish_tabs(BOOK, [content])
    assert site.raw("Teams", "UNFORMATTED_VALUE")[1][0] == "T1"
    site.sheets.publish_tabs(BOOK, [content])
    assert site.raw("Teams", "UNFORMATTED_VALUE")[1][0] == "1"


def test_too_many_reads_in_a_minute_are_a_rate_limit_without_an_invented_wait(tmp_path: Path) -> None:
    with served(tmp_path, Quotas(read_per_user=2)) as site:
        site.sheets.read_workbook(BOOK)
        with pytest.raises(RateLimited, match="Read requests per minute") as caught:
            site.sheets.read_workbook(BOOK)
    assert caught.value.retry_after_seconds is None


def test_a_key_that_is_not_the_accounts_is_refused_at_sign_in(site: Site) -> None:
    with pytest.raises(AccessRefused, match="key"):
        site.client(private_key=private_key()).read_workbook(BOOK)


# --- any content ---

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20),
)


@budget(25, HealthCheck.function_scoped_fixture)
@given(rows=st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=5).map(tuple), header_row=st.integers(0, 2))
def test_whatever_is_published_has_the_hash_of_what_was_given(
    site: Site, rows: tuple[tuple[Cell, ...], ...], header_row: int
) -> None:
    content = TabContent(
        "Vilkårlig", rows, header_row=header_row, formats=(ColumnFormat("TEXT"), ColumnFormat("NUMBER"))
    )
    site.sheets.publish_tabs(BOOK, [content])
    assert site.sheets.published_hashes(BOOK, [content.title]) == {content.title: content_hash(rows)}


@given(CELLS)
def test_every_ordinary_cell_can_be_sent(cell: Cell) -> None:
    assert sendable(cell, cell_name(0, 0)) == ("" if cell is None else cell)
