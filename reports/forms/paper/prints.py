"""A document as an A4 PDF for readers and archives: PDF/UA-1, our own fonts, equal documents give equal bytes.

    Document -> _Printer (every value as text, by `reports.language`) -> JSON -> document.typ -> Typst -> PDF

Here: the texts of the print and the call of Typst. Not here: the look (`document.typ`), how tables fit on
paper (`reports.forms.paper.print_tables`), signs the fonts lack (`reports.forms.paper.glyphs`), the drawings
(`reports.forms.charts.specifications`).
The texts are untrusted: they reach Typst as data it reads, never as source, and it sees one empty folder only.
"""

import itertools
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from domain.problems import Problem
from domain.reasons import Reason, verbatim
from reports.documents import FIRST_SECTION, SYMBOLS, Chart, Document, Fact, Marked, Section, Trend, Value
from reports.drawings import Status
from reports.forms.charts.looks import LEGEND
from reports.forms.charts.svg import described, drawn
from reports.forms.paper.columns import LYING, UPRIGHT, broken
from reports.forms.paper.glyphs import FAMILIES, FONTS, shown, shown_drawing, width
from reports.forms.paper.print_tables import PrintTable
from reports.language import Speaker

TEMPLATE = Path(__file__).with_name("document.typ")
LONGEST_REASON = 200
LONGEST_CARD, SIGNS_OF_A_LINE = 300, 30
"""Signs up to which a card is kept on one page."""

RUNS_REMEMBERED = 12
"""Typst keeps what it worked out for about this many runs, 200 MB for a long table. Empty runs make it let go."""

TALLEST_CHART = 300.0
TRENDS_PER_ROW = FACTS_PER_ROW = 4
LONGEST_LISTED = 44
_VIEW_BOX = re.compile(r"""viewBox=["']\s*\S+\s+\S+\s+([0-9.]+)\s+([0-9.]+)""")
SIDE = 24.0
"""What blocks with an edge of their own take from the width, in points."""


