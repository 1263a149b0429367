"""Sheets of the proposal template: locked headers, open and locked columns.

Here: what every sheet of the template has in common. Not here: what it is made of
(`reports.vendor_selection.tender.invitation`), which sheets there are
(`reports.vendor_selection.tender.template`), what may be typed into a column
(`reports.vendor_selection.tender.inputs`).
"""

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from domain.reasons import Reason
from domain.workbook.tables import Row
from reports.forms.excel.looks import ACCENT, CARD, LINE, SOFT
from reports.forms.excel.texts import plain, sheet_name
from reports.language import Speaker
from reports.vendor_selection.tender.invitation import Invitation

NARROWEST, WIDEST, SENTENCE = 14, 34, 40
HEAD_HEIGHT = 34
A4 = 9


class TemplateSheets:
    """One workbook's sheets, in one language."""

    def __init__(self, book: xlsxwriter.Workbook, invitation: Invitation, speaker: Speaker) -> None:
        self.book, self.invitation, self.speaker = book, invitation, speaker
        self._taken: set[str] = set()
        cell = {"valign": "top", "border": 1, "border_color": LINE}
        self._head = book.add_format(
            {**cell, "bold": True, "text_wrap": True, "bg_color": CARD, "bottom": 2, "bottom_color": ACCENT}
        )
        self._locked = {**cell, "bg_color": CARD, "font_color": SOFT}
        self._open = {**cell, "locked": False}

    def name_of(self, model: type[Row]) -> str:
        """The name of a row model's sheet; each is given once."""
        return sheet_name(self.speaker.wording.tab(model, self.invitation.tab_titles), self._taken)

    def name(self, title: Reason) -> str:
        """The name of a sheet of its own; each is given once."""
        return sheet_name(self.speaker.say(title), self._taken)

    def look(self, **given: Any) -> Format:
        """A format of the workbook."""
        return self.book.add_format(given)

    def text(self, sheet: Worksheet, row: int, place: int, text: str | Reason, look: Format | None = None) -> None:
        """Write a text; whatever it says, it stays one."""
        said = self.speaker.say(text) if isinstance(text, Reason) else text
        sheet.write_string(row, place, plain(said), look)

    def column(
        self,
        sheet: Worksheet,
        place: int,
        header: str,
        pattern: str = "@",
        *,
        locked: bool = True,
        needed: bool = False,
        wide: bool = False,
    ) -> None:
        """A column with its header in row 1; the reader takes no notice of a final star.

        Args:
            wide: for sentences.
        """
        self.text(sheet, 0, place, f"{header} *" if needed else header, self._head)
        width = SENTENCE if wide else min(WIDEST, max(NARROWEST, len(header) + 4))
        look = {**(self._locked if locked else self._open), "num_format": pattern, "text_wrap": wide}
        sheet.set_column(place, place, width, self.book.add_format(look))

    def finish(self, sheet: Worksheet, *, headed: bool = True) -> None:
        """Lock it without a password: that keeps headers from being changed by mistake."""
        if headed:
            sheet.freeze_panes(1, 0)
            sheet.set_row(0, HEAD_HEIGHT)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})
