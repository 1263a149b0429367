"""A control chart, its points and signals, and the range of a forecast, as values.

Here: frozen types. Not here: the limits and the rules that call a point a signal (`domain.arithmetic.control_charts`).
"""

from enum import StrEnum

from domain.values import Frozen


class SignalKind(StrEnum):
    """What makes a point a signal."""

    ABOVE = "above"
    BELOW = "below"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"


class ChartPoint(Frozen):
    """One month: its value and its limits. None where nothing was measured, or where there are too few points."""

    value: float | None
    lower: float | None = None
    upper: float | None = None


class Signal(Frozen):
    """A point that is not noise; `position` counts from 0. A run is named at its last point."""

    position: int
    kind: SignalKind


class ControlChart(Frozen):
    """A chart. `centre` is None, and there are no limits and signals, with fewer than the minimum of points."""

    centre: float | None
    points: tuple[ChartPoint, ...]
    signals: tuple[Signal, ...]
    measured: int


class Forecast(Frozen):
    """Tickets expected to arrive next month: low and high are limits that chance alone hardly leaves."""

    low: int
    expected: int
    high: int
    months: int
