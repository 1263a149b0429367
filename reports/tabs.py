"""A document's tables as sheet tabs: numbers as numbers, dates as dates, texts as texts.

Here: from tables to cells and column formats. Not here: writing them (`connectors.sheets_client`).
"""

from datetime import date, datetime
from decimal import Decimal

from domain.cells import Cell, ColumnFormat, TabContent, serial_from_date, serial_from_instant
from domain.reasons import Reason
from reports.documents import Document, Kind, Link, Marked, Table, TableColumn, Value
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


def tab_contents(document: Document, language: str) -> tuple[TabContent, ...]:
    """One tab per table that names one; title lines on top, then the header row, then the rows.

    Durations are given in hours. A document without such tables gives no tab.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    return tuple(
        _tab(document, table, table.tab, speaker)
        for section in document.sections
        for table in section.all_tables
        if table.tab is not None
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
    if not rows:
        rows = [(speaker.say(table.empty),)]
    return TabContent(
        title=speaker.say(title),
        rows=(*head, header, *rows),
        header_row=len(head),
        formats=tuple(_format(column, document.currency) for column in table.columns),
    )


def _heading(column: TableColumn, speaker: Speaker) -> str:
    heading = speaker.say(column.heading)
    unit = speaker.text("hours")
    return f"{heading} ({unit})" if column.kind == "duration" else heading


def _cell(value: Value, column: TableColumn, zone: str, speaker: Speaker) -> Cell:
    if isinstance(value, Marked):
        # A number stays a number; without one the word says why there is none.
        shown = value.note if value.value is None and value.note is not None else value.value
        return _cell(shown, column, zone, speaker)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Reason):
        return speaker.say(value)
    if isinstance(value, Link):
        return value.text
    if isinstance(value, datetime):
        return round(serial_from_instant(value, zone), 6)
    if isinstance(value, date):
        return serial_from_date(value)
    if isinstance(value, str):
        return value
    if column.kind == "duration":
        return round(float(value) / 3600, 4)
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
