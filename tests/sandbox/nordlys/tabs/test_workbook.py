"""The company's workbook: every tab and row as designed, and no other cell wrong."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from connectors.workbook.reading import TabReading, read_tab
from domain.vendor_selection.scores.sub_criteria import roll_up
from domain.workbook.bidders import Vendor
from domain.workbook.cells import Cell, TabCells
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.months import BusinessMonth
from domain.workbook.people import ExitRecord, SalaryBand, Team
from domain.workbook.processes import Process
from domain.workbook.tables import Row, columns_of
from domain.workbook.tabs import ALL_TABS
from reports.catalogues.reading import wording
from sandbox.nordlys.fixed import rows_of
from sandbox.nordlys.processes import OUTSOURCED, TEAMS, processes
from sandbox.nordlys.tabs.people import business_months, work_months
from sandbox.nordlys.tabs.workbook import OLD_BANDS_TAB, workbook_rows
from tests.sandbox.nordlys.company import SEED

DANISH = wording("da")


@pytest.fixture(scope="module")
def readings(book: openpyxl.Workbook) -> dict[type[Row], TabReading[Any]]:
    return {
        model: read_tab(_cells(book, DANISH.tab(model)), model, locale="da_DK", wording=DANISH) for model in ALL_TABS
    }


def _cells(book: openpyxl.Workbook, title: str) -> TabCells:
    """A tab as Sheets gives it unformatted: dates as serial numbers."""
    rows = tuple(tuple(_unformatted(value) for value in row) for row in book[title].values)
    return TabCells(title, 1, rows)


def _unformatted(value: object) -> Cell:
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).days  # noqa: DTZ001 - a sheet's dates have no zone
    assert value is None or isinstance(value, bool | int | float | str)
    return value


def test_the_workbook_has_every_tab_with_its_danish_headers(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*(DANISH.tab(model) for model in ALL_TABS), OLD_BANDS_TAB]
    for model in ALL_TABS:
        header = next(book[DANISH.tab(model)].values)
        assert list(header) == [DANISH.heading(column) for column in columns_of(model).values()]


def test_exactly_the_designed_cells_are_wrong(readings: dict[type[Row], TabReading[Any]]) -> None:
    found = {
        model: sorted((finding.value, finding.severity) for finding in reading.findings)
        for model, reading in readings.items()
        if reading.findings
    }
    assert found == {
        Team: [("I alt", "note")],
        Process: [
            ("#REF!", "row_rejected"),
            ("12,5", "note"),
            ("12.50", "row_rejected"),
            ("Diverse", "row_rejected"),
        ],
        BusinessMonth: [("371.525,00", "note")],
    }


def test_every_other_row_reads_back_as_it_was_made(readings: dict[type[Row], TabReading[Any]]) -> None:
    made = workbook_rows(SEED)
    for model, reading in readings.items():
        wanted = [row for row in made[model] if getattr(row, model.key[0]) not in {"ADM-07", "ADM-09", "IT-02"}]
        assert list(reading.rows) == wanted


def test_the_old_copy_of_the_salary_bands_has_a_header_twice(book: openpyxl.Workbook) -> None:
    header = list(next(book[OLD_BANDS_TAB].values))
    assert [name for name, count in Counter(header).items() if count > 1] == ["Medarbejdere"]
    assert read_tab(_cells(book, OLD_BANDS_TAB), SalaryBand, locale="da_DK", wording=DANISH).rejected


def test_every_team_process_vendor_and_criterion_that_is_named_exists() -> None:
    made = workbook_rows(SEED)
    known = {
        "team_id": {team.team_id for team in TEAMS},
        "process_id": {process.process_id for process in processes()},
        "vendor_id": {vendor.vendor_id for vendor in made[Vendor] if isinstance(vendor, Vendor)},
    }
    for field, ids in known.items():
        named = {getattr(row, field) for rows in made.values() for row in rows if field in type(row).model_fields}
        # A price line without a process is for the whole service.
        assert named - {None} <= ids


def test_outsourced_processes_are_neither_core_nor_too_sensitive() -> None:
    moved = [process for process in processes() if process.process_id in OUTSOURCED]
    assert len(moved) == 14
    assert not any(process.core or process.sensitivity > 3 for process in moved)
    assert any(p.core for p in processes())
    assert any(p.sensitivity == 5 and not p.core for p in processes())


def test_one_vendor_is_not_assessed_by_one_evaluator_and_one_pair_of_evaluators_disagrees() -> None:
    scores = [score for score in workbook_rows(SEED)[Score] if isinstance(score, Score)]
    assert all(score.handed_in for score in scores)
    assert [(s.vendor_id, s.criterion_id) for s in scores if s.points is None] == [("FJO", "kultur")]
    given = defaultdict(list)
    for score in scores:
        if score.points is not None:
            given[score.vendor_id, score.criterion_id].append(score.points)
    assert [key for key, values in given.items() if max(values) - min(values) >= 2] == [("ORE", "skalerbarhed")]


def test_scores_of_parts_roll_up_to_whole_points_of_their_criterion() -> None:
    rows = workbook_rows(SEED)
    scores = [score for score in rows[Score] if isinstance(score, Score)]
    weights = [row for row in rows[Criterion] if isinstance(row, Criterion)]
    rolled = roll_up(scores, rows_of(SubCriterion), weights)
    assert (len(scores), len(rolled)) == (90, 75)
    found = [score for score in rolled if score.criterion_id == "databeskyttelse"]
    triples = {v: [int(s.points or 0) for s in found if s.vendor_id == v] for v in ("BLS", "ORE", "FJO", "CHE", "KRO")}
    assert triples == {"BLS": [5, 5, 4], "ORE": [5, 4, 4], "FJO": [4, 4, 3], "CHE": [1, 2, 1], "KRO": [3, 3, 2]}
    assert {(s.points or 0) % 1 for s in found} == {0}


def test_the_first_business_months_agree_with_the_tabs_of_discovery() -> None:
    for row in business_months(SEED)[:4]:
        worked = [w for w in work_months(SEED) if w.month == row.month]
        assert row.errors == sum(w.errors for w in worked)
        assert row.transactions == sum(w.transactions for w in worked)
        assert row.leavers == sum(e.leavers for e in rows_of(ExitRecord) if e.month == row.month)
