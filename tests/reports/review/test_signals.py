"""Signals in sentences: only what the charts found, in the reader's language."""

from reports.language import Speaker
from reports.review.signals import signal_lines
from tests.domain.review.months import review
from tests.domain.sla.stories import SOLVED, Story, contract, frames


def stories(month: int, late: int, of: int, year: int = 2026) -> list[Story]:
    day = f"{year}-{month:02}-06"
    return [Story(f"{day} 08:00", ((f"{day} {'15:00' if n < late else '08:20'}", SOLVED),)) for n in range(of)]


def said(*told: Story, language: str = "en") -> list[str]:
    return [
        Speaker(language).say(line)
        for line in signal_lines(review(frames(*told), "2026-10", contract(always_open=True)))
    ]


def year(late_in_october: int) -> list[Story]:
    told = [s for month in (10, 11) for s in stories(month, 2, 40, 2025)]
    told += [s for month in range(1, 10) for s in stories(month, 2, 40)]
    return [*told, *stories(12, 2, 40, 2025), *stories(10, late_in_october, 40)]


def test_a_month_far_under_the_usual_is_named() -> None:
    lines = said(*year(20))
    assert "Resolution P1: October 2026 lies under what this service usually attains." in lines


def test_a_month_like_the_others_is_not_a_signal() -> None:
    assert said(*year(2)) == ["No month differs from the others by more than chance explains (three-sigma limits)."]


def test_before_twelve_months_nothing_is_called_a_signal() -> None:
    assert said(*stories(10, 20, 40), language="da") == ["Der ledes efter signaler, når tolv måneder er målt."]
