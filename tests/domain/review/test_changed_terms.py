"""What a review defines otherwise than the one before it."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from domain.review.changed_terms import changed_terms
from domain.review.review import LATER_FIELDS, MonthlyReview
from domain.values import canonical_json
from tests.domain.samples.rows import figure, whole_review

BEFORE = whole_review("2026-09", figure())


def now(**changed: Any) -> MonthlyReview:
    return whole_review("2026-10", figure()).model_copy(update=changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, []),
        ({"rule_version": "99"}, ["99"]),
        ({"calendar_versions": BEFORE.calendar_versions | {"kontor": "kontor-9"}}, ["kontor-9"]),
        ({"figures": (figure(required=Decimal("0.99")),)}, ["0.99"]),
        ({"figures": (figure(), figure("resolution.P9"))}, ["is new"]),
        ({"figures": ()}, ["no longer"]),
    ],
)
def test_each_definition_that_differs_is_one_sentence(changed: dict[str, Any], words: list[str]) -> None:
    found = [str(reason) for reason in changed_terms(BEFORE, now(**changed))]
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


def test_a_review_of_an_earlier_version_keeps_its_hash() -> None:
    old = whole_review("2026-10", figure())
    assert not any(getattr(old, name) for name in LATER_FIELDS)
    content = old.model_dump(mode="json", exclude={"snapshot_id", *LATER_FIELDS})
    assert old.review_hash == sha256(canonical_json(content).encode()).hexdigest()
    assert old.model_copy(update={"minimum_sample": 5}).review_hash != old.review_hash
