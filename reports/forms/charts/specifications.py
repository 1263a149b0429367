"""Drawings as SVG, by Vega-Lite: one specification per kind of drawing, in the reader's language.

Here: specifications, and SVG in two forms: for a page (colours as CSS variables, so that it follows light, dark and
print) and for print (colours as they are). Not here: what is drawn (`reports.drawings`), where it stands
(`reports.forms.html.pages`, `reports.forms.paper.prints`). Only inline values go in: nothing is read from a file or an
address.
"""

import json
import re
from decimal import Decimal
from functools import lru_cache, singledispatch
from typing import Any

import vl_convert as vlc

from domain.reasons import Reason
from reports.documents import Document, Trend
from reports.drawings import AgainstPlan, Bars, Drawing, Flow, Spread, Status, Timeline, Waterfall
from reports.fonts import FONT_FOLDER
from reports.language import Speaker

INK, SOFT, LINE, CARD = "#1b2430", "#566273", "#d9dfe7", "#f5f7fa"
ACCENT, SECOND, THIRD = "#1f4e79", "#b0721a", "#7c5295"
LOOKS: dict[Status, str] = {
    "good": "#1b6e3c", "warning": "#8a5300", "bad": "#b3261e", "neutral": "#5b6675", "unmeasured": "#5b6675",
}  # fmt: skip
VARIABLES = {
    INK: "--ink", SOFT: "--soft", LINE: "--line", CARD: "--card", ACCENT: "--accent", SECOND: "--second",
    THIRD: "--third", LOOKS["good"]: "--good", LOOKS["warning"]: "--warning", LOOKS["bad"]: "--bad",
    LOOKS["neutral"]: "--neutral",
}  # fmt: skip
"""Each colour stands for one CSS variable of the page; a test holds that the page's light values are these."""
VEGA_LITE = "5.21"
PARTS = (ACCENT, SECOND, THIRD)

_WIDTH = 640
_NARROWEST = 120
"""The narrowest bar of a timeline is one part in so many."""
_CONFIG: dict[str, Any] = {
    "aria": False,  # the figure around it says in words what is drawn
    "background": None,
    "font": "Inter",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT, "titleColor": SOFT, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 260,
    },
    "legend": {
        "orient": "top", "labelColor": INK, "titleColor": SOFT, "labelFontSize": 12, "title": None,
        "symbolType": "square", "symbolOpacity": 1, "labelLimit": 260,
    },
    "text": {"color": INK, "fontSize": 12},
}  # fmt: skip

LEGEND = Reason(
    "Dashed line: required. Grey band: what chance alone explains. Ring: below the required level. Diamond: more than "
    "chance. All share one scale."
)
"""What the small charts of a section mean."""

vlc.register_font_directory(str(FONT_FOLDER))


