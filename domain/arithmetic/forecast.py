"""How many tickets to expect next month if nothing changes: the mean and the natural limits of the months before.

Here: the range. Not here: the limits' rule (`domain.arithmetic.control_charts.xmr_chart`: mean plus and minus 2.66
times the mean moving range; Wheeler, Understanding Variation). It is no model of season or growth, and says so where it
is shown.
"""

import math
from collections.abc import Sequence

from domain.arithmetic.control_charts import xmr_chart
from domain.values import Frozen


class Forecast(Frozen):
    """Tickets expected to arrive next month: low and high are limits that chance alone hardly leaves."""

    low: int
    expected: int
    high: int
    months: int


def arrivals_forecast(arrived: Sequence[int], *, minimum_points: int = 6) -> Forecast | None:
    """The range from whole months, oldest first; None with fewer than `minimum_points`."""
    chart = xmr_chart(arrived, minimum_points=minimum_points)
    if chart.centre is None:
        return None
    lower, upper = chart.points[-1].lower, chart.points[-1].upper
    assert lower is not None
    assert upper is not None
    return Forecast(
        low=max(0, math.ceil(lower)),
        expected=round(chart.centre),
        high=math.floor(upper),
        months=chart.measured,
    )
