"""Files: restarts, ordinary Excel files dropped in, people who edit meanwhile, faults that cut connections."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import gspread
import pytest
import requests
from gspread.exceptions import APIError
from gspread.utils import ValueInputOption, ValueRenderOption
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from domain.problems import ConfigurationRefused, Problem
from sandbox.sheets.books.files import read_file, write_file
from tests.sandbox.sheets.sheets_bench import Site, running, settings_yaml

UNFORMATTED, FORMULA = ValueRenderOption.unformatted, ValueRenderOption.formula


def ordinary_file(folder: Path) -> None:
    """What a manager would drop in: dates, a percentage, formulas with results, an error, a rule, a name, widths."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Processer"
    sheet.append(["Proces-id", "Aftalt", "Pris", "Andel", "Sum", "Fejl"])
    sheet.append(["P-001", datetime(2025, 9, 1, 8, 30, tzinfo=UTC).replace(tzinfo=None), 1234.5, 0.95, "=C2*2", "=1/0"])
    sheet["B2"].number_format, sheet["C2"].number_format, sheet["D2"].number_format = "dd-mm-yyyy", "#,##0.00", "0%"
    sheet.column_dimensions["A"].width, sheet.freeze_panes = 30, "A2"
    fill = PatternFill(bgColor="FF0000", fill_type="solid")
    low = CellIsRule(operator="lessThan", formula=["0.9"], fill=fill)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add("D2:D9", low)
    workbook.create_sheet("Satser")["A1"] = "tom"
    workbook.defined_names["priser"] = DefinedName("priser", attr_text="Processer!$C$2:$D$2")
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    write_file(folder / "sheets" / "Plan æøå.xlsx", workbook, {"Processer": {(2, 5): 2469.0, (2, 6): "#DIV/0!"}}, {})


def test_an_ordinary_excel_file_is_a_spreadsheet(tmp_path: Path) -> None:
    ordinary_file(tmp_path)
    settings_yaml(
        tmp_path, "defaults: {locale: da_DK, zone: Europe/Copenhagen}\nspreadsheets: {Plan æøå: {title: Plan}}\n"
    )
    with running(tmp_path) as site:
        book = site.client().open("Plan")
        assert [(tab.title, tab.row_count, tab.col_count) for tab in book.worksheets()] == [
            ("Processer", 1000, 26),
            ("Satser", 1000, 26),
        ]
        assert (book.locale, book.timezone) == ("da_DK", "Europe/Copenhagen")
        tab = book.worksheet("Processer")
        assert tab.id == 0
        assert tab.get("A2:F2") == [["P-001", "01-09-2025", "1.234,50", "95%", "2469", "#DIV/0!"]]
        serial = 45901 + 8.5 / 24
        raw = tab.get("A2:F2", value_render_option=UNFORMATTED)[0]
        assert [raw[0], *raw[2:]] == ["P-001", 1234.5, 0.95, 2469, "#DIV/0!"]
        assert raw[1] == pytest.approx(serial, abs=1e-9)
        assert tab.get("E2:F2", value_render_option=FORMULA) == [["=C2*2", "=1/0"]]
        assert book.values_get("priser")["range"] == "Processer!C2:D2"
        assert tab.frozen_row_count == 1


def test_what_a_person_made_in_excel_is_still_there_after_the_product_wrote(tmp_path: Path) -> None:
    ordinary_file(tmp_path)
    with running(tmp_path) as site:
        book = site.client().open_by_key("Plan æøå")
        book.add_worksheet("SLA 2026-10", 20, 5).update([["P1", 0.95]], "A1")
        path = site.sheets / "Plan æøå.xlsx"
    formulas, results = load_workbook(path), load_workbook(path, data_only=True)
    assert formulas.sheetnames == ["Processer", "Satser", "SLA 2026-10"]
    sheet = formulas["Processer"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (datetime(2025, 9, 1, 8, 30), "dd-mm-yyyy")  # noqa: DTZ001
    assert (sheet["E2"].value, results["Processer"]["E2"].value) == ("=C2*2", 2469)
    assert results["Processer"]["F2"].value == "#DIV/0!"
    assert (sheet.column_dimensions["A"].width, sheet.freeze_panes) == (30, "A2")
    assert [rule.type for entry in sheet.conditional_formatting for rule in entry.rules] == ["cellIs"]
    assert "priser" in formulas.defined_names


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        book = site.client().create("Nordlys")
        book.update_locale("da_DK")
        tab = book.add_worksheet("Review 2026/10", 40, 7)
        tab.update([["a", 0.1 + 0.2, "=A1", "0042"]], "A1", value_input_option=ValueInputOption.user_entered)
        tab.update([[45962.291666666664]], "E1")
        tab.format("E1", {"numberFormat": {"type": "DATE", "pattern": "dd-mm-yyyy"}})
        tab.freeze(rows=1)
        tab.merge_cells("F1:G2")
        tab.add_protected_range("A1:B1")
        tab.hide()
        before, values = book.fetch_sheet_metadata(), tab.get(value_render_option=UNFORMATTED)
    with running(tmp_path) as site:
        again = site.client().open("Nordlys")
        assert again.fetch_sheet_metadata() == before
        assert again.get_worksheet_by_id(tab.id).get(value_render_option=UNFORMATTED) == values
        assert values == [["a", 0.30000000000000004, "Loading...", 42, 45962.291666666664]]


def test_ids_of_tabs_are_stable_before_anything_was_written(tmp_path: Path) -> None:
    ordinary_file(tmp_path)
    ids = []
    for _ in range(2):
        with running(tmp_path) as site:
            ids.append([tab.id for tab in site.client().open_by_key("Plan æøå").worksheets()])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_a_change_made_in_excel_meanwhile_is_seen_and_kept(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["ours"]], "A1")
    path = site.sheets / f"{book.id}.xlsx"
    workbook = load_workbook(path)
    workbook["Sheet1"]["A2"] = "theirs"
    workbook.create_sheet("Ny fane")
    workbook.save(path)
    book.sheet1.update([["ours too"]], "A3")
    assert book.sheet1.col_values(1) == ["ours", "theirs", "ours too"]
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "Ny fane"]


