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

    tab: ClassVar[str] = "SOW"
    key: ClassVar[tuple[str, ...]] = ("deliverable_id",)

    deliverable_id: Annotated[Id, Column("Deliverable id")]
    title: Annotated[Name, Column("Deliverable")]
    owner: Annotated[Name, Column("Owner")]
    due_on: Annotated[date, Column("Due on")]
    accepted_on: Annotated[date | None, Column("Accepted on")] = None


class AccessGrant(Row):
    """An access right of the vendor: a role, never a named person, to one system until a date."""

    tab: ClassVar[str] = "Access"
    key: ClassVar[tuple[str, ...]] = ("system", "vendor_role")

    system: Annotated[Name, Column("System")]
    vendor_role: Annotated[Name, Column("Vendor role")]
    level: Annotated[Name, Column("Level")]
    valid_until: Annotated[date | None, Column("Valid until", about="right")] = None
    approved_by: Annotated[str | None, Column("Approved by")] = None


class Control(Row):
    """One control against one of the article's five pitfalls (section 8), with its evidence."""

    tab: ClassVar[str] = "Controls"
    key: ClassVar[tuple[str, ...]] = ("control_id",)

    control_id: Annotated[Id, Column("Control id")]
    pitfall: Annotated[Name, Column("Pitfall")]
    control: Annotated[Name, Column("Control")]
    evidence: Annotated[str | None, Column("Evidence")] = None
    last_held_on: Annotated[date | None, Column("Last held on")] = None
    next_due_on: Annotated[date | None, Column("Next due on")] = None


class PilotCheck(Row):
    """One week's quality control of the pilot: cases checked, errors found, satisfaction."""

    tab: ClassVar[str] = "Pilot checks"
    key: ClassVar[tuple[str, ...]] = ("week_starting_on",)

    week_starting_on: Annotated[date, Column("Week from")]
    checked: Annotated[Count, Column("Checked")]
    errors: Annotated[Count, Column("Errors")]
    satisfaction: Annotated[Decimal, Field(ge=1, le=5, decimal_places=2), Column("Satisfaction (1-5)")]
    responses: Annotated[Count, Column("Responses")]


class WaveStep(Row):
    """One process's move to the vendor: its wave, date and readiness checks."""

    tab: ClassVar[str] = "Waves"
    key: ClassVar[tuple[str, ...]] = ("process_id",)

    wave: Annotated[Annotated[int, Field(ge=1, le=20)], Column("Wave")]
    process_id: Annotated[Id, Column("Process id")]
    planned_on: Annotated[date, Column("Planned on")]
    procedure_written: Annotated[bool, Column("Procedure written")]
    access_granted: Annotated[bool, Column("Access granted")]
    trained: Annotated[bool, Column("Trained")]
    fallback_ready: Annotated[bool, Column("Fallback ready")]
    migrated_on: Annotated[date | None, Column("Migrated on")] = None
