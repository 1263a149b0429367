"""The document as a Word file: all of it, in order, in the reader's language; LibreOffice opens it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.phases import Phase
from domain.problems import Problem
from reports.documents import Document, Section, Table, TableColumn
from reports.forms.word.files import render_word
from reports.forms.word.markup import shown
from reports.language import Speaker
from reports.review.review import compose
from reports.vendor_selection.award import award_file as award
from reports.vendor_selection.award import statement_of_work as sow
from tests.budgets import budget
from tests.reports.forms.html.test_pages import HOSTILE, document
from tests.reports.forms.samples import EMPTY, full, full_of, squeezed, words
from tests.reports.forms.word.word_files import Office, opened, part, printed_text, text_of, without_symbols
from tests.reports.phases.documents import BUILDERS
from tests.reports.review.samples import full_review
from tests.reports.vendor_selection.award.samples import report_of, selection, sow_parts
from tests.reports.vendor_selection.award.test_data_processing import made as checklist
from tests.reports.vendor_selection.tender.test_request import LINE, rfp


def sayings(made: Document, language: str) -> Iterator[str]:
    """Everything a document says, as its reader is told it, in the order of the file."""
    speaker = Speaker(language, zone=made.zone, currency=made.currency)
    yield from (speaker.say(made.title), speaker.say(made.subtitle))
    for label, value in made.meta:
        yield from (speaker.say(label), speaker.value(value))
    yield from map(speaker.say, (made.verdict, *made.lines, *made.asks))
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
    if not table.rows:
        yield speaker.say(table.empty)
        return
    yield from (speaker.say(column.heading) for column in table.columns)
    for row in table.rows:
        for value, column in zip(row, table.columns, strict=True):
            yield speaker.value(value, column.kind, column.decimals)


def missing(made: Document, language: str) -> list[str]:
    """What the file does not say, or not after what comes before it."""
    text, at, found = text_of(render_word(made, language)), 0, []
    for said in sayings(made, language):
        place = text.find(squeezed(shown(said)), at)
        if place < 0:
            found.append(said)
        at = max(at, place)
    return found


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_the_document_says_is_in_the_file_in_its_order(language: str) -> None:
    assert not missing(full(), language)
    assert not missing(compose(full_review()), language)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_phase_report_is_in_the_file_word_by_word(phase: Phase, language: str) -> None:
    made, _ = BUILDERS[phase]()
    assert not missing(made, language)


def test_values_are_said_in_the_readers_language_and_statuses_as_symbol_and_word() -> None:
    text = text_of(render_word(full(), "da"))
    for said in ("1.234", "✘66,67%få", "○ikkemålt", "7.500,50kr.", "1.okt.2026", "1t30min", "▲7.500kr.",
                 "✘ikkeiorden", "✔97,0%", "✘1af8ermisset"):  # fmt: skip
        assert said in text


def headings(content: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in opened(content).paragraphs if p.style.name.startswith(("Title", "Heading"))]


def test_headings_have_levels_and_numbers_where_the_document_has_them() -> None:
    assert headings(render_word(full(), "da")) == [
        ("Title", "Gennemgang af Ærø"),
        ("Heading 1", "1. Kort fortalt"),
        ("Heading 2", "Det bedes du om"),
        ("Heading 1", "Indhold"),
        ("Heading 1", "2. Serviceniveauer"),
        ("Heading 1", "3. Brud"),
        ("Heading 1", "4. Kundernes mening"),
        ("Heading 1", "5. Risici"),
    ]
    plain = headings(render_word(replace(full(), numbered=False), "da"))
    assert [text for _, text in plain[1:3]] == ["Det bedes du om", "Serviceniveauer"]
    assert {style for style, _ in plain[1:]} == {"Heading 1"}


def test_the_list_of_contents_leads_to_every_section() -> None:
    content = part(render_word(full(), "da"), "word/document.xml")
    leads = re.findall(r'w:anchor="([^"]+)"', content)
    assert leads == [f"section_{number}" for number in range(1, 6)]
    assert set(leads) <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', content))


def test_what_is_asked_is_a_list() -> None:
    asked = [p.text for p in opened(render_word(full(), "da")).paragraphs if p.style.name == "List Bullet"]
    assert asked == ["Godkend kreditten.", "Udpeg en ejer."]


def test_a_table_of_many_columns_lies_and_the_next_section_stands_again() -> None:
    wide = Table(words("Bred"), tuple(TableColumn(words(f"K{n}")) for n in range(9)), (("x",) * 9,))
    narrow = replace(wide, columns=wide.columns[:8], rows=(("x",) * 8,))
    made = replace(EMPTY, sections=tuple(Section(words("A"), (), (table,)) for table in (narrow, wide, narrow)))
    sections = opened(render_word(made, "da")).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]
    assert {round(max(section.page_width.mm, section.page_height.mm)) for section in sections} == {297}
    assert {round(min(section.page_width.mm, section.page_height.mm)) for section in sections} == {210}


def test_every_picture_says_what_it_shows() -> None:
    made = compose(full_review())
    shapes = opened(render_word(made, "da")).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    speaker = Speaker("da")
    trends = [trend for section in made.sections for trend in section.trends]
    charts = [chart for section in made.sections for chart in section.charts]
    assert len(told) == len(trends) + len(charts)
    assert all(told)
    assert {speaker.say(chart.alt) for chart in charts} <= set(told)
    assert len({shape._inline.docPr.get("id") for shape in shapes}) == len(told)


def test_a_chart_of_nothing_is_its_table() -> None:
    content = render_word(full(), "da")
    assert len(opened(content).inline_shapes) == 1
    assert "ventedepåkunden" in text_of(content)


def test_what_was_not_measured_is_said_to_be_so_in_a_box() -> None:
    boxed = [p.text for p in opened(render_word(full(), "da")).paragraphs if p.style.name == "Not Measured"]
    assert boxed == ["○ Ikke målt", "Ingen spurgte."]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_data_is_text_with_no_field_and_no_link(text: str) -> None:
    for made in (document(text), full_of(text)):
        content = render_word(made, "da")
        assert text_of(content).count(squeezed(shown(text))) >= 3
        body = part(content, "word/document.xml")
        assert "w:fldSimple" not in body
        assert "w:instrText" not in body
        assert "hyperlink" not in part(content, "word/_rels/document.xml.rels")


@budget(40)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_can_be_written(text: str) -> None:
    assert squeezed(shown(text)) in text_of(render_word(document(text), "en"))


def test_an_empty_document_is_a_file() -> None:
    content = render_word(EMPTY, "da")
    assert opened(content).core_properties.title == "tom"
    assert len(opened(content).sections) == 1


def test_a_month_of_two_thousand_breaches_has_every_row_once() -> None:
    content = render_word(compose(full_review(breaches=2_000)), "da")
    keys = re.findall(r">(NB-\d+)<", part(content, "word/document.xml"))
    assert sorted(keys) == sorted(f"NB-{n}" for n in range(1, 2_001))
    assert len(content) < 400_000


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(Problem):
        render_word(full(), "tlh")


@pytest.mark.slow
def test_libreoffice_opens_the_file_and_shows_all_of_it(office: Office) -> None:
    made = compose(full_review())
    printed = office.printed(render_word(made, "da"))
    pages, text = printed.pages, printed_text(printed)
    assert f"Side1af{len(pages)}" in text
    assert not [said for said in sayings(made, "da") if without_symbols(said) not in text]
    assert any(page.mediabox.width > page.mediabox.height for page in pages)
    assert sum(len(page.images) for page in pages) >= sum(len(s.charts) + len(s.trends) for s in made.sections)


def _award() -> Document:
    report, gate = report_of(selection())
    return award.compose(selection(), gate, report, "Nordlys")


OUTGOING: dict[str, Callable[[], Document]] = {
    "rfp": lambda: rfp(LINE),
    "sow": lambda: sow.compose(sow_parts()),
    "award": _award,
    "data-processing": checklist,
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language"), [*((name, "da") for name in OUTGOING), ("sow", "en")])
def test_libreoffice_opens_what_leaves_the_vendor_selection(name: str, language: str, office: Office) -> None:
    made = OUTGOING[name]()
    text = printed_text(office.printed(render_word(made, language)))
    assert not [said for said in sayings(made, language) if without_symbols(said) not in text]
