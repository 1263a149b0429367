"""The specification of a trend: months, limits, what was missed and what was a signal.

Here: one kind of chart. Not here: the others (`reports.forms.charts.specifications`), pictures
(`reports.forms.charts.svg`).
"""

from decimal import Decimal
from typing import Any

from domain.arithmetic.rounding import at_least, without_noise
from reports.documents import Trend
from reports.forms.charts.looks import ACCENT, CARD, LOOKS, SOFT, whole_chart
from reports.language import Speaker


def trend_spec(trend: Trend, beside: tuple[Trend, ...], speaker: Speaker) -> dict[str, Any]:
    """A small chart on the scale it shares with the trends beside it: line, target, control limits, rings."""
    low = float(lowest_of(beside))
    points = [
        {
            "month": f"{month}-01",
            "share": None if share is None else float(share),
            "look": _point_look(trend, at),
        }
        for at, (month, share) in enumerate(trend.points)
    ]
    limits = [
        {"month": f"{month}-01", "lower": max(low, float(lower)), "upper": float(upper)}
        for (month, _), (lower, upper) in zip(trend.points, trend.limits, strict=False)
        if lower is not None and upper is not None
    ]
    scale = {"domain": [low, 1.0], "nice": False, "zero": False}
    x = {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "title": None,
         "axis": {"format": "%b", "tickCount": 4, "grid": False, "labelFontSize": 11}}  # fmt: skip
    y = {"type": "quantitative", "title": None, "scale": scale,
         "axis": {"format": ".0%", "values": _ticks(low), "labelFontSize": 11}}  # fmt: skip
    layers: list[dict[str, Any]] = []
    if limits:
        layers.append(
            {
                "data": {"values": limits},
                "mark": {"type": "area", "color": LOOKS["neutral"], "opacity": 0.16, "interpolate": "step"},
                "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}},
            }
        )
    if trend.target is not None:
        layers.append(
            {
                "data": {"values": [{"target": float(trend.target)}]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "color": SOFT},
                "encoding": {"y": {**y, "field": "target"}},
            }
        )
    layers += [
        {
            "mark": {"type": "line", "color": ACCENT, "strokeWidth": 1.8, "invalid": "break-paths-show-domains"},
            "encoding": {"x": x, "y": {**y, "field": "share"}},
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1.8},
            "encoding": {
                "x": x,
                "y": {**y, "field": "share"},
                "size": _by_look(22, 60, 70, 95),
                "fill": _by_look(ACCENT, CARD, ACCENT, CARD),
                "stroke": _by_look(ACCENT, LOOKS["bad"], ACCENT, LOOKS["bad"]),
                "shape": _by_look("circle", "circle", "diamond", "diamond"),
            },
        },
    ]
    return whole_chart({"data": {"values": points}, "layer": layers}, width=250, height=104)


def lowest_of(trends: tuple[Trend, ...]) -> Decimal:
    """The common lower end of the scale: the next multiple of five points under everything shown."""
    values = [share for trend in trends for _, share in trend.points if share is not None]
    values += [trend.target for trend in trends if trend.target is not None]
    floor = at_least(min(values, default=Decimal(0)) * 20) / 20
    return floor if floor < 1 else Decimal("0.95")


def _point_look(trend: Trend, at: int) -> str:
    miss = at in trend.missed
    if at in trend.signals:
        return "missed signal" if miss else "signal"
    return "miss" if miss else "in"


def _by_look(inside: Any, miss: Any, signal: Any, missed_signal: Any) -> dict[str, Any]:
    """How each kind of point looks: a ring is a miss, a diamond is more than chance."""
    looks = {"in": inside, "miss": miss, "signal": signal, "missed signal": missed_signal}
    scale = {"domain": list(looks), "range": list(looks.values())}
    return {"field": "look", "type": "nominal", "legend": None, "scale": scale}


def _ticks(low: float) -> list[float]:
    return [low, without_noise((low + 1) / 2, 3), 1.0]
