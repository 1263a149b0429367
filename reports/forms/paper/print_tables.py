"""A table in print: its texts said once, fitted to the page, long words made breakable.

Here: from `documents.Table` to the plain lists the template reads. Not here: the geometry
(`reports.forms.paper.columns`), the look (`document.typ`), the document around it
(`reports.forms.paper.prints`).
"""

from collections.abc import Iterator
from typing import Any

from reports.documents import SYMBOLS, Kind, Marked, Table, TableColumn
from reports.forms.paper.columns import GAP, UPRIGHT, Column, Fit, broken, fit
from reports.forms.paper.glyphs import shown, width
from reports.language import Speaker

RIGHT_ALIGNED = ("count", "number", "percent", "money", "duration")
HOLD = "\u00a0"
CAPTION_SIZE, EMPTY_SIZE = 9.0, 10.0
TALLEST_WHOLE_ROW, TALLEST_HEAD = 24, 8
"""Lines up to which a row is kept on one page, and the heading stands on every page again."""

LONGEST_WHOLE_TABLE, TALLEST_ROW_OF_IT = 14, 4
"""Rows, and lines in each, up to which a table is kept on one page."""


class PrintTable:
    """A table on its way to paper. Empty tables have no columns to fit."""

    def __init__(self, table: Table, speaker: Speaker) -> None:
        self._table, self._speaker = table, speaker
        self._columns = list(self._said_columns()) if table.rows else []
        self._fit = fit(self._columns) if table.rows else Fit(False, EMPTY_SIZE, ())

    @property
    def lying(self) -> bool:
        """Whether it needs the long side of the page."""
        return self._fit.lying

    def content(self) -> dict[str, Any]:
        table, say, found = self._table, self._speaker.say, self._fit
        caption = broken(shown(say(table.caption)), UPRIGHT, CAPTION_SIZE)
        if not table.rows:
            return {"caption": caption, "empty": broken(shown(say(table.empty)), UPRIGHT, EMPTY_SIZE)}
        head, row = self._lines()
        return {
            "caption": caption,
            "size": found.size,
            "widths": found.widths,
            "numeric": [column.numeric for column in self._columns],
            "repeat": head <= TALLEST_HEAD,
            "whole_rows": row <= TALLEST_WHOLE_ROW,
            "whole": len(table.rows) <= LONGEST_WHOLE_TABLE and max(head, row) <= TALLEST_ROW_OF_IT,
            "head": [broken(column.head, room, found.size, bold=True) for column, room in self._rooms()],
            "rows": list(self._rows()),
        }

    def _said_columns(self) -> Iterator[Column]:
        table = self._table
        if table.statuses:
            yield Column(self._speaker.text("Status"), [SYMBOLS[status] for status in table.statuses])
        for place, column in enumerate(table.columns):
            yield self._said_column(place, column)

    def _said_column(self, place: int, column: TableColumn) -> Column:
        said = (self._speaker.value(row[place], column.kind, column.decimals) for row in self._table.rows)
        head = shown(self._speaker.say(column.heading))
        return Column(head, [held(shown(text), column.kind) for text in said], column.kind in RIGHT_ALIGNED)

    def _rooms(self) -> Iterator[tuple[Column, float]]:
        return ((column, width - 2 * GAP) for column, width in zip(self._columns, self._fit.widths, strict=True))

    def _lines(self) -> tuple[float, float]:
        """About how many lines the heading and the tallest row take."""
        head = row = 1.0
        for column, room in self._rooms():
            em = room / self._fit.size
            head = max(head, line_count(column.head, em))
            row = max(row, *(line_count(text, em) for text in column.texts))
        return head, row

    def _rows(self) -> Iterator[list[tuple[str, str]]]:
        """Per row the text and the status of each cell; the status is empty where a cell has none of its own."""
        broken_texts = [[broken(text, room, self._fit.size) for text in column.texts] for column, room in self._rooms()]
        for number, texts in enumerate(zip(*broken_texts, strict=True)):
            statuses: list[str] = [self._table.statuses[number]] if self._table.statuses else []
            statuses += [value.status if isinstance(value, Marked) else "" for value in self._table.rows[number]]
            yield list(zip(texts, statuses, strict=True))


def line_count(text: str, room: float) -> float:
    """About how many lines a text takes in a room given in em."""
    return width(text) / room + 1 + text.count("\n")


def held(text: str, kind: Kind) -> str:
    """Figures and days stay on one line; an instant may have its time of day on the next."""
    if kind in ("text", "status"):
        return text
    if kind == "instant":
        day, _, time = text.rpartition(" ")
        return f"{day.replace(' ', HOLD)} {time}" if day else text
    return text.replace(" ", HOLD)
