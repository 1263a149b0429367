"""A1 notation: `'Tab name'!A1:B2` and its kin, read and written.

Here: text <-> areas of cells, 0-based and half-open. Not here: which tabs or named ranges exist
(`sandbox.sheets.books.ranges`). Rules of form: a title is quoted when it is more than ASCII letters, digits and
underscore or looks like a cell; an apostrophe inside quotes is doubled; `D4:A1` means `A1:D4`; a missing row or
column leaves that side open.
"""

import re
from dataclasses import dataclass

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?")
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?", re.DOTALL)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


@dataclass(frozen=True)
class Area:
    """Cells from (row, column) up to, not including, (end_row, end_column); an end of None is open.

    `is_cell` tells that the text named one cell without a colon: a write may then run over it.
    """

    row: int = 0
    end_row: int | None = None
    column: int = 0
    end_column: int | None = None
    is_cell: bool = False


WHOLE = Area()


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def split_title(text: str) -> tuple[str | None, str]:
    """Split into the unquoted title (None when there is none) and the cells' part ("" when there is none).

    `Tab` without quotes and "!" comes back as (None, "Tab"): only who knows the tabs can tell what it names.
    """
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return quoted[1].replace("''", "'"), quoted[2] or ""
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def parse_cells(text: str) -> Area | None:
    """`A1`, `A1:B2`, `A:C`, `2:5`, `A1:C` as an area; None when it is not A1 notation."""
    if not text:
        return None
    first, colon, last = text.partition(":")
    start = _CORNER.fullmatch(first)
    end = _CORNER.fullmatch(last) if colon else start
    if not start or not end or not first or (colon and not last):
        return None
    if not colon:
        return _single(start)
    rows = _span(_row(start), _row(end))
    columns = _span(_column(start), _column(end))
    if rows == (0, None) == columns:
        return None
    return Area(rows[0], rows[1], columns[0], columns[1])


def _single(corner: re.Match[str]) -> Area | None:
    row, column = _row(corner), _column(corner)
    if row is None or column is None:
        return None
    return Area(row, row + 1, column, column + 1, is_cell=True)


def _row(corner: re.Match[str]) -> int | None:
    return int(corner[2]) - 1 if corner[2] else None


def _column(corner: re.Match[str]) -> int | None:
    return column_index(corner[1]) if corner[1] else None


def _span(start: int | None, end: int | None) -> tuple[int, int | None]:
    if start is None or end is None:
        return (start if start is not None else 0), (end + 1 if end is not None else None)
    return min(start, end), max(start, end) + 1


def quoted(title: str) -> str:
    """The title as it stands before "!", quoted only when needed."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def cell_name(row: int, column: int) -> str:
    """(0, 0) -> A1."""
    return f"{column_letters(column)}{row + 1}"


def write_range(title: str, row: int, end_row: int, column: int, end_column: int) -> str:
    """`Tab!A1:B2`; one cell is written without a colon."""
    first, last = cell_name(row, column), cell_name(max(row, end_row - 1), max(column, end_column - 1))
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"


def grid_range(tab_id: int, area: Area) -> dict[str, int]:
    """An area as the service answers it: sheetId 0 is left out, as protobuf leaves out every default."""
    found = {"sheetId": tab_id} if tab_id else {}
    found |= {"startRowIndex": area.row, "startColumnIndex": area.column}
    if area.end_row is not None:
        found["endRowIndex"] = area.end_row
    if area.end_column is not None:
        found["endColumnIndex"] = area.end_column
    return found
