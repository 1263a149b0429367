"""The sections of a rollout's settings: its people, how they are asked, its workbook, its Jira projects.

Here: their shapes and what each must hold by itself. Not here: how they must fit together (`configs.rollouts`), the
contract and the rules (`domain`).
"""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.ledger.owners import Role
from domain.reasons import Reason

ProjectKey = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]+$")]


class Part(BaseModel):
    """Base of settings: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StandIn(Part):
    """When somebody decides in another person's place; both names are recorded.

    Attributes:
        of: the person who is away; every role of theirs is stood in for.
        from_on, until_on: first and last day.
    """

    of: str
    from_on: date
    until_on: date

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "StandIn":
        if self.until_on < self.from_on:
            raise ValueError(
                Reason(
                    "until_on ({until_on}) is before from_on ({from_on})",
                    until_on=str(self.until_on),
                    from_on=str(self.from_on),
                )
            )
        return self


class Person(Part):
    """Somebody who decides or is told; `roles` are the gates they own."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    roles: tuple[Role, ...] = ()
    email: str | None = None
    stands_in: tuple[StandIn, ...] = ()


class ApprovalTerms(Part):
    """How decisions are asked for.

    Attributes:
        code_days: so long a personal code counts.
        longest_waiver_days: so far ahead a waiver may reach.
        notice_days: so long before evidence expires it is told.
        continue_by_itself: an approved gate starts the next phase.
    """

    code_days: Annotated[int, Field(ge=1, le=180)] = 30
    longest_waiver_days: Annotated[int, Field(ge=1, le=366)] = 92
    notice_days: Annotated[int, Field(ge=1, le=366)] = 30
    continue_by_itself: bool = True


class WorkbookSettings(Part):
    """The company's spreadsheet: the id in its address, and its tab titles where they differ from the default.

    Attributes:
        tabs: row model name -> tab title, for example `Process: Vores processer`.
        evaluators: name -> id of the spreadsheet in which that evaluator alone scores the bidders, so that nobody sees
            another's scores; empty: all score in the company's own.
    """

    spreadsheet_id: str
    tabs: dict[str, str] = {}
    evaluators: dict[str, str] = {}

    @model_validator(mode="after")
    def _a_workbook_for_each_evaluator(self) -> "WorkbookSettings":
        ids = list(self.evaluators.values())
        shared = next((one for one in ids if ids.count(one) > 1 or one == self.spreadsheet_id), None)
        if shared is not None:
            raise ValueError(
                Reason("evaluators: the spreadsheet {shared} is used twice; everybody needs their own", shared=shared)
            )
        return self


class JiraSettings(Part):
    """Project keys: where processes ran before, where the vendor works, where governance is kept."""

    internal_project: ProjectKey
    vendor_project: ProjectKey
    governance_project: ProjectKey
    task_type: str = "Task"
    epic_type: str = "Epic"
