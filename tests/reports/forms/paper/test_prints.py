"""The PDF: what it says is what the document says, everybody can read it, and no text in it is anything but text."""

import io
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from domain.ledger.phases import Phase
from domain.problems import Problem
from domain.reasons import Reason
from reports.documents import Document, Section, Table, TableColumn, Trend
from reports.forms.paper.columns import MARGIN
from reports.forms.paper.glyphs import shown, width
from reports.forms.paper.prints import render_pdf
from reports.language import Speaker
from tests.budgets import budget
from tests.reports.forms.html.test_pages import HOSTILE, document
from tests.reports.forms.samples import EMPTY, SVG, full, full_of, squeezed, words
from tests.reports.phases.documents import BUILDERS

TOLERANCE = 3.0
"""Points by which a text may be narrower in print than the sum of its signs: kerning."""


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in opened(content).pages))


def elements(node: Any) -> Iterator[Any]:
    """Every element of the tag tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def under(node: PdfObject, *names: str) -> PdfObject:
    """What stands in a file under a path of names."""
    for name in names:
        assert isinstance(node, DictionaryObject)
        node = node[name]
    return node


def tags(content: bytes, name: str = "") -> list[Any]:
    tree = under(opened(content).trailer, "/Root", "/StructTreeRoot")
    return [one for one in elements(tree) if not name or one["/S"] == name]


def lines_of(page: Any) -> list[list[tuple[float, float]]]:
    """(start, end) of every piece of text, line by line; pieces of drawings are left out."""
    found: dict[float, list[tuple[float, float]]] = defaultdict(list)

    def note(text: str, outer: list[float], inner: list[float], _: Any, size: float) -> None:
        text = text.split("\n")[-1] if text.startswith("\n") else text.split("\n")[0]
        if text.strip() and outer[0] == 1:
            start = outer[4] + inner[4]
            found[round(outer[5], 1)].append((start, start + width(text.strip()) * size))

    page.extract_text(visitor_text=note)
    return [sorted(line) for line in found.values()]


def fonts(content: bytes) -> set[str]:
    """Names of the fonts, each of which must be embedded."""
    names = set()
    for one in _objects(content):
        if isinstance(one, dict) and one.get("/Type") == "/FontDescriptor":
            assert "/FontFile2" in one or "/FontFile3" in one
            names.add(str(one["/FontName"]).split("+")[1].split("-")[0])
    return names


def _objects(content: bytes) -> Iterator[Any]:
    reader = opened(content)
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    for number in range(1, size):
        yield reader.get_object(number)


def drawn(made: Document, family: str = "Inter") -> dict[int, str]:
    return {
        id(one): SVG.format(family=family) for section in made.sections for one in (*section.trends, *section.charts)
    }


def sayings(made: Document, language: str) -> Iterator[str]:
    """Everything a document says, as its reader is told it."""
    speaker = Speaker(language, zone=made.zone, currency=made.currency)
    for reason in (made.title, made.subtitle, made.verdict, *made.lines, *made.asks):
        yield speaker.say(reason)
    for label, value in made.meta:
        yield from (speaker.say(label), speaker.value(value))
    for fact in made.facts:
        yield from (speaker.say(fact.label), speaker.value(fact.value, fact.kind, fact.decimals))
    for section in made.sections:
        yield speaker.say(section.heading)
        yield from map(speaker.say, section.paragraphs)
        yield from (speaker.say(trend.label) for trend in section.trends)
        for table in section.all_tables:
            yield from _table_sayings(table, speaker)


def _table_sayings(table: Table, speaker: Speaker) -> Iterator[str]:
    yield speaker.say(table.caption)
    yield from (speaker.say(column.heading) for column in table.columns if table.rows)
    yield from (() if table.rows else (speaker.say(table.empty),))
    for row in table.rows:
        for value, column in zip(row, table.columns, strict=True):
            yield speaker.value(value, column.kind, column.decimals)


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_the_document_says_is_in_the_file(language: str) -> None:
    made = full()
    text = text_of(render_pdf(made, language, drawn(made)))
    missing = [said for said in sayings(made, language) if squeezed(said) not in text]
    assert not missing


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_phase_report_is_in_the_file_word_by_word(phase: Phase, language: str) -> None:
    made, _ = BUILDERS[phase]()
    text = text_of(render_pdf(made, language))
    missing = [said for said in sayings(made, language) if squeezed(shown(said)) not in text]
    assert not missing


def test_values_are_said_in_the_readers_language() -> None:
    made = full()
    text = text_of(render_pdf(made, "da"))
    for said in ("1.234", "✘66,67%få", "○ikkemålt", "7.500,50kr.", "1.okt.2026", "1t30min", "▲7.500kr.", "Side1af"):
        assert said in text


def test_the_file_says_its_language_its_title_and_that_everybody_can_read_it() -> None:
    root = under(opened(render_pdf(full(), "da")).trailer, "/Root")
    assert str(under(root, "/Lang")) == "da-DK"
    assert under(root, "/MarkInfo", "/Marked")
    assert under(root, "/ViewerPreferences", "/DisplayDocTitle")
    stream = under(root, "/Metadata")
    assert isinstance(stream, StreamObject)
    metadata = stream.get_data().decode()
    assert re.search(r"pdfuaid:part\D+1\b", metadata)
    assert "Gennemgang af Ærø · Nordlys og Baltic" in metadata


def test_headings_tables_lists_and_figures_are_tagged_as_such() -> None:
    made = full()
    content = render_pdf(made, "da", drawn(made))
    names = [one["/S"] for one in tags(content)]
    assert names.count("/H1") == 1
    # In short, asks, contents, and the four sections.
    assert names.count("/H2") == 7
    assert names.count("/Table") == 2
    assert names.count("/TH") == 8 + 2
    assert names.count("/TR") == (1 + 2) + (1 + 2)
    assert "/L" in names
    assert names.count("/Figure") == 2
    assert all(one["/Alt"] for one in tags(content, "/Figure"))


def test_a_trend_tells_all_its_points_to_who_cannot_see_it() -> None:
    made = full()
    trend, _ = tags(render_pdf(made, "da", drawn(made)), "/Figure")
    told = str(trend["/Alt"]).replace("\u00a0", " ")
    assert told == "Løsning P1. Krav: 95,0 %. august 2026: 90,0 %; september 2026: –; oktober 2026: 97,0 %"


def test_sections_are_numbered_and_listed_in_front_only_when_the_document_says_so() -> None:
    numbered, plain = (text_of(render_pdf(replace(full(), numbered=one), "da")) for one in (True, False))
    assert numbered.count("2.Serviceniveauer") == 2
    assert "Indhold" in numbered
    assert "2.Serviceniveauer" not in plain
    assert "Indhold" not in plain


@pytest.mark.parametrize("family", ["Inter", "sans-serif", "Comic Sans MS, serif"])
def test_every_font_is_embedded_and_one_of_ours_in_drawings_too(family: str) -> None:
    made = full()
    content = render_pdf(made, "da", drawn(made, family))
    assert fonts(content) <= {"Inter", "NotoSansHebrew", "NotoSansArabic", "NotoSansSymbols2"}
    assert "Søjler‹U+4E2D›" in text_of(content)


def test_a_chart_without_a_drawing_is_its_table() -> None:
    content = render_pdf(full(), "da", {})
    assert not tags(content, "/Figure")
    assert "ventedepåkunden" in text_of(content)


def test_equal_documents_give_equal_bytes() -> None:
    made, again = full(), full()
    assert render_pdf(made, "da", drawn(made)) == render_pdf(again, "da", drawn(again))
    assert render_pdf(made, "da") != render_pdf(made, "en")
    assert "/CreationDate" not in (opened(render_pdf(made, "da")).metadata or {})


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        '#import "@preview/cetz:0.3.4"',
        '#read("/etc/passwd") #sys.inputs #panic("x")',
        "$ sum_(i=0)^n $ *bold* _it_ `raw` \\ ] [ } { // /* <label> @ref = heading -> --",
        "a\\u{1F600}b \\n",
    ],
)
def test_hostile_data_is_text_in_print(text: str) -> None:
    content = render_pdf(document(text), "da")
    assert text_of(content).count(squeezed(shown(text))) >= 3
    assert not [page for page in opened(content).pages if "/Annots" in page]


@pytest.mark.parametrize("text", [*HOSTILE, "Donaudampfschifffahrtsgesellschaft", "W" * 200, "(" * 200, "a-b/c" * 60])
def test_no_text_leaves_its_page_or_runs_into_another(text: str) -> None:
    made = full_of(text)
    for page in opened(render_pdf(made, "da", drawn(made))).pages:
        right = float(page.mediabox[2]) - MARGIN
        for line in lines_of(page):
            assert line[-1][1] <= right + TOLERANCE
            assert all(one[1] <= next_[0] + TOLERANCE for one, next_ in itertools.pairwise(line))


def test_names_in_hebrew_and_arabic_are_kept() -> None:
    content = render_pdf(document("דנה"), "da")
    assert "דנה" in text_of(content)
    assert "NotoSansHebrew" in fonts(content)
    assert "NotoSansArabic" in fonts(render_pdf(document("محمد"), "da"))


def test_signs_that_no_font_has_are_shown_as_codes() -> None:
    text = text_of(render_pdf(document("北京 😀\x00\u202e"), "da"))
    assert "‹U+5317U+4EAC›‹U+1F600›‹U+0000U+202E›" not in text
    assert "‹U+5317U+4EAC›" in text
    assert "‹U+1F600U+0000U+202E›" in text


@budget(40)
@given(st.text())
def test_any_text_can_be_printed(text: str) -> None:
    assert render_pdf(document(text), "en").startswith(b"%PDF-")


def test_an_empty_document_is_a_page() -> None:
    reader = opened(render_pdf(EMPTY, "da"))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "tom"


def test_empty_sections_trends_and_cells_are_printed() -> None:
    bare = Section(Reason(""), (Reason(""),), (Table(Reason(""), (TableColumn(Reason("")),), (("",), (None,))),),
                   (Trend(Reason(""), ()), Trend(Reason(""), (("2026-10", None),), status="unmeasured")))  # fmt: skip
    assert "ikkemålt" in text_of(render_pdf(replace(EMPTY, sections=(bare, bare), numbered=True), "da"))


def test_what_was_not_measured_is_said_to_be_so() -> None:
    assert "○Ikkemålt" in text_of(render_pdf(full(), "da"))


def test_a_table_of_two_thousand_rows_has_its_heading_on_every_page_and_every_row_once() -> None:
    kinds: list[Any] = ["text"] * 4 + ["instant"] * 3 + ["duration"] * 4 + ["text"] * 3
    at = datetime(2026, 10, 1, 8, tzinfo=UTC)
    rows = tuple((f"N{n}.", "Bilag mangler", "FIN", "P2", at, at, at, n, n, n, n, "nej", "ventede", "kunden")
                 for n in range(2_000))  # fmt: skip
    table = Table(words("Brud"), tuple(TableColumn(words(f"Kolonne {n}"), kind) for n, kind in enumerate(kinds)), rows)
    reader = opened(render_pdf(replace(EMPTY, sections=(Section(words("Brud"), (), (table,)),)), "da"))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    text = "".join(pages)
    assert [n for n in range(2_000) if text.count(f"N{n}.") != 1] == []
    assert all("Kolonne13" in page for page in pages if "N" in page and "nej" in page)
    width, height = reader.pages[-1].mediabox[2:]
    assert width > height


def test_a_cell_longer_than_a_page_goes_on_over_the_next() -> None:
    long = " ".join(f"ord{n}" for n in range(9_000))
    reader = opened(render_pdf(document(long), "da"))
    assert len(reader.pages) > 3
    assert "ord8999" in squeezed("".join(page.extract_text() for page in reader.pages))


def test_a_drawing_that_is_none_is_told_as_a_problem() -> None:
    made = full()
    (chart,) = made.sections[1].charts
    with pytest.raises(Problem) as caught:
        render_pdf(made, "da", {id(chart): "<svg"})
    assert caught.value.where == "fuld"
    assert caught.value.why
    assert caught.value.next_step
    assert "\n" not in str(caught.value)


def test_a_drawing_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    made = full()
    linked = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{secret}" width="9"/></svg>'
    with pytest.raises(Problem):
        render_pdf(made, "da", {id(made.sections[1].charts[0]): linked})


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(Problem):
        render_pdf(full(), "tlh")
