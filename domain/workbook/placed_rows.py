"""Rows of one model together with where they stand, for rules that name cells.

Not here: the addresses themselves (`domain.workbook.placed_rows`), which tabs a phase reads (`domain.workbook.tabs`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.workbook.cells import cell_name
from domain.workbook.tables import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class TabPart:
    """Rows of one tab that were read.

    Attributes:
        tab: its title; of another workbook than the rollout's own, with the workbook's name before it.
        columns: field name -> zero-based column index.
        row_numbers: row numbers as the sheet shows them, from 1, in the rows' order.
        next_row: the number of the first row under everything that stands in the tab.
    """

    tab: str
    columns: Mapping[str, int]
    row_numbers: tuple[int, ...]
    next_row: int = 2

    def cell(self, index: int, field: str) -> str:
        """`Kriterier!C3`; column A for a field without a column."""
        return f"{self.tab}!{cell_name(self.row_numbers[index] - 1, self.columns.get(field, 0))}"


@dataclass(frozen=True)
class RowAddresses:
    """Addresses of all rows of one model; several parts where the rows come from several workbooks."""

    parts: tuple[TabPart, ...] = ()

    def cell(self, index: int, field: str = "") -> str:
        """Where row `index` stands: `Kriterier!C3` for a field, its column A for the whole row.

        Raises:
            IndexError: there is no such row.
        """
        for part in self.parts:
            if index < len(part.row_numbers):
                return part.cell(index, field)
            index -= len(part.row_numbers)
        raise IndexError(f"there is no row {index}")

    def next_free(self, field: str = "") -> str:
        """Where a further row begins: `Certifikater!A9`; empty when no tab is known."""
        if not self.parts:
            return ""
        last = self.parts[-1]
        return f"{last.tab}!{cell_name(last.next_row - 1, last.columns.get(field, 0))}"

    def column(self, field: str) -> str:
        """From the first to the last row read: `Kriterier!C2:C6`; the tabs' titles where no row was."""
        spans = []
        for part in self.parts:
            if not part.row_numbers:
                spans.append(part.tab)
                continue
            first, last = part.cell(0, field), part.cell(len(part.row_numbers) - 1, field)
            spans.append(first if first == last else f"{first}:{last.removeprefix(f'{part.tab}!')}")
        return ", ".join(spans)


def joined(addresses: Sequence[RowAddresses]) -> RowAddresses:
    """Rows put one after the other keep their addresses."""
    return RowAddresses(tuple(part for one in addresses for part in one.parts))


@dataclass(frozen=True)
class PlacedRows(Generic[R]):
    """The rows that could be read.

    Attributes:
        tab: the tab's title in this rollout's workbook.
        unreadable: titles of tabs that could not be read as a whole: a header is missing or there twice.
    """

    tab: str
    rows: tuple[R, ...]
    addresses: RowAddresses
    unreadable: tuple[str, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """Titles of the tabs the rows are from, in one case: services find a tab whatever its case."""
        return frozenset(title.casefold() for title in (self.tab, *(part.tab for part in self.addresses.parts)))

    def cell(self, index: int, field: str = "") -> str:
        """Where `rows[index]` stands: `Kriterier!C3` for a field, its column A for the whole row."""
        return self.addresses.cell(index, field)

    def column(self, field: str) -> str:
        """The cells of a field from the first row to the last: `Kriterier!C2:C6`; the tab's title without rows."""
        return (self.addresses.column(field) if self.rows else "") or self.tab
