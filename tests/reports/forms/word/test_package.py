"""What lies in the file: its language and title, header and footer, fonts, the same bytes each time."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx.oxml.ns import qn

from reports.documents import Document
from reports.forms.word.files import render_word
from reports.review.review import compose
from tests.reports.forms.samples import EMPTY, full, full_of
from tests.reports.forms.word.word_files import opened, part
from tests.reports.review.samples import full_review

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs color sz szCs u rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
}
"""From the schema of the format (ECMA-376, wml.xsd), of which Word refuses what stands in another order."""


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


@pytest.mark.parametrize("made", [full(), compose(full_review()), full_of("חברת x"), EMPTY], ids=lambda made: made.slug)
def test_what_an_element_holds_stands_in_the_order_that_word_wants(made: Document) -> None:
    content = opened(render_word(made, "da"))
    for tag, names in ORDERS.items():
        order = [qn(f"w:{name}") for name in names.split()]
        for element in (*content.element.iter(qn(f"w:{tag}")), *content.styles.element.iter(qn(f"w:{tag}"))):
            places = [order.index(child.tag) for child in element]
            assert places == sorted(places)
