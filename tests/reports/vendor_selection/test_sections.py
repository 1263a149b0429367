"""The sections on cost and on what was handed in: every figure where it belongs, and what it means said in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.prices.demand import Demand
from domain.prices.price_scale import PriceRule, PriceScale
from domain.reasons import Reason
from domain.vendor_selection.completeness import find_gaps
from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Section, Table
from reports.drawings import Bars
from reports.language import Speaker
from reports.vendor_selection.prices import prices_section
from reports.vendor_selection.proposals import proposals_section
from tests.domain.samples import rows as rows
from tests.domain.vendor_selection.test_assess import RULES, assess
from tests.domain.vendor_selection.test_completeness import places

DEMAND = Demand(hours={"F-1": Decimal(10)}, cases={"F-1": Decimal(100)})
PRICE = PriceRule(criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(20_000), lowest_marks_at=Decimal(60_000)))
INDEXED: dict[str, Any] = {
    "index_share": Decimal("0.10"), "index_cap_share": Decimal("0.20"), "first_index_month": 12,
}  # fmt: skip


def result(*, price: PriceRule | None = PRICE, **handed_in: Any) -> VendorSelectionResult:
    bidders = [rows.vendor("A", **INDEXED), rows.vendor("B", monthly_fee=Decimal(1_040))]
    scores = rows.scored("A", 4, 4) + rows.scored("B", 4, 3)
    rules = RULES.model_copy(update={"price": price})
    return assess(bidders, scores, rules=rules, **({"demand": DEMAND} | handed_in))


def said(section: Section) -> list[str]:
    return [str(paragraph) for paragraph in section.paragraphs]


def table(section: Section, caption: str) -> Table:
    return next(one for one in section.all_tables if str(one.caption).startswith(caption))


def test_each_year_shows_what_it_is_made_of() -> None:
    shown = table(prices_section(result()), "Expected cost per bidder and year").rows
    own = [(str(row[1]), *row[2:]) for row in shown if row[0] == "Vendor A"]
    assert own == [
        ("once", 500, None, None, 500),
        ("year 1", 12_000, 0, 0, 12_000),
        ("year 2", 12_000, 0, 1_200, 13_200),
        ("year 3", 12_000, 0, 2_520, 14_520),
    ]


def test_the_bars_add_up_to_the_high_cost_and_stand_beside_their_figures() -> None:
    chart = prices_section(result()).charts[0]
    # A: low 36.5, expected 40.22, high 12 + 14.4 + 17.28 + .5 = 44.18 thousand; B 37.94 in every case.
    assert [tuple(map(float, row[1:])) for row in chart.table.rows] == [(36.5, 40.22, 44.18), (37.94,) * 3]  # type: ignore[arg-type]
    assert isinstance(chart.drawing, Bars)
    parts = {str(label): counts for label, counts in chart.drawing.rows}
    assert parts == {"Vendor A": (37, 3, 4), "Vendor B": (38, 0, 0)}
    assert "Vendor B has the lowest expected cost" in str(chart.alt)


def test_a_lead_that_does_not_survive_the_prices_is_said_so() -> None:
    # First criterion 45 points each. A 40.22: 19.8, at its high 44.18: 15.8. B 37.94: 22.1.
    lines = said(prices_section(result()))
    assert any("With prices as expected, Vendor B is in front with 67.1 points." in line for line in lines)
    assert any("does not hold for all prices" in line and "Vendor B is in front" in line for line in lines)


def test_a_lead_that_survives_is_said_so() -> None:
    far = result(price=PriceRule(criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(60_000),
                                                                     lowest_marks_at=Decimal(90_000))))  # fmt: skip
    # Both have full marks for the price, so they are equal and nobody is alone in front.
    assert any("Vendor A, Vendor B" in line and "does not hold" in line for line in said(prices_section(far)))
    better = assess([rows.vendor("A"), rows.vendor("B")], rows.scored("A", 5, 4) + rows.scored("B", 2, 4),
                    rules=RULES.model_copy(update={"price": PRICE}))  # fmt: skip
    assert any("holds for any prices" in line for line in said(prices_section(better)))


def test_without_a_scale_or_a_roadmap_the_section_says_what_is_left_out() -> None:
    bare = result(price=None, demand=Demand(), price_lines=(rows.price_line("A"),))
    lines = said(prices_section(bare))
    assert any("The settings hold no price scale" in line for line in lines)
    assert any("No roadmap is recorded" in line and "Vendor A" in line for line in lines)


def test_certificates_say_whether_they_count_on_the_first_day() -> None:
    shown = (
        rows.certificate("A"),
        rows.certificate("A", standard="ISO 9001"),
        rows.certificate("B", valid_until=date(2025, 8, 31)),
    )
    section = proposals_section(result(certificates=shown))
    speaker = Speaker("en")
    counts = [speaker.value(row[6]) for row in table(section, "Certificates").rows]
    assert counts == ["✔ valid", "– not one of those wanted", "✘ not valid that day"]


def test_completeness_counts_what_was_handed_in_and_lists_what_is_missing_with_its_cell() -> None:
    bidders = [rows.vendor("A"), rows.vendor("B", price_per_hour=None)]
    asked = rows.reference("A", 1, confirmed_on=date(2025, 6, 1))
    handed_in = rows.papers(*bidders, references=(asked, rows.reference("A", 2), rows.reference("B", 1)))
    gaps = find_gaps(bidders, handed_in, RULES, places())
    found = assess(bidders, rows.scored("A", 4, 4) + rows.scored("B", 4, 3),
                   references=handed_in.references, gaps=gaps)  # fmt: skip
    section = proposals_section(found)
    assert said(section) == ["1 of 2 proposals are whole."]
    held = table(section, "What each proposal holds")
    assert held.rows == (("Vendor A", "ISO 27001", 2, 1, 1, 0, 0), ("Vendor B", "ISO 27001", 1, 0, 1, 0, 2))
    assert held.statuses == ("good", "warning")
    missing = table(section, "What is missing or impossible").rows
    assert [row[1] for row in missing] == ["Leverandører!F3", "Referencer!A11"]


@pytest.mark.parametrize("compose", [prices_section, proposals_section])
def test_a_selection_without_bids_is_no_failure(compose: Any) -> None:
    section = compose(assess([], []))
    assert isinstance(section.heading, Reason)
    assert all(not one.rows for one in section.all_tables)
