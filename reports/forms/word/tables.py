"""Tables of a Word file: widths that fit the page, a heading on every page, statuses as symbol, word and colour.

Here: from `documents.Table` to WordprocessingML. Not here: the geometry, which is that of print
(`reports.forms.paper.columns`), the document around it (`reports.forms.word.files`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from reports.documents import SYMBOLS, Kind, Link, Marked, Table, TableColumn, Value
from reports.drawings import Status
from reports.forms.paper.columns import GAP, LYING, UPRIGHT, Column, Fit, fit
from reports.forms.paper.glyphs import shown as shown_in_print
from reports.forms.paper.print_tables import (
    LONGEST_WHOLE_TABLE,
    RIGHT_ALIGNED,
    TALLEST_HEAD,
    TALLEST_ROW_OF_IT,
    TALLEST_WHOLE_ROW,
    held,
    line_count,
)
from reports.forms.sheet_tabs import STATUS_HEADING, with_status
from reports.forms.word.markup import KEPT, LINKED, NOTHING, TWIPS, Ink, colour, ground, one_line, paragraph, run
from reports.language import Speaker

USUAL_SIZE = 9.0
"""Points of the table styles; a run says so where a table needs smaller type."""

MOST_UPRIGHT = 8
"""Columns up to which a table stands on an upright page."""

MIDDLE = Markup('<w:vAlign w:val="center"/>')

Linked = Callable[[str, Markup], Markup]
"""(address, content) -> the content as a link, where the address may be one."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: text, its status where it has one of its own, an address; or content made already."""

    text: str = ""
    status: Status | None = None
    url: str = ""
    content: Markup = NOTHING

    def markup(self, linked: Linked, ink: Ink | None = None) -> Markup:
        """The cell's runs."""
        if self.content:
            return self.content
        look = ink or Ink()
        if self.status:
            look = replace(look, colour=colour(self.status))
        return linked(self.url, run(self.text, replace(look, style=LINKED) if self.url else look))


def cell(value: Value, speaker: Speaker, kind: Kind = "text", decimals: int = 1) -> Cell:
    """A value as it stands in a table."""
    text = held(speaker.value(value, kind, decimals), kind)
    plain = value.value if isinstance(value, Marked) else value
    url = plain.url if isinstance(plain, Link) else ""
    return Cell(text, value.status if isinstance(value, Marked) else None, url)


class WordTable:
    """A table on its way into the file. Empty tables have no columns to fit."""

    def __init__(self, table: Table, speaker: Speaker) -> None:
        self._table, self._speaker = with_status(table), speaker
        self._rows = [self._cells(number) for number in range(len(table.rows))]
        self._heads = [speaker.say(column.heading) for column in self._table.columns]
        self._numeric = [column.kind in RIGHT_ALIGNED for column in self._table.columns]
        self._fit = _fitted(self._columns()) if self._rows else Fit(False, USUAL_SIZE, ())

    @property
    def lying(self) -> bool:
        """Whether it needs the long side of the page."""
        return self._fit.lying

    def markup(self, linked: Linked) -> Markup:
        """Caption and table, or caption and what is said in its place."""
        caption = self._speaker.say(self._table.caption)
        above = paragraph("Caption", run(caption))
        if not self._rows:
            return above + paragraph("Note", run(self._speaker.say(self._table.empty)))
        shape = Shape(one_line(caption), self._fit.widths, tuple(self._numeric), self._fit.size)
        return above + drawn_table(shape, self._heads, self._rows, linked)

    def _cells(self, number: int) -> list[Cell]:
        table = self._table
        found = [
            cell(value, self._speaker, column.kind, column.decimals)
            for value, column in zip(table.rows[number], table.columns, strict=True)
        ]
        if table.statuses:
            place = [column.heading for column in table.columns].index(STATUS_HEADING)
            if not found[place].status:
                found[place] = self._signed(table.statuses[number], table.rows[number][place], table.columns[place])
        return found

    def _signed(self, status: Status, value: Value, column: TableColumn) -> Cell:
        said = "" if value is None else self._speaker.value(value, column.kind, column.decimals)
        return Cell(f"{SYMBOLS[status]} {said}".rstrip(), status)

    def _columns(self) -> list[Column]:
        return [
            Column(shown_in_print(head), [shown_in_print(row[place].text) for row in self._rows], numeric)
            for place, (head, numeric) in enumerate(zip(self._heads, self._numeric, strict=True))
        ]


