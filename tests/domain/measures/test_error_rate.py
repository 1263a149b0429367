from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.measures.error_rate import error_rate

COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 10_000)), min_size=1, max_size=6)


def test_rows_are_added_before_they_are_divided() -> None:
    # 1 of 10 and 32 of 790: 33 of 800 = 4.125 %, not the mean of 10 % and 4.05 %.
    found = error_rate([(1, 10), (32, 790)])
    assert (found.part, found.whole, found.shown) == (33, 800, Decimal("0.0413"))


def test_of_nothing_done_there_is_no_rate_and_no_limit_is_kept() -> None:
    assert error_rate([]).shown is None
    assert not error_rate([(0, 0)]).stays_within(Decimal(1))


@given(COUNTS, st.integers(1, 5))
def test_the_rate_does_not_hang_on_how_the_same_work_is_split_into_rows(counts: list[tuple[int, int]], at: int) -> None:
    parts = counts[:at], counts[at:]
    whole = error_rate(counts)
    both = [(one.part, one.whole) for one in map(error_rate, parts)]
    assert error_rate(both) == whole == error_rate(reversed(counts))


@given(COUNTS)
def test_the_rate_lies_between_the_best_and_the_worst_row(counts: list[tuple[int, int]]) -> None:
    rates = [Decimal(errors) / done for errors, done in counts]
    found = error_rate(counts).exact
    assert found is not None
    assert min(rates) - Decimal("1e-20") <= found <= max(rates) + Decimal("1e-20")
