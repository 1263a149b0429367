"""Rows of one model together with where they stand, for rules that name cells.

Not here: the addresses themselves (`domain.workbook.row_addresses`), which tabs a phase reads (`domain.workbook.tabs`).
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.workbook.row_addresses import RowAddresses
from domain.workbook.tables import Row

R = TypeVar("R", bound=Row)


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
