"""The review's document: its sections in their order, figures as in the typed review, every look its own."""

import io
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest

from domain.actions.actions import ActionIssue
from domain.review.shapes.levels import FigureStatus
from reports.documents import Document, Link, Marked, Section, Table, Value
from reports.forms.comments import comment_text
from reports.forms.excel.workbooks import render_workbook
from reports.forms.html.pages import render_page
from reports.forms.markdown import render_markdown
from reports.forms.paper.glyphs import shown
from reports.forms.paper.prints import render_pdf
from reports.forms.sheet_tabs import tab_contents
from reports.forms.summaries import summary_text
from reports.language import Speaker
from reports.review.review import compose
from tests.domain.samples.rows import figure, whole_review
from tests.reports.forms.html.test_pages import EVERY_HOSTILE
from tests.reports.forms.paper.test_prints import text_of
from tests.reports.forms.samples import squeezed
from tests.reports.review.samples import MONTH, empty_review, full_review

ISSUES = {
    f"sla/{MONTH}/resolution.P2": ActionIssue(
        action_key=f"sla/{MONTH}/resolution.P2", key="NOG-9", url="https://x/browse/NOG-9"
    )
}
ORDER = (
    "Twelve months at a glance", "Service levels", "Breaches", "Repeat failures and corrective actions",
    "Service credits", "Volume and backlog", "Key figures and return", "Quality and the users' voice", "People",
    "Risks, security and controls", "Improvements and agreed actions", "Money", "Data quality", "The rollout's phases",
    "Appendix: definitions, calendar and lineage",
)  # fmt: skip


def section(document: Document, heading: str) -> Section:
    return next(one for one in document.sections if one.heading.template == heading)


def cells(table: Table) -> list[Value]:
    return [value for row in table.rows for value in row]


def test_the_sections_stand_in_the_order_of_the_pack() -> None:
    for review in (full_review(), empty_review()):
        assert tuple(one.heading.template for one in compose(review).sections) == ORDER


def test_the_front_has_at_most_three_sentences_one_status_and_what_is_asked() -> None:
    document = compose(full_review(), issues=ISSUES)
    assert len(document.lines) == 3
    assert document.status == "bad"
    asks = " ".join(str(ask) for ask in document.asks)
    assert "NOG-9" in asks
    assert "5000" in asks
    assert "overdue" in asks


def test_a_good_month_without_open_ends_asks_nothing() -> None:
    document = compose(whole_review(MONTH, figure()))
    assert (document.status, document.asks) == ("good", ())


def test_no_demand_few_tickets_and_not_measured_look_different() -> None:
    review = whole_review(
        MONTH,
        figure("resolution.P1", 0, 0),
        figure("resolution.P2", 0, 0, status=FigureStatus.NOT_MEASURED),
        figure("resolution.P3", 3, 0, too_few=True),
        minimum_sample=5,
    )
    (matrix,) = section(compose(review), "Twelve months at a glance").tables
    said = [Speaker("en").value(row[-1], "percent") for row in matrix.rows]
    assert said == ["–", "○ not measured", "✔ 100.0 % few"]


def test_every_earlier_month_has_the_status_of_its_own_counts() -> None:
    (matrix,) = section(compose(full_review()), "Twelve months at a glance").tables
    *_, before, now = matrix.rows[0]
    assert isinstance(before, Marked)
    assert isinstance(now, Marked)
    assert (before.value, before.status) == (Decimal("0.80"), "bad")
    assert (now.value, now.status) == (Decimal("0.8"), "bad")


@pytest.mark.parametrize(
    "heading",
    ["Key figures and return", "Quality and the users' voice", "People", "Risks, security and controls", "Money"],
)
def test_a_part_without_data_says_so_in_a_look_of_its_own(heading: str) -> None:
    found = section(compose(empty_review()), heading)
    assert found.look == "unmeasured"
    assert found.paragraphs[0].template.startswith("Not measured")
    assert not found.all_tables


def test_a_group_with_too_few_answers_shows_no_figure() -> None:
    (groups,) = section(compose(full_review()), "People").tables
    said = [Speaker("en").value(value, "number") for value in cells(groups)]
    assert "○ under 5 answers" in said
    assert "○ not measured" in said


def test_the_pareto_counts_every_breach_once() -> None:
    review = full_review(breaches=31)
    (chart,) = section(compose(review), "Breaches").charts
    *_, total, so_far = zip(*chart.table.rows, strict=True)
    assert sum(total) == so_far[-1] == 31
    assert list(total) == sorted(total, reverse=True)


def test_the_waterfall_ends_at_the_draft_credit_and_shows_the_cap() -> None:
    (chart,) = section(compose(full_review()), "Service credits").charts
    steps: Any = chart.drawing
    amounts = [step.amount for step in steps.steps]
    assert sum(amounts[:-1]) == amounts[-1] == Decimal("5000.00")


