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

    tab_da: ClassVar[str] = "Teams"
    tab_en: ClassVar[str] = "Teams"
    key: ClassVar[tuple[str, ...]] = ("team_id",)

    team_id: Annotated[Id, Column("Team-id", "Team id")]
    name: Annotated[Name, Column("Team", "Team")]
    headcount: Annotated[Count, Column("Medarbejdere", "Headcount")]


class WorkMonth(Row):
    """One team's month of work, aggregated before it reaches the sheet."""

    tab_da: ClassVar[str] = "Arbejdsmåneder"
    tab_en: ClassVar[str] = "Work months"
    key: ClassVar[tuple[str, ...]] = ("month", "team_id")

    month: Annotated[Month, Column("Måned", "Month")]
    team_id: Annotated[Id, Column("Team-id", "Team id")]
    share_days_over_10h: Annotated[Share, Column("Andel dage over 10 timer", "Share of days over 10 hours")]
    sick_days: Annotated[Hours, Column("Sygedage", "Sick days")]
    meeting_participation: Annotated[Share, Column("Mødedeltagelse", "Meeting participation")]
    errors: Annotated[Count, Column("Fejl", "Errors")]
    transactions: Annotated[Count, Column("Transaktioner", "Transactions")]


class SurveyResult(Row):
    """One team's answers to one pulse survey, aggregated; groups under the minimum size are suppressed."""

    tab_da: ClassVar[str] = "Trivselsmåling"
    tab_en: ClassVar[str] = "Pulse survey"
    key: ClassVar[tuple[str, ...]] = ("month", "team_id")

    month: Annotated[Month, Column("Måned", "Month")]
    team_id: Annotated[Id, Column("Team-id", "Team id")]
    respondents: Annotated[Count, Column("Besvarelser", "Respondents")]
    engagement: Annotated[Decimal, Field(ge=1, le=5, decimal_places=2), Column("Engagement (1-5)", "Engagement (1-5)")]
    reporting_symptoms: Annotated[Share, Column("Andel med symptomer", "Share reporting symptoms")]


class ExitRecord(Row):
    """Leavers of one team in one month, and how many exit talks named work-life balance."""

    tab_da: ClassVar[str] = "Fratrædelser"
    tab_en: ClassVar[str] = "Exits"
    key: ClassVar[tuple[str, ...]] = ("month", "team_id")

    month: Annotated[Month, Column("Måned", "Month")]
    team_id: Annotated[Id, Column("Team-id", "Team id")]
    leavers: Annotated[Count, Column("Fratrådte", "Leavers")]
    naming_balance: Annotated[Count, Column("Nævner work-life balance", "Naming work-life balance")]


class SalaryBand(Row):
    """A salary band with its head count; never a person's salary."""

    tab_da: ClassVar[str] = "Lønbånd"
    tab_en: ClassVar[str] = "Salary bands"
    key: ClassVar[tuple[str, ...]] = ("band",)

    band: Annotated[Id, Column("Lønbånd", "Band")]
    headcount: Annotated[Count, Column("Medarbejdere", "Headcount")]
    salary_per_month: Annotated[Amount, Column("Månedsløn (kr.)", "Salary per month (DKK)")]
