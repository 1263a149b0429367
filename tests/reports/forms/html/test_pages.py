"""The page, the Markdown, the tabs and the comment of one document: same values, hostile data harmless."""

import re
from datetime import date
from decimal import Decimal

import pytest

from domain.reasons import Reason
from reports.documents import Document, Fact, Section, Table, TableColumn, Trend
from reports.forms.comments import comment_text
from reports.forms.html.pages import render_page
from reports.forms.markdown import render_markdown
from reports.forms.sheet_tabs import tab_contents

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x";"y")',
    "@channel [~admin] {html}x{html}",
    "{{ 7*7 }} {% include 'x' %}",
    "| a | b |\n# heading",
    "‮gnp.exe",
    "x" * 300,
)


RIGHT_TO_LEFT = ("חברת נורדליס 12", "شركة نوردليس")
"""Names that are read from the right; what is taken out of a PDF has them in the order they are drawn."""
EVERY_HOSTILE = (*HOSTILE, *RIGHT_TO_LEFT)


def document(text: str = "data") -> Document:
    table = Table(
        caption=Reason("Breaches of the month"),
        columns=(TableColumn(Reason("Ticket")), TableColumn(Reason("Used"), "duration"),
                 TableColumn(Reason("Required"), "percent"), TableColumn(Reason("Created"), "date")),
        rows=((text, 5400, Decimal("0.95"), date(2026, 10, 1)), (None, None, None, None)),
        tab=Reason("Breaches {period}", period="2026-10"),
        statuses=("bad", "neutral"),
    )  # fmt: skip
    trend = Trend(
        Reason("Resolution {priority}", priority="P1"),
        (("2026-09", Decimal("0.9")), ("2026-10", None)),
        Decimal("0.95"),
    )
    return Document(
        slug="x",
        title=Reason("{company} and {vendor}", company=text, vendor="V"),
        subtitle=Reason("Breaches"),
        status="bad",
        verdict=Reason("{missed} of {count} service levels were missed", missed=1, count=8),
        lines=(Reason("{company} and {vendor}", company="C", vendor=text),),
        facts=(Fact(Reason("Tickets arrived"), 1234, "count"),),
        sections=(Section(Reason("Breaches"), (), (table,), (trend,)),),
    )


@pytest.mark.parametrize("text", EVERY_HOSTILE)
def test_hostile_data_is_text_on_the_page(text: str) -> None:
    page = render_page(document(text), "da")
    assert "<script" not in page
    assert "<img" not in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = render_page(document(), "en")
    assert not re.search(r"https?://|src=|@import|url\((?!#)|<script|<link", page)
    assert "default-src 'none'" in page


def test_equal_documents_give_equal_bytes() -> None:
    assert render_page(document(), "da") == render_page(document(), "da")


def test_a_page_says_its_language_and_every_value_in_it() -> None:
    page = render_page(document(), "da").replace("\u00a0", " ")
    for said in ('<html lang="da">', "1 t 30 min", "95,0 %", "1. okt. 2026", "1.234", "aria-label"):
        assert said in page


@pytest.mark.parametrize("text", EVERY_HOSTILE)
def test_hostile_data_is_text_in_markdown(text: str) -> None:
    markdown = render_markdown(document(text), "en", {"page": "http://127.0.0.1/a b)"})
    assert "<" not in markdown
    assert "\n# heading" not in markdown
    assert "](http://127.0.0.1/a%20b%29)" in markdown


def test_a_long_table_is_cut_in_markdown_and_says_so() -> None:
    table = Table(Reason("Tickets per month"), (TableColumn(Reason("Month")),), tuple((str(n),) for n in range(40)))
    long = Document("x", Reason("A"), Reason("B"), "good", Reason("C"), (), (), (Section(Reason("D"), (), (table,)),))
    markdown = render_markdown(long, "en")
    assert "+15" in markdown
    assert "| 39 |" not in markdown


def test_a_tab_holds_numbers_as_numbers_and_dates_as_serials() -> None:
    (tab,) = tab_contents(document(HOSTILE[2]), "da")
    assert tab.title == "Brud 2026-10"
    assert tab.rows[tab.header_row] == ("Status", "Sag", "Brugt (timer)", "Krævet", "Oprettet")
    assert tab.rows[tab.header_row + 1] == ("✘ ikke i orden", HOSTILE[2], 1.5, 0.95, 46296)
    assert [f.kind for f in tab.formats] == ["TEXT", "TEXT", "NUMBER", "PERCENT", "DATE"]


@pytest.mark.parametrize("text", EVERY_HOSTILE)
def test_a_comment_mentions_nobody_and_runs_no_macro(text: str) -> None:
    comment = comment_text(document(text), "da", {"page": "http://127.0.0.1/x"})
    assert not re.search(r"@\w|\[~\w|\{\w|!\w", comment)
