from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.choice.pairwise import PairwiseWeights, reciprocal_matrix, weights_from_comparisons
from domain.problems import ConfigurationRefused


def compared(names: str, pairs: dict[tuple[str, str], float]) -> PairwiseWeights:
    listed = names.split()
    return weights_from_comparisons(listed, reciprocal_matrix(listed, pairs))


FOUR: dict[tuple[str, str], float] = {
    ("a", "b"): 1, ("a", "c"): 5, ("a", "d"): 2, ("b", "c"): 3, ("b", "d"): 4, ("c", "d"): 3 / 4,
}  # fmt: skip


def test_four_criteria_of_the_ahpy_readme() -> None:
    # PhilipGriffith/AHPy, README: b .3917, a .3742, d .1349, c .0991. It prints a ratio of .0372 with the random index
    # of Donegan and Dodd; with Saaty's .90 it is .0308 / .90 = .0342.
    found = compared("a b c d", FOUR)
    assert [round(w, 4) for w in found.weights] == [0.3742, 0.3917, 0.0991, 0.1349]
    assert round(found.lambda_max, 4) == 4.0925
    assert round(found.consistency_index, 4) == 0.0308
    assert round(found.consistency_ratio, 4) == 0.0342
    assert found.consistent


DRINKS = "coffee wine tea beer soda milk water"
DRINK_PAIRS: dict[tuple[str, str], float] = {
    ("coffee", "wine"): 9, ("coffee", "tea"): 5, ("coffee", "beer"): 2, ("coffee", "soda"): 1, ("coffee", "milk"): 1,
    ("coffee", "water"): 1 / 2,
    ("wine", "tea"): 1 / 3, ("wine", "beer"): 1 / 9, ("wine", "soda"): 1 / 9, ("wine", "milk"): 1 / 9,
    ("wine", "water"): 1 / 9,
    ("tea", "beer"): 1 / 3, ("tea", "soda"): 1 / 4, ("tea", "milk"): 1 / 3, ("tea", "water"): 1 / 9,
    ("beer", "soda"): 1 / 2, ("beer", "milk"): 1, ("beer", "water"): 1 / 3,
    ("soda", "milk"): 2, ("soda", "water"): 1 / 2, ("milk", "water"): 1 / 3,
}  # fmt: skip


def test_seven_drinks_of_saaty() -> None:
    # Saaty's relative consumption of drinks in the US; pairs as in PhilipGriffith/AHPy, README.
    found = compared(DRINKS, DRINK_PAIRS)
    assert [round(w, 3) for w in found.weights] == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(found.consistency_ratio, 3) == 0.022


def test_answers_that_contradict_each_other_name_the_pair_to_look_at() -> None:
    # a is 2 b and b is 2 c, so a should be 4 c; the answer says a ninth.
    found = compared("a b c", {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 1 / 9})
    assert not found.consistent
    assert found.look_again is not None
    assert "above 0.10. Look again at " in str(found.reason)


@pytest.mark.parametrize(("a_to_c", "ratio", "consistent"), [(4, 0.0, True), (2, 0.046, True), (1, 0.187, False)])
def test_three_criteria_have_a_closed_form(a_to_c: float, ratio: float, consistent: bool) -> None:
    # a is 2 b and b is 2 c. With d = a_ac / (a_ab a_bc), lambda_max is 1 + d^(1/3) + d^(-1/3);
    # the ratio is (lambda_max - 3) / 2 / .58. Up to 0.10 is consistent.
    found = compared("a b c", {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): a_to_c})
    d = a_to_c / 4
    assert found.lambda_max == pytest.approx(1 + d ** (1 / 3) + d ** (-1 / 3))
    assert (round(found.consistency_ratio, 3), found.consistent) == (ratio, consistent)


@pytest.mark.parametrize(("names", "pairs"), [("a", {}), ("a b", {("a", "b"): 9.0})])
def test_one_or_two_criteria_cannot_disagree(names: str, pairs: dict[tuple[str, str], float]) -> None:
    found = compared(names, pairs)
    assert (found.consistency_ratio, found.consistent, found.look_again) == (0, True, None)
    assert "agree with each other" in str(found.reason)


def test_weights_of_criteria_sum_to_exactly_100() -> None:
    # Three equal ones are 33.3 each; the tenth that is left goes to the first.
    equal = compared("a b c", {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): 1})
    assert sum(equal.of_100()) == 100
    assert sorted(equal.of_100()) == [Decimal("33.3"), Decimal("33.3"), Decimal("33.4")]
    assert compared("a b c d", FOUR).of_100(Decimal(1)) == (Decimal(37), Decimal(39), Decimal(10), Decimal(14))


@pytest.mark.parametrize(
    ("matrix", "says"),
    [
        ([[1, 2], [1, 1]], "a against b): 2 and 1 do not multiply to 1"),
        ([[1, 3], [0.33, 1]], "3 and 0.33 do not multiply to 1"),
        ([[2, 1], [1, 1]], "a against a): 2 and 2 do not multiply to 1"),
        ([[1, -2], [-0.5, 1]], "-2 is not above 0"),
        ([[1, 0], [0, 1]], "0 is not above 0"),
        ([[1, float("nan")], [1, 1]], "nan is not above 0"),
        ([[1, 1]], "one row and one column for each criterion"),
        ([[1, 1], [1]], "one row and one column for each criterion"),
    ],
)
def test_a_matrix_that_is_not_positive_and_reciprocal_is_refused(matrix: list[list[float]], says: str) -> None:
    with pytest.raises(ConfigurationRefused, match="cannot be used") as refused:
        weights_from_comparisons(["a", "b"], matrix)
    assert says in str(refused.value)


@pytest.mark.parametrize("count", [0, 11])
def test_too_many_criteria_for_pairs_are_refused(count: int) -> None:
    with pytest.raises(ConfigurationRefused, match="1 to 10 criteria"):
        weights_from_comparisons([f"C{n}" for n in range(count)], [[1.0] * count for _ in range(count)])


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ({}, "a against b): this pair is not compared"),
        ({("a", "b"): 2, ("b", "a"): 3}, "compared once"),
        ({("a", "a"): 1}, "two different criteria"),
        ({("a", "x"): 1}, "two different criteria"),
        ({("a", "b"): 0}, "0 is not above 0"),
    ],
)
def test_each_pair_is_answered_once(pairs: dict[tuple[str, str], float], says: str) -> None:
    with pytest.raises(ConfigurationRefused) as refused:
        reciprocal_matrix(["a", "b"], pairs)
    assert says in str(refused.value)


@given(st.lists(st.floats(0.05, 20), min_size=1, max_size=10))
def test_answers_that_follow_from_weights_give_those_weights_back(true: list[float]) -> None:
    found = weights_from_comparisons([f"C{n}" for n in range(len(true))], [[a / b for b in true] for a in true])
    assert list(found.weights) == pytest.approx([w / sum(true) for w in true], rel=1e-6)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.consistency_index >= 0
    assert sum(found.of_100()) == 100
