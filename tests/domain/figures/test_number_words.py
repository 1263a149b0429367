"""Small numbers are words in sentences."""

import pytest

from domain.figures.number_words import in_words


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, "one"), (5, "five"), (12, "twelve"), (13, "13")])
def test_a_small_number_is_a_word(count: int, said: str) -> None:
    assert str(in_words(count)) == said
