"""A document as an Excel workbook: a front sheet, then a sheet per section; numbers as numbers, texts never formulas.

Here: sheets, cells and formats. Not here: the same tables as tabs of the Google workbook (`reports.tabs`), texts
(`reports.language`). Equal documents give equal bytes: the file carries no time of its making.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.documents import SYMBOLS, Document, Fact, Kind, Marked, Section, Status, Table, Value
from reports.language import NOTHING, Speaker

COLOURS: dict[Status, str] = {
    "good": "#1B6E3C",
    "warning": "#8A5300",
    "bad": "#B3261E",
    "neutral": "#444444",
    "unmeasured": "#444444",
}
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001  (a constant of the file format, which knows no zones)
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def render_workbook(document: Document, language: str) -> bytes:
    """The document's `.xlsx`. Instants are shown in the document's zone, durations as hours and minutes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        # Whatever a sheet or a ticket says stays a text: no formula, no link, no number out of a string.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": MADE_AT})
        _Writer(book, document, Speaker(language, zone=document.zone, currency=document.currency)).write()
    return target.getvalue()


def _quoted(text: str) -> str:
    """Fixed text inside a number format."""
    inner = text.replace('"', "'")
    return f'"{inner}"' if inner else ""


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, document: Document, speaker: Speaker) -> None:
        self._book, self._document, self._speaker = book, document, speaker
        self._zone = ZoneInfo(document.zone)
        self._names: set[str] = set()
        self._formats: dict[tuple[Any, ...], Format] = {}

    def write(self) -> None:
        self._front()
        for section in self._document.sections:
            self._section(section)

    def _front(self) -> None:
        document, say = self._document, self._speaker.say
        sheet = self._sheet(say(document.title))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 24)
        self._text(sheet, 0, 0, say(document.title), bold=True, size=16)
        self._text(sheet, 1, 0, say(document.subtitle))
        verdict = f"{SYMBOLS[document.status]} {say(document.verdict)}"
        self._text(sheet, 3, 0, verdict, bold=True, colour=COLOURS[document.status])
        row = 4
        for line in document.lines:
            self._text(sheet, row, 0, say(line))
            row += 1
        for fact in document.facts:
            row += 1
            self._fact(sheet, row, fact)
        row += 2
        for label, value in document.meta:
            self._text(sheet, row, 0, say(label))
            self._cell(sheet, row, 1, value, "text", 1)
            row += 1

    def _fact(self, sheet: Worksheet, row: int, fact: Fact) -> None:
        sign = "" if fact.status == "neutral" else f"{SYMBOLS[fact.status]} "
        self._text(sheet, row, 0, f"{sign}{self._speaker.say(fact.label)}", colour=COLOURS[fact.status])
        self._cell(sheet, row, 1, fact.value, fact.kind, fact.decimals)

    def _section(self, section: Section) -> None:
        say = self._speaker.say
        sheet = self._sheet(say(section.heading))
        self._text(sheet, 0, 0, say(section.heading), bold=True, size=14)
        row = 1
        for paragraph in section.paragraphs:
            self._text(sheet, row, 0, say(paragraph))
            row += 1
        widths: dict[int, int] = {}
        for table in section.all_tables:
            row = self._table(sheet, row + 1, table, widths)
        for column, width in widths.items():
            sheet.set_column(column, column, width)

    def _table(self, sheet: Worksheet, row: int, table: Table, widths: dict[int, int]) -> int:
        """Write a table from `row` on; returns the row after it."""
        self._text(sheet, row, 0, self._speaker.say(table.caption), bold=True)
        if not table.rows:
            self._text(sheet, row + 1, 0, self._speaker.say(table.empty))
            return row + 2
        first = 1 if table.statuses else 0
        heads = [self._speaker.text("Status")] if first else []
        heads += [self._speaker.say(column.heading) for column in table.columns]
        for place, head in enumerate(heads):
            self._text(sheet, row + 1, place, head, bold=True, head=True)
        for number, values in enumerate(table.rows, start=row + 2):
            if first:
                status = table.statuses[number - row - 2]
                self._text(sheet, number, 0, SYMBOLS[status], colour=COLOURS[status])
            for place, (value, column) in enumerate(zip(values, table.columns, strict=True), start=first):
                self._cell(sheet, number, place, value, column.kind, column.decimals)
        for place, width in enumerate(self._widths(heads, table, first)):
            widths[place] = max(widths.get(place, 0), width)
        return row + 2 + len(table.rows)

    def _widths(self, heads: Sequence[str], table: Table, first: int) -> list[int]:
        wide = {"text": 28, "instant": 18, "money": 16}
        kinds: list[Kind] = [column.kind for column in table.columns]
        if first:
            kinds.insert(0, "status")
        return [min(60, max(len(head) + 2, wide.get(kind, 10))) for head, kind in zip(heads, kinds, strict=True)]

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind, decimals: int) -> None:
        if isinstance(value, Marked):
            self._marked(sheet, row, column, value, kind, decimals)
        elif value is None:
            self._text(sheet, row, column, NOTHING)
        elif isinstance(value, datetime):
            local = value.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(row, column, local, self._format("yyyy-mm-dd hh:mm"))
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001  (a day, as the file format keeps it)
            sheet.write_datetime(row, column, moment, self._format("yyyy-mm-dd"))
        elif isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._text(sheet, row, column, self._speaker.value(value, kind, decimals))
        else:
            self._number(sheet, row, column, value, kind, decimals)

    def _marked(self, sheet: Worksheet, row: int, column: int, marked: Marked, kind: Kind, decimals: int) -> None:
        """A number keeps being one: its symbol and word are part of its format."""
        if isinstance(marked.value, bool) or not isinstance(marked.value, int | Decimal):
            text = self._speaker.value(marked, kind, decimals)
            self._text(sheet, row, column, text, colour=COLOURS[marked.status])
            return
        word = f" {self._speaker.say(marked.note)}" if marked.note else ""
        self._number(sheet, row, column, marked.value, kind, decimals,
                     before=f"{SYMBOLS[marked.status]} ", after=word, colour=COLOURS[marked.status])  # fmt: skip

    def _number(
        self, sheet: Worksheet, row: int, column: int, value: int | Decimal, kind: Kind, decimals: int, *,
        before: str = "", after: str = "", colour: str = "#000000",
    ) -> None:  # fmt: skip
        number = float(value) / 86_400 if kind == "duration" else float(value)
        pattern = f"{_quoted(before)}{self._pattern(kind, decimals)}{_quoted(after)}"
        sheet.write_number(row, column, number, self._format(pattern, colour=colour))

    def _pattern(self, kind: Kind, decimals: int) -> str:
        if kind == "money":
            unit = "kr." if self._document.currency == "DKK" else self._document.currency
            return f'#,##0.00 "{unit}"'
        fraction = "." + "0" * decimals if decimals else ""
        return {"duration": "[h]:mm", "percent": f"0{fraction}%", "count": "#,##0"}.get(kind, f"#,##0{fraction}")

    def _text(
        self, sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, size: int = 11,
        colour: str = "#000000", head: bool = False,
    ) -> None:  # fmt: skip
        shown = _CONTROL.sub(" ", text)[:LONGEST_CELL]
        sheet.write_string(row, column, shown, self._format("@", bold=bold, size=size, colour=colour, head=head))

    def _format(
        self, pattern: str, *, bold: bool = False, size: int = 11, colour: str = "#000000", head: bool = False
    ) -> Format:
        key = (pattern, bold, size, colour, head)
        if key not in self._formats:
            looks: dict[str, Any] = {"num_format": pattern, "bold": bold, "font_size": size, "font_color": colour}
            self._formats[key] = self._book.add_format(looks | ({"bottom": 1, "text_wrap": True} if head else {}))
        return self._formats[key]

    def _sheet(self, title: str) -> Worksheet:
        """A sheet under a name that Excel takes: short, without its forbidden signs, and not given yet."""
        plain = _FORBIDDEN.sub(" ", title).strip().strip("'")[:LONGEST_SHEET_NAME].strip() or "-"
        name, number = plain, 2
        while name.casefold() in self._names or name.casefold() == "history":
            ending = f" {number}"
            name, number = plain[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
        self._names.add(name.casefold())
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet
