"""The row models of the evaluation beside criteria and scores: sub-criteria with the points of their scales.

Here: what people write in the workbook. Not here: what is wrong with it and how scores roll up
(`domain.vendor_selection.scores.sub_criteria`).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.records import Id, Meaning, Name
from domain.workbook.tables import Column, Row


class SubCriterion(Row):
    """A part of a criterion, scored in its place; the weights of one criterion's parts sum to 100.

    What 1, 3 and 5 mean is written down before the first bid is opened; 2 and 4 lie between.
    """

    tab_da: ClassVar[str] = "Underkriterier"
    tab_en: ClassVar[str] = "Sub-criteria"
    key: ClassVar[tuple[str, ...]] = ("sub_criterion_id",)

    sub_criterion_id: Annotated[Id, Column("Underkriterie-id", "Sub-criterion id")]
    criterion_id: Annotated[Id, Column("Kriterie-id", "Criterion id")]
    name: Annotated[Name, Column("Underkriterium", "Sub-criterion")]
    weight: Annotated[Decimal, Field(ge=0, le=100), Column("Vægt", "Weight")]
    at_1: Annotated[Meaning, Column("1 betyder", "1 means")]
    at_3: Annotated[Meaning, Column("3 betyder", "3 means")]
    at_5: Annotated[Meaning, Column("5 betyder", "5 means")]
