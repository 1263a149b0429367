"""Control charts over months: which changes are signals, and which are the noise the process always had.

Here: p-chart for shares with varying denominators, XmR for single values, and the rules that call a point a signal.
Not here: targets and verdicts (a process can be in control and miss every target), drawing (`reports`).

Sources: Shewhart's three-sigma limits (p-chart; Montgomery, Statistical Quality Control, chapter 7); moving-range
limits with d2 = 1.128 (XmR; Wheeler, Understanding Variation); eight points on one side of the centre (Western
Electric rule 4). A month without data is a gap: it is not in the centre, and it ends a run.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from domain.arithmetic.chart_shapes import ChartPoint, ControlChart, Forecast, Signal, SignalKind
from domain.arithmetic.rounding import even_whole, measured, without_noise

MINIMUM_POINTS: Final = 12
RUN_LENGTH: Final = 8
_D2: Final = 1.128
_SIGMAS: Final = 3.0
_PLACES: Final = 6


def p_chart(counts: Sequence[int], trials: Sequence[int], *, minimum_points: int = MINIMUM_POINTS) -> ControlChart:
    """Shares `count / trials` per month; limits widen where a month has fewer trials, and stay within 0 and 1.

    Months without trials are gaps.
    """
    shares = [count / total if total else None for count, total in zip(counts, trials, strict=True)]
    total = sum(trials)
    if sum(share is not None for share in shares) < minimum_points:
        return _without_limits(shares)
    centre = sum(counts) / total
    reach = [_SIGMAS * math.sqrt(centre * (1 - centre) / n) if n else 0.0 for n in trials]
    return _chart(shares, centre, [max(0.0, centre - r) for r in reach], [min(1.0, centre + r) for r in reach])


def xmr_chart(values: Sequence[float | None], *, minimum_points: int = MINIMUM_POINTS) -> ControlChart:
    """Single values per month; limits are the mean plus and minus 3 x mean moving range / 1.128.

    The moving range is taken between neighbouring measured months; a gap has none on either side.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    if len(known) < minimum_points or not ranges:
        return _without_limits(values)
    centre = math.fsum(known) / len(known)
    reach = _SIGMAS * math.fsum(ranges) / len(ranges) / _D2
    return _chart(values, centre, [centre - reach] * len(values), [centre + reach] * len(values))


def _without_limits(values: Sequence[float | None]) -> ControlChart:
    points = tuple(ChartPoint(value=_rounded(value)) for value in values)
    return ControlChart(centre=None, points=points, signals=(), measured=sum(v is not None for v in values))


def _chart(
    values: Sequence[float | None], centre: float, lower: Sequence[float], upper: Sequence[float]
) -> ControlChart:
    points = tuple(
        ChartPoint(value=_rounded(value), lower=_rounded(low), upper=_rounded(high))
        if value is not None
        else ChartPoint(value=None)
        for value, low, high in zip(values, lower, upper, strict=True)
    )
    found = [
        Signal(position=at, kind=SignalKind.ABOVE if value > high else SignalKind.BELOW)
        for at, (value, low, high) in enumerate(zip(values, lower, upper, strict=True))
        if value is not None and (value > high or value < low)
    ]
    return ControlChart(
        centre=_rounded(centre),
        points=points,
        signals=tuple(sorted([*found, *_runs(values, centre)], key=lambda signal: (signal.position, signal.kind))),
        measured=sum(value is not None for value in values),
    )


def _runs(values: Sequence[float | None], centre: float) -> list[Signal]:
    """Each run of eight or more on one side, once, at its last point; a point on the centre ends a run."""
    found: list[Signal] = []
    side, length = 0, 0
    for at, value in enumerate([*values, None]):
        now = 0 if value is None or value == centre else (1 if value > centre else -1)
        if now != side or now == 0:
            if length >= RUN_LENGTH:
                found.append(Signal(position=at - 1, kind=SignalKind.RUN_ABOVE if side > 0 else SignalKind.RUN_BELOW))
            side, length = now, 0
        length += now != 0
    return found


def _rounded(value: float | None) -> float | None:
    """Six places: enough to draw and compare, and the same text on every machine."""
    return None if value is None else without_noise(value, _PLACES)


def arrivals_forecast(
    arrived: Sequence[int], *, minimum_points: int = 6, halves_to_even: bool = False
) -> Forecast | None:
    """The range from whole months, oldest first; None with fewer than `minimum_points`.

    Args:
        halves_to_even: as months were rounded under rule version 3 and before, so that these replay to the same bytes.
    """
    chart = xmr_chart(arrived, minimum_points=minimum_points)
    if chart.centre is None:
        return None
    lower, upper = chart.points[-1].lower, chart.points[-1].upper
    assert lower is not None
    assert upper is not None
    return Forecast(
        low=max(0, math.ceil(lower)),
        expected=even_whole(chart.centre) if halves_to_even else int(measured(chart.centre, 0)),
        high=math.floor(upper),
        months=chart.measured,
    )
