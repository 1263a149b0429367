"""The structural batch that makes room for a tab's content: sheet, grid, formats, marks.

Here: which sheet a content goes to and how it looks. Not here: what lies over its cells
(`connectors.google_sheets.marks`), its values (`connectors.google_sheets.publishing`).

The grid is cut or grown to the content, so no old value can survive beside it. Values are not cleared here: a reader
who looks between the two batches sees the old review, never an empty one.
"""

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.google_sheets.marks import NO_MARKS, Marks, added_marks, removed_marks, solid
from domain.workbook.cells import Cell, CellLook, ColumnFormat, TabContent, cell_name

HEADER_STYLE = {
    "textFormat": {"bold": True},
    "backgroundColor": {"red": 0.93, "green": 0.95, "blue": 0.97},
    "wrapStrategy": "WRAP",
    "verticalAlignment": "MIDDLE",
}


@dataclass(frozen=True)
class Target:
    """A tab to publish and the sheet it goes to; `exists` is False for one made in the same batch.

    Attributes:
        marks: what lies over the sheet from earlier on and makes way.
    """

    content: TabContent
    sheet_id: int
    exists: bool
    marks: Marks = NO_MARKS

    @property
    def row_count(self) -> int:
        """Rows of the grid: the content's, and one below the frozen ones, without which Sheets refuses."""
        return max(len(self.content.rows), self.content.header_row + 2)

    @property
    def column_count(self) -> int:
        """Columns of the grid: the widest row's."""
        return max(1, *(len(row) for row in self.content.rows)) if self.content.rows else 1

    @property
    def area(self) -> str:
        """The whole grid in A1 notation."""
        last = cell_name(self.row_count - 1, self.column_count - 1)
        return f"A1:{last}"


def free_sheet_id(title: str, taken: Collection[int]) -> int:
    """An id for a new sheet, chosen by us so that one batch can make the sheet and format it."""
    sheet_id = zlib.crc32(title.encode()) & 0x7FFFFFFF
    while sheet_id in taken:
        sheet_id = (sheet_id + 1) & 0x7FFFFFFF
    return sheet_id


def quoted(title: str, area: str = "") -> str:
    """A range of a tab; quotes keep a title such as `D3` or `Mette's` from being read as something else."""
    name = "'" + title.replace("'", "''") + "'"
    return f"{name}!{area}" if area else name


def structure(targets: Sequence[Target], account: str) -> dict[str, Any]:
    """Body of the structural batch: sheets made, grids sized, old formats and marks dropped, new ones set.

    Args:
        account: who publishes, and alone may change a tab that carries a notice.
    """
    requests: list[dict[str, Any]] = []
    for target in targets:
        # Before the grid is cut: a mark that loses its last cell is gone, and could not be removed by its number.
        requests += removed_marks(target.sheet_id, target.marks)
        requests += _sized(target) if target.exists else [_made(target)]
        requests += [_header(target), *_columns(target), *(_look(target, look) for look in target.content.looks)]
        body = _range(target, rows=(target.content.header_row + 1, target.row_count))
        body |= {"startColumnIndex": 0, "endColumnIndex": target.column_count}
        requests += added_marks(target.content, body, target.marks, account)
    return {"requests": requests}


def _grid(target: Target) -> dict[str, int]:
    return {
        "rowCount": target.row_count,
        "columnCount": target.column_count,
        "frozenRowCount": target.content.header_row + 1,
        "frozenColumnCount": 0,
    }


def _made(target: Target) -> dict[str, Any]:
    properties = {
        "sheetId": target.sheet_id,
        "title": target.content.title,
        "sheetType": "GRID",
        "gridProperties": _grid(target),
    }
    return {"addSheet": {"properties": properties}}


def _sized(target: Target) -> list[dict[str, Any]]:
    grid = _grid(target)
    whole = {"sheetId": target.sheet_id}
    return [
        {
            "updateSheetProperties": {
                # The title too: an existing tab's may differ in case, and answers are compared by title.
                "properties": {"sheetId": target.sheet_id, "title": target.content.title, "gridProperties": grid},
                "fields": ",".join(("title", *(f"gridProperties.{name}" for name in grid))),
            }
        },
        # A merge would swallow all values but its first.
        {"unmergeCells": {"range": dict(whole)}},
        {"updateCells": {"range": dict(whole), "fields": "userEnteredFormat,dataValidation"}},
    ]


def _header(target: Target) -> dict[str, Any]:
    row = target.content.header_row
    return {
        "repeatCell": {
            "range": _range(target, rows=(row, row + 1)),
            "cell": {"userEnteredFormat": dict(HEADER_STYLE)},
            "fields": "userEnteredFormat(" + ",".join(HEADER_STYLE) + ")",
        }
    }


def _columns(target: Target) -> list[dict[str, Any]]:
    requests: list[dict[str, Any]] = []
    for index, column in enumerate(target.content.formats[: target.column_count]):
        requests.append(
            {
                "updateDimensionProperties": {
                    "range": {
                        "sheetId": target.sheet_id,
                        "dimension": "COLUMNS",
                        "startIndex": index,
                        "endIndex": index + 1,
                    },
                    "properties": {"pixelSize": column.width_px},
                    "fields": "pixelSize",
                }
            }
        )
        shown = _cell_format(column, _body(target.content, index))
        requests.append(
            {
                "repeatCell": {
                    "range": _range(target, rows=(target.content.header_row + 1, target.row_count), column=index),
                    "cell": {"userEnteredFormat": shown},
                    "fields": "userEnteredFormat(" + ",".join(shown) + ")",
                }
            }
        )
    return requests


def _body(content: TabContent, column: int) -> list[Cell]:
    return [row[column] for row in content.rows[content.header_row + 1 :] if column < len(row)]


def _cell_format(column: ColumnFormat, body: Sequence[Cell]) -> dict[str, Any]:
    shown: dict[str, Any] = {"verticalAlignment": "TOP"}
    if column.kind == "TEXT":
        shown["wrapStrategy"] = "WRAP"
        # A number in a cell of plain-text format might come back as text; then its hash would never match.
        if not all(isinstance(cell, str | None) for cell in body):
            return shown
    return {**shown, "numberFormat": _number_format(column)}


def _number_format(column: ColumnFormat) -> dict[str, str]:
    return {"type": column.kind} | ({"pattern": column.pattern} if column.pattern else {})


def _look(target: Target, look: CellLook) -> dict[str, Any]:
    fields = ["userEnteredFormat.textFormat"]
    shown: dict[str, Any] = {"textFormat": {"foregroundColorStyle": solid(look.ink), "bold": True}}
    if look.shown is not None:
        shown["numberFormat"] = _number_format(look.shown)
        fields.append("userEnteredFormat.numberFormat")
    place = _range(target, rows=(look.row, look.row + 1), column=look.column)
    return {"repeatCell": {"range": place, "cell": {"userEnteredFormat": shown}, "fields": ",".join(fields)}}


def _range(target: Target, *, rows: tuple[int, int], column: int | None = None) -> dict[str, int]:
    found = {"sheetId": target.sheet_id, "startRowIndex": rows[0], "endRowIndex": rows[1]}
    if column is not None:
        found |= {"startColumnIndex": column, "endColumnIndex": column + 1}
    return found