def _fitted(columns: Sequence[Column]) -> Fit:
    found = fit(columns)
    if found.lying or len(columns) <= MOST_UPRIGHT:
        return found
    return Fit(True, found.size, tuple(width * LYING / UPRIGHT for width in found.widths))


@dataclass(frozen=True)
class Shape:
    """How a table is set: what it is called, columns in points, which are numbers, type in points.

    Attributes:
        pictures: its rows are as high as pictures: texts stand in their middle, on no ground of their own.
    """

    name: str
    widths: tuple[float, ...]
    numeric: tuple[bool, ...]
    size: float = USUAL_SIZE
    pictures: bool = False

    @property
    def rooms(self) -> Iterator[float]:
        """What a line of each column holds, in em."""
        return ((width - 2 * GAP) / self.size for width in self.widths)


def drawn_table(shape: Shape, heads: Sequence[str], rows: Sequence[Sequence[Cell]], linked: Linked) -> Markup:
    """The table itself. Rows stay whole, short tables on one page; nothing taller than a page is held together."""
    head_lines = max(line_count(head, room) for head, room in zip(heads, shape.rooms, strict=True))
    lines = [max(line_count(one.text, room) for one, room in zip(row, shape.rooms, strict=True)) for row in rows]
    low = max(head_lines, *lines) <= TALLEST_ROW_OF_IT and not shape.pictures
    whole = low and len(rows) <= LONGEST_WHOLE_TABLE
    parts = [_head(shape, heads, head_lines)]
    for number, row in enumerate(rows):
        stays = whole and number < len(rows) - 1
        parts.append(_row(shape, row, linked, split=lines[number] > TALLEST_WHOLE_ROW, stays=stays))
    return Markup("<w:tbl>{}{}</w:tbl>").format(_properties(shape), NOTHING.join(parts)) + paragraph("End")


def _properties(shape: Shape) -> Markup:
    widths = [round(width * TWIPS) for width in shape.widths]
    columns = NOTHING.join(Markup('<w:gridCol w:w="{}"/>').format(width) for width in widths)
    return Markup(
        '<w:tblPr><w:tblStyle w:val="RolloutTable"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/><w:tblCaption w:val="{}"/></w:tblPr><w:tblGrid>{}</w:tblGrid>'
    ).format(sum(widths), shape.name, columns)


def _head(shape: Shape, heads: Sequence[str], lines: float) -> Markup:
    cells = [
        _cell(width, paragraph(f"TableHead{'Number' if numeric else ''}", run(head, _ink(shape))))
        for head, width, numeric in zip(heads, shape.widths, shape.numeric, strict=True)
    ]
    repeated = Markup("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>") if lines <= TALLEST_HEAD else NOTHING
    return Markup("<w:tr>{}{}</w:tr>").format(repeated, NOTHING.join(cells))


def _row(shape: Shape, row: Sequence[Cell], linked: Linked, *, split: bool, stays: bool) -> Markup:
    together = KEPT if stays else NOTHING
    cells = []
    for one, width, numeric in zip(row, shape.widths, shape.numeric, strict=True):
        style = "TableNumber" if numeric else "TableText"
        said = paragraph(style, one.markup(linked, _ink(shape)), properties=together)
        cells.append(_cell(width, said, MIDDLE if shape.pictures else _behind(one.status)))
    whole = NOTHING if split else Markup("<w:trPr><w:cantSplit/></w:trPr>")
    return Markup("<w:tr>{}{}</w:tr>").format(whole, NOTHING.join(cells))


def _behind(status: Status | None) -> Markup:
    if not status or status == "neutral":
        return NOTHING
    return Markup('<w:shd w:val="clear" w:color="auto" w:fill="{}"/>').format(ground(status))


def _cell(width: float, content: Markup, properties: Markup = NOTHING) -> Markup:
    return Markup('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}</w:tcPr>{}</w:tc>').format(
        round(width * TWIPS), properties, content
    )


def _ink(shape: Shape) -> Ink:
    return Ink() if shape.size == USUAL_SIZE else Ink(size=shape.size)
