"""What must hold for any scores and weights, whatever the method."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.choice.opinions import Opinion
from domain.choice.second_opinion import topsis, vikor, waspas, weighted_product, weighted_sum
from domain.choice.smaa import smaa
from tests.budgets import budget

WIDTH = 3
METHODS = [weighted_sum, weighted_product, waspas, topsis, vikor]
Method = Callable[..., Opinion]
Table = dict[str, list[Decimal]]

marks = st.lists(st.integers(1, 5).map(Decimal), min_size=WIDTH, max_size=WIDTH)
tables = st.dictionaries(st.sampled_from("ABCDEF"), marks, min_size=2, max_size=6)
weightings = st.lists(st.integers(0, 9), min_size=WIDTH, max_size=WIDTH).filter(any)


def order(opinion: Opinion) -> list[tuple[int, str]]:
    return [(mark.rank, mark.option) for mark in opinion.marks]


def ahead(opinion: Opinion, one: str, other: str) -> int:
    """-1, 0 or 1 as `one` ranks before, with or after `other`."""
    by_name = {mark.option: mark.rank for mark in opinion.marks}
    return (by_name[one] > by_name[other]) - (by_name[one] < by_name[other])


@given(tables, weightings, marks)
def test_another_bidder_a_copy_or_a_leaver_never_turns_two_others_in_the_weighted_sum(
    table: Table, weights: list[int], newcomer: list[Decimal]
) -> None:
    before = weighted_sum(table, weights)
    one, other, *rest = table
    for changed in (
        {"New": newcomer, **table},
        {**table, "Copy": table[one]},
        {name: row for name, row in table.items() if name not in rest},
    ):
        after = weighted_sum(changed, weights)
        assert ahead(after, one, other) == ahead(before, one, other)
        assert after.value_of(one) == pytest.approx(before.value_of(one))
    assert ahead(weighted_sum({**table, "Copy": table[one]}, weights), one, "Copy") == 0


@pytest.mark.parametrize("method", METHODS)
@given(table=tables, weights=weightings, factor=st.sampled_from([Decimal("0.01"), Decimal(3), Decimal(1_000)]))
def test_weights_count_by_their_proportions_only(
    method: Method, table: Table, weights: list[int], factor: Decimal
) -> None:
    first, scaled = method(table, weights), method(table, [weight * factor for weight in weights])
    assert order(scaled) == order(first)
    assert [m.value for m in scaled.marks] == pytest.approx([m.value for m in first.marks])


@given(tables, weightings, st.sets(st.integers(0, WIDTH - 1)))
def test_closeness_and_compromise_figures_lie_between_0_and_1(
    table: Table, weights: list[int], costs: set[int]
) -> None:
    assert all(0 <= mark.value <= 1 for mark in topsis(table, weights, costs).marks)
    found = vikor(table, weights, costs)
    assert all(0 <= mark.value <= 1 for mark in found.marks)
    assert set(found.best) <= set(found.solutions)


@pytest.mark.parametrize("method", METHODS)
@given(table=tables, weights=weightings, lost=st.lists(st.integers(0, 4), min_size=WIDTH, max_size=WIDTH))
def test_who_is_nowhere_better_never_ranks_before(
    method: Method, table: Table, weights: list[int], lost: list[int]
) -> None:
    one = next(iter(table))
    worse = [max(Decimal(1), value - loss) for value, loss in zip(table[one], lost, strict=True)]
    assert ahead(method({**table, "Worse": worse}, weights), one, "Worse") <= 0


@pytest.mark.parametrize("method", METHODS)
@given(table=tables, weights=weightings, rotation=st.integers(0, 5))
def test_the_order_in_which_options_are_given_does_not_matter(
    method: Method, table: Table, weights: list[int], rotation: int
) -> None:
    names = list(table)
    turned = names[rotation % len(names) :] + names[: rotation % len(names)]
    again = method({name: table[name] for name in turned}, weights)
    assert order(again) == order(method(table, weights))


@pytest.mark.parametrize("method", METHODS)
@given(table=tables, weights=weightings)
def test_options_under_other_names_keep_their_figures(method: Method, table: Table, weights: list[int]) -> None:
    names = list(table)
    renamed = dict(zip(names, names[::-1], strict=True))
    again = method({renamed[name]: row for name, row in table.items()}, weights)
    first = method(table, weights)
    assert [again.value_of(renamed[name]) for name in names] == pytest.approx([first.value_of(name) for name in names])


@budget(40)
@given(tables)
def test_shares_sum_to_1_for_every_option_and_every_rank(table: Table) -> None:
    found = smaa(table, draws=1_000, seed=1)
    close = Decimal("1e-20")
    for option in found.options:
        assert abs(sum(option.by_rank, Decimal(0)) - 1) < close
    for at_rank in zip(*(option.by_rank for option in found.options), strict=True):
        assert abs(sum(at_rank, Decimal(0)) - 1) < close


@budget(40)
@given(tables)
def test_options_under_other_names_keep_their_shares(table: Table) -> None:
    names = list(table)
    renamed = dict(zip(names, names[::-1], strict=True))
    first = smaa(table, draws=500, seed=1)
    again = smaa({renamed[name]: row for name, row in table.items()}, draws=500, seed=1)
    for name in names:
        assert again.of(renamed[name]).model_copy(update={"option": name}) == first.of(name)


@budget(40)
@given(tables, st.lists(st.integers(0, 2).map(Decimal), min_size=WIDTH, max_size=WIDTH))
def test_shares_of_uncertain_values_sum_to_1_too(table: Table, spans: list[Decimal]) -> None:
    one = next(iter(table))
    highest = {**table, one: [value + span for value, span in zip(table[one], spans, strict=True)]}
    found = smaa(table, highest=highest, draws=500, seed=1)
    for at_rank in zip(*(option.by_rank for option in found.options), strict=True):
        assert abs(sum(at_rank, Decimal(0)) - 1) < Decimal("1e-20")
    first = [option.confidence for option in found.options if option.confidence is not None]
    assert all(0 <= share <= 1 for share in first)


@budget(40)
@given(tables)
def test_who_is_nowhere_better_is_first_in_no_more_draws(table: Table) -> None:
    one = next(iter(table))
    worse = [max(Decimal(1), value - 1) for value in table[one]]
    found = smaa({**table, "Worse": worse}, draws=500, seed=1)
    assert found.of("Worse").by_rank[0] <= found.of(one).by_rank[0]
