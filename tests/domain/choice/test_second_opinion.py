"""Worked examples of published papers. The data of most is in the tests of scikit-criteria (quatrope/scikit-criteria,
BSD-3, tests/agg), from where it was taken; that library is not installed here."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.choice.opinions import Opinion
from domain.choice.second_opinion import best_shares, topsis, vikor, waspas, weighted_product, weighted_sum
from domain.problems import ConfigurationRefused, RuleRefused


def table(*rows: tuple[float, ...]) -> dict[str, tuple[float, ...]]:
    return {f"A{n}": row for n, row in enumerate(rows, start=1)}


def figures(opinion: Opinion) -> list[float]:
    """In the order of the options, not of the ranks."""
    return [opinion.value_of(name) for name in sorted((m.option for m in opinion.marks), key=lambda n: int(n[1:]))]


def ranks(opinion: Opinion) -> list[int]:
    by_name = {mark.option: mark.rank for mark in opinion.marks}
    return [by_name[name] for name in sorted(by_name, key=lambda n: int(n[1:]))]


TZENG = table((5, 8, 4), (7, 6, 8), (8, 8, 6), (7, 4, 6))


def test_topsis_of_tzeng_and_huang_2011() -> None:
    # Tzeng and Huang 2011, Multiple attribute decision making; scikit-criteria tests/agg/test_similarity.py.
    found = topsis(TZENG, (0.3, 0.4, 0.3))
    assert [round(f, 4) for f in figures(found)] == [0.5037, 0.6581, 0.7482, 0.3340]
    assert (found.best, ranks(found)) == (("A3",), [3, 2, 1, 4])


def test_topsis_of_the_fighter_aircraft_of_hwang_and_yoon_1981() -> None:
    # Hwang and Yoon 1981, Multiple attribute decision making, the fighter aircraft; the fourth criterion (cost) is
    # the one where less is better. Printed there: .643 .268 .613 .312.
    aircraft = table(
        (2.0, 1500, 20_000, 5.5, 5, 9),
        (2.5, 2700, 18_000, 6.5, 3, 5),
        (1.8, 2000, 21_000, 4.5, 7, 7),
        (2.2, 1800, 20_000, 5.0, 5, 5),
    )
    found = topsis(aircraft, (0.2, 0.1, 0.1, 0.1, 0.2, 0.3), costs={3})
    assert [round(f, 4) for f in figures(found)] == [0.6433, 0.2684, 0.6135, 0.3123]
    assert ranks(found) == [1, 4, 2, 3]


HYDRO = table(
    (4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41),
    (5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41),
    (5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42),
    (5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36),
    (5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04),
    (4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36),
)
HYDRO_COSTS = {1, 4, 5, 6}


@pytest.mark.parametrize(
    ("weights", "s", "r", "q", "places", "advantage", "solutions"),
    [
        (
            (1, 1, 1, 1, 1, 1, 1, 1),
            [0.692, 0.700, 0.290, 0.423, 0.280, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1.000, 0.473, 0.670, 0.000, 0.578],
            [5, 6, 2, 4, 1, 3],
            True,
            ("A5",),
        ),
        (
            (2, 2, 2, 2, 1, 1, 1, 1),
            [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
            [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
            [1.000, 0.533, 0.552, 0.563, 0.000, 0.686],
            [6, 2, 3, 4, 1, 5],
            True,
            ("A5",),
        ),
        (
            (1, 1, 1, 1, 2, 2, 2, 2),
            [0.683, 0.800, 0.193, 0.480, 0.243, 0.232],
            [0.113, 0.167, 0.080, 0.122, 0.044, 0.083],
            [0.684, 1.000, 0.147, 0.554, 0.041, 0.191],
            [5, 6, 2, 4, 1, 3],
            False,
            ("A5", "A3", "A6"),
        ),
        (
            (1, 1, 1, 1, 3.2, 3.2, 3.2, 3.2),
            [0.678, 0.857, 0.138, 0.513, 0.222, 0.167],
            [0.129, 0.190, 0.057, 0.139, 0.042, 0.060],
            [0.668, 1.000, 0.051, 0.588, 0.058, 0.078],
            [5, 6, 1, 4, 2, 3],
            False,
            ("A3", "A5", "A6"),
        ),
    ],
    ids=["equal", "2222-1111", "1111-2222", "1111-3.2"],
)
def test_vikor_of_opricovic_and_tzeng_2007(
    weights: tuple[float, ...],
    s: list[float],
    r: list[float],
    q: list[float],
    places: list[int],
    advantage: bool,
    solutions: tuple[str, ...],
) -> None:
    # Opricovic and Tzeng 2007, Extended VIKOR method in comparison with outranking methods, EJOR 178(2), 514-529;
    # data and printed figures as in scikit-criteria tests/agg/test_vikor.py. Q agrees to the printed digit; S and R
    # within 0.0006, as some of theirs are cut off instead of rounded (.6925 is printed .692).
    found = vikor(HYDRO, weights, HYDRO_COSTS)
    assert list(found.group.values()) == pytest.approx(s, abs=0.0006)
    assert list(found.regret.values()) == pytest.approx(r, abs=0.0006)
    assert [round(f, 3) for f in figures(found)] == q
    assert ranks(found) == places
    assert (found.acceptable_advantage, found.acceptable_stability) == (advantage, True)
    assert found.solutions == solutions


def test_vikor_of_the_mountain_climber() -> None:
    # Opricovic and Tzeng 2004, EJOR 156(2), 445-455: risk (less is better) and altitude; A2 is the compromise.
    found = vikor(table((1, 3000), (2, 3750), (5, 4500)), (1, 1), {0})
    assert (list(found.group.values()), list(found.regret.values())) == ([0.5, 0.375, 0.5], [0.5, 0.25, 0.5])
    assert (figures(found), found.solutions) == ([1, 0, 1], ("A2",))


def test_vikor_without_enough_advantage_names_all_that_are_close() -> None:
    # scikit-criteria tests/agg/test_vikor.py, test_VIKOR: A2 is .25 behind A3, and 1 / (4 - 1) would be needed.
    found = vikor(TZENG, (0.3, 0.4, 0.3))
    assert figures(found) == pytest.approx([0.75, 0.25, 0.0, 1.0])
    assert (found.acceptable_advantage, found.acceptable_stability) == (False, True)
    assert found.solutions == ("A3", "A2")


def test_vikor_that_is_not_stable_names_the_second_too() -> None:
    # scikit-criteria tests/agg/test_vikor.py, test_VIKOR_acceptable_advantage_but_not_stability.
    rows = table(
        (1, 101, 1, 101, 1), (101, 1, 101, 1, 101), (1, 1, 1, 1, 101), (11, 11, 11, 16, 61), (56, 56, 56, 56, 56)
    )
    found = vikor(rows, (1, 1, 1, 1, 1), range(5))
    assert figures(found) == pytest.approx([0.75, 1, 0.5, 0.068, 0.4375], abs=0.001)
    assert (found.acceptable_advantage, found.acceptable_stability) == (True, False)
    assert found.solutions == ("A4", "A5")


CHAKRABORTY = table(
    (581_818, 54.49, 3, 5500),
    (595_454, 49.73, 3, 4500),
    (586_060, 51.24, 3, 5000),
    (522_727, 45.71, 3, 5800),
    (561_818, 52.66, 3, 5200),
    (543_030, 74.46, 4, 5600),
    (522_727, 75.42, 4, 5800),
    (486_970, 62.62, 4, 5600),
    (509_394, 65.87, 4, 6400),
    (513_333, 70.67, 4, 6000),
)
CHAKRABORTY_WEIGHTS = (0.467, 0.160, 0.095, 0.278)
WSM = [0.8590, 0.8194, 0.8430, 0.9420, 0.8645, 0.8315, 0.8552, 0.8983, 0.9067, 0.8784]
HALF = [0.8584, 0.8169, 0.8419, 0.9417, 0.8638, 0.8278, 0.8503, 0.8949, 0.9027, 0.8740]
WPM = [0.8578, 0.8144, 0.8408, 0.9413, 0.8632, 0.8241, 0.8454, 0.8915, 0.8987, 0.8697]


@pytest.mark.parametrize(
    ("method", "printed"),
    [
        (weighted_sum, WSM),
        (weighted_product, WPM),
        (waspas, HALF),
        (lambda v, w: waspas(v, w, share_of_sum=1), WSM),
        (lambda v, w: waspas(v, w, share_of_sum=0), WPM),
    ],
    ids=["sum", "product", "half", "lambda 1", "lambda 0"],
)
def test_waspas_of_chakraborty_2015(method: Callable[..., Opinion], printed: list[float]) -> None:
    # Chakraborty, Zavadskas and Antucheviciene 2015, Applications of WASPAS method as a multi-criteria decision-making
    # tool, example 2; data as in scikit-criteria tests/agg/test_simple.py. Of the thirty figures two differ by one in
    # the fourth decimal (sum of A2: .81945, mix of A5: .86386), the others agree to the printed digit.
    found = method(best_shares(CHAKRABORTY, costs={0, 1, 2}), CHAKRABORTY_WEIGHTS)
    assert figures(found) == pytest.approx(printed, abs=1e-4)
    assert ranks(found) == [6, 10, 8, 1, 5, 9, 7, 3, 2, 4]


@pytest.mark.parametrize("method", [weighted_sum, weighted_product, waspas, topsis, vikor])
def test_every_method_answers_for_nobody_for_one_and_for_equals(method: Callable[..., Opinion]) -> None:
    assert method({}, (1, 1)).marks == ()
    assert method(table((3, 4)), (1, 1)).best == ("A1",)
    assert method(table((3, 4), (3, 4)), (1, 1)).best == ("A1", "A2")


def test_equal_options_are_as_near_to_the_best_as_to_the_worst() -> None:
    assert figures(topsis(table((3, 4), (3, 4)), (1, 1))) == [0.5, 0.5]


def test_vikor_of_one_option_is_that_option() -> None:
    found = vikor(table((3, 4)), (1, 1))
    assert (found.acceptable_advantage, found.acceptable_stability, found.solutions) == (True, True, ("A1",))


@pytest.mark.parametrize("method", [weighted_sum, weighted_product, waspas, topsis, vikor])
@pytest.mark.parametrize("weights", [(1,), (1, -1), (0, 0)])
def test_weights_that_do_not_fit_are_refused(method: Callable[..., Opinion], weights: tuple[int, ...]) -> None:
    with pytest.raises(ConfigurationRefused):
        method(table((3, 4), (4, 3)), weights)


@pytest.mark.parametrize("method", [weighted_product, waspas, lambda v, _: best_shares(v)])
def test_a_product_of_nothing_is_refused(method: Callable[..., Any]) -> None:
    with pytest.raises(RuleRefused, match="the lowest value is 0"):
        method(table((3, 0), (4, 3)), (1, 1))


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_mix_lies_between_its_parts(share: float) -> None:
    with pytest.raises(ConfigurationRefused):
        waspas(TZENG, (1, 1, 1), share_of_sum=share)
    with pytest.raises(ConfigurationRefused):
        vikor(TZENG, (1, 1, 1), majority=share)
