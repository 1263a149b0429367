from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.choice.robustness import leave_one_out, points_at, smallest_flip


def values(**rows: tuple[float, ...]) -> dict[str, list[Decimal]]:
    return {name: [Decimal(str(v)) for v in row] for name, row in rows.items()}


def weights(*given_weights: float) -> list[Decimal]:
    return [Decimal(str(w)) for w in given_weights]


def totals(table: dict[str, list[Decimal]], given_weights: list[Decimal]) -> dict[str, Decimal]:
    return {n: sum((v * w for v, w in zip(row, given_weights, strict=True)), Decimal(0)) for n, row in table.items()}


def test_the_smallest_change_of_one_weight_is_found_exactly() -> None:
    # A (5, 3), B (3, 4), weights 50/50: A leads by 2 x .5 - 1 x .5. Equal when 2w = 1 - w, so w = 1/3.
    flip = smallest_flip(values(A=(5, 3), B=(3, 4)), weights(50, 50), "A")
    assert flip is not None
    # Both weights move by 16.67; the first criterion is named first.
    assert (flip.criterion, flip.weight, flip.at, flip.rival) == (0, Decimal(50), Decimal("33.33"), "B")


def test_the_rival_who_is_nearest_by_one_weight_need_not_be_the_runner_up() -> None:
    # Weights of 25: A 4.75, B 4.00, C 3.50. B only draws level at weight 100 on the last criterion. C leads there
    # by 1 and trails by 2 elsewhere: level when w = 2 (100 - w), so w = 66.67.
    table = values(A=(5, 5, 5, 4), B=(4, 4, 4, 4), C=(3, 3, 3, 5))
    flip = smallest_flip(table, weights(25, 25, 25, 25), "A")
    assert flip is not None
    assert (flip.criterion, flip.at, flip.rival) == (3, Decimal("66.67"), "C")


def test_who_is_better_on_everything_cannot_be_passed_by_one_weight() -> None:
    assert smallest_flip(values(A=(5, 5), B=(4, 4)), weights(50, 50), "A") is None


def test_a_weight_of_100_cannot_be_traded_against_the_others() -> None:
    flip = smallest_flip(values(A=(5, 1), B=(4, 5)), weights(100, 0), "A")
    # Only the second weight can grow: 1 x (100 - w) = 4 w, so w = 20.
    assert flip is not None
    assert (flip.criterion, flip.at) == (1, Decimal(20))


scores = st.integers(1, 5)


@given(
    st.lists(st.tuples(scores, scores, scores), min_size=2, max_size=5),
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9)),
)
def test_at_the_flip_winner_and_rival_are_equal_and_before_it_the_winner_still_leads(
    rows: list[tuple[int, int, int]], parts: tuple[int, int, int]
) -> None:
    table = values(**{f"V{n}": row for n, row in enumerate(rows)})
    given_weights = [Decimal(part) * 100 / sum(parts) for part in parts]
    before = totals(table, given_weights)
    winner = max(before, key=lambda n: before[n])
    assume(all(before[winner] - total > Decimal("0.0001") for name, total in before.items() if name != winner))
    flip = smallest_flip(table, given_weights, winner)
    if flip is None:
        return
    after = totals(table, _moved(given_weights, flip.criterion, flip.at))
    told = {name: points_at(table[name], given_weights, flip.criterion, flip.at) for name in (winner, flip.rival)}
    # Points of 100 are the weighted scores from the lowest one on, in quarters of the scale.
    assert all(abs((after[name] - 100) / 4 - points) < Decimal("0.0001") for name, points in told.items())
    assert abs(after[winner] - after[flip.rival]) < Decimal("0.2")  # `at` is rounded to two decimals
    halfway = totals(table, _moved(given_weights, flip.criterion, (flip.at + flip.weight) / 2))
    assert all(halfway[winner] > total - Decimal("0.05") for total in halfway.values())


def _moved(given_weights: list[Decimal], k: int, to: Decimal) -> list[Decimal]:
    scale = (100 - to) / (100 - given_weights[k])
    return [to if n == k else weight * scale for n, weight in enumerate(given_weights)]


def test_who_wins_without_each_criterion() -> None:
    # Weights 50, 30, 20. A 5 1 1 leads B 3 3 2 by .5 x 2 - .3 x 2 - .2 x 1 = .2. Without the first B leads by .8,
    # without the second A by .8, without the third A by .4.
    found = leave_one_out(values(A=(5, 1, 1), B=(3, 3, 2)), weights(50, 30, 20))
    assert [(one.criterion, one.winners) for one in found] == [(0, ("B",)), (1, ("A",)), (2, ("A",))]


def test_without_a_criterion_two_may_be_exactly_equal() -> None:
    # Without the third: A 50 x 3 + 50 x 1, B 50 x 1 + 50 x 3.
    found = leave_one_out(values(A=(3, 1, 5), B=(1, 3, 1)), weights(25, 25, 50))
    assert found[2].winners == ("A", "B")


def test_nobody_wins_without_the_only_criterion_that_counts() -> None:
    assert leave_one_out(values(A=(3, 1), B=(1, 3)), weights(100, 0))[0].winners == ()
    assert leave_one_out({}, weights(50, 50))[0].winners == ()


@given(
    st.lists(st.tuples(scores, scores, scores), min_size=1, max_size=5),
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9)),
)
def test_dropping_a_criterion_is_scaling_the_others_back_to_100(
    rows: list[tuple[int, int, int]], parts: tuple[int, int, int]
) -> None:
    table = values(**{f"V{n}": row for n, row in enumerate(rows)})
    for one in leave_one_out(table, weights(*parts)):
        kept = [Decimal(0) if k == one.criterion else Decimal(part) for k, part in enumerate(parts)]
        shares = totals(table, [weight * 100 / sum(kept) for weight in kept])
        assert all(abs(shares[name] - max(shares.values())) < Decimal("1e-20") for name in one.winners)
