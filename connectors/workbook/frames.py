"""A workbook as a snapshot table, and back: an exact round trip of every cell.

Here: cells in long form (one row per cell) and the workbook's facts as notes. Not here: files
(`connectors.files.snapshots`), what cells mean (`connectors.workbook.reading`).
"""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from domain.workbook.cells import Cell, TabCells, WorkbookCells

CELLS = {
    "tab": pl.String(),
    "row": pl.Int32(),
    "column": pl.Int32(),
    "kind": pl.String(),
    "text": pl.String(),
    "number": pl.Float64(),
    "whole": pl.Int64(),
}
"""One row per cell that holds something. kind: text, number (a float), whole, bool, huge (digits as text), escaped.

`escaped` is text that has no UTF-8 form (half a surrogate pair), as a JSON string.
"""

LARGEST_WHOLE = 2**63 - 1


def cells_frame(workbook: WorkbookCells) -> pl.DataFrame:
    """Every filled cell, tab by tab in alphabetical order, in reading order; columns as in `CELLS`."""
    found: dict[str, list[Any]] = {name: [] for name in CELLS}
    for title, tab in sorted(workbook.tabs.items()):
        for row, cells in enumerate(tab.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    _add(found, title, row, column, cell)
    return pl.DataFrame(found, schema=CELLS)


def cells_notes(workbook: WorkbookCells) -> dict[str, Any]:
    """What a snapshot's manifest must say for the way back: locale, zone, and the shape of every tab."""
    return {
        "spreadsheet_id": workbook.spreadsheet_id,
        "title": workbook.title,
        "locale": workbook.locale,
        "zone": workbook.zone,
        "tabs": [
            {"title": title, "sheet_id": tab.sheet_id, "widths": [len(row) for row in tab.rows]}
            for title, tab in sorted(workbook.tabs.items())
        ],
    }


def cells_from_frame(frame: pl.DataFrame, notes: Mapping[str, Any]) -> WorkbookCells:
    """The workbook as it was read: ragged rows, empty rows and the kinds of numbers included."""
    rows: dict[str, list[list[Cell]]] = {
        tab["title"]: [[None] * width for width in tab["widths"]] for tab in notes["tabs"]
    }
    for tab, row, column, kind, text, number, whole in frame.iter_rows():
        rows[tab][row][column] = _cell(kind, text, number, whole)
    return WorkbookCells(
        spreadsheet_id=notes["spreadsheet_id"],
        title=notes["title"],
        locale=notes["locale"],
        zone=notes["zone"],
        tabs={
            tab["title"]: TabCells(tab["title"], tab["sheet_id"], tuple(tuple(row) for row in rows[tab["title"]]))
            for tab in notes["tabs"]
        },
    )


def _add(found: dict[str, list[Any]], tab: str, row: int, column: int, cell: Cell) -> None:
    kind, text, number, whole = "text", None, None, None
    if isinstance(cell, bool):
        kind, whole = "bool", int(cell)
    elif isinstance(cell, int):
        kind, whole, text = ("whole", cell, None) if abs(cell) <= LARGEST_WHOLE else ("huge", None, str(cell))
    elif isinstance(cell, float):
        kind, number = "number", cell
    elif isinstance(cell, str):
        kind, text = _stored_text(cell)
    for name, value in zip(CELLS, (tab, row, column, kind, text, number, whole), strict=True):
        found[name].append(value)


def _stored_text(text: str) -> tuple[str, str]:
    try:
        text.encode()
    except UnicodeEncodeError:
        return "escaped", json.dumps(text)
    return "text", text


def _cell(kind: str, text: str | None, number: float | None, whole: int | None) -> Cell:
    if kind == "bool":
        return bool(whole)
    if kind == "huge":
        return int(text or 0)
    if kind == "escaped":
        return str(json.loads(text or '""'))
    return {"text": text, "number": number, "whole": whole}[kind]
