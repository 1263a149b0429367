from hypothesis import given
from hypothesis import strategies as st

from domain.measures.disclosure import showable

sizes = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), max_size=9)


def test_a_small_team_takes_the_next_smallest_with_it() -> None:
    # 3 people are hidden; alone they would be total - shown. The next smallest (13) is hidden too: 16 together.
    assert showable({"BOG": 34, "LON": 22, "ADM": 13, "IT": 3}, 5) == {"BOG", "LON"}


def test_two_small_teams_that_are_big_enough_together_hide_nobody_else() -> None:
    assert showable({"A": 10, "B": 3, "C": 4}, 5) == {"A"}


def test_two_small_teams_that_are_too_small_together_take_a_third() -> None:
    assert showable({"A": 10, "B": 8, "C": 2, "D": 1}, 5) == {"A"}


def test_without_a_small_team_all_are_shown() -> None:
    assert showable({"A": 5, "B": 30}, 5) == {"A", "B"}


def test_an_empty_team_hides_nobody() -> None:
    assert showable({"A": 9, "B": 0}, 5) == {"A"}


@given(sizes, st.integers(2, 10))
def test_subtracting_the_shown_teams_from_the_total_never_gives_one_team_or_a_small_group(
    groups: dict[str, int], minimum: int
) -> None:
    shown = showable(groups, minimum)
    assert all(groups[name] >= minimum for name in shown)
    rest = [size for name, size in groups.items() if name not in shown and size]
    # The attacker knows the total and every shown team. What is left must be nobody, everybody, or a real crowd.
    if rest and shown:
        assert len(rest) >= 2
        assert sum(rest) >= minimum
