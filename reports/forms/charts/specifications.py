"""Drawings as SVG, by Vega-Lite: one specification per kind of drawing, in the reader's language.

Here: specifications, and SVG in two forms: for a page (colours as CSS variables, so that it follows light, dark and
print) and for print (colours as they are). Not here: what is drawn (`reports.drawings`), where it stands
(`reports.forms.html.pages`, `reports.forms.paper.prints`). Only inline values go in: nothing is read from a file or an
address.
"""

from decimal import Decimal
from functools import singledispatch
from typing import Any

from reports.drawings import AgainstPlan, Bars, Drawing, Flow, Spread, Timeline, Waterfall
from reports.forms.charts.looks import (
    ACCENT,
    CONFIG,
    FULL_WIDTH,
    INK,
    LOOKS,
    PARTS,
    SECOND,
    months_axis,
    whole_chart,
)
from reports.language import Speaker

_NARROWEST = 120
"""The narrowest bar of a timeline is one part in so many."""


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
    return whole_chart({"layer": [bars, sums]}, height=38 * max(1, len(labels)))


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
        "encoding": {"x": months_axis(speaker), "y": y, "color": colour},
    }
    flow = {
        "transform": [{"filter": {"field": "name", "oneOf": names[:2]}}],
        "mark": {"type": "line", "strokeWidth": 2.2, "point": {"size": 36}},
        "encoding": {"x": months_axis(speaker), "y": y, "color": colour,
                     "strokeDash": {"field": "name", "type": "nominal", "sort": names,
                                    "scale": {"domain": names, "range": [[1, 0], [6, 3], [1, 0]]}}},
    }  # fmt: skip
    return whole_chart({"data": {"values": lines}, "layer": [area, flow]})


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
         "axis": {"labelAngle": 0, "labelLimit": max(60, FULL_WIDTH // max(1, len(labels)) - 12), "ticks": False,
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
    return whole_chart({"data": {"values": values}, "layer": [bars, texts]})


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
        "encoding": {"x": months_axis(speaker), "y": {"field": "low", **y}, "y2": {"field": "high"}, "color": colour},
    }
    both = {
        "data": {"values": lines},
        "mark": {"type": "line", "strokeWidth": 2.4},
        "encoding": {"x": months_axis(speaker), "y": {"field": "amount", **y}, "color": colour,
                     "strokeDash": {"field": "name", "type": "nominal", "sort": names,
                                    "scale": {"domain": names, "range": dashes}}},
    }  # fmt: skip
    return whole_chart({"layer": [area, both]})


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
    return whole_chart(
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
              "labelFontSize": 12, "labelLimit": FULL_WIDTH}  # fmt: skip
    return {
        "config": CONFIG,
        "data": {"values": values},
        "facet": {"row": {"field": "group", "type": "nominal", "sort": groups, "header": header}},
        "spacing": 14,
        "spec": {"width": FULL_WIDTH - 160, "height": {"step": 20}, "layer": [lines, marks]},
    }
