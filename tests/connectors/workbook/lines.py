"""A small row model, and a tab of its rows as a Danish sheet gives it."""

from datetime import date
from typing import Annotated, Any, ClassVar

from connectors.workbook.reading import TabReading, read_tab
from domain.workbook.cells import Cell, TabCells
from domain.workbook.fields import Amount, Count, Id, Name
from domain.workbook.tables import Column, Row
from domain.workbook.wording import Table, Wording
from reports.catalogues.reading import wording


class Line(Row):
    """A small model with the types that go wrong most."""

    key: ClassVar[tuple[str, ...]] = ("line_id",)

    line_id: Annotated[Id, Column("Line id", aliases=("No.",))]
    name: Annotated[Name, Column("Name")]
    amount: Annotated[Amount, Column("Amount (DKK)")]
    pieces: Annotated[Count, Column("Pieces")]
    due_on: Annotated[date | None, Column("Due on")] = None


DANISH_LINES: Table = {
    ("heading", "Line id"): "Linje-id | Nr.",
    ("heading", "Name"): "Navn",
    ("heading", "Amount (DKK)"): "Beløb (kr.)",
    ("heading", "Pieces"): "Antal",
    ("heading", "Due on"): "Frist",
}


HEADER: tuple[Cell, ...] = ("Linje-id", "Navn", "Beløb (kr.)", "Antal", "Frist")


GOOD: tuple[Cell, ...] = ("A-1", "Bogføring", 1234.5, 3, 46000)


def tab(*rows: tuple[Cell, ...]) -> TabCells:
    return TabCells("Linjer", 7, rows)


def of_lines(language: str) -> Wording:
    """The words of the small model, and the catalogues' own."""
    known = wording(language).tables
    return Wording(language, {**known, "da": {**known["da"], **DANISH_LINES}})


def read(*rows: tuple[Cell, ...], locale: str = "da_DK", language: str = "da") -> TabReading[Line]:
    return read_tab(tab(*rows), Line, locale=locale, wording=of_lines(language))


def said(reading: TabReading[Any]) -> list[tuple[str, str]]:
    return [(finding.cell, finding.severity) for finding in reading.findings]
