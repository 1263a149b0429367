"""The rows of the process inventory.

Here: a category of tasks, a process. Not here: scores and waves (`domain.discovery.roadmap.inventory`).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Amount, Count, Hours, Id, Name, Scale, Share
from domain.workbook.tables import Choice, Column, Row


class Category(Choice):
    """The article's six categories of work that suits outsourcing (section 4)."""

    ADMINISTRATION = "administration"
    FINANCE = "finance"
    MARKETING = "marketing"
    IT = "it"
    CUSTOMER_SERVICE = "customer_service"
    RESEARCH = "research"

    @property
    def label(self) -> str:
        """The category as people write it."""
        return CATEGORY_LABELS[self]


CATEGORY_LABELS: dict[Category, str] = {
    Category.ADMINISTRATION: "Administration",
    Category.FINANCE: "Finance & accounting",
    Category.MARKETING: "Marketing & creative",
    Category.IT: "IT & technical support",
    Category.CUSTOMER_SERVICE: "Customer service",
    Category.RESEARCH: "Research & data analysis",
}
"""English names; the Danish ones in the catalogue are those of the article's section 4."""


class Process(Row):
    """One process of the inventory, with what its suitability for outsourcing is judged by."""

    tab: ClassVar[str] = "Processes"
    key: ClassVar[tuple[str, ...]] = ("process_id",)

    process_id: Annotated[Id, Column("Process id")]
    name: Annotated[Name, Column("Process")]
    category: Annotated[Category, Column("Category")]
    team_id: Annotated[Id, Column("Team id")]
    hours_per_month: Annotated[Hours, Column("Hours per month")]
    people: Annotated[Count, Column("People")]
    cost_per_month: Annotated[Amount, Column("Cost per month (DKK)")]
    volume_per_month: Annotated[Count, Column("Volume per month")]
    error_rate: Annotated[Share, Column("Error rate")]
    standardisation: Annotated[Scale, Column("Standardisation (1-5)")]
    specialist_need: Annotated[Scale, Column("Specialist need (1-5)")]
    peak_factor: Annotated[Decimal, Field(ge=1, le=20, decimal_places=2), Column("Peak factor")]
    sensitivity: Annotated[Scale, Column("Sensitivity (1-5)")]
    core: Annotated[bool, Column("Core task")]
