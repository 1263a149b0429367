"""The Word file: all that the document says, in its order, for everybody to read; no text is anything but text."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ledger.phases import Phase
from domain.problems import Problem
from reports.documents import SYMBOLS, Document, Link, Marked, Section, Table, TableColumn
from reports.forms.word.files import render_word
from reports.forms.word.markup import shown
from reports.language import Speaker
from reports.review.review import compose
from reports.vendor_selection.award import award_file as award
from reports.vendor_selection.award import statement_of_work as sow
from reports.vendor_selection.award.letter_files import render_letter
from reports.vendor_selection.award.letters import AwardLetter, compose_letters
from tests.reports.forms.html.test_pages import HOSTILE, document
from tests.reports.forms.paper.test_prints import EMPTY, full, full_of, squeezed, words
from tests.reports.phases.documents import BUILDERS
from tests.reports.review.samples import full_review
from tests.reports.vendor_selection.award.samples import report_of, selection, sow_parts
from tests.reports.vendor_selection.award.test_data_processing import made as checklist
from tests.reports.vendor_selection.tender.test_request import LINE, rfp

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs color sz szCs u rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
}
"""From the schema of the format (ECMA-376, wml.xsd), of which Word refuses what stands in another order."""


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def texts(content: bytes) -> Iterator[str]:
    """Every paragraph and cell, in reading order."""
    for block in opened(content).iter_inner_content():
        if isinstance(block, WordTable):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def text_of(content: bytes) -> str:
    return squeezed("".join(texts(content)))


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


def test_tables_have_a_name_a_heading_row_on_every_page_and_rows_that_stay_whole() -> None:
    tables = opened(render_word(compose(full_review()), "da")).tables
    assert len(tables) > 20
    for table in tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_numbers_stand_to_the_right_and_marked_cells_have_their_colour() -> None:
    table = next(table for table in opened(render_word(full(), "da")).tables if table.cell(0, 0).text == "Status")
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "Table Text", "Table Text", "Table Number", "Table Number", "Table Number", "Table Text", "Table Text",
        "Table Number",
    ]  # fmt: skip
    attained = table.cell(1, 3)
    assert attained.text.replace("\u00a0", " ") == "✘ 66,67 % få"
    assert str(attained.paragraphs[0].runs[0].font.color.rgb) == "B3261E"
    assert attained._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "FCEBEA"


def test_a_cell_taller_than_a_page_may_go_on_over_the_next() -> None:
    long = " ".join(f"ord{n}" for n in range(9_000))
    content = render_word(document(long), "da")
    rows = [row for table in opened(content).tables for row in table.rows if "ord8999" in row.cells[1].text]
    assert rows
    assert all(row._tr.trPr is None for row in rows)


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


@pytest.mark.parametrize(("language", "code"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_file_says_its_language_its_title_and_no_maker(language: str, code: str) -> None:
    content = render_word(full(), language)
    assert f'w:lang w:val="{code}"' in part(content, "word/styles.xml")
    about = opened(content).core_properties
    assert (about.title, about.language) == ("Gennemgang af Ærø · Nordlys og Baltic", code)
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified == datetime(2000, 1, 1, tzinfo=UTC)


def test_header_and_footer_say_title_and_page() -> None:
    section = opened(render_word(full(), "da")).sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "Gennemgang af Ærø"
    assert not section.first_page_header.paragraphs[0].text
    for footer in (section.footer, section.first_page_footer):
        fields = [one.get(qn("w:instr")).strip() for one in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "".join(one.text for one in footer._element.iter(qn("w:t"))) == "Side 1 af 1"


def test_inter_is_asked_for_with_others_in_its_place_and_none_is_embedded() -> None:
    content = render_word(full(), "da")
    assert 'w:ascii="Inter"' in part(content, "word/styles.xml")
    assert '<w:altName w:val="Calibri,Arial"/>' in part(content, "word/fontTable.xml")
    assert not [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "odttf" in name]


def test_equal_documents_give_equal_bytes() -> None:
    assert render_word(full(), "da") == render_word(full(), "da")
    assert render_word(full(), "da") != render_word(full(), "en")
    packed = zipfile.ZipFile(io.BytesIO(render_word(compose(full_review()), "da"))).infolist()
    assert {entry.date_time for entry in packed} == {(1980, 1, 1, 0, 0, 0)}
    assert packed[0].filename == "[Content_Types].xml"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_data_is_text_with_no_field_and_no_link(text: str) -> None:
    for made in (document(text), full_of(text)):
        content = render_word(made, "da")
        assert text_of(content).count(squeezed(shown(text))) >= 3
        body = part(content, "word/document.xml")
        assert "w:fldSimple" not in body
        assert "w:instrText" not in body
        assert "hyperlink" not in part(content, "word/_rels/document.xml.rels")


def test_a_link_opens_an_address_of_the_web_and_nothing_else() -> None:
    good = ("https://jira.example.dk/browse/NB-1?a=1&b=2", "http://127.0.0.1:8080/x")
    bad = ("javascript:alert(1)", "file:///etc/passwd", "https://bank.dk@evil.dk/", "https://[::1", "//evil.dk", "",
           "https://x.dk/a b", 'https://x.dk/"', "https://x.dk/" + "x" * 3_000)  # fmt: skip
    rows = tuple((Link(f"sag {n}", url), Marked(Link("igen", url), "bad")) for n, url in enumerate((*good, *bad)))
    table = Table(words("Sager"), (TableColumn(words("Sag")), TableColumn(words("Sag"))), rows)
    content = render_word(replace(EMPTY, sections=(Section(words("A"), (), (table,)),)), "da")
    found = [
        (link.text, link.address)
        for row in opened(content).tables[0].rows
        for cell in row.cells
        for link in cell.paragraphs[0].hyperlinks
    ]
    assert found == [("sag 0", good[0]), ("✘ igen", good[0]), ("sag 1", good[1]), ("✘ igen", good[1])]
    assert "sag10" in text_of(content)


def test_names_from_right_to_left_are_marked_so_with_the_figures_behind_them() -> None:
    runs = [r for p in opened(render_word(document("חברת נורדליס 12 ApS"), "da")).paragraphs for r in p.runs]
    assert {run.text for run in runs if run.font.rtl} == {"חברת נורדליס 12"}


def test_signs_that_xml_cannot_hold_or_that_turn_text_around_are_shown_as_codes() -> None:
    text = text_of(render_word(document("a\x00\x0b\u202eb\ud800\ufffe 北京 😀"), "da"))
    assert "a‹U+0000U+000BU+202E›b‹U+D800U+FFFE›北京😀" in text


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_can_be_written(text: str) -> None:
    assert squeezed(shown(text)) in text_of(render_word(document(text), "en"))


def test_an_empty_document_is_a_file() -> None:
    content = render_word(EMPTY, "da")
    assert opened(content).core_properties.title == "tom"
    assert len(opened(content).sections) == 1


@pytest.mark.parametrize("made", [full(), compose(full_review()), full_of("חברת x"), EMPTY], ids=lambda made: made.slug)
def test_what_an_element_holds_stands_in_the_order_that_word_wants(made: Document) -> None:
    content = opened(render_word(made, "da"))
    for tag, names in ORDERS.items():
        order = [qn(f"w:{name}") for name in names.split()]
        for element in (*content.element.iter(qn(f"w:{tag}")), *content.styles.element.iter(qn(f"w:{tag}"))):
            places = [order.index(child.tag) for child in element]
            assert places == sorted(places)


def test_a_month_of_two_thousand_breaches_has_every_row_once() -> None:
    content = render_word(compose(full_review(breaches=2_000)), "da")
    keys = re.findall(r">(NB-\d+)<", part(content, "word/document.xml"))
    assert sorted(keys) == sorted(f"NB-{n}" for n in range(1, 2_001))
    assert len(content) < 400_000


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(Problem):
        render_word(full(), "sv")


def _writer() -> str:
    """LibreOffice, or why there is none that opens Word files."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: no `soffice` on the path")
    if not (Path(office).resolve().parent / "libswlo.so").exists():
        pytest.skip("LibreOffice is installed without Writer, the part of it that opens Word files")
    return office


