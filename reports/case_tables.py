"""The business case as tables: the three cases, and what the expected one depends on most.

Not here: the figures (`domain.business_case`, `domain.case_swings`), the chart of what adds up
(`reports.discovery_charts`).
"""

from datetime import datetime

from domain.business_case import CaseResult
from domain.case_swings import Swing, case_swings
from domain.discovery import DiscoveryResult
from domain.periods import month_of, shifted
from domain.reasons import Reason
from reports.documents import Table, TableColumn, Value
from reports.words import word


def case_table(result: DiscoveryResult) -> Table:
    """Low, expected and high; the tab "Business case"."""
    return Table(
        caption=Reason("Business case per month, transition once; work moves in the month after this report"),
        columns=(
            TableColumn(Reason("Case")),
            TableColumn(Reason("Cost saved"), "money"),
            TableColumn(Reason("Vendor's fee"), "money"),
            TableColumn(Reason("Governance"), "money"),
            TableColumn(Reason("Net saving"), "money"),
            TableColumn(Reason("Transition"), "money"),
            TableColumn(Reason("First year"), "money"),
            TableColumn(Reason("Later years"), "money"),
            TableColumn(Reason("Payback in months"), "count"),
            TableColumn(Reason("Paid back in"), "date"),
        ),
        rows=tuple(
            (word(case.case), case.saved, case.fee, case.governance_cost, case.net_saving, case.transition_cost,
             case.first_year, case.later_years, case.payback_months, payback_month(case, result.as_of))
            for case in result.business_case.cases
        ),
        tab=Reason("Business case"),
    )  # fmt: skip


def payback_month(case: CaseResult, as_of: datetime) -> str | None:
    """YYYY-MM in which the saving has paid the transition, when the first month is the one after `as_of`."""
    return None if case.payback_months is None else shifted(month_of(as_of.date()), case.payback_months)


def swings_table(result: DiscoveryResult) -> Table:
    """The expected case with one assumption at a time at its low and at its high case, widest first."""
    return Table(
        caption=Reason("What the expected case depends on: one assumption at a time as in the low and the high case"),
        columns=(
            TableColumn(Reason("Assumption")),
            TableColumn(Reason("Low case"), "percent", 0),
            TableColumn(Reason("High case"), "percent", 0),
            TableColumn(Reason("Net saving at low"), "money"),
            TableColumn(Reason("at high"), "money"),
            TableColumn(Reason("Payback at low, months"), "count"),
            TableColumn(Reason("at high"), "count"),
        ),
        rows=tuple(_row(swing) for swing in case_swings(result.business_case)),
    )


def _row(swing: Swing) -> tuple[Value, ...]:
    low, high = swing.low, swing.high
    return (word(swing.assumption), swing.low_share, swing.high_share, low.net_saving, high.net_saving,
            low.payback_months, high.payback_months)  # fmt: skip
