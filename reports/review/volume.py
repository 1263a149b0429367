"""Volume and backlog in the review: the flow over months, the age of what is open, the mix, and what to expect.

Not here: the counts (`domain.review.flow`, `domain.review.open_work`), the forecast
(`domain.arithmetic.control_charts`).
"""

from decimal import Decimal

from domain.arithmetic.chart_shapes import Forecast
from domain.periods import shifted
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.parts import AgeBand
from reports.documents import Chart, Section, Table, TableColumn
from reports.drawings import Flow


def volume_section(review: MonthlyReview) -> Section:
    """The section; the forecast says what it is."""
    return Section(
        Reason("Volume and backlog"),
        _forecast(review.forecast, review.month),
        (_ageing(review), _mix(review), *_time_open(review)),
        charts=_flow(review),
    )


def _forecast(forecast: Forecast | None, month: str) -> tuple[Reason, ...]:
    if forecast is None:
        return ()
    return (
        Reason(
            "If nothing changes, {low} to {high} tickets arrive in {next_month}, about {expected}: the natural limits "
            "of the last {months} months, which know no season.",
            low=forecast.low,
            high=forecast.high,
            next_month=shifted(month, 1),
            expected=forecast.expected,
            months=forecast.months,
        ),
    )


def _flow(review: MonthlyReview) -> tuple[Chart, ...]:
    if not review.history:
        return ()
    first, last = review.history[0], review.history[-1]
    return (
        Chart(
            caption=Reason("Arrived, resolved, and the backlog at each month's end"),
            alt=Reason("Lines of arrived and resolved tickets, an area of the backlog. The backlog went from {first} "
                       "at the end of {first_month} to {last} at the end of {last_month}.",
                       first=first[3], first_month=first[0], last=last[3], last_month=last[0]),
            drawing=Flow(review.history),
            table=Table(
                caption=Reason("Tickets per month"),
                columns=(
                    TableColumn(Reason("Month"), "date"),
                    TableColumn(Reason("Arrived"), "count"),
                    TableColumn(Reason("Resolved"), "count"),
                    TableColumn(Reason("Backlog at the end"), "count"),
                ),
                rows=review.history,
            ),
        ),
    )  # fmt: skip


def _ageing(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Open tickets at the end by age"),
        columns=(TableColumn(Reason("Age")), TableColumn(Reason("Open tickets"), "count")),
        rows=tuple((_age(band), band.open_tickets) for band in review.ageing),
    )


def _mix(review: MonthlyReview) -> Table:
    arrived = sum(review.volumes.by_priority.values())
    return Table(
        caption=Reason("Tickets that arrived, by priority"),
        columns=(
            TableColumn(Reason("Priority")),
            TableColumn(Reason("Arrived"), "count"),
            TableColumn(Reason("Share"), "percent"),
        ),
        rows=tuple(
            (priority or Reason("none"), count, Decimal(count) / arrived)
            for priority, count in sorted(review.volumes.by_priority.items())
        ),
    )


def _time_open(review: MonthlyReview) -> tuple[Table, ...]:
    found = review.time_open
    if found is None:
        return ()
    closed_only = dict(found.closed_only)
    return (
        Table(
            caption=Reason(
                "How fast tickets of the last year close, {open} of {count} still open (Kaplan-Meier)",
                open=found.still_open,
                count=found.tickets,
            ),
            columns=(
                TableColumn(Reason("Within")),
                TableColumn(Reason("Closed, open ones counted"), "percent"),
                TableColumn(Reason("Among the closed alone"), "percent"),
            ),
            rows=tuple(
                (Reason("{days} days", days=days), share, closed_only.get(days)) for days, share in found.closed_within
            ),
        ),
    )


def _age(band: AgeBand) -> Reason:
    if band.below_days is None:
        return Reason("{days} days or more", days=band.from_days)
    if band.from_days == 0:
        return Reason("under {days} days", days=band.below_days)
    return Reason("{first} to {last} days", first=band.from_days, last=band.below_days - 1)
