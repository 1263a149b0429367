"""A trend as a small drawing for print: the line, its target, its control limits, and what lies outside them.

Here: SVG without a single word in it (label and figures stand beside it as text). Not here: the page's own drawings,
which follow the reader's colours (`reports.pages`), and charts with axes (`reports.charts`).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.documents import Trend

WIDTH, HEIGHT, EDGE = 240.0, 76.0, 7.0
ACCENT, SOFT, PALE, BAD, PAPER = "#1f4e79", "#566273", "#9aa7b6", "#b3261e", "#ffffff"


def scale(trends: Sequence[Trend]) -> tuple[Decimal, Decimal]:
    """(low, high) that all of them are drawn on: from the next lower multiple of 5 points to 100 %."""
    low = min((share for trend in trends for share in _shares(trend)), default=Decimal(0))
    floor = (low * 20).to_integral_value(rounding="ROUND_FLOOR") / 20
    return min(floor, Decimal("0.95")), Decimal(1)


def small_line(trend: Trend, beside: Sequence[Trend]) -> str:
    """The trend's drawing on the scale it shares with the trends beside it."""
    return _Drawing(trend, *scale(beside)).svg()


def _shares(trend: Trend) -> Iterable[Decimal]:
    found = [share for _, share in trend.points] + [share for pair in trend.limits for share in pair] + [trend.target]
    return (share for share in found if share is not None)


class _Drawing:
    def __init__(self, trend: Trend, low: Decimal, high: Decimal) -> None:
        self._trend, self._low, self._high = trend, low, high

    def svg(self) -> str:
        trend = self._trend
        limits = [[pair[side] for pair in trend.limits] for side in (0, 1)]
        parts = [
            self._frame(),
            *(self._line(line, PALE, 0.9, "1.5 2.5") for line in limits),
            self._line([trend.target] * len(trend.points), SOFT, 1.0, "5 3.5"),
            self._line([share for _, share in trend.points], ACCENT, 2.0),
            *(self._dot(place, share) for place, (_, share) in enumerate(trend.points) if share is not None),
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
            f'width="{WIDTH:g}" height="{HEIGHT:g}">{"".join(parts)}</svg>'
        )

    def _frame(self) -> str:
        """The ground of the scale; also what makes an empty drawing a visible one."""
        y = HEIGHT - 1
        return f'<line x1="0" x2="{WIDTH:g}" y1="{y:g}" y2="{y:g}" stroke="{PALE}" stroke-width="0.6"/>'

    def _line(self, shares: Sequence[Decimal | None], colour: str, thick: float, dashes: str = "") -> str:
        """One stroke per unbroken run of values."""
        looks = f'fill="none" stroke="{colour}" stroke-width="{thick:g}" stroke-linejoin="round"'
        looks += f' stroke-dasharray="{dashes}"' if dashes else ""
        runs: list[list[str]] = [[]]
        for place, share in enumerate(shares):
            if share is None:
                runs.append([])
            else:
                runs[-1].append(f"{self._x(place):g},{self._y(share):g}")
        return "".join(f'<polyline points="{" ".join(run)}" {looks}/>' for run in runs if len(run) > 1)

    def _dot(self, place: int, share: Decimal) -> str:
        """A ring below the target; a square around what is more than chance."""
        x, y = self._x(place), self._y(share)
        missed = self._trend.target is not None and share < self._trend.target
        colour = BAD if missed else ACCENT
        looks = f'fill="{PAPER}" stroke="{BAD}" stroke-width="2"' if missed else f'fill="{ACCENT}"'
        dot = f'<circle cx="{x:g}" cy="{y:g}" r="{3.4 if missed else 2.4}" {looks}/>'
        if place not in self._trend.signals:
            return dot
        return dot + (
            f'<rect x="{x - 6:g}" y="{y - 6:g}" width="12" height="12" fill="none" '
            f'stroke="{colour}" stroke-width="1.2"/>'
        )

    def _x(self, place: int) -> float:
        step = (WIDTH - 2 * EDGE) / max(1, len(self._trend.points) - 1)
        return round(EDGE + place * step, 1)

    def _y(self, share: Decimal) -> float:
        part = float((share - self._low) / (self._high - self._low))
        return round(HEIGHT - EDGE - min(1.0, part) * (HEIGHT - 2 * EDGE), 1)
