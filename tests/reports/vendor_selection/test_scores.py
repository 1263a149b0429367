"""Scores of parts, what points mean, and how far scores lie apart."""

from decimal import Decimal

from domain.workbook.evaluation import Score, SubCriterion
from reports.drawings import Spread
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import chosen


def test_selection_shows_the_scores_of_parts_and_what_the_points_mean() -> None:
    parts = [
        SubCriterion(
            sub_criterion_id=key,
            criterion_id="C0",
            name=f"Part {key}",
            weight=Decimal(50),
            at_1=f"{key} bad",
            at_3=f"{key} fair",
            at_5=f"{key} good",
        )
        for key in ("S1", "S2")
    ]
    scores = [row for name in "AB" for row in rows.scored(name, None, 3) if row.criterion_id == "C1"]
    scores += [
        Score(vendor_id=name, criterion_id=key, evaluator=who, score=Decimal(value))
        for name in "AB"
        for who in ("A", "B")
        for key, value in (("S1", 5), ("S2", 2))
    ]
    document = chosen(scores, sub_criteria=parts)
    found = {str(table.caption): table for section in document.sections for table in section.all_tables}
    by_part = found["Scores of the parts of criteria; each evaluator's roll up by the parts' weights"]
    assert [row[2:6] for row in by_part.rows][:2] == [
        ("Part S1", Decimal(50), Decimal(5), Decimal(5)), ("Part S2", Decimal(50), Decimal(2), Decimal(2)),
    ]  # fmt: skip
    # (5 + 2) / 2 = 3.5 for each evaluator.
    medians = {row[:2]: row[2] for row in found["Median of the evaluators' scores, 1 to 5"].rows}
    assert medians["Vendor A", "Criterion 0"] == Decimal("3.5")
    points = found["What the points mean; 2 and 4 lie between"]
    assert [row[1:] for row in points.rows] == [("S1 bad", "S1 fair", "S1 good"), ("S2 bad", "S2 fair", "S2 good")]


def test_selection_draws_the_spread_and_says_where_to_talk() -> None:
    scores = rows.scored("A", 5, 3, evaluators=("x",)) + rows.scored("A", 2, 3, evaluators=("y",))
    document = chosen(scores + rows.scored("B", 3, 3, evaluators=("x", "y")))
    section = next(s for s in document.sections if s.heading.template == "Scores")
    assert "Talk about Vendor A on Criterion 0: scores run from 2 to 5." in [str(p) for p in section.paragraphs]
    (drawing,) = [chart.drawing for chart in section.charts]
    assert isinstance(drawing, Spread)
    assert [(r.low, r.middle, r.high, r.apart) for r in drawing.rows][:2] == [
        (Decimal(2), Decimal("3.5"), Decimal(5), True), (Decimal(3), 3, Decimal(3), False),
    ]  # fmt: skip
