"""A document's tables as sheet tabs: numbers as numbers, dates as dates, texts as texts, statuses in word and colour.

Here: from tables to cells and how they look. Not here: writing them (`connectors.google_sheets.client`).

A row's status is a text of its own, symbol and word, which rules colour: sort the rows, and it goes along. A single
marked cell keeps its number and shows its symbol through the number's format.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from domain.arithmetic.rounding import without_noise
from domain.reasons import Reason
from domain.workbook.cells import (
    Cell,
    CellLook,
    ColumnFormat,
    TabContent,
    TextRule,
    serial_from_date,
    serial_from_instant,
)
from reports.documents import STATUS_WORDS, SYMBOLS, Document, Kind, Link, Marked, Table, TableColumn, Value
from reports.drawings import Status
from reports.language import Speaker

FORMATS: dict[Kind, tuple[str, str]] = {
    "count": ("NUMBER", "#,##0"),
    "percent": ("PERCENT", "0.0%"),
    "date": ("DATE", "yyyy-mm-dd"),
    "instant": ("DATE_TIME", "yyyy-mm-dd hh:mm"),
    "duration": ("NUMBER", "#,##0.00"),
    "text": ("TEXT", ""),
    "status": ("TEXT", ""),
}
PALETTE: dict[Status, tuple[str, str]] = {
    "good": ("1B6E3C", "E8F4EC"),
    "warning": ("8A5300", "FDF3E0"),
    "bad": ("B3261E", "FCEBEA"),
    "neutral": ("5B6675", "EEF1F5"),
    "unmeasured": ("5B6675", "EEF1F5"),
}
"""Colours of text and background: the page's, in its light dress."""
STATUS_HEADING = Reason("Status")


def tab_contents(document: Document, language: str) -> tuple[TabContent, ...]:
    """One tab per table that names one; title lines on top, then the header row, then the rows.

    Durations are given in hours. A document without such tables gives no tab.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    return tuple(
        _tab(document, with_status(table), table.tab, speaker)
        for section in document.sections
        for table in section.all_tables
        if table.tab is not None
    )


def with_status(table: Table) -> Table:
    """A table with statuses has a column that says them: its own one, or a first one made here."""
    if not table.statuses or STATUS_HEADING in (column.heading for column in table.columns):
        return table
    known = {**STATUS_WORDS, **dict(table.words)}
    return Table(
        caption=table.caption,
        columns=(TableColumn(STATUS_HEADING, "status"), *table.columns),
        rows=tuple((known.get(look), *row) for look, row in zip(table.statuses, table.rows, strict=True)),
        statuses=table.statuses,
        empty=table.empty,
    )


def _tab(document: Document, table: Table, title: Reason, speaker: Speaker) -> TabContent:
    head: list[tuple[Cell, ...]] = [
        (speaker.say(document.title),),
        (speaker.say(document.subtitle),),
        (speaker.say(table.caption),),
        (),
    ]
    header = tuple(_heading(column, speaker) for column in table.columns)
    rows = [
        tuple(_cell(value, column, document.zone, speaker) for value, column in zip(row, table.columns, strict=True))
        for row in table.rows
    ]
    rules: tuple[TextRule, ...] = ()
    if table.statuses:
        place = [column.heading for column in table.columns].index(STATUS_HEADING)
        rows = [_signed(row, place, look) for row, look in zip(rows, table.statuses, strict=True)]
        rules = _rules(place)
    return TabContent(
        title=speaker.say(title),
        rows=(*head, header, *(rows or [(speaker.say(table.empty),)])),
        header_row=len(head),
        formats=tuple(_format(column, document.currency) for column in table.columns),
        rules=rules,
        looks=tuple(_looks(table, len(head) + 1, document.currency, speaker)),
        notice=speaker.text("Made by outsourcing-rollout, which writes over it. Comment in a tab of your own."),
    )


# --- statuses -------------------------------------------------------------------------------------------------


def _signed(row: tuple[Cell, ...], place: int, look: Status) -> tuple[Cell, ...]:
    said = "" if row[place] is None else str(row[place])
    return (*row[:place], f"{SYMBOLS[look]} {said}".rstrip(), *row[place + 1 :])


def _rules(place: int) -> tuple[TextRule, ...]:
    """One rule per judged status. They go by the symbol, which stands in every language and before every word."""
    judged: tuple[Status, ...] = ("good", "warning", "bad", "unmeasured")
    return tuple(TextRule(place, SYMBOLS[look], *PALETTE[look]) for look in judged)


def _looks(table: Table, first_row: int, currency: str, speaker: Speaker) -> Iterator[CellLook]:
    for row, values in enumerate(table.rows, start=first_row):
        for place, (value, column) in enumerate(zip(values, table.columns, strict=True)):
            if isinstance(value, Marked) and (value.value is not None or value.note is not None):
                shown = _marked_format(value, column, currency, speaker) if _is_counted(value) else None
                yield CellLook(row, place, PALETTE[value.status][0], shown)


def _is_counted(marked: Marked) -> bool:
    """Numbers and days keep being such, so their symbol cannot be part of their text."""
    return isinstance(marked.value, int | Decimal | date) and not isinstance(marked.value, bool)


def _marked_format(marked: Marked, column: TableColumn, currency: str, speaker: Speaker) -> ColumnFormat:
    kind = _kind_of(marked.value) if column.kind in ("text", "status") else column.kind
    own = _format(TableColumn(column.heading, kind, column.decimals), currency)
    word = f" {speaker.say(marked.note)}" if marked.note else ""
    pattern = _fixed(f"{SYMBOLS[marked.status]} ") + own.pattern + _fixed(word)
    return ColumnFormat(own.kind, pattern, own.width_px)


def _kind_of(value: Value) -> Kind:
    """How a number or a day looks in a column of texts, whose own format says nothing."""
    if isinstance(value, datetime):
        return "instant"
    if isinstance(value, date):
        return "date"
    return "count" if isinstance(value, int) else "number"


def _fixed(text: str) -> str:
    """Text inside a number format."""
    inner = text.replace('"', "'")
    return f'"{inner}"' if inner else ""


# --- cells ----------------------------------------------------------------------------------------------------


def _heading(column: TableColumn, speaker: Speaker) -> str:
    heading = speaker.say(column.heading)
    unit = speaker.text("hours")
    return f"{heading} ({unit})" if column.kind == "duration" else heading


def _cell(value: Value, column: TableColumn, zone: str, speaker: Speaker) -> Cell:
    if isinstance(value, Marked):
        if _is_counted(value):
            return _cell(value.value, column, zone, speaker)
        return None if value.value is None and value.note is None else speaker.value(value, column.kind)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Reason):
        return speaker.say(value)
    if isinstance(value, Link):
        return _cell(value.text, column, zone, speaker)
    if isinstance(value, datetime):
        return without_noise(serial_from_instant(value, zone), 6)
    if isinstance(value, date):
        return serial_from_date(value)
    if isinstance(value, str):
        return value
    if column.kind == "duration":
        return without_noise(float(value) / 3600, 4)
    return float(value) if isinstance(value, Decimal) else value


def _format(column: TableColumn, currency: str) -> ColumnFormat:
    width = 320 if column.kind == "text" else 130
    if column.kind == "money":
        unit = "kr." if currency == "DKK" else currency
        return ColumnFormat("CURRENCY", f'#,##0.00 "{unit}"', width)
    if column.kind == "number":
        return ColumnFormat("NUMBER", "#,##0" + ("." + "0" * column.decimals if column.decimals else ""), width)
    kind, pattern = FORMATS[column.kind]
    return ColumnFormat(kind, pattern, width)
