"""Prices of the bids over the term: years, bars, and whether a lead survives them."""

from decimal import Decimal

from domain.prices.demand import Demand
from domain.prices.price_scale import PriceRule, PriceScale
from reports.drawings import Bars
from reports.vendor_selection.prices import prices_section
from tests.domain.samples import rows as rows
from tests.domain.vendor_selection.test_assess import RULES, assess
from tests.reports.vendor_selection.sections import PRICE, result, said, table


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
    far = result(
        price=PriceRule(
            criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(60_000), lowest_marks_at=Decimal(90_000))
        )
    )
    # Both have full marks for the price, so they are equal and nobody is alone in front.
    assert any("Vendor A, Vendor B" in line and "does not hold" in line for line in said(prices_section(far)))
    better = assess(
        [rows.vendor("A"), rows.vendor("B")],
        rows.scored("A", 5, 4) + rows.scored("B", 2, 4),
        rules=RULES.model_copy(update={"price": PRICE}),
    )
    assert any("holds for any prices" in line for line in said(prices_section(better)))


def test_without_a_scale_or_a_roadmap_the_section_says_what_is_left_out() -> None:
    bare = result(price=None, demand=Demand(), price_lines=(rows.price_line("A"),))
    lines = said(prices_section(bare))
    assert any("The settings hold no price scale" in line for line in lines)
    assert any("No roadmap is recorded" in line and "Vendor A" in line for line in lines)