def page_svg(svg: str, name: str) -> str:
    """An SVG for a page: colours become CSS variables, ids become unique to `name`, its size follows the page."""
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg)  # inside a page it is known what an svg is
    svg = re.sub(r'id="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
    return re.sub(r'^<svg([^>]*?) width="[^"]*" height="[^"]*"', r'<svg\1 aria-hidden="true" focusable="false"', svg)


def drawn(document: Document, language: str) -> dict[int, str]:
    """`id()` of each chart and trend of the document -> its SVG, for print; charts of nothing have none."""
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    found: dict[int, str] = {}
    for section in document.sections:
        for trend in section.trends:
            found[id(trend)] = _svg(trend_spec(trend, section.trends, speaker), speaker)
        for chart in section.charts:
            if not _draws_something(chart.drawing):
                continue
            found[id(chart)] = _svg(spec(chart.drawing, speaker), speaker)
    return found


def _draws_something(drawing: Drawing) -> bool:
    """Whether there is anything to draw; without it the table says enough."""
    match drawing:
        case Bars() | Spread():
            return bool(drawing.rows)
        case Waterfall():
            return bool(drawing.steps)
        case Timeline():
            return bool(drawing.spans)
        case Flow() | AgainstPlan():
            return bool(drawing.months)


def described(trend: Trend, speaker: Speaker) -> str:
    """A small chart in words: its level, what is required, and every month."""
    said = [f"{speaker.say(trend.label)}."]
    if trend.target is not None:
        said.append(speaker.say(Reason("Required: {required_share}.", required_share=trend.target)))
    months = "; ".join(f"{speaker.month(month)}: {speaker.value(share, 'percent')}" for month, share in trend.points)
    return " ".join([*said, months])


def _svg(specification: dict[str, Any], speaker: Speaker) -> str:
    return _made(json.dumps(specification), json.dumps(speaker.number_format()), json.dumps(speaker.time_format()))


@lru_cache(maxsize=256)
def _made(specification: str, numbers: str, times: str) -> str:
    """One drawing is made once for a page and a print of the same document."""
    return str(
        vlc.vegalite_to_svg(
            json.loads(specification),
            vl_version=VEGA_LITE,
            format_locale=json.loads(numbers),
            time_format_locale=json.loads(times),
            allowed_base_urls=[],
        )
    )


@singledispatch
def spec(drawing: Drawing, speaker: Speaker) -> dict[str, Any]:
    """The Vega-Lite specification of a drawing."""
    raise TypeError(f"{type(drawing).__name__} has no specification")


@spec.register
def _(drawing: Bars, speaker: Speaker) -> dict[str, Any]:
    parts = [speaker.say(part) for part in drawing.parts]
    labels = [speaker.say(label) for label, _ in drawing.rows]
    all_ = sum(sum(counts) for _, counts in drawing.rows)
    values, totals, so_far = [], [], 0
    for label, (_, counts) in zip(labels, drawing.rows, strict=True):
        so_far += sum(counts)
        share = speaker.value(Decimal(so_far) / all_, "percent", 0) if all_ else ""
        total = speaker.value(sum(counts), "count")
        text = f"{total}  ({share})" if drawing.adds_up else total
        totals.append({"label": label, "count": sum(counts), "text": text})
        values += [
            {"label": label, "part": part, "order": at, "count": count}
            for at, (part, count) in enumerate(zip(parts, counts, strict=True))
        ]
    most = max((sum(counts) for _, counts in drawing.rows), default=1)
    y = {"field": "label", "type": "nominal", "sort": labels, "title": None, "axis": {"ticks": False, "domain": False}}
    x_scale = {"domain": [0, most * 1.25]}
    bars = {
        "data": {"values": values},
        "mark": {"type": "bar", "height": {"band": 0.7}},
        "encoding": {
            "y": y,
            "x": {"field": "count", "type": "quantitative", "title": None, "axis": None, "scale": x_scale},
            "order": {"field": "order"},
            "color": {
                "field": "part", "type": "nominal", "sort": parts,
                "scale": {"domain": parts, "range": list(PARTS[: len(parts)])},
            },
        },
    }  # fmt: skip
    sums = {
        "data": {"values": totals},
        "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
        "encoding": {
            "y": y,
            "x": {"field": "count", "type": "quantitative", "scale": x_scale, "axis": None},
            "text": {"field": "text"},
        },
    }
    return _whole({"layer": [bars, sums]}, height=38 * max(1, len(labels)))


@spec.register
def _(drawing: Flow, speaker: Speaker) -> dict[str, Any]:
    names = [speaker.text("Arrived"), speaker.text("Resolved"), speaker.text("Backlog at the end")]
    lines = [
        {"month": f"{month}-01", "name": name, "count": count}
        for month, *counts in drawing.months
        for name, count in zip(names, counts, strict=True)
    ]
    most = max((count for _, *counts in drawing.months for count in counts), default=1)
    y = {"field": "count", "type": "quantitative", "title": None, "scale": {"domain": [0, most], "nice": True},
         "axis": {"tickCount": 5, "format": ",d"}}  # fmt: skip
    colour = {"field": "name", "type": "nominal", "sort": names,
              "scale": {"domain": names, "range": [ACCENT, SECOND, LOOKS["neutral"]]}}  # fmt: skip
    area = {
        "transform": [{"filter": {"field": "name", "equal": names[2]}}],
        "mark": {"type": "area", "opacity": 0.25, "line": {"strokeWidth": 1.5}},
        "encoding": {"x": _months(speaker), "y": y, "color": colour},
    }
    flow = {
        "transform": [{"filter": {"field": "name", "oneOf": names[:2]}}],
        "mark": {"type": "line", "strokeWidth": 2.2, "point": {"size": 36}},
        "encoding": {"x": _months(speaker), "y": y, "color": colour,
                     "strokeDash": {"field": "name", "type": "nominal", "sort": names,
                                    "scale": {"domain": names, "range": [[1, 0], [6, 3], [1, 0]]}}},
    }  # fmt: skip
    return _whole({"data": {"values": lines}, "layer": [area, flow]})


@spec.register
def _(drawing: Waterfall, speaker: Speaker) -> dict[str, Any]:
    values, tops, at = [], [], Decimal(0)
    for number, step in enumerate(drawing.steps):
        start = Decimal(0) if step.kind == "total" else at
        end = step.amount if step.kind == "total" else at + step.amount
        look = "total" if step.kind == "total" else ("up" if step.amount >= 0 else "down")
        values.append(
            {
                "label": speaker.say(step.label), "number": number, "start": float(start), "end": float(end),
                "top": float(max(start, end)), "look": look, "text": speaker.value(step.amount, "money"),
            }
        )  # fmt: skip
        tops.append(float(max(start, end)))
        at = end
    labels = [value["label"] for value in values]
    x = {"field": "label", "type": "nominal", "sort": labels, "title": None,
         "axis": {"labelAngle": 0, "labelLimit": max(60, _WIDTH // max(1, len(labels)) - 12), "ticks": False,
                  "labelOverlap": False}}  # fmt: skip
    most = max(tops, default=1.0)
    scale = {"domain": [0, most * 1.12 or 1]}
    bars = {
        "mark": {"type": "bar", "width": {"band": 0.6}},
        "encoding": {
            "x": x,
            "y": {"field": "start", "type": "quantitative", "title": None, "scale": scale,
                  "axis": {"format": ",.0f", "tickCount": 5}},
            "y2": {"field": "end"},
            "color": {"field": "look", "type": "nominal", "legend": None,
                      "scale": {"domain": ["up", "down", "total"], "range": [SECOND, LOOKS["good"], ACCENT]}},
        },
    }  # fmt: skip
    texts = {
        "mark": {"type": "text", "dy": -8},
        "encoding": {
            "x": x,
            "y": {"field": "top", "type": "quantitative", "scale": scale},
            "text": {"field": "text"},
        },
    }
    return _whole({"data": {"values": values}, "layer": [bars, texts]})


@spec.register
def _(drawing: AgainstPlan, speaker: Speaker) -> dict[str, Any]:
    names = [speaker.text("Reached"), speaker.text("Plan, expected"), speaker.text("Plan, low to high")]
    band = [
        {"month": f"{month}-01", "low": float(low), "high": float(high), "name": names[2]}
        for month, _, low, _, high in drawing.months
        if low is not None and high is not None
    ]
    lines = [
        {"month": f"{month}-01", "name": name, "amount": float(amount)}
        for month, reached, _, expected, _ in drawing.months
        for name, amount in ((names[0], reached), (names[1], expected))
        if amount is not None
    ]
    y = {"type": "quantitative", "title": None, "axis": {"format": ",.0f", "tickCount": 6}}
    colours = dict(zip(names, (ACCENT, SECOND, LOOKS["neutral"]), strict=True))
    expected = names[1]
    names = [name for name in names if any(value["name"] == name for value in (*lines, *band))]
    dashes = [[6, 3] if name == expected else [1, 0] for name in names]
    colour = {"field": "name", "type": "nominal", "sort": names,
              "scale": {"domain": names, "range": [colours[name] for name in names]}}  # fmt: skip
    area = {
        "data": {"values": band},
        "mark": {"type": "area", "opacity": 0.2},
        "encoding": {"x": _months(speaker), "y": {"field": "low", **y}, "y2": {"field": "high"}, "color": colour},
    }
    both = {
        "data": {"values": lines},
        "mark": {"type": "line", "strokeWidth": 2.4},
        "encoding": {"x": _months(speaker), "y": {"field": "amount", **y}, "color": colour,
                     "strokeDash": {"field": "name", "type": "nominal", "sort": names,
                                    "scale": {"domain": names, "range": dashes}}},
    }  # fmt: skip
    return _whole({"layer": [area, both]})


@spec.register
def _(drawing: Timeline, speaker: Speaker) -> dict[str, Any]:
    first_on = min((span.from_on for span in drawing.spans), default=drawing.today_on)
    narrowest = (drawing.today_on - first_on) / _NARROWEST  # a phase of one day is still seen
    values = [
        {
            "label": f"{speaker.say(span.label)} ({speaker.say(span.state)})",
            "from": span.from_on.isoformat(),
            "until": max(span.until_on or drawing.today_on, span.from_on + narrowest).isoformat(),
            "look": span.status,
        }
        for span in drawing.spans
    ]
    labels = [value["label"] for value in values]
    return _whole(
        {
            "data": {"values": values},
            "mark": {"type": "bar", "height": {"band": 0.55}, "cornerRadius": 2},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "sort": labels, "title": None,
                      "axis": {"ticks": False, "domain": False}},
                "x": {"field": "from", "type": "temporal", "title": None, "axis": {"format": "%b %y", "tickCount": 8}},
                "x2": {"field": "until"},
                "color": {"field": "look", "type": "nominal", "legend": None,
                          "scale": {"domain": list(LOOKS), "range": list(LOOKS.values())}},
            },
        },
        height=34 * max(1, len(labels)),
    )  # fmt: skip


