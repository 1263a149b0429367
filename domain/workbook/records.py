"""The row models of a rollout's workbook: the only schema of every tab that is read.

Here: one model per tab, fields in the order of the columns. Not here: reading cells, rules over rows.
Amounts are in the rollout's currency (DKK unless its settings say otherwise). People data is aggregated per team:
no model describes one person's work, health or opinion.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.tables import Column, Row

Id = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[\w.\-/]+$")]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Meaning = Annotated[str, Field(min_length=1, max_length=1_000)]
Count = Annotated[int, Field(ge=0)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Hours = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Scale = Annotated[int, Field(ge=1, le=5)]
MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
Month = Annotated[str, Field(pattern=MONTH_PATTERN)]


class Category(StrEnum):
    """The article's six categories of work that suits outsourcing (section 4)."""

    ADMINISTRATION = "administration"
    FINANCE = "finance"
    MARKETING = "marketing"
    IT = "it"
    CUSTOMER_SERVICE = "customer_service"
    RESEARCH = "research"

    def label(self, language: str) -> str:
        """The category as people write it in `language` ("da" or "en")."""
        return CATEGORY_LABELS[self][0 if language == "da" else 1]


CATEGORY_LABELS: dict[Category, tuple[str, str]] = {
    Category.ADMINISTRATION: ("Administration", "Administration"),
    Category.FINANCE: ("Finans & Regnskab", "Finance & accounting"),
    Category.MARKETING: ("Marketing & Kreativ", "Marketing & creative"),
    Category.IT: ("IT & Teknisk support", "IT & technical support"),
    Category.CUSTOMER_SERVICE: ("Kundeservice", "Customer service"),
    Category.RESEARCH: ("Research & Dataanalyse", "Research & data analysis"),
}
"""Danish and English names, as the article's section 4 heads them."""


class Team(Row):
    """A team with its head count; the smallest unit people data is shown for."""

    tab_da: ClassVar[str] = "Teams"
    tab_en: ClassVar[str] = "Teams"
    key: ClassVar[tuple[str, ...]] = ("team_id",)

    team_id: Annotated[Id, Column("Team-id", "Team id")]
    name: Annotated[Name, Column("Team", "Team")]
    headcount: Annotated[Count, Column("Medarbejdere", "Headcount")]


class Process(Row):
    """One process of the inventory, with what its suitability for outsourcing is judged by."""

    tab_da: ClassVar[str] = "Processer"
    tab_en: ClassVar[str] = "Processes"
    key: ClassVar[tuple[str, ...]] = ("process_id",)

    process_id: Annotated[Id, Column("Proces-id", "Process id")]
    name: Annotated[Name, Column("Proces", "Process")]
    category: Annotated[Category, Column("Kategori", "Category")]
    team_id: Annotated[Id, Column("Team-id", "Team id")]
    hours_per_month: Annotated[Hours, Column("Timer pr. måned", "Hours per month")]
    people: Annotated[Count, Column("Personer", "People")]
    cost_per_month: Annotated[Amount, Column("Omkostning pr. måned (kr.)", "Cost per month (DKK)")]
    volume_per_month: Annotated[Count, Column("Volumen pr. måned", "Volume per month")]
    error_rate: Annotated[Share, Column("Fejlrate", "Error rate")]
    standardisation: Annotated[Scale, Column("Standardisering (1-5)", "Standardisation (1-5)")]
    specialist_need: Annotated[Scale, Column("Specialistbehov (1-5)", "Specialist need (1-5)")]
    peak_factor: Annotated[Decimal, Field(ge=1, le=20, decimal_places=2), Column("Spidsfaktor", "Peak factor")]
    sensitivity: Annotated[Scale, Column("Følsomhed (1-5)", "Sensitivity (1-5)")]
    core: Annotated[bool, Column("Kerneopgave", "Core task")]


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


class Criterion(Row):
    """A criterion of the vendor evaluation; weights sum to 100.

    A company may write down here what 1, 3 and 5 mean; 2 and 4 lie between. A criterion with sub-criteria has the
    meanings there.
    """

    tab_da: ClassVar[str] = "Kriterier"
    tab_en: ClassVar[str] = "Criteria"
    key: ClassVar[tuple[str, ...]] = ("criterion_id",)

    criterion_id: Annotated[Id, Column("Kriterie-id", "Criterion id")]
    name: Annotated[Name, Column("Kriterium", "Criterion")]
    weight: Annotated[Decimal, Field(ge=0, le=100), Column("Vægt", "Weight")]
    at_1: Annotated[Meaning | None, Column("1 betyder", "1 means")] = None
    at_3: Annotated[Meaning | None, Column("3 betyder", "3 means")] = None
    at_5: Annotated[Meaning | None, Column("5 betyder", "5 means")] = None


