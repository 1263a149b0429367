"""A document as an Excel workbook: a front sheet, then a sheet per section; numbers as numbers, texts never formulas.

Here: sheets, cells and formats. Not here: the same tables as tabs of the Google workbook (`reports.forms.sheet_tabs`),
texts (`reports.language`). Equal documents give equal bytes: the file carries no time of its making.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.documents import SYMBOLS, Document, Fact, Kind, Marked, Section, Table, Value
from reports.forms.excel.files import workbook_bytes
from reports.forms.excel.looks import ACCENT, COLOURS, SOFT, Look, Looks, status_look
from reports.forms.excel.texts import plain, sheet_name
from reports.language import NOTHING, Speaker

WIDEST = 60
FILTERED_ROWS = 20
FRONT_COLUMNS, PARAGRAPH_COLUMNS = 5, 8
SHORT_SENTENCE, SIGNS_PER_LINE, MOST_LINES, LINE_HEIGHT = 90, 100, 12, 15.5


def render_workbook(document: Document, language: str) -> bytes:
    """The document's `.xlsx`. Instants are shown in the document's zone, durations as hours and minutes."""
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    return workbook_bytes(lambda book: _Writer(book, document, speaker).write())


def _counted(kind: Kind) -> bool:
    """Whether a column stands to the right."""
    return kind not in ("text", "status")


def _quoted(text: str) -> str:
    """Fixed text inside a number format."""
    inner = text.replace('"', "'")
    return f'"{inner}"' if inner else ""


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, document: Document, speaker: Speaker) -> None:
        self._book, self._document, self._speaker = book, document, speaker
        self._zone = ZoneInfo(document.zone)
        self._names: set[str] = set()
        self._looks = Looks(book)

    def write(self) -> None:
        self._front()
        for section in self._document.sections:
            self._section(section)

    def _front(self) -> None:
        document, say = self._document, self._speaker.say
        sheet = self._sheet(say(document.title))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 4, 14)
        self._text(sheet, 0, 0, say(document.title), Look(bold=True, size=18))
        sheet.set_row(0, 2 * LINE_HEIGHT)
        self._text(sheet, 1, 0, say(document.subtitle), Look(colour=SOFT))
        verdict = f"{SYMBOLS[document.status]} {say(document.verdict)}"
        self._text(sheet, 3, 0, verdict, Look(bold=True, size=13, colour=COLOURS[document.status]))
        row = 4
        for line in document.lines:
            row = self._paragraph(sheet, row, say(line), FRONT_COLUMNS)
        if document.asks:
            self._text(sheet, row + 1, 0, self._speaker.text("Asked of you"), Look(bold=True, colour=ACCENT))
            row += 2
            for ask in document.asks:
                row = self._paragraph(sheet, row, f"– {say(ask)}", FRONT_COLUMNS)
        for fact in document.facts:
            row += 1
            self._fact(sheet, row, fact)
        row += 2
        for label, value in document.meta:
            self._text(sheet, row, 0, say(label), Look(colour=SOFT))
            self._cell(sheet, row, 1, value, "text", 1)
            row += 1

    def _fact(self, sheet: Worksheet, row: int, fact: Fact) -> None:
        sign = "" if fact.status == "neutral" else f"{SYMBOLS[fact.status]} "
        self._text(
            sheet, row, 0, f"{sign}{self._speaker.say(fact.label)}", Look(colour=COLOURS[fact.status], part="cell")
        )
        self._cell(sheet, row, 1, fact.value, fact.kind, fact.decimals)

    def _section(self, section: Section) -> None:
        say = self._speaker.say
        sheet = self._sheet(say(section.heading))
        self._text(sheet, 0, 0, say(section.heading), Look(bold=True, size=15, colour=ACCENT))
        sheet.set_row(0, 1.6 * LINE_HEIGHT)
        row = 1
        for paragraph in section.paragraphs:
            sign = f"{SYMBOLS['unmeasured']} " if section.look == "unmeasured" else ""
            row = self._paragraph(sheet, row, f"{sign}{say(paragraph)}", PARAGRAPH_COLUMNS)
        widths: dict[int, int] = {}
        for table in section.all_tables:
            row = self._table(sheet, row + 1, table, widths)
        for column, width in widths.items():
            sheet.set_column(column, column, width)

    def _paragraph(self, sheet: Worksheet, row: int, text: str, columns: int) -> int:
        """A sentence across columns, as high as it needs; returns the row after it."""
        shown = plain(text)
        if len(shown) <= SHORT_SENTENCE:
            self._text(sheet, row, 0, shown)
        else:
            sheet.merge_range(row, 0, row, columns - 1, "", self._looks.of(Look(part="paragraph")))
            sheet.write_string(row, 0, shown, self._looks.of(Look(part="paragraph")))
            sheet.set_row(row, LINE_HEIGHT * min(MOST_LINES, -(-len(shown) // SIGNS_PER_LINE)))
        return row + 1

    def _table(self, sheet: Worksheet, row: int, table: Table, widths: dict[int, int]) -> int:
        """Write a table from `row` on; returns the row after it."""
        self._text(sheet, row, 0, self._speaker.say(table.caption), Look(bold=True))
        if not table.rows:
            self._text(sheet, row + 1, 0, self._speaker.say(table.empty), Look(colour=SOFT))
            return row + 2
        first = 1 if table.statuses else 0
        heads = [self._speaker.text("Status")] if first else []
        heads += [self._speaker.say(column.heading) for column in table.columns]
        kinds: list[Kind] = [*(("status",) if first else ()), *(column.kind for column in table.columns)]
        for place, (head, kind) in enumerate(zip(heads, kinds, strict=True)):
            self._text(sheet, row + 1, place, head, Look(bold=True, right=_counted(kind), part="head"))
        for number, values in enumerate(table.rows, start=row + 2):
            if first:
                status = table.statuses[number - row - 2]
                self._text(sheet, number, 0, SYMBOLS[status], status_look(status))
            for place, (value, column) in enumerate(zip(values, table.columns, strict=True), start=first):
                self._cell(sheet, number, place, value, column.kind, column.decimals)
        last = row + 1 + len(table.rows)
        if len(table.rows) >= FILTERED_ROWS:
            sheet.autofilter(row + 1, 0, last, len(heads) - 1)
        for place, width in enumerate(self._widths(heads, table, first)):
            widths[place] = max(widths.get(place, 0), width)
        lines = max(-(-len(head) // max(1, widths[place] - 2)) for place, head in enumerate(heads))
        sheet.set_row(row + 1, LINE_HEIGHT * min(MOST_LINES, lines + (lines > 1)))
        return last + 1

    def _widths(self, heads: Sequence[str], table: Table, first: int) -> list[int]:
        """Wide enough for the longest value and for the longest word of the heading."""
        widths = [10] * first
        for place, column in enumerate(table.columns):
            longest = max(len(self._speaker.value(row[place], column.kind, column.decimals)) for row in table.rows)
            word = max((len(part) for part in heads[place + first].split()), default=0)
            widths.append(min(WIDEST, max(longest + 2, word + 2, 10)))
        return widths

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind, decimals: int) -> None:
        if isinstance(value, Marked):
            self._marked(sheet, row, column, value, kind, decimals)
        elif value is None:
            self._text(sheet, row, column, NOTHING, Look(right=_counted(kind), part="cell"))
        elif isinstance(value, datetime):
            local = value.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(row, column, local, self._looks.of(Look("yyyy-mm-dd hh:mm", right=True, part="cell")))
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001  (a day, as the file format keeps it)
            sheet.write_datetime(row, column, moment, self._looks.of(Look("yyyy-mm-dd", right=True, part="cell")))
        elif isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._text(sheet, row, column, self._speaker.value(value, kind, decimals), Look(part="cell"))
        else:
            self._number(sheet, row, column, value, Look(self._pattern(kind, decimals), part="cell"), kind)

    def _marked(self, sheet: Worksheet, row: int, column: int, marked: Marked, kind: Kind, decimals: int) -> None:
        """A number keeps being one: its symbol and word are part of its format."""
        if isinstance(marked.value, bool) or not isinstance(marked.value, int | Decimal):
            text = self._speaker.value(marked, kind, decimals)
            self._text(sheet, row, column, text, status_look(marked.status, right=_counted(kind)))
            return
        word = f" {self._speaker.say(marked.note)}" if marked.note else ""
        pattern = f"{_quoted(f'{SYMBOLS[marked.status]} ')}{self._pattern(kind, decimals)}{_quoted(word)}"
        self._number(sheet, row, column, marked.value, status_look(marked.status, pattern), kind)

    def _number(self, sheet: Worksheet, row: int, column: int, value: int | Decimal, look: Look, kind: Kind) -> None:
        number = float(value) / 86_400 if kind == "duration" else float(value)
        sheet.write_number(row, column, number, self._looks.of(look))

    def _pattern(self, kind: Kind, decimals: int) -> str:
        if kind == "money":
            unit = "kr." if self._document.currency == "DKK" else self._document.currency
            return f'#,##0.00 "{unit}"'
        fraction = "." + "0" * decimals if decimals else ""
        return {"duration": "[h]:mm", "percent": f"0{fraction}%", "count": "#,##0"}.get(kind, f"#,##0{fraction}")

    def _text(self, sheet: Worksheet, row: int, column: int, text: str, look: Look | None = None) -> None:
        sheet.write_string(row, column, plain(text), self._looks.of(look or Look()))

    def _sheet(self, title: str) -> Worksheet:
        """A sheet under a name that Excel takes: short, without its forbidden signs, and not given yet."""
        sheet = self._book.add_worksheet(sheet_name(title, self._names))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet
