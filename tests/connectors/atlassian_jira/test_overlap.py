"""Questions side by side: the order of answers, and what a refusal stops."""

from collections.abc import Iterator
from threading import Event

import pytest

from connectors.atlassian_jira.overlap import AT_ONCE, overlap
from connectors.errors import RateLimited
from domain.reasons import Reason


def test_answers_stand_in_the_order_of_questions_whenever_they_come() -> None:
    came = [Event() for _ in range(AT_ONCE)]

    def last_first(number: int) -> int:
        if number + 1 < AT_ONCE:
            assert came[number + 1].wait(60)
        came[number].set()
        return number

    with overlap() as side_by_side:
        assert side_by_side.each(last_first, range(AT_ONCE)) == list(range(AT_ONCE))


def test_after_a_refusal_no_further_question_leaves_and_everybody_hears_it() -> None:
    asked: list[int] = []

    def refuse(number: int) -> int:
        asked.append(number)
        raise RateLimited(Reason("Jira asks to slow down"), retry_after_seconds=7)

    with pytest.raises(RateLimited), overlap() as side_by_side:
        side_by_side.each(refuse, range(1000))
    assert len(asked) <= AT_ONCE
    with overlap() as side_by_side:
        first = side_by_side.ask(refuse, 0).exception()
        other = side_by_side.ask(str, 1).exception()
    assert other is first
    assert isinstance(other, RateLimited)
    assert other.retry_after_seconds == 7


def test_the_next_page_is_asked_for_while_one_is_used() -> None:
    asked = [Event(), Event(), Event()]

    def pages() -> Iterator[int]:
        for number, told in enumerate(asked):
            told.set()
            yield number

    with overlap() as side_by_side:
        coming = side_by_side.ahead(pages())
        assert next(coming) == 0
        assert asked[1].wait(60)
        assert list(coming) == [1, 2]
