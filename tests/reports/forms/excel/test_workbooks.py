"""The Excel file: numbers are numbers, hostile texts stay texts, equal documents give equal bytes."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from domain.reasons import Reason
from reports.documents import Document, Section, Table, TableColumn
from reports.forms.excel.workbooks import render_workbook
from tests.reports.forms.html.test_pages import EVERY_HOSTILE, document


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes) -> list[Any]:
    return [cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def one_value(value: Any, kind: Any, decimals: int = 1) -> Any:
    """The cell a single value becomes."""
    table = Table(Reason("Breaches of the month"), (TableColumn(Reason("Used"), kind, decimals),), ((value,),))
    made = replace(document(), sections=(Section(Reason("Breaches"), (), (table,)),))
    return opened(render_workbook(made, "da")).worksheets[1].cell(row=5, column=1)


@pytest.mark.parametrize("text", EVERY_HOSTILE)
def test_hostile_data_is_text_in_every_cell_and_no_cell_is_a_formula_or_a_link(text: str) -> None:
    found = cells(render_workbook(document(text), "da"))
    assert text in [cell.value for cell in found]
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize(
    ("value", "kind", "decimals", "expected", "pattern"),
    [
        (1234, "count", 1, 1234, "#,##0"),
        (Decimal("0.955"), "percent", 1, 0.955, "0.0%"),
        (Decimal("7500.5"), "money", 1, 7500.5, '#,##0.00 "kr."'),
        (Decimal("2.25"), "number", 2, 2.25, "#,##0.00"),
        (date(2026, 10, 1), "date", 1, datetime(2026, 10, 1), "yyyy-mm-dd"),  # noqa: DTZ001
        (datetime(2026, 10, 1, 6, 30, tzinfo=UTC), "instant", 1, datetime(2026, 10, 1, 8, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001
    ],
)
def test_numbers_days_and_instants_are_kept_as_such(
    value: Any, kind: str, decimals: int, expected: Any, pattern: str
) -> None:
    cell = one_value(value, kind, decimals)
    assert cell.value == expected
    assert cell.number_format == pattern


def test_a_duration_is_hours_and_minutes_that_excel_can_add_up() -> None:
    cell = one_value(27 * 3600 + 1800, "duration")
    assert cell.number_format == "[h]:mm"
    hours = cell.value.total_seconds() / 3600 if hasattr(cell.value, "total_seconds") else float(cell.value) * 24
    assert hours == pytest.approx(27.5)


def test_equal_documents_give_equal_bytes() -> None:
    assert render_workbook(document(), "da") == render_workbook(document(), "da")
    assert render_workbook(document(), "da") != render_workbook(document(), "en")


@pytest.mark.parametrize("heading", ["a/b: c*d?", "'quoted'", "x" * 60, "History", "[1]", ""])
def test_any_heading_becomes_a_name_that_excel_takes_and_twice_gives_two_sheets(heading: str) -> None:
    section = Section(Reason("{text}", text=heading))
    made: Document = replace(document(), sections=(section, section))
    names = opened(render_workbook(made, "da")).sheetnames
    assert len(names) == len({name.casefold() for name in names}) == 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_every_section_has_a_sheet_and_the_front_says_the_verdict() -> None:
    book = opened(render_workbook(document(), "da"))
    assert len(book.sheetnames) == 2
    front = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert "✘ 1 af 8 serviceniveauer er misset" in front
    assert 1234 in front
