"""The rows of the evaluation: criteria, sub-criteria with the points of their scales, scores.

Here: what people write in the workbook. Not here: what is wrong with it and how scores roll up
(`domain.vendor_selection.scores`).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Id, Meaning, Name
from domain.workbook.tables import Choice, Column, Row


class Criterion(Row):
    """A criterion of the vendor evaluation; weights sum to 100.

    A company may write down here what 1, 3 and 5 mean; 2 and 4 lie between. A criterion with sub-criteria has the
    meanings there.
    """

    tab: ClassVar[str] = "Criteria"
    key: ClassVar[tuple[str, ...]] = ("criterion_id",)

    criterion_id: Annotated[Id, Column("Criterion id")]
    name: Annotated[Name, Column("Criterion")]
    weight: Annotated[Decimal, Field(ge=0, le=100), Column("Weight")]
    at_1: Annotated[Meaning | None, Column("1 means")] = None
    at_3: Annotated[Meaning | None, Column("3 means")] = None
    at_5: Annotated[Meaning | None, Column("5 means")] = None


class NotAssessed(Choice):
    """What a score's cell says when its evaluator looked and could not assess: handed in, and no number."""

    NOT_ASSESSED = "not_assessed"

    @property
    def label(self) -> str:
        """The words people write."""
        return "not assessed"

    @property
    def aliases(self) -> tuple[str, ...]:
        """Further spellings seen in the wild."""
        return ("n/a", "n.a.", "na")


class Score(Row):
    """One evaluator's score of one vendor on one criterion or sub-criterion.

    A blank cell is a score that is still to come; "ikke vurderet" is handed in and neither 0 nor full marks.
    """

    tab: ClassVar[str] = "Scores"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "criterion_id", "evaluator")

    vendor_id: Annotated[Id, Column("Vendor id")]
    criterion_id: Annotated[Id, Column("Criterion id")]
    evaluator: Annotated[Name, Column("Evaluator")]
    score: Annotated[Annotated[Decimal, Field(ge=1, le=5)] | NotAssessed | None, Column("Score (1-5)")] = None

    @property
    def points(self) -> Decimal | None:
        """The number, 1-5; None where none was given."""
        return None if isinstance(self.score, NotAssessed) else self.score

    @property
    def handed_in(self) -> bool:
        """A number or "not assessed"; a blank is still to come."""
        return self.score is not None


class SubCriterion(Row):
    """A part of a criterion, scored in its place; the weights of one criterion's parts sum to 100.

    What 1, 3 and 5 mean is written down before the first bid is opened; 2 and 4 lie between.
    """

    tab: ClassVar[str] = "Sub-criteria"
    key: ClassVar[tuple[str, ...]] = ("sub_criterion_id",)

    sub_criterion_id: Annotated[Id, Column("Sub-criterion id")]
    criterion_id: Annotated[Id, Column("Criterion id")]
    name: Annotated[Name, Column("Sub-criterion")]
    weight: Annotated[Decimal, Field(ge=0, le=100), Column("Weight")]
    at_1: Annotated[Meaning, Column("1 means")]
    at_3: Annotated[Meaning, Column("3 means")]
    at_5: Annotated[Meaning, Column("5 means")]
