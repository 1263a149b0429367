"""A small row model, and a tab of its rows as a Danish sheet gives it."""

from datetime import date
from typing import Annotated, Any, ClassVar

from connectors.workbook.reading import TabReading, read_tab
from domain.workbook.cells import Cell, TabCells
from domain.workbook.fields import Amount, Count, Id, Name
from domain.workbook.tables import Column, Row


class Line(Row):
    """A small model with the types that go wrong most."""

    key: ClassVar[tuple[str, ...]] = ("line_id",)

    line_id: Annotated[Id, Column("Linje-id", "Line id", aliases=("Nr.",))]
    name: Annotated[Name, Column("Navn", "Name")]
    amount: Annotated[Amount, Column("Beløb (kr.)", "Amount (DKK)")]
    pieces: Annotated[Count, Column("Antal", "Pieces")]
    due_on: Annotated[date | None, Column("Frist", "Due on")] = None


HEADER: tuple[Cell, ...] = ("Linje-id", "Navn", "Beløb (kr.)", "Antal", "Frist")


GOOD: tuple[Cell, ...] = ("A-1", "Bogføring", 1234.5, 3, 46000)


def tab(*rows: tuple[Cell, ...]) -> TabCells:
    return TabCells("Linjer", 7, rows)


def read(*rows: tuple[Cell, ...], locale: str = "da_DK", language: str = "da") -> TabReading[Line]:
    return read_tab(tab(*rows), Line, locale=locale, language=language)


def said(reading: TabReading[Any]) -> list[tuple[str, str]]:
    return [(finding.cell, finding.severity) for finding in reading.findings]
