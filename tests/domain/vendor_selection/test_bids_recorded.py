"""What is told of one bid's scores and points holds whatever the scores are."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.workbook.evaluation import SubCriterion
from tests.budgets import budget
from tests.domain.vendor_selection.samples import NOT, A, B, added, explained, said, score, scores

GIVEN = st.one_of(st.integers(1, 5).map(Decimal), st.just(NOT))


@budget(40)
@given(st.lists(st.lists(GIVEN, min_size=3, max_size=3), min_size=4, max_size=4))
def test_points_are_the_weighted_points_of_the_criteria_at_least_and_at_most(table: list[list[Any]]) -> None:
    known = explained([A, B], scores(A=table[:2], B=table[2:]))
    for bidder in "AB":
        for figure in (f"vendor.{bidder}.points", f"vendor.{bidder}.points_highest"):
            assert abs(added(known, figure) - Decimal(known[figure].value or 0)) <= Decimal("0.05")
    assert {part for w in known.values() for part in w.parts} <= set(known)


def test_whoever_did_not_assess_makes_the_points_a_range() -> None:
    known = explained([A, B], scores(A=[[5, 5, NOT], [4, NOT, NOT]], B=[[2, 2, 2], [2, 2, 2]]))
    assert known["vendor.A.criterion.C1"].value == 4
    assert known["vendor.A.criterion.C1.not_assessed"].value == 2
    assert "With 1 for everybody who did not assess, the median is 1." in said(
        known["vendor.A.criterion.C1.points"], known
    )
    assert "With 5 for everybody who did not assess, the median is 5." in said(
        known["vendor.A.criterion.C1.points_highest"], known
    )


def test_scores_of_parts_are_rolled_up_by_evaluator_before_the_median_is_taken() -> None:
    parts = [
        SubCriterion(sub_criterion_id=f"S{n}", criterion_id="C0", name=f"Part {n}", weight=Decimal(50), at_1="bad",
                     at_3="fair", at_5="good")
        for n in (1, 2)
    ]  # fmt: skip
    table = {"S1": (1, 5, 5), "S2": (5, 5, 1), "C1": (3, 3, 3)}
    rows = [score(v, c, f"E{k}", Decimal(p)) for v in "AB" for c, points in table.items() for k, p in enumerate(points)]
    known = explained([A, B], rows, parts=parts)
    assert known["vendor.A.criterion.C0"].value == 3
    assert known["vendor.A.criterion.C0.part.S1"].value == 5
    assert "The scores in order: 3; 3; 5." in said(known["vendor.A.criterion.C0"], known)
