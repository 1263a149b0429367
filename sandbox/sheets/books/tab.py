"""One tab of a spreadsheet: typed cells over an Excel sheet, 0-based, with what Excel cannot hold beside it.

Here: reading and writing single cells, the grid's size, frozen rows, widths. Not here: inserting and deleting rows
(`sandbox.sheets.books.grid`), the file (`sandbox.sheets.books.files`), the API's resources
(`sandbox.sheets.resources`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from sandbox.sheets.books.files import Results
from sandbox.sheets.cells.shown import GENERAL, Value

LOADING = "Loading..."
"""What a formula shows whose result nobody has computed: this server does not calculate."""
DEFAULT_WIDTH_PX = 100
DEFAULT_HEIGHT_PX = 21


@dataclass
class Tab:
    """A tab. `results` holds formula results by the file's 1-based (row, column)."""

    sheet: Worksheet
    tab_id: int
    title: str
    row_count: int
    column_count: int
    results: Results = field(default_factory=dict)
    hide_gridlines: bool = False
    protected: list[dict[str, Any]] = field(default_factory=list)
    conditional: list[dict[str, Any]] = field(default_factory=list)
    bandings: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)
    basic_filter: dict[str, Any] | None = None

    # --- cells ------------------------------------------------------------------------------------------------

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell if there is one; covered cells of a merge count as none."""
        found = self.sheet._cells.get((row + 1, column + 1))
        return found if isinstance(found, Cell) else None

    def cell_to_write(self, row: int, column: int) -> Cell | None:
        """The cell, made if need be; None under a merge."""
        found = self.sheet.cell(row + 1, column + 1)
        return None if isinstance(found, MergedCell) else found

    def entered(self, row: int, column: int) -> Value:
        """What was typed: the value, or the formula's text."""
        cell = self.cell(row, column)
        if cell is None:
            return None
        value = cell._value  # type: ignore[attr-defined]
        if isinstance(value, ArrayFormula):
            return str(value.text)
        if isinstance(value, DataTableFormula):
            return "=TABLE()"
        if value is None or isinstance(value, bool | int | float | str):
            return value if value != "" else None
        return str(value)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the cell computes its value."""
        cell = self.cell(row, column)
        return cell is not None and cell.data_type == "f"

    def effective(self, row: int, column: int) -> Value:
        """The value: of a formula its known result, or "Loading..."."""
        if self.is_formula(row, column):
            return self.results.get((row + 1, column + 1), LOADING)
        return self.entered(row, column)

    def write(self, row: int, column: int, value: Value, *, is_formula: bool = False) -> None:
        """Set a cell's value and keep its format; None and "" empty it."""
        self.results.pop((row + 1, column + 1), None)
        if value is None or value == "":
            cell = self.cell(row, column)
            if cell is not None:
                cell._value, cell.data_type = None, "n"  # type: ignore[attr-defined]
            return
        cell = self.cell_to_write(row, column)
        if cell is None:
            return
        if isinstance(value, str):
            # XML has no place for control characters, and reads every line end as \n.
            value = ILLEGAL_CHARACTERS_RE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
            value = value.encode("utf-8", "replace").decode()
        kind = "b" if isinstance(value, bool) else ("s" if isinstance(value, str) else "n")
        cell._value, cell.data_type = value, "f" if is_formula else kind  # type: ignore[attr-defined]

    def pattern(self, row: int, column: int) -> str:
        """The stored number format; General when untouched."""
        cell = self.cell(row, column)
        return str(cell.number_format) if cell is not None and cell.has_style else GENERAL

    def used(self) -> Iterator[tuple[int, int]]:
        """Places that hold a value, in no order."""
        for (row, column), cell in self.sheet._cells.items():
            if isinstance(cell, Cell) and cell._value not in (None, ""):  # type: ignore[attr-defined]
                yield row - 1, column - 1

    def stored_extent(self) -> tuple[int, int]:
        """Rows and columns that hold a value or a format."""
        places = list(self.sheet._cells)
        return max((row for row, _ in places), default=0), max((column for _, column in places), default=0)

    # --- the sheet --------------------------------------------------------------------------------------------

    @property
    def hidden(self) -> bool:
        """Whether readers see the tab."""
        return str(self.sheet.sheet_state) != "visible"

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        self.sheet.sheet_state = "hidden" if hidden else "visible"

    @property
    def frozen(self) -> tuple[int, int]:
        """Frozen rows and columns."""
        pane = self.sheet.sheet_view.pane
        if pane is None or pane.state not in ("frozen", "frozenSplit"):
            return 0, 0
        return int(pane.ySplit or 0), int(pane.xSplit or 0)

    @frozen.setter
    def frozen(self, counts: tuple[int, int]) -> None:
        rows, columns = counts
        self.sheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}" if rows or columns else None

    def width_px(self, column: int) -> int:
        """A column's width; 100 pixels when never set."""
        width = self._column(column).width if get_column_letter(column + 1) in self.sheet.column_dimensions else None
        return round(width * 7 + 5) if width and self._column(column).customWidth else DEFAULT_WIDTH_PX

    def set_width_px(self, column: int, pixels: int) -> None:
        """Excel counts in widths of the digit 0 (7 pixels) plus 5 pixels of margin."""
        self._column(column).width = max(0.0, (pixels - 5) / 7)

    def height_px(self, row: int) -> int:
        """A row's height; 21 pixels when never set."""
        height = self.sheet.row_dimensions[row + 1].height if row + 1 in self.sheet.row_dimensions else None
        return round(height / 0.75) if height else DEFAULT_HEIGHT_PX

    def set_height_px(self, row: int, pixels: int) -> None:
        """Excel counts row heights in points."""
        self.sheet.row_dimensions[row + 1].height = pixels * 0.75

    def is_dimension_hidden(self, index: int, *, rows: bool) -> bool:
        """Whether a row or column is hidden."""
        if rows:
            return index + 1 in self.sheet.row_dimensions and bool(self.sheet.row_dimensions[index + 1].hidden)
        letter = get_column_letter(index + 1)
        return letter in self.sheet.column_dimensions and bool(self.sheet.column_dimensions[letter].hidden)

    def hide_dimension(self, index: int, hidden: bool, *, rows: bool) -> None:
        """Hide or show a row or column."""
        if not rows and get_column_letter(index + 1) not in self.sheet.column_dimensions:
            self.set_width_px(index, DEFAULT_WIDTH_PX)  # openpyxl gives a new entry a width of its own
        dimension = self.sheet.row_dimensions[index + 1] if rows else self._column(index)
        dimension.hidden = hidden

    def _column(self, column: int) -> Any:
        return self.sheet.column_dimensions[get_column_letter(column + 1)]
