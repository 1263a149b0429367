"""The service levels' part of a review: figures, breaches with their evidence, corrections to earlier months.

Here: frozen types. Not here: how they are computed (`domain.review.figures`).
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain.arithmetic.chart_shapes import ControlChart
from domain.contract.clauses import Metric, Party
from domain.sla.shapes import BreachCause, Census, Entry
from domain.values import Frozen


class FigureStatus(StrEnum):
    """What a service level's month comes to. No demand is not 100 %, and no data is not no demand."""

    MET = "met"
    MISSED = "missed"
    NO_DEMAND = "no_demand"
    NOT_MEASURED = "not_measured"


class ServiceLevelFigure(Frozen):
    """One clause and priority in one month.

    Attributes:
        figure_id: `clause_id.priority`, for example `resolution.P1`.
        target_minutes: None for due dates.
        attainment: met / judged, 0-1, four decimals, half up; None without demand. `status` is decided on the counts.
        interval: Wilson 95 % interval of the attainment; None without demand.
        too_few: fewer judged tickets than the contract's minimum sample.
        median_seconds, p90_seconds: counted working seconds of judged tickets that stopped, by nearest rank; None
            without any.
        previous: earlier months' attainment as they were at their own end, oldest first, as (month, attainment or
            None, judged).
        margin: attainment minus the requirement; negative when it was missed.
        misses_left: how many more of the month's tickets might have been late; negative: how many too many were.
        repeated_miss: missed now and in the month before.
        chart: p-chart of the attainment over the shown months, this one last.
        median_chart: XmR chart of the monthly medians in seconds, over the same months.
    """

    figure_id: str
    clause_id: str
    metric: Metric
    priority: str
    target_minutes: int | None
    required: Decimal
    census: Census
    attainment: Decimal | None
    margin: Decimal | None = None
    misses_left: int = 0
    interval: tuple[Decimal, Decimal] | None
    status: FigureStatus
    too_few: bool
    median_seconds: int | None
    p90_seconds: int | None
    previous: tuple[tuple[str, Decimal | None, int], ...] = ()
    repeated_miss: bool = False
    chart: ControlChart | None = None
    median_chart: ControlChart | None = None


class Breach(Frozen):
    """One ticket that missed one clause in this month, with the evidence of its verdict.

    Attributes:
        stopped_at: when the clock stopped; None while it runs.
        counted_seconds: working seconds on the clause's clock, up to the stop or the review's cut-off.
        seconds_by_party: every second from creation to stop or cut-off, booked to exactly one party.
        cause: what used the allowance up, as far as the history tells.
        decided_by: since which entry the clock was running when the allowance ran out.
        stopped_by: the entry that stopped the clock; None while it runs.
        held_longest_by: who had the ticket most of the open hours up to the breach, counted or not.
    """

    figure_id: str
    key: str
    summary: str
    process: str
    created_at: datetime
    deadline_at: datetime
    stopped_at: datetime | None
    target_seconds: int
    counted_seconds: int
    seconds_by_party: dict[Party, int]
    reopened: bool
    cause: BreachCause = BreachCause.HANDLING
    held_longest_by: Party = Party.VENDOR
    decided_by: Entry | None = None
    stopped_by: Entry | None = None


class Correction(Frozen):
    """A ticket that was counted as met in an earlier month, was re-opened, and breached in this one.

    The earlier month stays as it was published; the breach counts in this month, and this line says so.

    Attributes:
        figure_id: the figure it was counted in as met, in `counted_in` (YYYY-MM).
        breached_figure_id: the figure its breach counts in now.
    """

    figure_id: str
    key: str
    counted_in: str
    breached_figure_id: str
    breached_at: datetime
