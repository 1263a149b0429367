"""Cells of a spreadsheet as values: what a read gives and what a published tab is made of.

Here: the shapes that cross between connectors, rules and reports, cell names, and dates as serial numbers.
Not here: any service's wire format.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.values import canonical_json

Cell = bool | int | float | str | None
"""A cell as UNFORMATTED_VALUE gives it; None for an empty one. Dates are serial numbers."""

SERIAL_EPOCH = date(1899, 12, 30)
"""Day 0 of a serial number (Sheets API, DateTimeRenderOption.SERIAL_NUMBER): 2020-01-01 is 43831."""


@dataclass(frozen=True)
class TabCells:
    """One tab as read: ragged rows from A1 on. `rows[0][0]` is A1."""

    title: str
    sheet_id: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class WorkbookCells:
    """All tabs of one read, with the workbook's locale (`da_DK`) and time zone."""

    spreadsheet_id: str
    title: str
    locale: str
    zone: str
    tabs: Mapping[str, TabCells]


@dataclass(frozen=True)
class ColumnFormat:
    """How a published column is shown: a Sheets number format pattern, and its width."""

    kind: str = "TEXT"
    """NUMBER, PERCENT, CURRENCY, DATE, DATE_TIME or TEXT."""
    pattern: str = ""
    width_px: int = 120


@dataclass(frozen=True)
class TextRule:
    """Under the header, the cells of a column that begin with a text take its colours, however the rows are sorted.

    Attributes:
        ink, paper: colours of text and background, RRGGBB.
    """

    column: int
    begins: str
    ink: str
    paper: str


@dataclass(frozen=True)
class CellLook:
    """One cell that looks other than its column: its status was judged, no rule can find it again from its value.

    Attributes:
        row, column: zero-based, in `TabContent.rows`.
        ink: the text's colour, RRGGBB.
        shown: its own number format; None keeps the column's.
    """

    row: int
    column: int
    ink: str
    shown: ColumnFormat | None = None


@dataclass(frozen=True)
class TabContent:
    """A tab to publish: it becomes exactly this. Dates are given as serial numbers, money as float.

    Attributes:
        header_row: index of the row shown bold and frozen; rows above it are title lines.
        formats: one per column.
        rules, looks: colours by text and by cell; the first rule that fits wins.
        notice: why nobody else may change the tab, for those who try; empty leaves it open to everybody.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    header_row: int = 0
    formats: tuple[ColumnFormat, ...] = ()
    rules: tuple[TextRule, ...] = ()
    looks: tuple[CellLook, ...] = ()
    notice: str = ""


def cell_name(row_index: int, column_index: int) -> str:
    """The A1 name of a cell from its zero-based row and column: (16, 4) is E17."""
    letters, rest = "", column_index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row_index + 1}"


def serial_from_date(day: date) -> int:
    """A date as a spreadsheet keeps it: days since 1899-12-30."""
    return date.toordinal(day) - SERIAL_EPOCH.toordinal()


def date_from_serial(serial: float) -> date:
    """The date of a serial number; its time of day is left out.

    Raises:
        OverflowError: the number lies outside the years 1-9999.
    """
    return SERIAL_EPOCH + timedelta(days=serial // 1)


def serial_from_instant(instant: datetime, zone: str) -> float:
    """An instant as a spreadsheet in `zone` shows it: local wall-clock time, days and fractions since 1899-12-30.

    Raises:
        ValueError: the instant has no zone, so nobody knows which moment it is.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone")
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (local - datetime.combine(SERIAL_EPOCH, datetime.min.time())) / timedelta(days=1)


def trimmed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows as Sheets would give them back: trailing empty cells and trailing empty rows cut, whole floats as int."""
    cut: list[list[Cell]] = []
    for row in rows:
        cells = [_plain(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        cut.append(cells)
    while cut and not cut[-1]:
        cut.pop()
    return cut


def content_hash(rows: Sequence[Sequence[Cell]]) -> str:
    """sha256 of a tab's values as they read back; equal for what was written and what is read."""
    return hashlib.sha256(canonical_json(trimmed(rows)).encode()).hexdigest()


def _plain(cell: Cell) -> Cell:
    if cell == "" or cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    # A cell holds a double. JSON writes one with a point, an exponent or neither, as its server likes: up to 16 digits
    # it counts as whole, above as a double.
    return int(cell) if float(cell).is_integer() and abs(cell) < 1e16 else float(cell)
