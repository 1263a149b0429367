"""A document as one self-contained HTML page: no script, no network, light, dark and print.

Here: the template environment and the geometry of the small line charts. Not here: texts and values
(`reports.language`), what is in the document (`reports.<phase>`).
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.documents import SYMBOLS, Document, Trend
from reports.language import Speaker

WIDTH, HEIGHT, EDGE = 240.0, 84.0, 8.0


@dataclass(frozen=True)
class Drawing:
    """A trend as SVG coordinates.

    Attributes:
        lines: one polyline per unbroken run of measured months.
        dots: (x, y, below target, title) per measured month.
        target_y: height of the target line; None without one.
    """

    lines: tuple[str, ...]
    dots: tuple[tuple[float, float, bool, str], ...]
    target_y: float | None
    description: str


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # autoescape=True: select_autoescape() would leave *.html.j2 unescaped.
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(document: Document, language: str) -> str:
    """The document's page. Equal documents give equal bytes."""
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    drawings = {id(trend): draw(trend, section.trends, speaker) for section in document.sections
                for trend in section.trends}  # fmt: skip
    template = _environment().get_template("document.html.j2")
    return template.render(
        document=document,
        language=language,
        t=speaker.text,
        say=speaker.say,
        value=speaker.value,
        symbols=SYMBOLS,
        drawing=lambda trend: drawings[id(trend)],
        chart={"width": WIDTH, "height": HEIGHT},
    )


def draw(trend: Trend, beside: tuple[Trend, ...], speaker: Speaker) -> Drawing:
    """Coordinates of a trend on the scale it shares with the trends beside it."""
    low, high = _scale(beside)
    step = (WIDTH - 2 * EDGE) / max(1, len(trend.points) - 1)

    def y_of(share: Decimal) -> float:
        return round(HEIGHT - EDGE - float((share - low) / (high - low)) * (HEIGHT - 2 * EDGE), 1)

    runs: list[list[str]] = [[]]
    dots: list[tuple[float, float, bool, str]] = []
    for index, (month, share) in enumerate(trend.points):
        if share is None:
            runs.append([])
            continue
        x, y = round(EDGE + index * step, 1), y_of(share)
        runs[-1].append(f"{x},{y}")
        missed = trend.target is not None and share < trend.target
        dots.append((x, y, missed, f"{speaker.month(month)}: {speaker.value(share, 'percent')}"))
    return Drawing(
        lines=tuple(" ".join(run) for run in runs if len(run) > 1),
        dots=tuple(dots),
        target_y=None if trend.target is None else y_of(trend.target),
        description="; ".join(dot[3] for dot in dots),
    )


def _scale(trends: tuple[Trend, ...]) -> tuple[Decimal, Decimal]:
    values = [share for trend in trends for _, share in trend.points if share is not None]
    values += [trend.target for trend in trends if trend.target is not None]
    low = min(values, default=Decimal(0))
    floor = (low * 20).to_integral_value(rounding="ROUND_FLOOR") / 20  # the next lower multiple of 5 points
    return (floor if floor < 1 else Decimal("0.95")), Decimal(1)
