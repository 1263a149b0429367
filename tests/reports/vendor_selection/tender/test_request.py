"""The request for proposals: what bidders are told, and what they are never told."""

from datetime import date
from decimal import Decimal

import pytest

from domain.discovery.roadmap.inventory import RoadmapLine
from domain.vendor_selection.settings import VendorSelectionRules
from domain.vendor_selection.weight_lock import lock_of
from domain.workbook.evaluation import SubCriterion
from reports.documents import Document
from reports.forms.html.pages import render_page
from reports.language import Speaker
from reports.vendor_selection.tender.request import compose
from tests.domain.samples.rows import criteria
from tests.domain.sla.stories import contract
from tests.reports.vendor_selection.award.samples import line

LINE = line("F-1", 1, name="Bogføring").model_copy(
    update={"cost_freed": Decimal("271828.00"), "cost_per_month": Decimal("314159.00")}
)


def rfp(*lines: RoadmapLine) -> Document:
    weights = criteria(60, 40)
    return compose(
        "Nordlys", contract(), weights, lock_of(weights, 1), VendorSelectionRules(), lines, date(2025, 6, 27)
    )


def test_bidders_read_the_work_the_levels_the_criteria_and_their_lock() -> None:
    page = render_page(rfp(LINE), "en").replace("\u00a0", " ")
    for said in ("Bogføring", "90.0", "Resolution P1", "60", "40", lock_of(criteria(60, 40), 1).digest[:16]):
        assert said in page


def test_bidders_read_what_the_points_mean_the_parts_and_how_ties_are_decided() -> None:
    meaning = {"at_1": "No client in the sector", "at_3": "Two clients", "at_5": "Five clients"}
    first, second = criteria(60, 40)
    weights = [first.model_copy(update=meaning), second]
    part = SubCriterion(
        sub_criterion_id="S1",
        criterion_id="C1",
        name="Certificates",
        weight=Decimal(100),
        at_1="None",
        at_3="One site",
        at_5="All sites",
    )
    document = compose(
        "Nordlys",
        contract(),
        weights,
        lock_of(weights, 1, [part]),
        VendorSelectionRules(),
        [LINE],
        date(2025, 6, 27),
        [part],
    )
    page = render_page(document, "en")
    for said in (
        "No client in the sector",
        "Criterion 1: Certificates",
        "All sites",
        "decided by: score on Criterion 0, then total cost over the term.",
    ):
        assert said in page
    assert "What the points mean" not in render_page(rfp(LINE), "en")


@pytest.mark.parametrize("secret", ["271828", "271,828", "314159", "314,159"])
def test_bidders_are_never_told_what_the_work_costs_today(secret: str) -> None:
    assert secret not in render_page(rfp(LINE), "en")


def test_an_rfp_without_a_roadmap_says_so() -> None:
    assert "has recorded no roadmap" in render_page(rfp(), "en")


def test_the_hours_are_those_of_the_roadmap() -> None:
    document = rfp(LINE, LINE.model_copy(update={"rank": 2, "wave": 2, "hours_freed": Decimal("10.5")}))
    assert Speaker("en").value(document.facts[1].value, "number", 1) == "100.5"
    assert document.facts[1].value == Decimal("100.5")
