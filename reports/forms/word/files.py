"""A document as a Word file, for what is edited and signed outside: headings, tables and pictures everybody can read.

    Document -> _Writer (every value as text, by `reports.language`) -> WordprocessingML -> python-docx -> .docx

Here: the order of the file. Not here: pieces of mark-up (`reports.forms.word.markup`), tables
(`reports.forms.word.tables`), parts and packing (`reports.forms.word.package`), the look (`templates`), drawings
(`reports.forms.charts.specifications`). Equal documents give equal bytes. Texts are untrusted: they are escaped, and
the only fields are page numbers.
"""

from collections.abc import Iterator

from markupsafe import Markup

from domain.reasons import Reason
from reports.documents import FIRST_SECTION, SYMBOLS, Chart, Document, Fact, Marked, Section, Trend
from reports.forms.charts.looks import LEGEND
from reports.forms.charts.svg import described, drawn
from reports.forms.paper.columns import UPRIGHT
from reports.forms.word.markup import (
    KEPT,
    NOTHING,
    SOFT_INK,
    Ink,
    boxed,
    colour,
    heading,
    inner_link,
    one_line,
    page_field,
    page_shape,
    paragraph,
    run,
)
from reports.forms.word.package import WordPackage
from reports.forms.word.tables import Cell, Shape, WordTable, cell, drawn_table
from reports.language import Speaker

LONGEST_HEADER = 90
TALLEST_CHART = 300.0
TREND_WIDTH, TALLEST_TREND = 170.0, 90.0
FACT_WIDTHS = (0.62 * UPRIGHT, 0.38 * UPRIGHT)
TREND_WIDTHS = (0.40 * UPRIGHT, 0.22 * UPRIGHT, 0.38 * UPRIGHT)


