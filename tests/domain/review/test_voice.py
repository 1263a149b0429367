"""The users' voice: the last months, and no satisfaction from a handful of people."""

from decimal import Decimal

from domain.periods import months_before
from domain.review.voice import voice_figures
from domain.workbook.months import VoiceMonth


def month(name: str, respondents: int = 20, satisfaction: str | None = "4.10") -> VoiceMonth:
    return VoiceMonth(
        month=name,
        respondents=respondents,
        complaints=1,
        compliments=2,
        satisfaction=None if satisfaction is None else Decimal(satisfaction),
    )


def test_six_months_up_to_the_reviewed_one_are_shown() -> None:
    rows = [month(name) for name in months_before("2027-01", 14)]
    assert [figure.month for figure in voice_figures(rows, "2026-10", 5)] == list(months_before("2026-11", 6))


def test_fewer_answers_than_the_smallest_group_show_no_satisfaction() -> None:
    (figure,) = voice_figures([month("2026-10", 4)], "2026-10", 5)
    assert (figure.satisfaction, figure.too_few, figure.complaints) == (None, True, 1)


def test_nobody_asked_is_not_too_few() -> None:
    (figure,) = voice_figures([month("2026-10", 0, None)], "2026-10", 5)
    assert (figure.satisfaction, figure.too_few) == (None, False)
