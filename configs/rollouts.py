"""One rollout's settings: its people, workbook, Jira projects, contract and rules, read from `<rollout>.yaml`.

Here: the model and the look-up. Not here: secrets and folders (`configs.settings`).
A value that is wrong is refused with its path in the file and what to write instead.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from configs.yaml_reader import read_yaml
from domain.contract.clauses import Contract
from domain.gates.approvals import Approver
from domain.ledger.phases import OWNERS, Phase, Role
from domain.pilot.settings import PilotPeriod
from domain.problems import ConfigurationRefused
from domain.rulebook import Rulebook
from reports.catalogues.reading import LOCALES

EXAMPLES = Path(__file__).parent / "examples"
ProjectKey = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]+$")]
RolloutId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")]


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
            raise ValueError(f"until_on ({self.until_on}) is before from_on ({self.from_on})")
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
            raise ValueError(f"evaluators: the spreadsheet {shared} is used twice; everybody needs their own")
        return self


class JiraSettings(Part):
    """Project keys: where processes ran before, where the vendor works, where governance is kept."""

    internal_project: ProjectKey
    vendor_project: ProjectKey
    governance_project: ProjectKey
    task_type: str = "Task"
    epic_type: str = "Epic"


class RolloutSettings(Part):
    """Everything about one rollout that a manager may change."""

    rollout_id: RolloutId
    company: str
    language: str = "da"
    zone: str = "Europe/Copenhagen"
    demo: bool = False
    people: tuple[Person, ...]
    sheets: WorkbookSettings
    jira: JiraSettings
    contract: Contract
    pilot: PilotPeriod
    rules: Rulebook = Rulebook()
    approvals: ApprovalTerms = ApprovalTerms()
    timeline: dict[Phase, datetime] = {}

    @field_validator("language")
    @classmethod
    def _has_a_catalogue(cls, language: str) -> str:
        if language not in LOCALES:
            raise ValueError(f"there is no language '{language}'; use one of: {', '.join(LOCALES)}")
        return language

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"there is no time zone '{zone}'; write for example Europe/Copenhagen")
        return zone

    @model_validator(mode="after")
    def _every_gate_has_its_people(self) -> "RolloutSettings":
        for phase, roles in OWNERS.items():
            holders = [self.holders(role) for role in roles]
            for role, found in zip(roles, holders, strict=True):
                if not found:
                    raise ValueError(f"people: nobody has the role '{role}', which owns the gate of {phase}")
            if len(roles) > 1 and len({p.name for found in holders for p in found}) < len(roles):
                raise ValueError(f"people: the gate of {phase} needs {len(roles)} different persons")
        return self

    @model_validator(mode="after")
    def _stand_ins_are_for_somebody_else(self) -> "RolloutSettings":
        names = {person.name for person in self.people}
        if len(names) < len(self.people):
            raise ValueError("people: two persons have the same name; codes are personal, so tell them apart")
        for person in self.people:
            for stand_in in person.stands_in:
                if stand_in.of == person.name or stand_in.of not in names:
                    raise ValueError(f"people: {person.name} stands in for '{stand_in.of}', no other person here")
        return self

    @model_validator(mode="after")
    def _the_panel_has_its_workbooks(self) -> "RolloutSettings":
        panel, books = self.rules.selection.panel, self.sheets.evaluators
        if panel and books and set(panel) != set(books):
            other = ", ".join(sorted(set(panel) ^ set(books)))
            raise ValueError(f"rules.selection.panel and sheets.evaluators name different people: {other}")
        return self

    def holders(self, role: Role) -> tuple[Person, ...]:
        """The persons who have a role."""
        return tuple(person for person in self.people if role in person.roles)

    def approvers(self, phase: Phase, day: date) -> tuple[Approver, ...]:
        """Who may decide at a phase's gate on a day: the holders of its roles, then their stand-ins."""
        found = []
        for role in OWNERS[phase]:
            holders = self.holders(role)
            found += [Approver(person=p.name, role=role, email=p.email or "") for p in holders]
            found += [
                Approver(
                    person=p.name,
                    role=role,
                    email=p.email or "",
                    on_behalf_of=holder.name,
                    until_at=self._midnight_after(standing.until_on),
                )
                for holder in holders
                for p in self.people
                for standing in p.stands_in
                if standing.of == holder.name and standing.from_on <= day <= standing.until_on
            ]
        return tuple(found)

    def _midnight_after(self, day: date) -> datetime:
        following = day + timedelta(days=1)
        return datetime(following.year, following.month, following.day, tzinfo=self.local_zone())

    def person(self, name: str) -> Person:
        """The person of that name.

        Raises:
            ConfigurationRefused: nobody has it; lists who there is.
        """
        for person in self.people:
            if person.name.casefold() == name.casefold():
                return person
        raise ConfigurationRefused(
            f"Nobody called '{name}' belongs to {self.rollout_id}",
            where="people",
            next_step=f"use one of: {', '.join(p.name for p in self.people)}",
        )

    def local_zone(self) -> ZoneInfo:
        """The rollout's time zone."""
        return ZoneInfo(self.zone)


def read_rollout(rollout_id: str, rollouts_dir: Path) -> RolloutSettings:
    """The settings of a rollout, from the user's folder or the shipped examples.

    Raises:
        ConfigurationRefused: unknown rollout (lists the known ones) or a value that is refused.
    """
    known = dict(rollout_files(rollouts_dir))
    if rollout_id not in known:
        raise ConfigurationRefused(
            f"There is no rollout called '{rollout_id}'",
            where=f"{rollouts_dir}/",
            why=f"known: {', '.join(sorted(known)) or 'none'}",
            next_step=f"use a known name, or write {rollouts_dir}/{rollout_id}.yaml",
        )
    path = known[rollout_id]
    settings = parse_rollout(read_yaml(path), where=path.name)
    if settings.rollout_id != rollout_id:
        raise ConfigurationRefused(
            f"The file is named '{rollout_id}' and its rollout_id is '{settings.rollout_id}'",
            where=f"{path.name}: rollout_id",
            next_step="make the two equal",
        )
    return settings


def rollout_files(rollouts_dir: Path) -> Iterator[tuple[str, Path]]:
    """(rollout id, file) of every rollout; the user's own come last and win over an example of the same name."""
    for folder in (EXAMPLES, rollouts_dir):
        if folder.is_dir():
            yield from ((path.stem, path) for path in sorted(folder.glob("*.yaml")))


def known_rollouts(rollouts_dir: Path, wanted: Sequence[str] = ()) -> tuple[list[RolloutSettings], dict[str, str]]:
    """Settings of all rollouts (or of those wanted), and rollout -> why for those that cannot be read."""
    found, refused = [], {}
    for rollout_id in wanted or sorted(dict(rollout_files(rollouts_dir))):
        try:
            found.append(read_rollout(rollout_id, rollouts_dir))
        except ConfigurationRefused as problem:
            refused[rollout_id] = problem.sentence()
    return found, refused


def parse_rollout(values: dict[str, Any], *, where: str) -> RolloutSettings:
    """Settings from a mapping; `where` names its file in errors.

    Raises:
        ConfigurationRefused: names the path of the first wrong value and how many there are.
    """
    try:
        return RolloutSettings.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)
        first = found[0]
        path = ".".join(str(part) for part in first["loc"])
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise ConfigurationRefused(
            "A setting of the rollout cannot be used",
            where=f"{where}: {path}" if path else where,
            why=first["msg"].removeprefix("Value error, ") + more,
            next_step="correct it and run again",
        ) from None