def without_symbols(text: str) -> str:
    """LibreOffice takes them from fonts of its own choice, and a PDF's text may then have them elsewhere."""
    return re.sub(f"[{''.join(SYMBOLS.values())}]", "", squeezed(text))


@dataclass(frozen=True)
class Office:
    """Prints Word files as LibreOffice shows them."""

    program: str
    folder: Path

    def printed(self, content: bytes) -> pypdf.PdfReader:
        (self.folder / "fil.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        subprocess.run([self.program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(self.folder),
                        str(self.folder / "fil.docx")], check=True, capture_output=True, timeout=240)  # fmt: skip
        return pypdf.PdfReader(io.BytesIO((self.folder / "fil.pdf").read_bytes()))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with a profile of its own, which it takes seconds to make."""
    return Office(_writer(), tmp_path_factory.mktemp("office"))


def _text(printed: pypdf.PdfReader) -> str:
    return without_symbols("".join(page.extract_text() for page in printed.pages))


@pytest.mark.slow
def test_libreoffice_opens_the_file_and_shows_all_of_it(office: Office) -> None:
    made = compose(full_review())
    printed = office.printed(render_word(made, "da"))
    pages, text = printed.pages, _text(printed)
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
    text = _text(office.printed(render_word(made, language)))
    assert not [said for said in sayings(made, language) if without_symbols(said) not in text]


LETTERS = compose_letters(selection(), "Nordlys", "Søren Dahl", "DKK")


@pytest.mark.slow
@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: one.slug)
def test_libreoffice_opens_every_letter_which_is_one_page(letter: AwardLetter, office: Office) -> None:
    printed = office.printed(render_letter(letter, "da"))
    assert len(printed.pages) == 1
    text = _text(printed)
    for said in ("Udkast:ikkesendt.", squeezed(letter.recipient), "Medvenlighilsen", "SørenDahl", "Side1af1"):
        assert said in text
