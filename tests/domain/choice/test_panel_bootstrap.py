from decimal import Decimal

import pytest

from domain.choice.panel_bootstrap import bootstrap_panel
from domain.workbook.evaluation import Score
from tests.domain.samples.rows import criteria, scored


def given(vendor_id: str, evaluator: str, *values: int | None) -> list[Score]:
    return scored(vendor_id, *values, evaluators=(evaluator,))


def test_two_evaluators_who_disagree_share_the_panels() -> None:
    # x prefers A by 2, y prefers B by 1. Panels of two: xx 1/4 A, yy 1/4 B, mixed 1/2: A (5 + 2) / 2 = 3.5 against B
    # (3 + 3) / 2 = 3. So A wins 3/4; 5,000 panels are within 0.012 at 95 %.
    rows = given("A", "x", 5) + given("B", "x", 3) + given("A", "y", 2) + given("B", "y", 3)
    found = bootstrap_panel(criteria(100), ["A", "B"], rows, seed=2025)
    assert float(found.wins["A"]) == pytest.approx(0.75, abs=0.012)
    assert float(found.wins["B"]) == pytest.approx(0.25, abs=0.012)
    assert (found.evaluators, found.panels, found.cannot) == (2, 5_000, None)


def test_equal_in_front_shares_the_panel() -> None:
    # Mixed panels (a half) are level: A 1/4 + 1/4.
    rows = given("A", "x", 5) + given("B", "x", 3) + given("A", "y", 3) + given("B", "y", 5)
    found = bootstrap_panel(criteria(100), ["A", "B"], rows, seed=2025)
    assert float(found.wins["A"]) == pytest.approx(0.5, abs=0.014)
    assert sum(found.wins.values()) == 1


def test_the_median_of_a_panel_counts_and_not_its_mean() -> None:
    # Three of x, y and z on the panel: A has 5, 5, 1 and B 4, 4, 4. B wins when z sits twice or more: 7 of 27.
    rows = [
        row
        for name, (a, b) in {"x": (5, 4), "y": (5, 4), "z": (1, 4)}.items()
        for row in given("A", name, a) + given("B", name, b)
    ]
    found = bootstrap_panel(criteria(100), ["A", "B"], rows, seed=2025)
    assert float(found.wins["B"]) == pytest.approx(7 / 27, abs=0.013)


def test_a_blank_counts_only_where_nobody_on_the_panel_gave_a_score() -> None:
    # y did not assess A. Only the panel yy (1/4) has no score of A, which then counts as 1, under B's 3.
    rows = given("A", "x", 5) + given("A", "y", None) + given("B", "x", 3) + given("B", "y", 3)
    found = bootstrap_panel(criteria(100), ["A", "B"], rows, seed=2025)
    assert float(found.wins["B"]) == pytest.approx(0.25, abs=0.012)


def test_one_person_under_two_spellings_is_one_evaluator() -> None:
    rows = given("A", "Mette Holm", 5) + given("B", "mette  holm", 3)
    found = bootstrap_panel(criteria(100), ["A", "B"], rows, seed=1)
    assert (found.evaluators, found.wins) == (1, {})
    assert (
        str(found.cannot)
        == "With one evaluator no other panel can be drawn: nothing is known of what hung on who sat on it."
    )


@pytest.mark.parametrize("rows", [[], given("A", "x", None)])
def test_without_scores_nothing_is_drawn(rows: list[Score]) -> None:
    found = bootstrap_panel(criteria(100), ["A"], rows, seed=1)
    assert "Nobody has been assessed" in str(found.cannot)


def test_rows_in_another_order_and_the_same_seed_give_the_same_shares() -> None:
    rows = scored("A", 5, 2, evaluators=("x", "y")) + given("B", "x", 3, 4) + given("B", "y", 4, 5)
    first = bootstrap_panel(criteria(60, 40), ["A", "B"], rows, panels=500, seed=3)
    assert first == bootstrap_panel(criteria(60, 40), ["B", "A"], rows[::-1], panels=500, seed=3)


def test_whoever_is_best_for_everybody_wins_every_panel() -> None:
    rows = scored("A", 5, 5, evaluators=("x", "y", "z")) + scored("B", 4, 4, evaluators=("x", "y", "z"))
    assert bootstrap_panel(criteria(60, 40), ["A", "B"], rows, seed=3).wins == {"A": Decimal(1), "B": Decimal(0)}