def render_word(document: Document, language: str) -> bytes:
    """The document's `.docx`.

    Raises:
        Problem: there is no such language.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    return _Writer(document, speaker, drawn(document, language)).written()


class _Writer:
    """Says a document from top to bottom."""

    def __init__(self, document: Document, speaker: Speaker, drawings: dict[int, str]) -> None:
        self._document, self._speaker, self._drawings = document, speaker, drawings
        self._title = one_line(speaker.say(document.title)) or document.slug
        in_short = speaker.text("In short")
        self._in_short = f"1. {in_short}"
        footer = paragraph("Footer", page_field(speaker.text("Page {page} of {pages}")))
        self._language = f"{speaker.language}-{speaker.region}"
        self._package = WordPackage(self._language, paragraph("Header", run(_shortened(self._title))), footer)

    def written(self) -> bytes:
        name = " · ".join(filter(None, (self._title, one_line(self._speaker.say(self._document.subtitle)))))
        return self._package.packed(NOTHING.join(self._pages()), name, self._language)

    def _pages(self) -> Iterator[Markup]:
        """Front and sections; where upright and lying pages meet, a section of the file ends."""
        yield from self._front()
        lies, first = False, True
        for number, section in enumerate(self._document.sections, start=FIRST_SECTION):
            tables = {id(table): WordTable(table, self._speaker) for table in section.all_tables}
            lying = any(table.lying for table in tables.values())
            if lying != lies:
                yield paragraph("End", properties=page_shape(lying=lies, first=first))
                first = False
            starts_page = self._document.numbered and number == FIRST_SECTION and lying == lies
            lies = lying
            yield self._heading(number, section, new_page=starts_page)
            yield from self._section(section, tables)
        yield paragraph("End") + page_shape(lying=lies, first=first)

    # --- front ----------------------------------------------------------------------------------------------------

    def _front(self) -> Iterator[Markup]:
        document, say = self._document, self._speaker.say
        yield paragraph("Title", run(self._title))
        yield paragraph("Subtitle", run(say(document.subtitle)))
        yield from self._meta()
        if document.numbered:
            yield heading(1, self._in_short, "section_1", 1)
        verdict = f"{SYMBOLS[document.status]} {say(document.verdict)}"
        yield paragraph("Verdict", run(verdict, Ink(colour(document.status))), properties=boxed(document.status))
        for line in document.lines:
            yield paragraph("Normal", run(say(line)))
        yield from self._asks()
        if document.facts:
            yield self._facts()
        if document.numbered and document.sections:
            yield from self._contents()

    def _meta(self) -> Iterator[Markup]:
        for label, value in self._document.meta:
            said = cell(value, self._speaker).markup(self._package.linked)
            yield paragraph("Meta", run(f"{self._speaker.say(label)}: ", SOFT_INK), said)

    def _asks(self) -> Iterator[Markup]:
        """As a list of its own under the front's heading, or beside the sections where these carry no numbers."""
        if self._document.asks:
            level = 2 if self._document.numbered else 1
            yield heading(level, self._speaker.text("Asked of you"), "asked_of_you", 0)
        for ask in self._document.asks:
            yield paragraph("ListBullet", run(self._speaker.say(ask)))

    def _facts(self) -> Markup:
        name = self._speaker.text("In figures")
        heads = (self._speaker.text("Figure"), self._speaker.text("Value"))
        rows = [(Cell(self._speaker.say(fact.label)), self._fact(fact)) for fact in self._document.facts]
        shape = Shape(name, FACT_WIDTHS, (False, True))
        return paragraph("Caption", run(name)) + drawn_table(shape, heads, rows, self._package.linked)

    def _fact(self, fact: Fact) -> Cell:
        said = cell(fact.value, self._speaker, fact.kind, fact.decimals)
        if isinstance(fact.value, Marked) or fact.status == "neutral":
            return said
        return Cell(f"{SYMBOLS[fact.status]} {said.text}", fact.status, said.url)

    def _contents(self) -> Iterator[Markup]:
        """As a list of links: a real table of contents would be empty until somebody updates it."""
        sections = enumerate(self._document.sections, start=FIRST_SECTION)
        entries = [inner_link("section_1", self._in_short)]
        entries += [inner_link(f"section_{at}", self._numbered(at, section.heading)) for at, section in sections]
        yield paragraph("Heading1", run(self._speaker.text("Contents")))
        for at, entry in enumerate(entries, start=1):
            yield paragraph("TOC1", entry, properties=KEPT if at < len(entries) else NOTHING)

    # --- sections -------------------------------------------------------------------------------------------------

    def _numbered(self, number: int, text: Reason) -> str:
        said = one_line(self._speaker.say(text))
        return f"{number}. {said}" if self._document.numbered else said

    def _heading(self, number: int, section: Section, *, new_page: bool) -> Markup:
        return heading(1, self._numbered(number, section.heading), f"section_{number}", number, new_page=new_page)

    def _section(self, section: Section, tables: dict[int, WordTable]) -> Iterator[Markup]:
        unmeasured = section.look == "unmeasured"
        if unmeasured:
            said = self._speaker.text("Not measured")
            sign = run(f"{SYMBOLS['unmeasured']} {said}", Ink(colour("unmeasured"), bold=True))
            yield paragraph("NotMeasured", sign)
        # What comes before a table stays with it.
        together = KEPT if tables and not section.trends else NOTHING
        for text in section.paragraphs:
            style = "NotMeasured" if unmeasured else "Normal"
            yield paragraph(style, run(self._speaker.say(text)), properties=together)
        if section.trends:
            yield self._trends(section.trends)
            yield paragraph("Note", run(self._speaker.say(LEGEND)))
        for chart in section.charts:
            yield self._chart(chart) + tables[id(chart.table)].markup(self._package.linked)
        for table in section.tables:
            yield tables[id(table)].markup(self._package.linked)

    def _trends(self, trends: tuple[Trend, ...]) -> Markup:
        """A table of small charts, which is read row by row where cards side by side would not be."""
        name = self._speaker.text("Month by month")
        heads = (self._speaker.text("Figure"), self._speaker.text("Latest month"), name)
        rows = [(Cell(self._speaker.say(trend.label)), self._now(trend), self._course(trend)) for trend in trends]
        return drawn_table(
            Shape(name, TREND_WIDTHS, (False, True, False), pictures=True), heads, rows, self._package.linked
        )

    def _now(self, trend: Trend) -> Cell:
        share = trend.points[-1][1] if trend.points else None
        missing = share is None and trend.status == "unmeasured"
        said = self._speaker.text("not measured") if missing else self._speaker.value(share, "percent")
        if trend.status == "neutral":
            return Cell(said)
        return Cell(f"{SYMBOLS[trend.status]} {said}", trend.status)

    def _course(self, trend: Trend) -> Cell:
        svg = self._drawings.get(id(trend))
        if not svg:
            return Cell()
        alt = described(trend, self._speaker)
        return Cell(content=self._package.drawn(svg, alt, TREND_WIDTH, TALLEST_TREND))

    def _chart(self, chart: Chart) -> Markup:
        """Caption and picture; nothing to draw leaves its table alone."""
        svg = self._drawings.get(id(chart))
        if not svg:
            return NOTHING
        caption = self._speaker.say(chart.caption)
        alt = one_line(self._speaker.say(chart.alt)) or caption
        shown = self._package.drawn(svg, alt, UPRIGHT, TALLEST_CHART)
        return paragraph("Caption", run(caption)) + paragraph("Picture", shown)


def _shortened(title: str) -> str:
    """One line of it."""
    return title if len(title) <= LONGEST_HEADER else f"{title[:LONGEST_HEADER].rstrip()}…"
