"""The rows that are written once a month: key figures, and what the users say.

Here: what people write in the workbook. Not here: what is computed from it (`domain.returns`, `domain.review.voice`).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Amount, Count, Month
from domain.workbook.tables import Column, Row


class BusinessMonth(Row):
    """One month's figures behind the article's five ROI metrics (section 7).

    Attributes:
        engagement: as somebody typed it for the whole company that month. It is not the mean of a survey's answers
            (`domain.measures.answers.engagement`): how many answered, and which groups, is not known here.
    """

    tab: ClassVar[str] = "Key figures"
    key: ClassVar[tuple[str, ...]] = ("month",)

    month: Annotated[Month, Column("Month")]
    internal_salary_cost: Annotated[Amount, Column("Internal salary cost (DKK)")]
    outsourcing_fee: Annotated[Amount, Column("Outsourcing fee (DKK)")]
    governance_cost: Annotated[Amount, Column("Governance cost (DKK)")]
    output: Annotated[Count, Column("Output")]
    headcount: Annotated[Count, Column("Headcount")]
    leavers: Annotated[Count, Column("Leavers")]
    errors: Annotated[Count, Column("Errors")]
    transactions: Annotated[Count, Column("Transactions")]
    engagement: Annotated[Annotated[Decimal, Field(ge=1, le=5)] | None, Column("Engagement (1-5)")] = None


class VoiceMonth(Row):
    """One month's answers of the people who use the service, and what they wrote; never who said what."""

    tab: ClassVar[str] = "Users' voice"
    key: ClassVar[tuple[str, ...]] = ("month",)

    month: Annotated[Month, Column("Month")]
    respondents: Annotated[Count, Column("Respondents")]
    satisfaction: Annotated[Annotated[Decimal, Field(ge=1, le=5)] | None, Column("Satisfaction (1-5)")] = None
    complaints: Annotated[Count, Column("Complaints")]
    compliments: Annotated[Count, Column("Compliments")]
