"""The rows of the process inventory.

Here: a category of tasks, a process. Not here: scores and waves (`domain.discovery.roadmap.inventory`).
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Amount, Count, Hours, Id, Name, Scale, Share
from domain.workbook.tables import Column, Row


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
