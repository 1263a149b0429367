"""How every chart looks: colours, fonts, sizes, the axis of months, the whole around a drawing.

Here: what charts share. Not here: each kind of chart (`reports.forms.charts.specifications`,
`reports.forms.charts.trends`), pictures (`reports.forms.charts.svg`).
"""

from typing import Any

from domain.reasons import Reason
from reports.drawings import Status
from reports.language import Speaker

INK, SOFT, LINE, CARD = "#1b2430", "#566273", "#d9dfe7", "#f5f7fa"
ACCENT, SECOND, THIRD = "#1f4e79", "#b0721a", "#7c5295"

LOOKS: dict[Status, str] = {
    "good": "#1b6e3c",
    "warning": "#8a5300",
    "bad": "#b3261e",
    "neutral": "#5b6675",
    "unmeasured": "#5b6675",
}

VARIABLES = {
    INK: "--ink", SOFT: "--soft", LINE: "--line", CARD: "--card", ACCENT: "--accent", SECOND: "--second",
    THIRD: "--third", LOOKS["good"]: "--good", LOOKS["warning"]: "--warning", LOOKS["bad"]: "--bad",
    LOOKS["neutral"]: "--neutral",
}  # fmt: skip
"""Each colour stands for one CSS variable of the page; a test holds that the page's light values are these."""

VEGA_LITE = "5.21"

PARTS = (ACCENT, SECOND, THIRD)

FULL_WIDTH = 640

CONFIG: dict[str, Any] = {
    "aria": False,  # the figure around it says in words what is drawn
    "background": None,
    "font": "Inter",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": LINE,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
    },
    "legend": {
        "orient": "top",
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 12,
        "title": None,
        "symbolType": "square",
        "symbolOpacity": 1,
        "labelLimit": 260,
    },
    "text": {"color": INK, "fontSize": 12},
}

LEGEND = Reason(
    "Dashed line: required. Grey band: what chance alone explains. Ring: below the required level. Diamond: more than "
    "chance. All share one scale."
)
"""What the small charts of a section mean."""


def months_axis(speaker: Speaker) -> dict[str, Any]:
    return {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "title": None,
        "axis": {"format": "%b %y", "grid": False, "tickCount": {"interval": "month", "step": 2}},
    }


def whole_chart(part: dict[str, Any], *, width: int = FULL_WIDTH, height: int = 230) -> dict[str, Any]:
    return {"config": CONFIG, "width": width, "height": height, **part}