class Vendor(Row):
    """A bidder's own line: agreement, pilot, prices and index clause; what else it hands in has tabs of its own.

    A blank price: nothing is charged for it. A blank expected index: prices stay as they are for the whole term.
    """

    tab_da: ClassVar[str] = "Leverandører"
    tab_en: ClassVar[str] = "Vendors"
    key: ClassVar[tuple[str, ...]] = ("vendor_id",)

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    name: Annotated[Name, Column("Leverandør", "Vendor")]
    data_processing_agreement: Annotated[bool, Column("Databehandleraftale", "Data processing agreement")]
    pilot_proposal: Annotated[bool, Column("Pilotforslag", "Pilot proposal")]
    pilot_plan: Annotated[str | None, Field(max_length=300), Column("Pilot, kort", "Pilot in short")] = None
    price_per_hour: Annotated[
        Decimal | None, Field(ge=0, max_digits=14, decimal_places=2), Column("Timepris (kr.)", "Price per hour (DKK)")
    ]
    monthly_fee: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Fast månedspris (kr.)", "Fixed fee per month (DKK)"),
    ]
    transition_cost: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Overgangspris (kr.)", "Transition cost (DKK)"),
    ]
    index_share: Annotated[
        Decimal | None, Field(ge=0, le=1), Column("Forventet indeksering pr. år", "Expected indexation a year")
    ] = None
    index_cap_share: Annotated[
        Decimal | None, Field(ge=0, le=1), Column("Højst indeksering pr. år", "Highest indexation a year")
    ] = None
    first_index_month: Annotated[
        int | None,
        Field(ge=0, le=240),
        Column("Måneder til første indeksering", "Months until the first indexation"),
    ] = None


class NotAssessed(StrEnum):
    """What a score's cell says when its evaluator looked and could not assess: handed in, and no number."""

    NOT_ASSESSED = "not_assessed"

    def label(self, language: str) -> str:
        """The words people write in `language` ("da" or "en")."""
        return "ikke vurderet" if language == "da" else "not assessed"

    @property
    def aliases(self) -> tuple[str, ...]:
        """Further spellings seen in the wild."""
        return ("i.v.", "iv", "n/a", "n.a.", "na", "ikke bedømt")


class Score(Row):
    """One evaluator's score of one vendor on one criterion or sub-criterion.

    A blank cell is a score that is still to come; "ikke vurderet" is handed in and neither 0 nor full marks.
    """

    tab_da: ClassVar[str] = "Bedømmelser"
    tab_en: ClassVar[str] = "Scores"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "criterion_id", "evaluator")

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    criterion_id: Annotated[Id, Column("Kriterie-id", "Criterion id")]
    evaluator: Annotated[Name, Column("Bedømmer", "Evaluator")]
    score: Annotated[
        Annotated[Decimal, Field(ge=1, le=5)] | NotAssessed | None, Column("Score (1-5)", "Score (1-5)")
    ] = None

    @property
    def points(self) -> Decimal | None:
        """The number, 1-5; None where none was given."""
        return None if isinstance(self.score, NotAssessed) else self.score

    @property
    def handed_in(self) -> bool:
        """A number or "not assessed"; a blank is still to come."""
        return self.score is not None


class Deliverable(Row):
    """A deliverable of the statement of work, with its owner and date."""

    tab_da: ClassVar[str] = "SOW"
    tab_en: ClassVar[str] = "SOW"
    key: ClassVar[tuple[str, ...]] = ("deliverable_id",)

    deliverable_id: Annotated[Id, Column("Leverance-id", "Deliverable id")]
    title: Annotated[Name, Column("Leverance", "Deliverable")]
    owner: Annotated[Name, Column("Ansvarlig", "Owner")]
    due_on: Annotated[date, Column("Frist", "Due on")]
    accepted_on: Annotated[date | None, Column("Godkendt den", "Accepted on")] = None


class AccessGrant(Row):
    """An access right of the vendor: a role, never a named person, to one system until a date."""

    tab_da: ClassVar[str] = "Adgange"
    tab_en: ClassVar[str] = "Access"
    key: ClassVar[tuple[str, ...]] = ("system", "vendor_role")

    system: Annotated[Name, Column("System", "System")]
    vendor_role: Annotated[Name, Column("Leverandørrolle", "Vendor role")]
    level: Annotated[Name, Column("Rettighed", "Level")]
    valid_until: Annotated[date | None, Column("Gyldig til", "Valid until")] = None
    approved_by: Annotated[str | None, Column("Godkendt af", "Approved by")] = None