@spec.register
def _(drawing: Spread, speaker: Speaker) -> dict[str, Any]:
    looks = [speaker.say(drawing.middle), speaker.say(drawing.apart)]
    values = [
        {
            "group": speaker.say(row.group), "label": speaker.say(row.label), "look": looks[int(row.apart)],
            **{name: None if at is None else float(at) for name, at in
               (("low", row.low), ("middle", row.middle), ("high", row.high))},
        }
        for row in drawing.rows
    ]  # fmt: skip
    groups = list(dict.fromkeys(value["group"] for value in values))
    labels = list(dict.fromkeys(value["label"] for value in values))
    low, high = drawing.scale
    x = {"type": "quantitative", "title": None, "scale": {"domain": [low, high], "zero": False, "nice": False},
         "axis": {"values": list(range(low, high + 1)), "format": "d"}}  # fmt: skip
    y = {"field": "label", "type": "nominal", "sort": labels, "title": None, "axis": {"ticks": False, "domain": False}}
    ranges: dict[str, Any] = {"domain": looks, "range": [ACCENT, LOOKS["bad"]]}
    colour = {"field": "look", "type": "nominal", "sort": looks, "scale": ranges}
    shape = {"field": "look", "type": "nominal", "sort": looks,
             "scale": {"domain": looks, "range": ["circle", "diamond"]}}  # fmt: skip
    lines = {
        "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35},
        "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour},
    }
    marks = {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {"y": y, "x": {**x, "field": "middle"}, "color": colour, "shape": shape},
    }
    header = {"title": None, "labelOrient": "top", "labelAnchor": "start", "labelAngle": 0, "labelColor": INK,
              "labelFontSize": 12, "labelLimit": _WIDTH}  # fmt: skip
    return {
        "config": _CONFIG,
        "data": {"values": values},
        "facet": {"row": {"field": "group", "type": "nominal", "sort": groups, "header": header}},
        "spacing": 14,
        "spec": {"width": _WIDTH - 160, "height": {"step": 20}, "layer": [lines, marks]},
    }


