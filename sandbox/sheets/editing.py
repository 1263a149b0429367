"""The one who changes a spreadsheet, and what is protected from them.

Here: the context every write gets. Not here: the writes.
"""

from dataclasses import dataclass

from sandbox.sheets.books.book import Book
from sandbox.sheets.books.ranges import Box, overlaps
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.cells.entered import entered, formula_from_locale, hyperlink_label
from sandbox.sheets.cells.locales import SheetLocale
from sandbox.sheets.cells.shown import GENERAL, Value
from sandbox.sheets.wire.errors import PROTECTED, invalid


@dataclass(frozen=True)
class Editing:
    """A spreadsheet being changed by an account."""

    book: Book
    locale: SheetLocale
    email: str | None
    locked_titles: tuple[str, ...] = ()
    """Tabs that only the spreadsheet's owner may change (`protected_tabs` of sheets.yaml)."""

    def may_edit(self, protected: dict[str, object]) -> bool:
        """Whether a protected range lets this account in: its maker and the listed editors may pass."""
        editors = protected.get("editors")
        users = editors.get("users", []) if isinstance(editors, dict) else []
        return self.email is None or protected.get("maker") == self.email or self.email in users

    def check(self, box: Box) -> None:
        """Refuse a change of protected cells.

        Raises:
            ApiError: 400.
        """
        if box.tab.title in self.locked_titles:
            raise invalid(PROTECTED)
        for item in box.tab.protected:
            if item.get("warningOnly") or self.may_edit(item) or not overlaps(box, item.get("range", {})):
                continue
            if not any(_within(box, open_part) for open_part in item.get("unprotectedRanges", [])):
                raise invalid(PROTECTED)

    def check_tab(self, tab: Tab) -> None:
        """Refuse a change of a tab that is protected as a whole or in part."""
        self.check(Box(tab, 0, max(1, tab.row_count), 0, max(1, tab.column_count)))

    def type_in(self, tab: Tab, row: int, column: int, value: Value) -> None:
        """Write one value as USER_ENTERED does: text is read by the locale, unless the cell is formatted as text."""
        if not isinstance(value, str) or value == "" or (tab.pattern(row, column) == "@" and not value.startswith("=")):
            tab.write(row, column, value)
            return
        typed = entered(value, self.locale)
        if typed.is_formula:
            self.write_formula(tab, row, column, value)
            return
        tab.write(row, column, typed.value)
        cell = tab.cell(row, column)
        if typed.pattern is not None and cell is not None and tab.pattern(row, column) == GENERAL:
            cell.number_format = typed.pattern

    def write_formula(self, tab: Tab, row: int, column: int, text: str) -> None:
        """Store a formula; its result stays unknown, except for links."""
        formula = formula_from_locale(text, self.locale)
        tab.write(row, column, formula, is_formula=True)
        label = hyperlink_label(formula)
        if label is not None:
            tab.results[row + 1, column + 1] = label


def _within(box: Box, given: dict[str, int]) -> bool:
    rows = given.get("startRowIndex", 0) <= box.row and box.end_row <= given.get("endRowIndex", box.end_row)
    columns = given.get("startColumnIndex", 0) <= box.column
    return rows and columns and box.end_column <= given.get("endColumnIndex", box.end_column)