class Control(Row):
    """One control against one of the article's five pitfalls (section 8), with its evidence."""

    tab_da: ClassVar[str] = "Kontroller"
    tab_en: ClassVar[str] = "Controls"
    key: ClassVar[tuple[str, ...]] = ("control_id",)

    control_id: Annotated[Id, Column("Kontrol-id", "Control id")]
    pitfall: Annotated[Name, Column("Faldgrube", "Pitfall")]
    control: Annotated[Name, Column("Kontrol", "Control")]
    evidence: Annotated[str | None, Column("Dokumentation", "Evidence")] = None
    last_held_on: Annotated[date | None, Column("Senest afholdt", "Last held on")] = None
    next_due_on: Annotated[date | None, Column("Næste gang", "Next due on")] = None


class PilotCheck(Row):
    """One week's quality control of the pilot: cases checked, errors found, satisfaction."""

    tab_da: ClassVar[str] = "Pilotkontrol"
    tab_en: ClassVar[str] = "Pilot checks"
    key: ClassVar[tuple[str, ...]] = ("week_starting_on",)

    week_starting_on: Annotated[date, Column("Uge fra", "Week from")]
    checked: Annotated[Count, Column("Kontrollerede", "Checked")]
    errors: Annotated[Count, Column("Fejl", "Errors")]
    satisfaction: Annotated[
        Decimal, Field(ge=1, le=5, decimal_places=2), Column("Tilfredshed (1-5)", "Satisfaction (1-5)")
    ]
    responses: Annotated[Count, Column("Besvarelser", "Responses")]


class WaveStep(Row):
    """One process's move to the vendor: its wave, date and readiness checks."""

    tab_da: ClassVar[str] = "Bølger"
    tab_en: ClassVar[str] = "Waves"
    key: ClassVar[tuple[str, ...]] = ("process_id",)

    wave: Annotated[Annotated[int, Field(ge=1, le=20)], Column("Bølge", "Wave")]
    process_id: Annotated[Id, Column("Proces-id", "Process id")]
    planned_on: Annotated[date, Column("Planlagt", "Planned on")]
    procedure_written: Annotated[bool, Column("Arbejdsgang beskrevet", "Procedure written")]
    access_granted: Annotated[bool, Column("Adgange givet", "Access granted")]
    trained: Annotated[bool, Column("Oplært", "Trained")]
    fallback_ready: Annotated[bool, Column("Nødplan klar", "Fallback ready")]
    migrated_on: Annotated[date | None, Column("Overdraget den", "Migrated on")] = None


class BusinessMonth(Row):
    """One month's figures behind the article's five ROI metrics (section 7)."""

    tab_da: ClassVar[str] = "Nøgletal"
    tab_en: ClassVar[str] = "Key figures"
    key: ClassVar[tuple[str, ...]] = ("month",)

    month: Annotated[Month, Column("Måned", "Month")]
    internal_salary_cost: Annotated[Amount, Column("Intern lønomkostning (kr.)", "Internal salary cost (DKK)")]
    outsourcing_fee: Annotated[Amount, Column("Outsourcing-honorar (kr.)", "Outsourcing fee (DKK)")]
    governance_cost: Annotated[Amount, Column("Styringsomkostning (kr.)", "Governance cost (DKK)")]
    output: Annotated[Count, Column("Output", "Output")]
    headcount: Annotated[Count, Column("Medarbejdere", "Headcount")]
    leavers: Annotated[Count, Column("Fratrådte", "Leavers")]
    errors: Annotated[Count, Column("Fejl", "Errors")]
    transactions: Annotated[Count, Column("Transaktioner", "Transactions")]
    engagement: Annotated[
        Annotated[Decimal, Field(ge=1, le=5)] | None, Column("Engagement (1-5)", "Engagement (1-5)")
    ] = None


class VoiceMonth(Row):
    """One month's answers of the people who use the service, and what they wrote; never who said what."""

    tab_da: ClassVar[str] = "Brugernes stemme"
    tab_en: ClassVar[str] = "Users' voice"
    key: ClassVar[tuple[str, ...]] = ("month",)

    month: Annotated[Month, Column("Måned", "Month")]
    respondents: Annotated[Count, Column("Besvarelser", "Respondents")]
    satisfaction: Annotated[
        Annotated[Decimal, Field(ge=1, le=5)] | None, Column("Tilfredshed (1-5)", "Satisfaction (1-5)")
    ] = None
    complaints: Annotated[Count, Column("Klager", "Complaints")]
    compliments: Annotated[Count, Column("Ros", "Compliments")]
