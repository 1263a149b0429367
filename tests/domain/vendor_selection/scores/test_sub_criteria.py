from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from domain.problems import ConfigurationRefused, RuleRefused
from domain.vendor_selection.scores.sub_criteria import find_faults, roll_up, scored_ids
from domain.workbook.evaluation import NotAssessed, Score, SubCriterion
from tests.domain.samples.rows import criteria, scored

ANCHORS = {"at_1": "No certificate", "at_3": "Certificate for one site", "at_5": "Certificate for all sites"}


def part(key: str, weight: str = "50", criterion_id: str = "C0", **changed: Any) -> SubCriterion:
    values: dict[str, Any] = {
        "sub_criterion_id": key,
        "criterion_id": criterion_id,
        "name": f"Part {key}",
        "weight": Decimal(weight),
    } | ANCHORS
    return SubCriterion(**(values | changed))


def score(key: str, value: str | None, evaluator: str = "x", vendor_id: str = "A") -> Score:
    given = NotAssessed(value) if value == NotAssessed.NOT_ASSESSED else None if value is None else Decimal(value)
    return Score(vendor_id=vendor_id, criterion_id=key, evaluator=evaluator, score=given)


PARTS = [part("S1", "60"), part("S2", "40")]


def test_parts_roll_up_by_their_own_weights_for_each_evaluator() -> None:
    # x: 60 x 5 + 40 x 3 = 420, so 4.2. y: 60 x 2 + 40 x 4 = 280, so 2.8. The other criterion has no parts.
    rows = [score("S1", "5"), score("S2", "3"), score("S1", "2", "y"), score("S2", "4", "y"), score("C1", "4")]
    found = {(s.criterion_id, s.evaluator): s.score for s in roll_up(rows, PARTS, criteria(60, 40))}
    assert found == {("C0", "x"): Decimal("4.2"), ("C0", "y"): Decimal("2.8"), ("C1", "x"): 4}


@pytest.mark.parametrize("rows", [[score("S1", "5")], [score("S1", "5"), score("S2", None)]])
def test_a_criterion_is_blank_while_a_part_is(rows: list[Score]) -> None:
    assert [s.score for s in roll_up(rows, PARTS, criteria(60, 40))] == [None]


def test_a_criterion_is_not_assessed_while_a_part_is_not() -> None:
    rows = [score("S1", "5"), score("S2", "not_assessed")]
    assert [s.score for s in roll_up(rows, PARTS, criteria(60, 40))] == [NotAssessed.NOT_ASSESSED]
    assert [s.score for s in roll_up(rows[1:], PARTS, criteria(60, 40))] == [None]  # the other part is to come


def test_bidders_are_scored_on_the_parts_in_the_place_of_their_criterion() -> None:
    assert scored_ids(criteria(60, 40), PARTS) == ("S1", "S2", "C1")
    assert scored_ids(criteria(60, 40), ()) == ("C0", "C1")


def test_rolled_up_scores_stay_on_the_scale() -> None:
    for value in ("1", "5"):
        rolled = roll_up([score("S1", value), score("S2", value)], PARTS, criteria(60, 40))
        assert [s.score for s in rolled] == [Decimal(value)]


def test_a_criterion_with_parts_is_not_scored_as_a_whole() -> None:
    with pytest.raises(RuleRefused, match="x scored C0 of A as a whole"):
        roll_up([score("C0", "5")], PARTS, criteria(60, 40))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ([part("S1", "60"), part("S2", "39")], "The sub-criteria of Criterion 0 weigh 99, not 100."),
        ([part("S1", "100", "X")], "“Part S1” belongs to X, which is no criterion."),
        ([part("S1"), part("S1")], "S1 names more than one criterion or sub-criterion."),
        ([part("C1", "100")], "C1 names more than one criterion or sub-criterion."),
    ],
)
def test_what_is_wrong_with_sub_criteria_is_said_and_stops_the_roll_up(parts: list[SubCriterion], says: str) -> None:
    assert says in [str(fault.reason) for fault in find_faults(parts, criteria(60, 40))]
    with pytest.raises(ConfigurationRefused):
        roll_up([], parts, criteria(60, 40))


def test_criteria_without_parts_go_through() -> None:
    rows = scored("A", 5, 3)
    assert roll_up(rows, [], criteria(60, 40)) == tuple(rows)
    assert find_faults(PARTS, criteria(60, 40)) == ()


def test_every_anchored_point_says_what_it_means() -> None:
    with pytest.raises(ValidationError, match="at_3"):
        part("S1", at_3="  ")
