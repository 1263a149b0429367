"""The rows of the work once a vendor is there: deliverables, access, controls, the pilot's checks, steps of waves.

Here: what people write in the workbook. Not here: what it means (`domain.kickoff`, `domain.pilot`,
`domain.full_rollout`).
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Count, Id, Name
from domain.workbook.tables import Column, Row


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
