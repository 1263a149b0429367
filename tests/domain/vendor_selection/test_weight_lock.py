"""Weights are locked before proposals are read: equal ones pass, others are named, and a new round starts anew."""

import hashlib
from decimal import Decimal
from typing import Any

import pytest

from domain.gates.gates import CriterionOutcome
from domain.ledger.events import EventKind
from domain.vendor_selection.weight_lock import lock_criterion, lock_key, lock_of, locked_weights, still_locked
from domain.workbook.evaluation import Criterion, SubCriterion
from tests.domain.ledger.samples import chain


def criteria(**weights: str) -> list[Criterion]:
    return [Criterion(criterion_id=name, name=name.upper(), weight=Decimal(weight)) for name, weight in weights.items()]


LOCKED = lock_of(criteria(price="60", match="40"), 1)


@pytest.mark.parametrize("weights", [{"price": "60", "match": "40"}, {"match": "40.0", "price": "60.00"}])
def test_the_order_of_rows_and_trailing_zeros_change_no_lock(weights: dict[str, str]) -> None:
    assert lock_criterion(LOCKED, criteria(**weights)).outcome is CriterionOutcome.PASSED


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ({"price": "55", "match": "45"}, "match was 40 and is 45"),
        ({"price": "60"}, "match was 40 and is –"),
        ({"price": "60", "match": "40", "zeal": "0"}, "zeal was – and is 0"),
    ],
)
def test_a_later_change_holds_the_gate_and_is_named(weights: dict[str, str], says: str) -> None:
    found = lock_criterion(LOCKED, criteria(**weights))
    assert found.outcome is CriterionOutcome.HELD
    assert says in str(found.reason)


def parts(**weights: str) -> list[SubCriterion]:
    meaning = {"at_1": "bad", "at_3": "fair", "at_5": "good"}
    return [
        SubCriterion(sub_criterion_id=name, criterion_id="match", name=name, weight=Decimal(weight), **meaning)
        for name, weight in weights.items()
    ]


def test_without_sub_criteria_a_lock_keeps_the_mark_it_always_had() -> None:
    # sha256 of {"match":"40","price":"60"}, as locks were written before sub-criteria were there.
    assert LOCKED.digest == hashlib.sha256(b'{"match":"40","price":"60"}').hexdigest()


def test_weights_of_sub_criteria_are_locked_too() -> None:
    weights = criteria(price="60", match="40")
    locked = lock_of(weights, 1, parts(people="50", tone="50"))
    assert locked.digest != LOCKED.digest
    assert lock_criterion(locked, weights, parts(tone="50.0", people="50")).outcome is CriterionOutcome.PASSED
    changed = lock_criterion(locked, weights, parts(people="40", tone="60"))
    assert "match/people was 50 and is 40" in str(changed.reason)
    assert lock_criterion(locked, weights).outcome is CriterionOutcome.HELD
    assert still_locked(locked, weights, parts(people="50", tone="50"))
    assert not still_locked(locked, weights, parts(people="40", tone="60"))


def test_the_ledger_has_one_lock_per_round() -> None:
    def event(number: int, **weights: str) -> Any:
        payload = lock_of(criteria(**weights), number).model_dump(mode="json")
        (made,) = chain([(EventKind.WEIGHTS_LOCKED, payload)])
        return made.model_copy(update={"key": lock_key(number)})

    events = [event(1, price="60", match="40"), event(2, price="50", match="50")]
    assert locked_weights(events, 1) == LOCKED
    second = locked_weights(events, 2)
    assert second is not None
    assert second.weights == {"price": Decimal(50), "match": Decimal(50)}
    assert locked_weights(events, 3) is None
