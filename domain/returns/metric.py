"""What a metric is: its definition, what it is measured from, and what measuring gives.

Here: the shapes. Not here: the metrics, one file each (`domain.returns.metrics`), finding them
(`domain.returns.register`), measuring them all for a month (`domain.returns.roi`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from domain.discovery.baselines import Kpi
from domain.figures.figure import Figure
from domain.figures.working import Unit
from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.months import BusinessMonth

AFTER_MONTHS = 3
"""So many months up to the reviewed one are "after"."""

TurnoverReading = Literal["relative", "points"]
Reads = Literal["sheet", "tickets"]
"""The tab of the key figures, or the vendor's tickets."""


class TicketMonth(Frozen):
    """What became of the tickets that were solved in one month, as it is known at the review's cut-off.

    Attributes:
        resolved: tickets solved for the first time in the month; each ticket counts in one month only.
        reopened: those of them that were opened again, in this month or later.
    """

    month: str
    resolved: int
    reopened: int


@dataclass(frozen=True)
class Evidence:
    """What metrics are measured from; nothing in it is later than the reviewed month. Oldest first.

    Attributes:
        before: key figures of the months before the contract.
        after: key figures of the last three months under the contract.
        year: key figures of the last twelve months under the contract.
        tickets: counts of the last three months' tickets.
        rule_version: whose rules are asked for; a month that was published is computed again under its own.
    """

    before: tuple[BusinessMonth, ...]
    after: tuple[BusinessMonth, ...]
    year: tuple[BusinessMonth, ...]
    tickets: tuple[TicketMonth, ...]
    turnover_reading: TurnoverReading
    rule_version: int


@dataclass(frozen=True)
class Measured:
    """One metric as its function gives it; nothing is rounded yet.

    Attributes:
        before, after, value: None when the data does not give it.
        met: judged on counts and sums, not on the quotient; looked at only when there is a value.
        months_before, months_after: months that were counted.
        rows: the key figures it was computed from; fields: the columns that were read of them.
        tickets: the ticket counts it was computed from.
        steps: the formula with numbers.
    """

    before: Decimal | None
    after: Decimal | None
    value: Decimal | None
    met: bool
    months_before: int
    months_after: int
    steps: tuple[Reason, ...]
    rows: tuple[BusinessMonth, ...] = ()
    fields: tuple[str, ...] = ()
    tickets: tuple[TicketMonth, ...] = ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months it was computed from, oldest first."""
        return (*(row.month for row in self.rows), *(counted.month for counted in self.tickets))


@dataclass(frozen=True)
class Metric:
    """One entry of the register.

    Attributes:
        order: place among the metrics; the article's five are 10 to 50.
        level_unit: how before and after are shown; the figure's unit is that of the value.
        measure: (evidence, target) -> what it comes to.
        articles: one of the article's own, which the gate of optimisation counts; others are shown, and counted only
            where the settings say so (`RoiTargets.counted_also`).
        baseline: the KPI that was locked at the discovery gate for it; None when it has none.
        reads: where its figures come from.
    """

    figure: Figure
    order: int
    level_unit: Unit
    measure: Callable[[Evidence, Decimal], Measured]
    articles: bool = False
    baseline: Kpi | None = None
    reads: Reads = "sheet"


class MetricResult(Frozen):
    """One metric of a month, as it is kept and shown.

    Attributes:
        metric: the figure's id.
        before, after: what it is computed from, in the metric's `level_unit`.
        value: what is compared with `target`; None when the data does not give it.
        met: None when unknown.
        months_before, months_after: months that were counted.
    """

    metric: str
    before: Decimal | None
    after: Decimal | None
    value: Decimal | None
    target: Decimal
    met: bool | None
    months_before: int
    months_after: int
