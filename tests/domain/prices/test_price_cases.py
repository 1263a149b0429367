from decimal import Decimal

import pytest
from pydantic import ValidationError

from domain.prices.price_cases import PriceRange, against_winner, as_expected
from domain.prices.price_scale import PriceScale
from domain.problems import ConfigurationRefused

SCALE = PriceScale(full_marks_at=Decimal(1_000), lowest_marks_at=Decimal(2_000))
WEIGHTS = [Decimal(60), Decimal(40)]


def prices(low: int, expected: int, high: int) -> PriceRange:
    return PriceRange(low=Decimal(low), expected=Decimal(expected), high=Decimal(high))


@pytest.mark.parametrize(("cost", "score"), [(900, 5), (1_000, 5), (1_250, 4), (1_500, 3), (2_000, 1), (2_500, 1)])
def test_a_cost_scores_on_a_straight_line_between_two_costs(cost: int, score: int) -> None:
    assert SCALE.score(Decimal(cost)) == score


def test_a_lead_that_does_not_survive_the_worst_case() -> None:
    # Quality 60: A 5 is 60 points, B 4 is 45. Price 40: expected 1,500 each is 20 points: A 80, B 65. With A at 2,000
    # (0 points) and B at 1,000 (40 points) it is 60 against 85.
    values = {"A": [Decimal(5), Decimal(0)], "B": [Decimal(4), Decimal(0)]}
    ranges = {"A": prices(1_400, 1_500, 2_000), "B": prices(1_000, 1_500, 1_600)}
    expected = as_expected(values, WEIGHTS, 1, ranges, SCALE)
    assert (expected.points, expected.winners) == ({"A": Decimal(80), "B": Decimal(65)}, ("A",))
    worst = against_winner(values, WEIGHTS, 1, ranges, SCALE, "A")
    assert (worst.points, worst.winners, worst.holds_for("A")) == ({"A": Decimal(60), "B": Decimal(85)}, ("B",), False)


def test_a_lead_that_holds_at_any_price() -> None:
    # A at 1,250: 30 points, with quality 90. B at 1,000: 40 points, with quality 55.
    values = {"A": [Decimal(5), Decimal(0)], "B": [Decimal(2), Decimal(0)]}
    ranges = {"A": prices(1_100, 1_200, 1_250), "B": prices(1_000, 1_100, 1_200)}
    worst = against_winner(values, WEIGHTS, 1, ranges, SCALE, "A")
    assert (worst.points, worst.holds_for("A")) == ({"A": Decimal(90), "B": Decimal(55)}, True)


def test_level_in_the_worst_case_is_not_held() -> None:
    values = {"A": [Decimal(5), Decimal(0)], "B": [Decimal(5), Decimal(0)]}
    ranges = {"A": prices(1_000, 1_100, 1_500), "B": prices(1_500, 1_500, 1_500)}
    worst = against_winner(values, WEIGHTS, 1, ranges, SCALE, "A")
    assert (worst.winners, worst.holds_for("A")) == (("A", "B"), False)


def test_a_bidder_without_a_price_is_named() -> None:
    with pytest.raises(ConfigurationRefused, match="B has no price"):
        as_expected({"B": [Decimal(5), Decimal(5)]}, WEIGHTS, 1, {}, SCALE)


def test_a_scale_falls_and_a_range_rises() -> None:
    with pytest.raises(ValidationError, match="a lower cost scores more"):
        PriceScale(full_marks_at=Decimal(2), lowest_marks_at=Decimal(2))
    with pytest.raises(ValidationError, match="low <= expected <= high"):
        prices(3, 2, 4)
