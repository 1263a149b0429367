"""The rows about people: always a team, never a person.

Here: what people write in the workbook. Not here: who may be shown (`domain.measures.disclosure`).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Amount, Count, Hours, Id, Month, Name, Share
from domain.workbook.tables import Column, Row


class Team(Row):
    """A team with its head count; the smallest unit people data is shown for."""

    tab: ClassVar[str] = "Teams"
    key: ClassVar[tuple[str, ...]] = ("team_id",)

    team_id: Annotated[Id, Column("Team id")]
    name: Annotated[Name, Column("Team")]
    headcount: Annotated[Count, Column("Headcount")]


class WorkMonth(Row):
    """One team's month of work, aggregated before it reaches the sheet."""

    tab: ClassVar[str] = "Work months"
    key: ClassVar[tuple[str, ...]] = ("month", "team_id")

    month: Annotated[Month, Column("Month")]
    team_id: Annotated[Id, Column("Team id")]
    share_days_over_10h: Annotated[Share, Column("Share of days over 10 hours")]
    sick_days: Annotated[Hours, Column("Sick days")]
    meeting_participation: Annotated[Share, Column("Meeting participation")]
    errors: Annotated[Count, Column("Errors")]
    transactions: Annotated[Count, Column("Transactions")]


class SurveyResult(Row):
    """One team's answers to one pulse survey, aggregated; groups under the minimum size are suppressed."""

    tab: ClassVar[str] = "Pulse survey"
    key: ClassVar[tuple[str, ...]] = ("month", "team_id")

    month: Annotated[Month, Column("Month")]
    team_id: Annotated[Id, Column("Team id")]
    respondents: Annotated[Count, Column("Respondents")]
    engagement: Annotated[Decimal, Field(ge=1, le=5, decimal_places=2), Column("Engagement (1-5)")]
    reporting_symptoms: Annotated[Share, Column("Share reporting symptoms")]


class ExitRecord(Row):
    """Leavers of one team in one month, and how many exit talks named work-life balance."""

    tab: ClassVar[str] = "Exits"
    key: ClassVar[tuple[str, ...]] = ("month", "team_id")

    month: Annotated[Month, Column("Month")]
    team_id: Annotated[Id, Column("Team id")]
    leavers: Annotated[Count, Column("Leavers")]
    naming_balance: Annotated[Count, Column("Naming work-life balance")]


class SalaryBand(Row):
    """A salary band with its head count; never a person's salary."""

    tab: ClassVar[str] = "Salary bands"
    key: ClassVar[tuple[str, ...]] = ("band",)

    band: Annotated[Id, Column("Band")]
    headcount: Annotated[Count, Column("Headcount")]
    salary_per_month: Annotated[Amount, Column("Salary per month (DKK)")]
