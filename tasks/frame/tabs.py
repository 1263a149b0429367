"""Typed rows of the tabs a run read, with everything that was found wrong on the way.

Here: the holder. Not here: reading (`tasks.validate`), checking tables (`tasks.expectations`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.arithmetic.shares import Share
from domain.workbook.placed_rows import RowAddresses
from domain.workbook.tables import Finding, Row
from tasks.frame.context import RowType


@dataclass(frozen=True)
class TabQuality:
    """How much of one tab could be read.

    Attributes:
        rejected: nothing, because of its header.
    """

    model: str
    tab: str
    rows_seen: int
    rows_read: int
    rejected: bool = False
    may_be_empty: bool = False

    @property
    def coverage_share(self) -> Decimal:
        """Readable rows / rows seen, 0-1; a tab without rows has none, unless it may be empty."""
        if not self.rows_seen:
            return Decimal(1) if self.may_be_empty else Decimal(0)
        return Decimal(self.rows_read) / self.rows_seen

    def covers(self, required: Decimal) -> bool:
        """Whether so much of it (0-1) could be read, on the counts."""
        if not self.rows_seen:
            return self.may_be_empty
        return Share(self.rows_read, self.rows_seen).reaches(required)


@dataclass(frozen=True)
class ValidatedTabs:
    """Typed rows per model, with everything that was found wrong on the way.

    Attributes:
        addresses: row model name -> where each of `rows` stands.
        score_snapshots: of the evaluators' own workbooks, where they have some.
    """

    snapshot_id: str
    rows: Mapping[str, tuple[Row, ...]]
    findings: tuple[Finding, ...]
    quality: tuple[TabQuality, ...]
    addresses: Mapping[str, RowAddresses]
    score_snapshots: tuple[str, ...] = ()

    def of(self, model: type[RowType]) -> tuple[RowType, ...]:
        """The rows of one model."""
        return tuple(row for row in self.rows[model.__name__] if isinstance(row, model))

    def addresses_of(self, model: type[Row]) -> RowAddresses:
        """Where the rows of `of(model)` stand, for rules that name cells."""
        return self.addresses[model.__name__]

    def cell(self, model: type[Row], index: int, field: str = "") -> str:
        """Where `of(model)[index]` stands: `Kriterier!C3` for a field, its column A for the whole row."""
        return self.addresses_of(model).cell(index, field)

    def seen(self, model: type[Row]) -> int:
        """How many rows the tab of a model held, readable or not."""
        return next(q.rows_seen for q in self.quality if q.model == model.__name__)
