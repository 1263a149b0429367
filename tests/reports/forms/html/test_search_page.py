"""The search page: what of a page can be found, and that no text of it can become code. Its script is tried in
browsers, not here."""

import base64
import hashlib
import json
import re

import pytest

from domain.reasons import Reason
from reports.documents import Chart, Document, Fact, Link, Marked, Section, Table, TableColumn
from reports.drawings import Bars
from reports.forms.html.page_texts import page_text
from reports.forms.html.pages import render_page
from reports.forms.html.search_page import PageKind, PageText, render_search

HOSTILE = ("</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028alert(1)\u2029", "&lt;b&gt;", "\\u003c")


def page(text: str = "data", address: str = "nordlys/index.html") -> PageText:
    return PageText(address=address, title=text, kind=PageKind.REVIEW, company=text, lines=(text, "Løn · 95,0 %"))


def document(text: str) -> Document:
    table = Table(
        Reason("Breaches"),
        (TableColumn(Reason("Ticket")), TableColumn(Reason("Status"))),
        ((text, Marked(None, "bad", Reason("missed"))), (text, Marked(None, "bad", Reason("missed")))),
        statuses=("bad", "bad"),
    )
    chart = Chart(Reason("Money"), Reason("Bars."), Bars((Reason("vendor"),), ((Reason("Only drawn"), (1,)),)), table)
    title = Reason("{company} and {vendor}", company=text, vendor="V")
    return Document(
        "x",
        title,
        Reason("Rollout"),
        "good",
        Reason("Verdict"),
        (),
        (Fact(Reason("Breaches"), 3, "count"),),
        (Section(Reason("Breaches"), (), (table,), charts=(chart,)),),
    )


def data(found: str) -> list[list[str]]:
    (text,) = re.findall(r'<script type="application/json" id="pages">(.*?)</script>', found, flags=re.S)
    return [[str(value) for value in entry] for entry in json.loads(text)]


def test_a_table_row_is_one_line_and_the_same_line_is_kept_once() -> None:
    title, lines = page_text(render_page(document("NB-7 & <b>"), "en"))
    assert title == "NB-7 & <b> and V · Rollout"
    assert [line for line in lines if "✘ missed" in line] == ["✘ · NB-7 & <b> · ✘ missed"]
    assert "Breaches · 3" in lines


def test_drawings_navigation_and_style_are_no_content() -> None:
    trail = (Link(Reason("Search"), "../search.html"),)
    lines = "\n".join(page_text(render_page(document("data"), "en", trail))[1])
    for hidden in ("Only drawn", "Search", "To the content", "color-scheme", "outsourcing-rollout"):
        assert hidden not in lines


def test_every_page_is_in_the_data_with_title_kind_company_and_text() -> None:
    assert data(render_search([page()], "da")) == [
        ["nordlys/index.html", "data", "månedsgennemgang", "data", "data\nLøn · 95,0 %"]
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_the_script_element(text: str) -> None:
    found = render_search([page(text)], "en")
    assert found.count("<script") == found.count("</script") == 2
    assert not set("\u2028\u2029<>&") & set(found.split('id="pages">')[1].split("</script>")[0])
    assert data(found)[0][1] == text


def test_only_the_script_that_is_in_the_page_may_run_and_nothing_is_loaded() -> None:
    found = render_search([page()], "en")
    script = found.rsplit("<script>", 1)[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'" in found
    assert not re.search(r"\bsrc=|innerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|https?://", found)


def test_without_a_script_every_page_is_listed() -> None:
    found = render_search([page(), page("Anden", "nordlys/sla-2026-10.html")], "da")
    listed = found.split("<noscript>")[1].split("</noscript>")[0]
    assert re.findall(r'href="([^"]+)"', listed) == ["nordlys/index.html", "nordlys/sla-2026-10.html"]
    assert "kræver JavaScript" in listed


def test_equal_pages_give_equal_bytes_in_each_language() -> None:
    for language in ("da", "en"):
        assert render_search([page()], language) == render_search([page()], language)
