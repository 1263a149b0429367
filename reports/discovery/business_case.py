"""The business case as tables: the three cases, and what the expected one depends on most.

Not here: the figures (`domain.discovery.business_case`, `domain.discovery.case_swings`), the chart of what adds up
(`reports.discovery.charts`).
"""

from datetime import datetime

from domain.discovery.business_case import Case, CaseResult
from domain.discovery.case_swings import Swing, case_swings
from domain.discovery.result import DiscoveryResult
from domain.periods import month_of, shifted
from domain.reasons import Reason
from reports.documents import Table, TableColumn, Value
from reports.words import word


def case_table(result: DiscoveryResult) -> Table:
    """Low, expected and high; the tab "Business case"."""
    return Table(
        caption=Reason("Business case per month, transition once"),
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
        ),
        rows=tuple(
            (word(case.case), case.saved, case.fee, case.governance_cost, case.net_saving, case.transition_cost,
             case.first_year, case.later_years, case.payback_months)
            for case in result.business_case.cases
        ),
        tab=Reason("Business case"),
    )  # fmt: skip


def payback_sentence(result: DiscoveryResult) -> Reason:
    """The month in which each case has paid the transition, when the first month is the one after the as-of."""
    low, expected, high = (result.business_case.of(case) for case in (Case.LOW, Case.EXPECTED, Case.HIGH))
    return Reason(
        "When work moves in the month after this report, the transition is paid back in the low case: {low_month}, the "
        "expected one: {expected_month}, the high one: {high_month}.",
        low_month=_payback_month(low, result.as_of),
        expected_month=_payback_month(expected, result.as_of),
        high_month=_payback_month(high, result.as_of),
    )


def _payback_month(case: CaseResult, as_of: datetime) -> str | Reason:
    if case.payback_months is None:
        return Reason("never")
    return shifted(month_of(as_of.date()), case.payback_months)


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
    return (
        word(swing.assumption),
        swing.low_share,
        swing.high_share,
        low.net_saving,
        high.net_saving,
        low.payback_months,
        high.payback_months,
    )
