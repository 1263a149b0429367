"""A tab's cells as typed rows, and a finding for everything that cannot be read.

Here: `read_tab`. Not here: the network (`connectors.google_sheets.client`), finding the header
(`connectors.workbook.headers`), one cell's value (`connectors.workbook.values`). No cell is guessed at and no row is
dropped in silence: each row is read, rejected with findings, blank (counted) or a totals row (noted).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from connectors.workbook.column_readers import column_readers
from connectors.workbook.headers import find_header
from connectors.workbook.limits import limit_reason
from connectors.workbook.names import KnownWords, normalised
from connectors.workbook.typed_numbers import parsed_locale
from connectors.workbook.values import CellRefused, ColumnReader, is_blank, shown
from domain.reasons import Reason
from domain.workbook.cells import Cell, TabCells, cell_name
from domain.workbook.tables import Finding, Row, Severity
from domain.workbook.wording import Wording

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class TabReading(Generic[R]):
    """What one tab gave.

    Attributes:
        rows: the rows that could be read, in the tab's order.
        row_numbers: for each of `rows` its row number as the sheet shows it, from 1.
        columns: field name -> column index, for naming the cell a figure came from.
        findings: rejected cells and notes, each with its address.
        rows_seen: rows with content under the header, totals left out: read plus rejected.
        blank_rows: empty rows between the header and the last row with content.
        rejected_rows: rows with at least one rejecting finding.
        rejected: the tab as a whole could not be read.
        next_row: number of the first row under everything that stands in the tab, from 1.
    """

    tab: str
    model: type[R]
    rows: tuple[R, ...]
    row_numbers: tuple[int, ...]
    columns: Mapping[str, int]
    findings: tuple[Finding, ...]
    rows_seen: int
    blank_rows: int
    rejected_rows: int
    rejected: bool = False
    next_row: int = 2

    @property
    def coverage(self) -> Decimal | None:
        """Share of the rows that could be read, 0-1; 0 for a rejected tab, None when there was no row to read."""
        if self.rejected:
            return Decimal(0)
        return Decimal(len(self.rows)) / self.rows_seen if self.rows_seen else None

    def address(self, index: int, field: str = "") -> str:
        """Where `rows[index]` stands: `Processer!E17` for a field, `Processer!A17` for the row."""
        return f"{self.tab}!{cell_name(self.row_numbers[index] - 1, self.columns.get(field, 0))}"


@dataclass(frozen=True)
class _Row:
    """One row under the header: its index and its cells by field."""

    index: int
    cells: Mapping[str, Cell]


def read_tab(cells: TabCells, model: type[R], *, locale: str, wording: Wording) -> TabReading[R]:
    """Read a tab by its row model.

    Args:
        locale: the workbook's (`da_DK`); numbers and dates stored as text are read by it, strictly.
        wording: of the rollout's language; in it, remedies name headers and choices. All languages are recognised.

    Raises:
        ConfigurationRefused: the locale is unknown.
    """
    known = KnownWords(wording)
    readers = column_readers(model, parsed_locale(locale), known)
    header = find_header(cells, readers, wording)
    if not header.usable:
        return TabReading(cells.title, model, (), (), header.columns, header.findings, 0, 0, 0, rejected=True)
    reader = _TabReader(cells.title, model, readers, header.columns, known.totals)
    found = [_Row(i, _by_field(row, header.columns)) for i, row in enumerate(cells.rows) if i > header.row]
    while found and reader.is_empty(found[-1]):
        found.pop()
    for row in found:
        reader.take(row)
    return reader.reading(header.findings, next_row=(found[-1].index if found else header.row) + 2)


def _by_field(row: tuple[Cell, ...], columns: Mapping[str, int]) -> dict[str, Cell]:
    return {name: row[index] if index < len(row) else None for name, index in columns.items()}


class _TabReader:
    """Gathers the rows of one tab."""

    def __init__(
        self,
        tab: str,
        model: type[R],
        readers: Mapping[str, ColumnReader],
        columns: Mapping[str, int],
        totals: frozenset[str],
    ) -> None:
        self.tab, self.model, self.readers, self.columns, self.totals = tab, model, readers, columns, totals
        self.rows: list[Any] = []
        self.row_numbers: list[int] = []
        self.findings: list[Finding] = []
        self.blank = self.rejected = 0
        self.first_with_key: dict[tuple[Any, ...], int] = {}

    def take(self, row: _Row) -> None:
        """Read, reject, count as blank, or leave out as a total."""
        if self.is_empty(row):
            self.blank += 1
        elif self._is_total(row):
            self.findings.append(
                self._finding(
                    row,
                    self._first_filled(row),
                    Reason("The row is a total and was left out"),
                    Reason("Nothing to do; totals are computed again"),
                    "note",
                )
            )
        else:
            self._read(row)

    def is_empty(self, row: _Row) -> bool:
        """No content: all blank, or only unticked boxes and zeros of copied-down formulas without a key."""
        filled = {name: cell for name, cell in row.cells.items() if not is_blank(cell)}
        keyless = not any(name in filled for name in self.model.key)
        return not filled or (keyless and all(not isinstance(c, str) and not c for c in filled.values()))

    def reading(self, header_findings: tuple[Finding, ...], next_row: int) -> TabReading[Any]:
        """Everything gathered."""
        return TabReading(
            tab=self.tab,
            model=self.model,
            rows=tuple(self.rows),
            row_numbers=tuple(self.row_numbers),
            columns=self.columns,
            findings=(*header_findings, *self.findings),
            rows_seen=len(self.rows) + self.rejected,
            blank_rows=self.blank,
            rejected_rows=self.rejected,
            next_row=next_row,
        )

    def _first_filled(self, row: _Row) -> str:
        filled = [name for name, cell in row.cells.items() if not is_blank(cell)]
        return min(filled, key=lambda name: self.columns[name])

    def _is_total(self, row: _Row) -> bool:
        cell = row.cells[self._first_filled(row)]
        return isinstance(cell, str) and normalised(cell) in self.totals

    def _read(self, row: _Row) -> None:
        values, refused, notes = self._values(row)
        record = None
        try:
            # Also for a row already refused: its owner should see all that is wrong at once.
            record = self.model.model_validate(values)
        except ValidationError as error:
            whole = not refused
            # A number out of bounds is also none of the words that may stand in its place; its owner wrote a number.
            told = [d for d in error.errors() if d["type"] not in ("missing", "enum")]
            details = [d for d in told if d["loc"] or whole]
            refused += [self._limit_finding(row, detail) for detail in details]
        if record is not None and not refused:
            refused = self._duplicate(row, record)
        refused_cells = {finding.cell for finding in refused}
        self.findings += [*refused, *(note for note in notes if note.cell not in refused_cells)]
        if refused or record is None:
            self.rejected += 1
        else:
            self.rows.append(record)
            self.row_numbers.append(row.index + 1)

    def _values(self, row: _Row) -> tuple[dict[str, Any], list[Finding], list[Finding]]:
        values: dict[str, Any] = {}
        refused: list[Finding] = []
        notes: list[Finding] = []
        for name, cell in row.cells.items():
            try:
                read = self.readers[name].read(cell)
            except CellRefused as problem:
                refused.append(self._finding(row, name, problem.reason, problem.remedy))
                continue
            values[name] = read.value
            if read.note is not None:
                notes.append(self._finding(row, name, *read.note, "note"))
        return values, refused, notes

    def _duplicate(self, row: _Row, record: Row) -> list[Finding]:
        key = tuple(getattr(record, name) for name in self.model.key)
        if not key:
            return []
        first = self.first_with_key.setdefault(key, row.index)
        if first == row.index:
            return []
        name = self.model.key[0]
        reason = Reason(
            "{key} is already in {first}", key=" / ".join(str(part) for part in key), first=self._cell(first, name)
        )
        headers = ", ".join(self.readers[part].header for part in self.model.key)
        remedy = Reason("Delete one of the two rows, or make {columns} differ", columns=headers)
        return [self._finding(row, name, reason, remedy)]

    def _limit_finding(self, row: _Row, detail: ErrorDetails) -> Finding:
        name = str(detail["loc"][0]) if detail["loc"] else self._first_filled(row)
        reason, remedy = limit_reason(detail, self.readers[name])
        return self._finding(row, name, reason, remedy)

    def _cell(self, row_index: int, name: str) -> str:
        return cell_name(row_index, self.columns[name])

    def _finding(
        self, row: _Row, name: str, reason: Reason, remedy: Reason, severity: Severity = "row_rejected"
    ) -> Finding:
        return Finding(
            tab=self.tab,
            cell=self._cell(row.index, name),
            value=shown(row.cells[name]),
            reason=reason,
            remedy=remedy,
            severity=severity,
        )