def test_danish_books_show_and_read_danish_numbers(site: Site, book: gspread.Spreadsheet) -> None:
    book.update_locale("da_DK")
    tab = book.sheet1
    tab.update(
        [["1.234,56", "31-12-2026", "12.500", "=SUM(A1;C1)"]], "A1", value_input_option=ValueInputOption.user_entered
    )
    assert tab.get("A1:C1", value_render_option=UNFORMATTED) == [[1234.56, 46387, 12500]]
    assert tab.get("A1:C1") == [["1.234,56", "31-12-2026", "12.500"]]
    assert tab.acell("D1", value_render_option=FORMULA).value == "=SUM(A1;C1)"
    assert load_workbook(site.sheets / f"{book.id}.xlsx")["Sheet1"]["D1"].value == "=SUM(A1,C1)"


def test_a_damaged_file_is_an_error_of_its_own_only(site: Site, book: gspread.Spreadsheet) -> None:
    (site.sheets / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    answer = site.raw("GET", "/v4/spreadsheets/broken")
    assert (answer.status_code, answer.json()["error"]["message"]) == (500, "Internal error encountered.")
    assert book.sheet1.row_count == 1000
    with pytest.raises(Problem, match=r"broken\.xlsx"):
        read_file(site.sheets / "broken.xlsx")


def test_a_wrong_settings_file_is_named(tmp_path: Path) -> None:
    settings_yaml(tmp_path, "spreadsheets: [a, b]\n")
    with pytest.raises(ConfigurationRefused, match=r"sheets\.yaml"), running(tmp_path):
        pass


def test_nothing_is_left_behind_by_writing(site: Site, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([[1]], "A1")
    names = {path.name for path in site.sheets.iterdir()}
    assert names == {f"{book.id}.xlsx", "service-account.json", "service-account-2.json"}


def test_every_answered_write_is_on_disk_though_the_server_is_never_stopped(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        book = site.client().create("x")
        for number in range(5):
            book.sheet1.append_row([number])
            found = load_workbook(site.sheets / f"{book.id}.xlsx")["Sheet1"]
            assert found.cell(number + 1, 1).value == number


def test_writers_at_the_same_time_lose_nothing(site: Site, book: gspread.Spreadsheet) -> None:
    def write(start: int) -> None:
        tab = site.client().open_by_key(book.id).sheet1
        for number in range(start, start + 5):
            tab.append_row([number])

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    written = sorted(int(value) for value in book.sheet1.col_values(1))
    assert written == sorted(start + number for start in (0, 100, 200) for number in range(5))


# --- faults ---------------------------------------------------------------------------------------------------


def test_an_append_whose_answer_is_lost_has_happened(site: Site, book: gspread.Spreadsheet) -> None:
    site.fault(kind="drop_after_commit", method="POST", path=":append$")
    with pytest.raises(requests.ConnectionError):
        book.sheet1.append_row(["once"])
    assert book.sheet1.get_all_values() == [["once"]]
    assert load_workbook(site.sheets / f"{book.id}.xlsx")["Sheet1"]["A1"].value == "once"


def test_a_batch_cut_before_it_arrives_has_not_happened(site: Site, book: gspread.Spreadsheet) -> None:
    site.fault(kind="drop_before_commit", path=":batchUpdate$")
    with pytest.raises(requests.ConnectionError):
        book.add_worksheet("A", 5, 5)
    book.add_worksheet("A", 5, 5)
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "A"]


def test_a_scripted_503_and_a_gateways_page_reach_gspread(site: Site, book: gspread.Spreadsheet) -> None:
    body = '{"error": {"code": 503, "message": "The service is currently unavailable.", "status": "UNAVAILABLE"}}'
    site.fault(kind="answer", status=503, body=body)
    with pytest.raises(APIError, match="currently unavailable"):
        book.fetch_sheet_metadata()
    site.fault(kind="html_502")
    with pytest.raises(APIError) as refusal:
        book.fetch_sheet_metadata()
    assert refusal.value.code == -1
    site.fault(kind="empty_200")
    with pytest.raises(requests.JSONDecodeError):
        book.fetch_sheet_metadata()


def test_the_journal_counts_calls_without_their_ids(site: Site, book: gspread.Spreadsheet) -> None:
    tab = book.add_worksheet("a/b: c", 5, 5)
    tab.append_row([1])
    tab.batch_clear(["A1"])
    tab.get("A1:B2")
    counts = {name: number for name, number in site.counts().items() if "/v4/" in name}
    assert counts == {
        "GET /v4/spreadsheets/{id}": 1,
        "POST /v4/spreadsheets/{id}:batchUpdate": 1,
        "POST /v4/spreadsheets/{id}/values/{range}:append": 1,
        "POST /v4/spreadsheets/{id}/values:batchClear": 1,
        "GET /v4/spreadsheets/{id}/values/{range}": 1,
    }
    writes = [entry for entry in site.app.state.journal.entries() if entry.is_write]
    assert [entry.path for entry in writes][-3:] == [
        "/v4/spreadsheets/{id}:batchUpdate",
        "/v4/spreadsheets/{id}/values/{range}:append",
        "/v4/spreadsheets/{id}/values:batchClear",
    ]
