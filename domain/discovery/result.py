"""What discovery reads and finds.

Here: frozen types. Not here: what a manager may set (`domain.discovery.settings`), how they are computed
(`domain.discovery.assess`), the gate (`domain.discovery.gate`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import polars as pl

from domain.contract.clauses import StatusTerms
from domain.discovery.baselines import KpiBaseline
from domain.discovery.bottlenecks import Bottlenecks
from domain.discovery.burnout import BurnoutBaseline
from domain.discovery.business_case import BusinessCase
from domain.discovery.roadmap.catalogue import ARTICLE_CATALOGUE, CatalogueEntry
from domain.discovery.roadmap.inventory import Roadmap
from domain.discovery.signs import WarningSigns
from domain.values import Frozen
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process
from domain.workbook.tables import RowsOf


@dataclass(frozen=True)
class DiscoveryRows:
    """The readable rows of the discovery tabs, and how many rows of the inventory there were to read."""

    teams: Sequence[Team]
    processes: Sequence[Process]
    work_months: Sequence[WorkMonth]
    surveys: Sequence[SurveyResult]
    exits: Sequence[ExitRecord]
    salary_bands: Sequence[SalaryBand]
    processes_seen: int
    tickets: pl.DataFrame | None = None
    history: pl.DataFrame | None = None
    statuses: Mapping[str, StatusTerms] = field(default_factory=dict)


def discovery_rows(
    rows_of: RowsOf,
    *,
    processes_seen: int,
    tickets: pl.DataFrame | None,
    history: pl.DataFrame | None,
    statuses: Mapping[str, StatusTerms],
) -> DiscoveryRows:
    """The rows of the phase, put together once for the phase and for its explanation.

    Args:
        rows_of: the readable rows of a model.
        tickets, history: of the internal tickets; None when none were pulled.
    """
    return DiscoveryRows(
        teams=rows_of(Team),
        processes=rows_of(Process),
        work_months=rows_of(WorkMonth),
        surveys=rows_of(SurveyResult),
        exits=rows_of(ExitRecord),
        salary_bands=rows_of(SalaryBand),
        processes_seen=processes_seen,
        tickets=tickets,
        history=history,
        statuses=statuses,
    )


class Coverage(Frozen):
    """How much of the process inventory could be read."""

    rows_seen: int
    rows_readable: int
    required_share: Decimal

    @property
    def share(self) -> Decimal:
        """Readable / seen; 0 for an empty tab."""
        return Decimal(self.rows_readable) / self.rows_seen if self.rows_seen else Decimal(0)


class DiscoveryResult(Frozen):
    """Everything discovery found."""

    as_of: datetime
    coverage: Coverage
    minimum_suitable: int
    burnout: BurnoutBaseline
    signs: WarningSigns
    roadmap: Roadmap
    business_case: BusinessCase
    bottlenecks: Bottlenecks | None
    baselines: tuple[KpiBaseline, ...]
    process_names: dict[str, str]
    catalogue: tuple[CatalogueEntry, ...] = ARTICLE_CATALOGUE
