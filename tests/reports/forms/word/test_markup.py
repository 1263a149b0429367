"""Text as Word has it: links, signs, names from right to left."""

from dataclasses import replace

from reports.documents import Link, Marked, Section, Table, TableColumn
from reports.forms.word.files import render_word
from tests.reports.forms.html.test_pages import document
from tests.reports.forms.samples import EMPTY, words
from tests.reports.forms.word.word_files import opened, text_of


def test_a_link_opens_an_address_of_the_web_and_nothing_else() -> None:
    good = ("https://jira.example.dk/browse/NB-1?a=1&b=2", "http://127.0.0.1:8080/x")
    bad = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://bank.dk@evil.dk/",
        "https://[::1",
        "//evil.dk",
        "",
        "https://x.dk/a b",
        'https://x.dk/"',
        "https://x.dk/" + "x" * 3_000,
    )
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