def render_pdf(document: Document, language: str, drawings: Mapping[int, str] | None = None) -> bytes:
    """The document's PDF.

    Args:
        drawings: `id()` of each chart and trend -> its SVG, as `reports.forms.charts.svg.drawn` gives them,
        which is the default.
            A chart without one is shown as its table alone.

    Raises:
        Problem: there is no such language, or the document cannot be set.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    content = json.dumps(
        _Printer(document, speaker, drawn(document, language) if drawings is None else drawings).content(),
        ensure_ascii=False,
    )
    try:
        return _set(content)
    except typst.TypstError as error:
        raise Problem(
            Reason("The PDF could not be made"),
            where=document.slug,
            why=verbatim(str(error.message).split("\n", 1)[0][:LONGEST_REASON]),
            next_step=Reason("use the page or the Excel file, which hold the same, and report this sentence"),
        ) from error


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _set(content: str) -> bytes:
    try:
        return _compiled(TEMPLATE.read_bytes(), content)
    finally:
        for _ in range(RUNS_REMEMBERED):
            _compiled(b"", "")


def _compiled(source: bytes, content: str) -> bytes:
    with TemporaryDirectory(prefix="rollout-print-") as empty:
        pdf: bytes = typst.compile(
            source,
            root=empty,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"document": content},
            pdf_standards=["ua-1"] if source else [],
            # The template uses no package; one that is asked for is looked for here, where there is none.
            package_path=empty,
            package_cache_path=empty,
        )
    return pdf


class _Printer:
    """Says a document as plain lists and texts, in the shape the template reads."""

    def __init__(self, document: Document, speaker: Speaker, drawings: Mapping[int, str]) -> None:
        self._document, self._speaker, self._drawings = document, speaker, drawings

    def content(self) -> dict[str, Any]:
        document = self._document
        title = self._plain(document.title) or document.slug
        in_short = self._speaker.text("In short")
        return {
            "language": self._speaker.language,
            "region": self._speaker.region,
            "families": FAMILIES,
            "name": " · ".join(filter(None, (title, self._plain(document.subtitle)))).replace("\n", " "),
            "title": broken(title, UPRIGHT, 24, bold=True),
            "subtitle": self._say(document.subtitle, UPRIGHT, 12),
            "footer": _shortened(title, UPRIGHT * 0.7, 8),
            "page": self._speaker.text("Page {page} of {pages}"),
            "meta": [self._meta(label, value) for label, value in document.meta],
            "verdict": self._signed(document.status, self._say(document.verdict, UPRIGHT - 2 * SIDE, 13, bold=True)),
            "lines": [self._say(line, UPRIGHT, 10) for line in document.lines],
            "facts": [self._fact(fact) for fact in document.facts],
            "asks": [self._say(ask, UPRIGHT - SIDE, 10) for ask in document.asks],
            "asks_heading": self._speaker.text("Asked of you"),
            "numbered": document.numbered,
            "short_heading": f"1. {in_short}" if document.numbered else "",
            "contents_lines": self._contents_lines(),
            "contents_heading": self._speaker.text("Contents"),
            "runs": self._runs(),
        }

    def _plain(self, reason: Reason) -> str:
        return shown(self._speaker.say(reason)).strip()

    def _say(self, reason: Reason, room: float, size: float, *, bold: bool = False) -> str:
        return broken(self._plain(reason), room, size, bold=bold)

    def _signed(self, status: Status, text: str) -> dict[str, str]:
        return {"status": status, "symbol": SYMBOLS[status], "text": text}

    def _meta(self, label: Reason, value: Value) -> dict[str, str]:
        room = UPRIGHT / 2 - SIDE
        text = shown(self._speaker.value(value))
        return {"label": self._say(label, room, 8.5), "text": broken(text, room - 0.5 * SIDE, 8.5)}

    def _fact(self, fact: Fact) -> dict[str, Any]:
        room = UPRIGHT / FACTS_PER_ROW - SIDE - 8
        label, text = self._plain(fact.label), shown(self._speaker.value(fact.value, fact.kind, fact.decimals))
        sign = "" if fact.status == "neutral" or isinstance(fact.value, Marked) else SYMBOLS[fact.status]
        return {
            "label": broken(label, room, 8.5),
            "status": fact.value.status if isinstance(fact.value, Marked) else fact.status,
            "symbol": sign,
            "text": broken(text, room, 11.5, bold=True),
            "whole": _is_short(label, text),
        }

    def _contents_lines(self) -> int:
        """Lines of the list of sections in two even columns; 0 when a heading is too long for half a page."""
        headings = [self._plain(section.heading) for section in self._document.sections]
        return 0 if any(len(heading) > LONGEST_LISTED for heading in headings) else -(-len(headings) // 2)

    def _runs(self) -> list[dict[str, Any]]:
        """Sections one after the other, those on lying pages apart from those on upright ones."""
        runs: list[dict[str, Any]] = []
        for number, section in enumerate(self._document.sections, start=FIRST_SECTION):
            tables = {id(table): PrintTable(table, self._speaker) for table in section.all_tables}
            lying = any(table.lying for table in tables.values())
            if not runs or runs[-1]["lying"] is not lying:
                runs.append({"lying": lying, "sections": []})
            content = {key: table.content() for key, table in tables.items()}
            runs[-1]["sections"].append(self._section(number, section, content, LYING if lying else UPRIGHT))
        return runs

    def _section(self, number: int, section: Section, tables: Mapping[int, Any], room: float) -> dict[str, Any]:
        heading = self._say(section.heading, room - SIDE, 15, bold=True)
        return {
            "heading": f"{number}. {heading}" if self._document.numbered else heading,
            "look": self._signed(section.look, self._speaker.text("Not measured")),
            "paragraphs": [self._say(paragraph, room - SIDE, 10) for paragraph in section.paragraphs],
            "trends": [self._trend(trend, room / TRENDS_PER_ROW - SIDE) for trend in section.trends],
            "legend": self._say(LEGEND, room, 8) if section.trends else "",
            "charts": [self._chart(chart) | {"table": tables[id(chart.table)]} for chart in section.charts],
            "tables": [tables[id(table)] for table in section.tables],
        }

    def _trend(self, trend: Trend, room: float) -> dict[str, Any]:
        drawn_now = self._drawings.get(id(trend))
        label = self._plain(trend.label)
        return {
            "label": broken(label, room, 8, bold=True),
            "status": trend.status,
            "symbol": "" if trend.status == "neutral" else SYMBOLS[trend.status],
            "now": self._now(trend),
            "alt": shown(described(trend, self._speaker)),
            "svg": shown_drawing(drawn_now) if drawn_now else None,
            "whole": _is_short(label),
        }

    def _now(self, trend: Trend) -> str:
        share = trend.points[-1][1] if trend.points else None
        return (
            self._speaker.text("not measured") if share is None and trend.status == "unmeasured" else self._share(share)
        )

    def _share(self, share: Decimal | None) -> str:
        return self._speaker.value(share, "percent")

    def _chart(self, chart: Chart) -> dict[str, Any]:
        drawn = self._drawings.get(id(chart))
        return {
            "caption": self._say(chart.caption, UPRIGHT, 9),
            "alt": self._plain(chart.alt) or self._plain(chart.caption),
            "svg": shown_drawing(drawn) if drawn else None,
            "width": min(UPRIGHT, TALLEST_CHART * _proportion(drawn)) if drawn else 0,
        }


def _is_short(*texts: str) -> bool:
    """Whether a card with these texts stays on one page."""
    return sum(len(text) + SIGNS_OF_A_LINE * text.count("\n") for text in texts) <= LONGEST_CARD


def _proportion(svg: str) -> float:
    """Width by height of a drawing that says its view box; two by one of any other."""
    found = _VIEW_BOX.search(svg)
    return float(found[1]) / float(found[2]) if found and float(found[2]) else 2.0


def _shortened(text: str, room: float, size: float) -> str:
    """One line of it."""
    line = text.replace("\n", " ")
    ends = itertools.accumulate(width(sign) * size for sign in line)
    kept = sum(1 for _ in itertools.takewhile(lambda end: end <= room, ends))
    return line if kept == len(line) else f"{line[:kept].rstrip()}…"
