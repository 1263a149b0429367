"""The typed review takes parts by their names and types only, and a replay takes from a published one what it must."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.review.review import KEPT_AS_PUBLISHED, LATER_FIELDS, MonthlyReview, ReviewParts
from domain.review.shapes.parts import TabCoverage, VoiceFigure
from tests.domain.review.samples import HIT, whole_review

VOICE = VoiceFigure(month="2026-10", respondents=9, satisfaction=None, too_few=False, complaints=1, compliments=2)


def test_a_part_is_a_field_of_the_review_of_the_same_type() -> None:
    fields = MonthlyReview.model_fields
    assert {name: part.annotation for name, part in ReviewParts.model_fields.items()} == {
        name: fields[name].annotation for name in ReviewParts.model_fields
    }


def test_every_name_in_the_lists_of_fields_is_one() -> None:
    assert {*LATER_FIELDS, *KEPT_AS_PUBLISHED} <= MonthlyReview.model_fields.keys()


@pytest.mark.parametrize("parts", [{"voise": (VOICE,)}, {"voice": "many complaints"}, {"figures": ()}], ids=repr)
def test_a_misspelt_part_or_one_of_another_type_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ReviewParts(**parts)


def test_parts_that_are_given_replace_those_of_the_review_and_the_others_stay() -> None:
    before = whole_review("2026-10", HIT)
    after = before.with_parts(ReviewParts(voice=(VOICE,), people=None))
    assert after.voice == (VOICE,)
    assert after.people is None
    assert before.with_parts(ReviewParts()) == before
    untouched = MonthlyReview.model_fields.keys() - {"voice", "people"}
    assert all(getattr(after, name) == getattr(before, name) for name in untouched)


def test_a_month_computed_again_says_what_was_known_when_it_was_published_and_nothing_it_left_out() -> None:
    published = whole_review("2026-10", HIT).with_parts(
        ReviewParts(coverage=(TabCoverage(tab="NB", rows_seen=3, rows_read=2),), voice=(), money=None)
    )
    again = whole_review("2026-10", HIT).with_parts(ReviewParts(voice=(VOICE,), coverage=()))
    told = again.as_told_by(published)
    assert told.coverage == published.coverage
    assert told.voice == ()
    assert told.review_hash == published.review_hash
