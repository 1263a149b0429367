"""From specification to picture: SVG by Vega, made once for equal specifications.

Here: drawing and what a chart says in words. Not here: how a chart looks (`reports.forms.charts.specifications`).
"""

import json
import re
from functools import lru_cache
from typing import Any

import vl_convert as vlc

from domain.reasons import Reason
from reports.documents import Document, Trend
from reports.drawings import AgainstPlan, Bars, Drawing, Flow, Spread, Timeline, Waterfall
from reports.fonts import FONT_FOLDER
from reports.forms.charts.looks import VARIABLES, VEGA_LITE
from reports.forms.charts.specifications import spec
from reports.forms.charts.trends import trend_spec
from reports.language import Speaker

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