def test_tickets_and_actions_are_linked_only_where_people_can_open_them() -> None:
    plain, linked = compose(full_review()), compose(full_review(), browse="https://x/browse/", issues=ISSUES)
    assert not [value for one in plain.sections for table in one.all_tables for value in cells(table)
                if isinstance(value, Link)]  # fmt: skip
    urls = {value.url for one in linked.sections for table in one.all_tables for value in cells(table)
            if isinstance(value, Link)}  # fmt: skip
    assert {"https://x/browse/NB-1", "https://x/browse/NOG-1", "https://x/browse/NOG-9"} <= urls


class PageText(HTMLParser):
    """The visible text of a page, and the tags it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden += tag in ("style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def page_text(document: Document, language: str) -> str:
    parser = PageText()
    parser.feed(render_page(document, language))
    return " ".join("".join(parser.parts).split())


def sayings(document: Document, language: str) -> list[str]:
    """Every value of every table, every fact and sentence, as the reader is told it."""
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    said = [speaker.say(reason) for reason in (document.verdict, *document.lines, *document.asks)]
    said += [speaker.value(fact.value, fact.kind, fact.decimals) for fact in document.facts]
    for one in document.sections:
        said += [speaker.say(paragraph) for paragraph in one.paragraphs]
        for table in one.all_tables:
            said += [speaker.value(value, column.kind, column.decimals)
                     for row in table.rows for value, column in zip(row, table.columns, strict=True)]  # fmt: skip
    return said


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_says_every_figure_of_the_review(language: str) -> None:
    document = compose(full_review(), issues=ISSUES, browse="https://x/browse/")
    text = page_text(document, language)
    missing = {said for said in sayings(document, language) if " ".join(said.split()) not in text}
    assert not missing


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pdf_says_every_figure_of_the_review(language: str) -> None:
    document = compose(full_review(), issues=ISSUES)
    text = text_of(render_pdf(document, language))
    missing = {said for said in sayings(document, language) if squeezed(shown(said)) not in text}
    assert not missing


def test_the_workbook_holds_every_figure_of_the_review_as_a_number() -> None:
    document = compose(full_review())
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(document, "da")))
    numbers = {round(float(cell.value), 9) for sheet in book for row in sheet.iter_rows() for cell in row
               if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)}  # fmt: skip
    wanted = set()
    for one in document.sections:
        for table in one.all_tables:
            for row in table.rows:
                for value, column in zip(row, table.columns, strict=True):
                    plain = value.value if isinstance(value, Marked) else value
                    if isinstance(plain, int | Decimal) and not isinstance(plain, bool) and column.kind != "duration":
                        wanted.add(round(float(plain), 9))
    assert not wanted - numbers


@pytest.mark.parametrize("language", ["da", "en"])
def test_equal_reviews_give_equal_bytes_in_every_form(language: str) -> None:
    first, second = (compose(full_review(), "anchor", issues=ISSUES) for _ in range(2))
    assert render_page(first, language) == render_page(second, language)
    assert render_pdf(first, language) == render_pdf(second, language)
    assert render_workbook(first, language) == render_workbook(second, language)
    assert tab_contents(first, language) == tab_contents(second, language)
    assert render_markdown(first, language) == render_markdown(second, language)


@pytest.mark.parametrize("text", EVERY_HOSTILE)
def test_hostile_texts_are_texts_in_every_form_of_a_whole_review(text: str) -> None:
    document = compose(full_review(text), issues=ISSUES)
    page = render_page(document, "da")
    tags = PageText()
    tags.feed(page)
    assert not tags.tags & {"script", "img", "iframe", "object", "link", "form"}
    assert "<" not in re.sub(r"&lt;", "", render_markdown(document, "da"))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(document, "da")))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]
    assert all(isinstance(cell, str | int | float | None) for tab in tab_contents(document, "da") for row in tab.rows
               for cell in row)  # fmt: skip
    assert render_pdf(document, "da").startswith(b"%PDF")
    for message in (comment_text(document, "da", {}), "\n".join(summary_text(document, "da", {}))):
        assert not re.search(r"@\w|<[!@#]|\[~|\]\(", message)


@pytest.mark.parametrize("breaches", [60, 2_000])
def test_the_page_is_light_enough_to_send(breaches: int) -> None:
    assert (
        len(render_page(compose(full_review("Betalingsforslag til Gudenå Kanoudlejning", breaches)), "da").encode())
        < 400_000
    )


def test_a_page_that_does_not_show_every_row_says_so_and_where_the_others_are() -> None:
    document = compose(full_review(breaches=300))
    assert "The first 250 of 300 rows" in page_text(document, "en")
    assert "NB-300" not in page_text(document, "en")
    assert sum(len(tab.rows) for tab in tab_contents(document, "en")) > 300
