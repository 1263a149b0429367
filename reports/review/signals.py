"""What the control charts found, in sentences; a chart without a signal is not mentioned.

Not here: the charts and their rules (`domain.arithmetic.control_charts`).
"""

from domain.arithmetic.chart_shapes import Signal, SignalKind
from domain.contract.levels import figure_name
from domain.reasons import Fact, Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import ServiceLevelFigure


def signal_lines(review: MonthlyReview) -> tuple[Reason, ...]:
    """One line per signal of an attainment chart, and one that says what a signal is when there are charts."""
    charted = [(figure, figure.chart) for figure in review.figures if figure.chart and figure.chart.centre is not None]
    if not charted:
        return (Reason("Signals are looked for when twelve months have been measured."),)
    found = [_line(review, figure, signal) for figure, chart in charted for signal in chart.signals]
    if not found:
        return (Reason("No month differs from the others by more than chance explains (three-sigma limits)."),)
    return (Reason("Signals: more than chance explains (three-sigma limits, eight months on one side)."), *found)


def _line(review: MonthlyReview, figure: ServiceLevelFigure, signal: Signal) -> Reason:
    months = (*(month for month, _, _ in figure.previous), review.month)
    facts: dict[str, Fact | Reason] = {"figure": figure_name(figure.figure_id), "a_month": months[signal.position]}
    if signal.kind is SignalKind.BELOW:
        return Reason("{figure}: {a_month} lies under what this service usually attains.", facts)
    if signal.kind is SignalKind.ABOVE:
        return Reason("{figure}: {a_month} lies over what this service usually attains.", facts)
    if signal.kind is SignalKind.RUN_BELOW:
        return Reason("{figure}: eight months or more under its own average, up to {a_month}.", facts)
    return Reason("{figure}: eight months or more over its own average, up to {a_month}.", facts)
