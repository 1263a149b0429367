"""Service levels in the review: the twelve-month matrix, the month's table, and one small chart per level.

Here: which figures stand where. Not here: the figures (`domain.review.figures`), what a signal is
(`reports.review.signals`).
"""

from decimal import Decimal

from domain.contract.levels import figure_name
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus, ServiceLevelFigure
from reports.documents import Marked, Section, Table, TableColumn, Trend, Value
from reports.drawings import Status
from reports.review.restatements import STATUS_WORDS
from reports.review.signals import signal_lines

LOOKS: dict[FigureStatus, Status] = {
    FigureStatus.MET: "good",
    FigureStatus.MISSED: "bad",
    FigureStatus.NO_DEMAND: "neutral",
    FigureStatus.NOT_MEASURED: "unmeasured",
}
FEW = Reason("few")
SHOWN_BEFORE = 3


def matrix_section(review: MonthlyReview) -> Section:
    """The SLAM matrix: every level in every month of the last year, with its status."""
    return Section(
        Reason("Twelve months at a glance"),
        (
            Reason("✔ met, ✘ missed, – no ticket was judged, ○ not measured. “Few”: under {count} tickets judged.",
                   count=review.minimum_sample),
        ),
        (matrix_table(review),),
    )  # fmt: skip


def levels_section(review: MonthlyReview) -> Section:
    """The month's levels with their small charts; the second table says what stands behind each figure."""
    return Section(
        Reason("Service levels"),
        (*_notes(review), *signal_lines(review)),
        (_levels(review), _behind(review)),
        trends=tuple(_trend(review, figure) for figure in review.figures),
    )


def months_of(review: MonthlyReview) -> tuple[str, ...]:
    """The months that are shown, the reviewed one last."""
    earlier = review.figures[0].previous if review.figures else ()
    return (*(month for month, _, _ in earlier), review.month)


def matrix_table(review: MonthlyReview) -> Table:
    """Every level in the last twelve months, each cell with its status."""
    months = months_of(review)[-12:]
    return Table(
        caption=Reason("Achieved per service level and month"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required"), "percent", 0),
            *(TableColumn(Reason("{short_month}", short_month=month), "percent") for month in months),
        ),
        rows=tuple(
            (figure_name(figure.figure_id), figure.required, *_cells(review, figure)[-len(months) :])
            for figure in review.figures
        ),
    )


def _cells(review: MonthlyReview, figure: ServiceLevelFigure) -> tuple[Marked, ...]:
    statuses = review.earlier_statuses.get(figure.figure_id, ())
    earlier = tuple(
        _cell(share, status, judged, review.minimum_sample)
        for (_, share, judged), status in zip(figure.previous, statuses, strict=True)
    )
    return (*earlier, _cell(figure.attainment, figure.status, figure.census.judged, review.minimum_sample))


def _cell(share: Decimal | None, status: FigureStatus, judged: int, minimum: int) -> Marked:
    if share is None:
        return Marked(None, LOOKS[status], STATUS_WORDS[status] if status is FigureStatus.NOT_MEASURED else None)
    return Marked(share, LOOKS[status], FEW if judged < minimum else None)


def _levels(review: MonthlyReview) -> Table:
    earlier = months_of(review)[:-1][-SHOWN_BEFORE:]
    return Table(
        caption=Reason("Service levels of the month, every ticket judged in working hours"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Allowed"), "duration"),
            TableColumn(Reason("Required"), "percent"),
            TableColumn(Reason("Achieved"), "percent", 2),
            TableColumn(Reason("Status")),
            TableColumn(Reason("Tickets judged"), "count"),
            TableColumn(Reason("In time"), "count"),
            TableColumn(Reason("Breached"), "count"),
            TableColumn(Reason("More late ones allowed"), "count"),
            *(TableColumn(Reason("{short_month}", short_month=month), "percent") for month in earlier),
        ),
        rows=tuple(
            (*_level(figure), *_cells(review, figure)[:-1][len(figure.previous) - len(earlier) :])
            for figure in review.figures
        ),
        tab=Reason("SLA {period}", period=review.month),
        statuses=tuple(LOOKS[figure.status] for figure in review.figures),
    )


def _level(figure: ServiceLevelFigure) -> tuple[Value, ...]:
    census = figure.census
    return (
        figure_name(figure.figure_id),
        None if figure.target_minutes is None else figure.target_minutes * 60,
        figure.required,
        figure.attainment,
        _status_word(figure),
        census.judged,
        census.met,
        census.breached,
        figure.misses_left if census.judged else None,
    )


def _behind(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Behind the figures: what the sample can tell, and tickets without a verdict"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("95 % interval from"), "percent"),
            TableColumn(Reason("to"), "percent"),
            TableColumn(Reason("Median"), "duration"),
            TableColumn(Reason("90th percentile"), "duration"),
            TableColumn(Reason("Breached and still open"), "count"),
            TableColumn(Reason("Open in time"), "count"),
            TableColumn(Reason("Excluded"), "count"),
            TableColumn(Reason("Unreadable"), "count"),
        ),
        rows=tuple(
            (
                figure_name(figure.figure_id),
                *(figure.interval or (None, None)),
                figure.median_seconds,
                figure.p90_seconds,
                figure.census.breached_open,
                figure.census.open_in_time,
                figure.census.excluded,
                figure.census.unreadable,
            )
            for figure in review.figures
        ),
    )


def _status_word(figure: ServiceLevelFigure) -> Reason:
    if figure.too_few and figure.status in (FigureStatus.MET, FigureStatus.MISSED):
        if figure.status is FigureStatus.MISSED:
            return Reason("missed (few tickets)")
        return Reason("met (few tickets)")
    if figure.repeated_miss:
        return Reason("missed again")
    return STATUS_WORDS[figure.status]


def _notes(review: MonthlyReview) -> tuple[Reason, ...]:
    few = sum(figure.too_few and figure.census.judged > 0 for figure in review.figures)
    notes = [Reason("A ticket is judged in the month it was resolved in time, or in the month its deadline passed.")]
    if few:
        notes.append(
            Reason("{count} service levels rest on few tickets: read their interval before drawing conclusions.",
                   count=few)
        )  # fmt: skip
    return tuple(notes)


def _trend(review: MonthlyReview, figure: ServiceLevelFigure) -> Trend:
    points = (*((m, share) for m, share, _ in figure.previous), (review.month, figure.attainment))
    statuses = (*review.earlier_statuses.get(figure.figure_id, ()), figure.status)
    chart = figure.chart
    limited = chart is not None and chart.centre is not None
    return Trend(
        figure_name(figure.figure_id),
        points,
        figure.required,
        LOOKS[figure.status],
        limits=tuple((_share(p.lower), _share(p.upper)) for p in chart.points) if chart and limited else (),
        signals=tuple(sorted({signal.position for signal in chart.signals})) if chart and limited else (),
        missed=tuple(at for at, status in enumerate(statuses) if status is FigureStatus.MISSED),
    )


def _share(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
