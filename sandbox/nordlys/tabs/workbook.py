"""The demo company's workbook as an Excel file a person could have made, with the mistakes people make.

Here: every tab's cells, the cells that are wrong on purpose, the formatting. Not here: the rows themselves (`csv/`,
read by `sandbox.nordlys.fixed`, and `sandbox.nordlys.tabs.people`) and how a reader finds the mistakes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.workbook.months import BusinessMonth
from domain.workbook.people import SalaryBand, Team
from domain.workbook.processes import Process
from domain.workbook.tables import Choice, Row, columns_of
from domain.workbook.tabs import ALL_TABS
from domain.workbook.wording import TOTAL, Wording
from reports.catalogues.reading import wording
from sandbox.nordlys.fixed import FILES, rows_of
from sandbox.nordlys.tabs import people

DANISH = wording("da")

BAD_CELLS: dict[tuple[type[Row], str, str], str] = {
    (Process, "MKT-05", "hours_per_month"): "12,5",  # readable: a decimal comma in a Danish sheet
    (Process, "ADM-07", "cost_per_month"): "12.50",  # ambiguous: in a Danish sheet the dot groups thousands
    (Process, "IT-02", "error_rate"): "#REF!",  # a formula whose source was deleted
    (Process, "ADM-09", "category"): "Diverse",  # not a category
    (BusinessMonth, "2025-06", "internal_salary_cost"): "371.525,00",  # readable: thousands as text
}
"""(row model, key of the row, field) -> the text found there instead of the value. Nothing else is wrong."""

OLD_BANDS_TAB = "Lønbånd (gammel)"
"""A forgotten copy with the same header twice; no phase reads it, so it stops nothing."""

_HEADER_FILL = PatternFill("solid", fgColor="E8EEF4")
_FORMATS = {date: "dd-mm-yyyy", Decimal: "#,##0.00", int: "#,##0"}
_SHARE_FIELDS = frozenset({
    "error_rate", "share_days_over_10h", "meeting_participation", "reporting_symptoms", "index_share",
    "index_cap_share", "attainment",
})  # fmt: skip


def workbook_rows(seed: int) -> dict[type[Row], Sequence[Row]]:
    """The good rows of every tab, before any cell is spoilt."""
    drawn: tuple[Sequence[Row], ...] = (
        [*people.work_months(seed), *people.later_work_months(seed)],
        [*people.surveys(seed), *people.later_surveys(seed)],
        people.business_months(seed),
        people.voice_months(seed),
    )
    return {model: rows_of(model) for model in FILES} | {type(rows[0]): rows for rows in drawn}


def write_workbook(path: Path, seed: int, words: Wording = DANISH) -> None:
    """Write all tabs of `domain.workbook.tabs.ALL_TABS` and the forgotten copy of the salary bands.

    Args:
        words: what headings, tabs and choices are called; what the company wrote under them stays Danish.
    """
    rows = workbook_rows(seed)
    book = Workbook()
    book.properties.creator = "Nordlys Regnskab A/S"
    book.properties.created = datetime(2025, 5, 2, tzinfo=UTC).replace(tzinfo=None)
    if book.active is not None:
        book.remove(book.active)
    for model in ALL_TABS:
        sheet = book.create_sheet(words.tab(model))
        _fill(sheet, model, rows[model], words)
        if model is Team:
            sheet.append([words.word(TOTAL).capitalize(), None, sum(team.headcount for team in rows_of(Team))])
        _dress(sheet)
    _old_bands(book.create_sheet(OLD_BANDS_TAB), words)
    book.save(path)


def _fill(sheet: Worksheet, model: type[Row], rows: Sequence[Row], words: Wording) -> None:
    columns = columns_of(model)
    sheet.append([words.heading(column) for column in columns.values()])
    for line, row in enumerate(rows, start=2):
        key = str(getattr(row, model.key[0]))
        for position, field in enumerate(columns, start=1):
            value = getattr(row, field)
            cell = sheet.cell(row=line, column=position)
            spoilt = BAD_CELLS.get((model, key, field))
            if spoilt is not None:
                _as_text(cell, spoilt)
            elif value is not None:
                _as_value(cell, field, value, words)


def _as_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # else '#REF!' becomes an error cell; here it is text, as it comes back from Sheets


def _as_value(cell: Any, field: str, value: object, words: Wording) -> None:
    if isinstance(value, Choice):
        cell.value = words.choice(value)
    elif isinstance(value, Decimal):
        cell.value = float(value)
        cell.number_format = "0.0%" if field in _SHARE_FIELDS else _decimal_format(value)
    else:
        cell.value = value
        if type(value) in _FORMATS:
            cell.number_format = _FORMATS[type(value)]


def _decimal_format(value: Decimal) -> str:
    return "#,##0" if value == value.to_integral_value() else "#,##0.00"


def _dress(sheet: Worksheet) -> None:
    """Bold, frozen header; columns as wide as what they hold."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column in sheet.iter_cols(min_row=1, max_row=sheet.max_row):
        header = column[0]
        if isinstance(header, Cell):
            header.font = Font(bold=True)
            header.fill = _HEADER_FILL
            header.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max(len(str(cell.value)) for cell in column[1:] if cell.value is not None)
        letter = get_column_letter(header.column or 1)
        sheet.column_dimensions[letter].width = min(46, max(12, longest + 2, len(str(header.value)) * 0.7))


def _old_bands(sheet: Worksheet, words: Wording) -> None:
    headers = [words.heading(column) for column in columns_of(SalaryBand).values()]
    sheet.append([*headers, headers[1]])
    for band in rows_of(SalaryBand):
        old_count = band.headcount - 1
        sheet.append([band.band, band.headcount, float(band.salary_per_month) - 900, old_count])
    _dress(sheet)
