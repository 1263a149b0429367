"""Which row of a tab is its header, and which column belongs to which field.

Here: matching header texts to declared columns. Not here: the cells below (`connectors.workbook.reading`). Columns are
found by name, in any language, never by position: people move columns and write titles above tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from connectors.workbook.names import normalised
from connectors.workbook.values import ColumnReader, is_blank, shown
from domain.reasons import Reason
from domain.workbook.cells import Cell, TabCells, cell_name
from domain.workbook.tables import Finding, Severity
from domain.workbook.wording import Wording

ROWS_SEARCHED = 20
FOUND_SHOWN = 300


@dataclass(frozen=True)
class Header:
    """The header row of a tab.

    Attributes:
        row: its index; -1 when no row looks like a header.
        columns: field name -> column index.
        findings: missing, doubled and unknown columns.
    """

    row: int
    columns: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def usable(self) -> bool:
        """Whether rows can be read under it."""
        return all(finding.severity == "note" for finding in self.findings)


def find_header(cells: TabCells, readers: Mapping[str, ColumnReader], wording: Wording) -> Header:
    """The first of the top rows that names the most required columns."""
    fields = {normalised(text): name for name, reader in readers.items() for text in wording.headings(reader.column)}
    required = {name for name, reader in readers.items() if reader.required}
    scores = [len(required & set(_named(row, fields).values())) for row in cells.rows[:ROWS_SEARCHED]]
    if not scores or max(scores) == 0:
        return Header(-1, {}, (_no_header(cells, readers, wording),))
    row = scores.index(max(scores))
    named = _named(cells.rows[row], fields)
    columns: dict[str, int] = {}
    for index, name in named.items():
        columns.setdefault(name, index)
    findings = (
        *_doubled(cells, row, named),
        *_missing(cells, row, readers, columns, wording),
        *_unknown(cells, row, named),
    )
    return Header(row, columns, findings)


def _named(row: Sequence[Cell], fields: Mapping[str, str]) -> dict[int, str]:
    """Column index -> field, for every header text that names one."""
    found = {index: fields.get(normalised(cell)) for index, cell in enumerate(row) if isinstance(cell, str)}
    return {index: name for index, name in found.items() if name is not None}


def _texts(row: Sequence[Cell]) -> list[str]:
    return [shown(cell).strip() for cell in row if not is_blank(cell)]


def _finding(
    cells: TabCells, row: int, column: int, reason: Reason, remedy: Reason, severity: Severity = "tab_rejected"
) -> Finding:
    """A finding about the header cell; about the whole tab when `column` is -1."""
    cell = cells.rows[row][column] if column >= 0 else None
    return Finding(
        tab=cells.title,
        cell=cell_name(row, column) if column >= 0 else "",
        value=shown(cell),
        reason=reason,
        remedy=remedy,
        severity=severity,
    )


def _no_header(cells: TabCells, readers: Mapping[str, ColumnReader], wording: Wording) -> Finding:
    wanted = ", ".join(wording.heading(reader.column) for reader in readers.values() if reader.required)
    remedy = Reason("Write the headers in one row: {columns}", columns=wanted)
    first = next((texts for row in cells.rows if (texts := _texts(row))), None)
    if first is None:
        return _finding(cells, -1, -1, Reason("The tab is empty"), remedy)
    found = ", ".join(first)[:FOUND_SHOWN]
    reason = Reason(
        "None of the first {rows} rows holds the headers; the first filled row is: {found}",
        rows=ROWS_SEARCHED,
        found=found,
    )
    return _finding(cells, -1, -1, reason, remedy)


def _doubled(cells: TabCells, row: int, named: Mapping[int, str]) -> list[Finding]:
    first: dict[str, int] = {}
    findings = []
    for index, name in named.items():
        if name not in first:
            first[name] = index
            continue
        reason = Reason("The column is there twice, first in {first}", first=cell_name(row, first[name]))
        findings.append(_finding(cells, row, index, reason, Reason("Delete or rename one of the two columns")))
    return findings


def _missing(
    cells: TabCells, row: int, readers: Mapping[str, ColumnReader], columns: Mapping[str, int], wording: Wording
) -> list[Finding]:
    spare = {
        normalised(cell): index
        for index, cell in enumerate(cells.rows[row])
        if isinstance(cell, str) and cell.strip() and index not in columns.values()
    }
    found = ", ".join(_texts(cells.rows[row]))[:FOUND_SHOWN]
    return [
        _missing_column(cells, row, reader, spare, found, wording)
        for name, reader in readers.items()
        if name not in columns
    ]


def _missing_column(
    cells: TabCells, row: int, reader: ColumnReader, spare: Mapping[str, int], found: str, wording: Wording
) -> Finding:
    header = wording.heading(reader.column)
    near = next(
        (
            match
            for text in wording.headings(reader.column)
            for match in get_close_matches(normalised(text), spare, n=1, cutoff=0.6)
        ),
        None,
    )
    index = -1 if near is None else spare[near]
    reason = Reason("The column {column} is missing; row {row} has: {found}", column=header, row=row + 1, found=found)
    if near is None:
        remedy = Reason("Add a column with the header {column}", column=header)
    else:
        remedy = Reason("Rename {nearest} to {column}", nearest=shown(cells.rows[row][index]).strip(), column=header)
    return _finding(cells, row, index, reason, remedy, "tab_rejected" if reader.required else "note")


def _unknown(cells: TabCells, row: int, named: Mapping[int, str]) -> list[Finding]:
    """Columns that hold something nobody reads: said once each, so that nothing is ignored in silence."""
    header = cells.rows[row]
    width = max((len(r) for r in cells.rows[row:]), default=0)
    findings = []
    for index in range(width):
        title = header[index] if index < len(header) else None
        if index in named or (is_blank(title) and not _has_values(cells, row, index)):
            continue
        findings.append(
            Finding(
                tab=cells.title,
                cell=cell_name(row, index),
                value=shown(title),
                reason=Reason("The column is not one of this tab's and is not read"),
                remedy=Reason("Leave it as a note of your own, or give it the header of a missing column"),
                severity="note",
            )
        )
    return findings


def _has_values(cells: TabCells, row: int, index: int) -> bool:
    return any(index < len(r) and not is_blank(r[index]) for r in cells.rows[row + 1 :])
