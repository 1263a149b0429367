from decimal import Decimal

import pytest

from domain.choice.smaa import smaa
from domain.problems import ConfigurationRefused


def values(**rows: tuple[float, ...]) -> dict[str, list[Decimal]]:
    return {name: [Decimal(str(v)) for v in row] for name, row in rows.items()}


CLOSED_FORM = values(A=(1, 0), B=(0, 1), C=(0.6, 0.6))


def test_shares_of_every_rank_and_central_weights_agree_with_the_closed_form() -> None:
    # Review pack, section 3, example 6. With w the first weight: A w, B 1 - w, C .6. A is first from w = .6 on, C
    # between, B up to .4; A is last up to .5 and second from .5 to .6. Central weights are the middles of these.
    found = smaa(CLOSED_FORM, seed=2025)
    expected = {"A": ((0.4, 0.1, 0.5), 0.8), "B": ((0.4, 0.1, 0.5), 0.2), "C": ((0.2, 0.8, 0), 0.5)}
    assert (found.draws, found.error) == (100_000, Decimal("0.0031"))
    for name, (shares, first_weight) in expected.items():
        option = found.of(name)
        assert [float(share) for share in option.by_rank] == pytest.approx(shares, abs=float(found.error))
        assert option.central_weights is not None
        assert option.central_error is not None
        assert float(option.central_weights[0]) == pytest.approx(first_weight, abs=float(option.central_error))
        assert sum(option.central_weights) == pytest.approx(1, abs=Decimal("0.0002"))
        assert option.confidence == 1


def acceptability(table: dict[str, list[Decimal]], *, draws: int, seed: int) -> dict[str, Decimal]:
    """The share of weightings each option wins, as the gate shows it."""
    return {option.option: option.by_rank[0] for option in smaa(table, draws=draws, seed=seed).options}


def test_the_share_of_weightings_won_agrees_with_the_closed_form() -> None:
    # Closed form (review pack, section 3, example 6): A (1, 0), B (0, 1), C (.6, .6). With w the first weight, A wins
    # from w = .6 on, B up to w = .4, C between: .4, .4, .2. 20,000 draws are within 0.01 (almost three deviations).
    won = acceptability(values(A=(1, 0), B=(0, 1), C=(0.6, 0.6)), draws=20_000, seed=2025)
    assert float(won["A"]) == pytest.approx(0.4, abs=0.01)
    assert float(won["B"]) == pytest.approx(0.4, abs=0.01)
    assert float(won["C"]) == pytest.approx(0.2, abs=0.01)


def test_the_same_seed_gives_the_same_shares_and_the_order_of_names_does_not_matter() -> None:
    first = acceptability(values(A=(5, 3, 2), B=(2, 3, 5)), draws=2_000, seed=1)
    assert first == acceptability(values(B=(2, 3, 5), A=(5, 3, 2)), draws=2_000, seed=1)
    assert sum(first.values()) == 1


def test_who_is_best_on_everything_wins_every_weighting() -> None:
    assert acceptability(values(A=(5, 5), B=(4, 4)), draws=1_000, seed=1) == {"A": 1, "B": 0}


def test_nobody_wins_among_nobody() -> None:
    assert acceptability({}, draws=1_000, seed=1) == {}


def test_equal_options_share_the_ranks_they_fill() -> None:
    # A and B are equal and ahead of C when the first criterion weighs more than half: they halve ranks 1 and 2.
    found = smaa(values(A=(1, 0), B=(1, 0), C=(0, 1)), draws=20_000, seed=1)
    a, b, c = found.options
    assert a.by_rank == b.by_rank
    ahead = 1 - c.by_rank[0]
    assert a.by_rank == (ahead / 2, Decimal("0.5"), (1 - ahead) / 2)
    assert c.by_rank == (1 - ahead, Decimal(0), ahead)
    assert (a.confidence, b.confidence, c.confidence) == (Decimal("0.5"), Decimal("0.5"), Decimal(1))
    assert a.central_weights == b.central_weights


def test_an_option_that_is_never_first_has_no_central_weights() -> None:
    worse = smaa(values(A=(5, 5), B=(4, 4)), draws=1_000, seed=1).of("B")
    assert (worse.by_rank, worse.central_weights, worse.central_error, worse.confidence) == (
        (Decimal(0), Decimal(1)),
        None,
        None,
        None,
    )


def test_values_that_are_not_certain_lower_the_confidence() -> None:
    # On one criterion A is anywhere from 2 to 4 and B is 3: A is first in half of the draws, whatever the weight.
    found = smaa(values(A=(2,), B=(3,)), highest=values(A=(4,), B=(3,)), seed=2025)
    error = float(found.error)
    for option in found.options:
        assert [float(share) for share in option.by_rank] == pytest.approx((0.5, 0.5), abs=error)
        assert option.confidence is not None
        assert float(option.confidence) == pytest.approx(0.5, abs=error)


def test_two_options_known_equally_badly_are_not_tied() -> None:
    found = smaa(values(A=(1, 1), B=(1, 1)), highest=values(A=(5, 5), B=(5, 5)), draws=20_000, seed=1)
    a, b = found.options
    assert float(a.by_rank[0]) == pytest.approx(0.5, abs=float(found.error))
    assert a.by_rank != b.by_rank  # shared ranks would be exactly a half each


def test_the_same_seed_gives_the_same_answer_and_another_one_does_not() -> None:
    assert smaa(CLOSED_FORM, draws=1_000, seed=1) == smaa(CLOSED_FORM, draws=1_000, seed=1)
    assert smaa(CLOSED_FORM, draws=1_000, seed=1).options != smaa(CLOSED_FORM, draws=1_000, seed=2).options


def test_nobody_and_somebody_alone() -> None:
    assert smaa({}, seed=1).options == ()
    assert smaa(values(A=(3, 3)), draws=1_000, seed=1).of("A").by_rank == (Decimal(1),)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (values(A=(1, 2), B=(1,)), None),
        (values(A=()), None),
        (values(A=(1, 2)), values(B=(1, 2))),
        (values(A=(1, 2)), values(A=(1,))),
        (values(A=(2, 2)), values(A=(1, 2))),
    ],
)
def test_values_that_do_not_fit_are_refused(
    low: dict[str, list[Decimal]], high: dict[str, list[Decimal]] | None
) -> None:
    with pytest.raises(ConfigurationRefused):
        smaa(low, highest=high, draws=1_000, seed=1)
