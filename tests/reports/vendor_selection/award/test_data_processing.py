"""The checklist as a document: a work list that claims nothing."""

import re
from datetime import date

import pytest

from domain.vendor_selection.papers.data_processing import DataProcessingPoint, PointStatus, check_points
from reports.documents import Document, Marked
from reports.forms.html.pages import render_page
from reports.vendor_selection.award import data_processing
from tests.domain.vendor_selection.papers.test_data_processing import facts

OWN = DataProcessingPoint(source="<i>egen</i> § 1", requirement="<script>alert(1)</script>")


def made() -> Document:
    return data_processing.compose("Nordlys", "Alfa", check_points(facts(), (OWN,)), date(2025, 6, 27), "0123")


def test_it_says_of_itself_that_it_claims_no_compliance() -> None:
    assert made().status == "warning"
    assert "does not say that the agreement complies" in str(made().verdict)


CLAIMS = {
    "en": r"\bcompliant\b|\bcomplies with\b|\bin compliance\b",
    "da": r"\ber overholdt\b|\blovlig\b|\boverholder GDPR\b",
}


@pytest.mark.parametrize("language", ["en", "da"])
def test_no_sentence_claims_compliance(language: str) -> None:
    assert not re.search(CLAIMS[language], render_page(made(), language))


def test_every_point_has_a_state_in_symbol_and_word() -> None:
    points = check_points(facts(), (OWN,))
    rows = made().sections[0].tables[0].rows
    assert len(rows) == len(points)
    for row, point in zip(rows, points, strict=True):
        look, note = data_processing.LOOKS[point.status]
        assert row[2] == Marked(None, look, note)


def test_the_figures_add_up() -> None:
    total, *parts = [fact.value for fact in made().facts]
    assert sum(parts) == total == len(check_points(facts(), (OWN,)))  # type: ignore[arg-type]
    assert len(parts) == len(PointStatus)


def test_articles_are_cited_in_the_readers_language() -> None:
    assert "GDPR art. 28, stk. 3, litra h" in render_page(made(), "da")
    assert "GDPR art. 28(3)(h)" in render_page(made(), "en")


def test_a_companys_own_points_are_data() -> None:
    page = render_page(made(), "da")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