def trend_spec(trend: Trend, beside: tuple[Trend, ...], speaker: Speaker) -> dict[str, Any]:
    """A small chart on the scale it shares with the trends beside it: line, target, control limits, rings."""
    low = float(lowest_of(beside))
    points = [
        {
            "month": f"{month}-01",
            "share": None if share is None else float(share),
            "look": _point_look(trend, at, share),
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
    return _whole({"data": {"values": points}, "layer": layers}, width=250, height=104)


def lowest_of(trends: tuple[Trend, ...]) -> Decimal:
    """The common lower end of the scale: the next multiple of five points under everything shown."""
    values = [share for trend in trends for _, share in trend.points if share is not None]
    values += [trend.target for trend in trends if trend.target is not None]
    floor = (min(values, default=Decimal(0)) * 20).to_integral_value(rounding="ROUND_FLOOR") / 20
    return floor if floor < 1 else Decimal("0.95")


def _point_look(trend: Trend, at: int, share: Decimal | None) -> str:
    miss = share is not None and trend.target is not None and share < trend.target
    if at in trend.signals:
        return "missed signal" if miss else "signal"
    return "miss" if miss else "in"


def _by_look(inside: Any, miss: Any, signal: Any, missed_signal: Any) -> dict[str, Any]:
    """How each kind of point looks: a ring is a miss, a diamond is more than chance."""
    looks = {"in": inside, "miss": miss, "signal": signal, "missed signal": missed_signal}
    scale = {"domain": list(looks), "range": list(looks.values())}
    return {"field": "look", "type": "nominal", "legend": None, "scale": scale}


def _ticks(low: float) -> list[float]:
    return [low, round((low + 1) / 2, 3), 1.0]


def _months(speaker: Speaker) -> dict[str, Any]:
    return {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "title": None,
        "axis": {"format": "%b %y", "grid": False, "tickCount": {"interval": "month", "step": 2}},
    }


def _whole(part: dict[str, Any], *, width: int = _WIDTH, height: int = 230) -> dict[str, Any]:
    return {"config": _CONFIG, "width": width, "height": height, **part}
