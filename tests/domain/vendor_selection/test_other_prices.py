"""Price cases on the bidders of a selection: which costs, which criterion, and when there is none."""

from decimal import Decimal
from typing import Any

import pytest

from domain.prices.demand import Demand
from domain.prices.price_scale import PriceRule, PriceScale
from domain.problems import ConfigurationRefused
from domain.vendor_selection.other_prices import price_range
from domain.vendor_selection.result import VendorSelectionResult
from tests.domain.samples.rows import price_line, scored, vendor
from tests.domain.vendor_selection.test_assess import RULES, assess

SCALE = PriceScale(full_marks_at=Decimal(20_000), lowest_marks_at=Decimal(60_000))
DEMAND = Demand(hours={"F-1": Decimal(10)}, cases={"F-1": Decimal(100)})


def compared(criterion_id: str = "C1", **changed: Any) -> VendorSelectionResult:
    """A: 36,500 and 5 for each of 100 cases above 50, 45,500. B: 47,300, whatever the volumes."""
    rules = RULES.model_copy(update={"price": PriceRule(criterion_id=criterion_id, scale=SCALE)} | changed)
    line = price_line("A", price=Decimal(5), included_per_month=Decimal(50))
    bidders = [vendor("A"), vendor("B", monthly_fee=Decimal(1_300))]
    return assess(bidders, scored("A", 3, 1) + scored("B", 4, 1), rules=rules, price_lines=(line,), demand=DEMAND)


def test_the_price_is_scored_by_the_cost_over_the_term_instead_of_by_evaluators() -> None:
    # Weights 60 and 40. First criterion: A 3 is 30 points, B 4 is 45.
    # Cost: A (60,000 - 45,500) / 40,000 = .3625 is 14.5 points; B (60,000 - 47,300) / 40,000 = .3175 is 12.7.
    found = compared().price_cases
    assert found is not None
    assert found.expected.points == {"A": Decimal("44.5"), "B": Decimal("57.7")}
    assert found.expected.winners == ("B",)


def test_the_winner_stands_at_its_high_and_the_others_at_their_low() -> None:
    result = compared()
    costs = price_range(next(v for v in result.vendors if v.vendor_id == "A"))
    # 80 cases: 30 above; 120: 70 above.
    assert (costs.low, costs.expected, costs.high) == (Decimal(41_900), Decimal(45_500), Decimal(49_100))
    assert result.winner_id == "B"
    assert result.price_cases is not None
    # A at its low: (60,000 - 41,900) / 40,000 = .4525 is 18.1 points.
    assert result.price_cases.against.points == {"A": Decimal("48.1"), "B": Decimal("57.7")}
    assert result.price_cases.against.holds_for("B")


def test_a_wider_range_of_volumes_moves_low_and_high_and_not_the_expected_cost() -> None:
    wide = {v.vendor_id: v for v in compared(volume_range_share=Decimal("0.5")).vendors}
    # 50 cases: none above; 150: 100 above.
    assert (wide["A"].cost.low.total, wide["A"].total_cost, wide["A"].cost.high.total) == (
        Decimal(36_500),
        Decimal(45_500),
        Decimal(54_500),
    )


def test_the_evaluators_scores_still_decide() -> None:
    with_cases, without = compared(), compared(price=None)
    assert without.price_cases is None
    assert [v.lowest for v in with_cases.vendors] == [v.lowest for v in without.vendors]


def test_a_criterion_that_is_not_there_is_a_setting_to_mend() -> None:
    with pytest.raises(ConfigurationRefused, match=r"rules\.selection\.price\.criterion_id.*name one of: C0, C1"):
        compared("pris")


def test_without_a_winner_there_is_no_price_case() -> None:
    rules = RULES.model_copy(update={"price": PriceRule(criterion_id="C1", scale=SCALE)})
    assert assess([vendor("A", pilot_proposal=False)], scored("A", 3, 1), rules=rules).price_cases is None
