"""A document as one self-contained HTML page: no script, no network, light, dark and print.

Here: the template environment, and what a chart is called for those who cannot see it. Not here: texts and values
(`reports.language`), drawings (`reports.forms.charts.specifications`), what is in the document (`reports.<phase>`).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from domain.reasons import Reason
from reports.documents import FIRST_SECTION, SYMBOLS, Document, Link, Marked, Table, Value
from reports.forms.charts.looks import LEGEND
from reports.forms.charts.svg import described, drawn, page_svg
from reports.language import Speaker

LONG_TEXT = 16
LONGEST_TABLE_ROWS = 250
"""So many rows keep a month with thousands of breaches under 400 kB; print, workbook and tab hold all."""
NEIGHBOUR = re.compile(r"(?:\.\./)?[a-z0-9][a-z0-9_.-]*(?:/[a-z0-9][a-z0-9_.-]*)*")
"""A relative address of this program's own making."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with everything escaped: select_autoescape() would leave *.html.j2 as it is."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(document: Document, language: str, trail: Sequence[Link] = ()) -> str:
    """The document's page. Equal documents give equal bytes.

    Args:
        trail: links on top: the site's front page, its search; none for a page that stands alone.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    drawings = drawn(document, language)
    # The SVG is made by Vega-Lite, which escapes every text in it; it is the only thing that is not escaped again.
    svgs = {place: Markup(page_svg(svg, f"d{number}")) for number, (place, svg) in enumerate(drawings.items())}  # noqa: S704
    return (
        environment()
        .get_template("document.html.j2")
        .render(
            document=document,
            language=language,
            t=speaker.text,
            say=lambda reason: unbroken(speaker.say(reason)),
            value=lambda *shown: unbroken(speaker.value(*shown)),
            symbols=SYMBOLS,
            look=look,
            address=address,
            dress=lambda table: dress(table, speaker),
            svg=lambda drawing: svgs.get(id(drawing), ""),
            described=lambda trend: described(trend, speaker),
            first=FIRST_SECTION,
            legend=LEGEND,
            longest=LONGEST_TABLE_ROWS,
            cut=cut,
            trail=trail,
        )
    )


def cut(table: Table) -> Reason | None:
    """What is said under a table that is not shown whole."""
    if len(table.rows) <= LONGEST_TABLE_ROWS:
        return None
    return Reason(
        "The first {shown} of {count} rows. All of them are in the PDF, the Excel file and the sheet.",
        shown=LONGEST_TABLE_ROWS,
        count=len(table.rows),
    )


def unbroken(text: str) -> str:
    """A number and its unit stay on one line."""
    return text.replace(" %", "\u00a0%").replace(" min", "\u00a0min").replace(" t ", "\u00a0t\u00a0")


def dress(table: Table, speaker: Speaker) -> tuple[str, ...]:
    """The class of each column, by what stands in it: numbers, short words, or texts that need room."""
    classes = []
    for place, column in enumerate(table.columns):
        if column.kind not in ("text", "status"):
            classes.append("num")
        elif any(len(speaker.value(row[place])) > LONG_TEXT for row in table.rows):
            classes.append("text long")
        else:
            classes.append("text")
    return tuple(classes)


def look(value: Value) -> str:
    """The class of a cell that has a look of its own."""
    return value.status if isinstance(value, Marked) else ""


def address(value: Value) -> str:
    """Where a cell leads to; empty unless it is an http(s) link, or one to a neighbour of the page."""
    if isinstance(value, Marked):
        return address(value.value)
    if not isinstance(value, Link):
        return ""
    parts = urlsplit(value.url)
    beside = not parts.scheme and not parts.netloc and NEIGHBOUR.fullmatch(parts.path) is not None
    return value.url if parts.scheme in ("http", "https") or beside else ""
