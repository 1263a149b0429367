"""The locked baselines with what each of them means: what is counted, from which tab, in which unit.

Not here: the figures (`domain.discovery.baselines`), the comparison with them (`domain.returns.metrics`).
"""

from domain.discovery.baselines import Kpi, KpiBaseline
from domain.discovery.result import DiscoveryResult
from domain.reasons import Reason
from domain.workbook.tabs import DISCOVERY_TABS
from reports.catalogues.reading import wording
from reports.documents import Table, TableColumn
from reports.words import word

DEFINITIONS: dict[Kpi, Reason] = {
    Kpi.ERROR_RATE: Reason("errors / transactions of all teams, over three whole months"),
    Kpi.COST_PER_MONTH: Reason("cost of the processes to move, as the inventory states it"),
    Kpi.HOURS_PER_MONTH: Reason("hours of the processes to move, as the inventory states them"),
    Kpi.ENGAGEMENT: Reason("mean answer of the newest survey, each team counted by its answers"),
    Kpi.TURNOVER: Reason("leavers of twelve whole months / head count of today"),
}
SHARES = frozenset({Kpi.ERROR_RATE, Kpi.TURNOVER})
"""Shown as percentages."""
UNITS: dict[Kpi, Reason] = {
    Kpi.ERROR_RATE: Reason("share of transactions"),
    Kpi.COST_PER_MONTH: Reason("amount a month"),
    Kpi.HOURS_PER_MONTH: Reason("hours a month"),
    Kpi.ENGAGEMENT: Reason("scale 1 to 5"),
    Kpi.TURNOVER: Reason("share of employees, a year"),
}


def baselines_table(result: DiscoveryResult, language: str) -> Table:
    """The five baselines; a tab is named by its default title in `language`."""
    return Table(
        caption=Reason("Baselines that are locked at this gate"),
        columns=(
            TableColumn(Reason("Figure")),
            TableColumn(Reason("Value"), "number", 2),
            TableColumn(Reason("Share"), "percent", 2),
            TableColumn(Reason("Unit")),
            TableColumn(Reason("What is counted")),
            TableColumn(Reason("Tab")),
            TableColumn(Reason("From"), "date"),
            TableColumn(Reason("To"), "date"),
            TableColumn(Reason("Rows"), "count"),
        ),
        rows=tuple(
            (word(b.kpi), None if b.kpi in SHARES else b.value, b.value if b.kpi in SHARES else None, UNITS[b.kpi],
             DEFINITIONS[b.kpi], _tab(b, language), b.first_month or None, b.last_month or None, b.rows)
            for b in result.baselines
        ),
    )  # fmt: skip


def _tab(baseline: KpiBaseline, language: str) -> str:
    model = next(model for model in DISCOVERY_TABS if model.__name__ == baseline.source)
    return wording(language).tab(model)
