"""One rollout's settings: its people, workbook, Jira projects, contract and rules, read from `<rollout>.yaml`.

Here: the model and the look-up. Not here: secrets and folders (`configs.settings`).
A value that is wrong is refused with its path in the file and what to write instead.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator, model_validator

from configs.faults import fault_of
from configs.sections import ApprovalTerms, JiraSettings, Part, Person, WorkbookSettings
from configs.yaml_reader import read_yaml
from domain.contract.clauses import Contract
from domain.gates.approvals import Approver
from domain.ledger.owners import OWNERS, Role
from domain.ledger.phases import Phase
from domain.pilot.settings import PilotPeriod
from domain.problems import ConfigurationRefused
from domain.reasons import Reason, with_more
from domain.rulebook import Rulebook
from reports.catalogues.reading import LOCALES

EXAMPLES = Path(__file__).parent / "examples"
OTHER_CLOCKS = ("posix", "posixrules", "right")
"""Folders of the zone files that hold every zone again, `right` with leap seconds counted."""
RolloutId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")]


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
    timeline: dict[Phase, datetime] = Field(default_factory=dict)

    @field_validator("language")
    @classmethod
    def _has_a_catalogue(cls, language: str) -> str:
        if language not in LOCALES:
            raise ValueError(
                Reason(
                    "there is no language '{language}'; use one of: {known}",
                    language=language,
                    known=", ".join(LOCALES),
                )
            )
        return language

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        # Opened, not looked up in the list of all: that list opens every zone's file.
        try:
            if zone.partition("/")[0] in OTHER_CLOCKS:
                raise LookupError
            ZoneInfo(zone)
        except (LookupError, OSError, ValueError):  # no such zone, a folder of zones, a path that leads out
            raise ValueError(
                Reason("there is no time zone '{zone}'; write for example Europe/Copenhagen", zone=zone)
            ) from None
        return zone

    @model_validator(mode="after")
    def _every_gate_has_its_people(self) -> "RolloutSettings":
        for phase, roles in OWNERS.items():
            holders = [self.holders(role) for role in roles]
            for role, found in zip(roles, holders, strict=True):
                if not found:
                    raise ValueError(
                        Reason(
                            "people: nobody has the role '{needed}', which owns the gate of {phase}",
                            needed=role,
                            phase=phase,
                        )
                    )
            if len(roles) > 1 and len({p.name for found in holders for p in found}) < len(roles):
                raise ValueError(
                    Reason("people: the gate of {phase} needs {count} different persons", phase=phase, count=len(roles))
                )
        return self

    @model_validator(mode="after")
    def _stand_ins_are_for_somebody_else(self) -> "RolloutSettings":
        names = {person.name for person in self.people}
        if len(names) < len(self.people):
            raise ValueError(Reason("people: two persons have the same name; codes are personal, so tell them apart"))
        for person in self.people:
            for stand_in in person.stands_in:
                if stand_in.of == person.name or stand_in.of not in names:
                    raise ValueError(
                        Reason(
                            "people: {name} stands in for '{of}', no other person here",
                            name=person.name,
                            of=stand_in.of,
                        )
                    )
        return self

    @model_validator(mode="after")
    def _the_panel_has_its_workbooks(self) -> "RolloutSettings":
        panel, books = self.rules.selection.panel, self.sheets.evaluators
        if panel and books and set(panel) != set(books):
            other = ", ".join(sorted(set(panel) ^ set(books)))
            raise ValueError(
                Reason("rules.selection.panel and sheets.evaluators name different people: {other}", other=other)
            )
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
            Reason("Nobody called '{name}' belongs to {rollout_id}", name=name, rollout_id=self.rollout_id),
            where="people",
            next_step=Reason("use one of: {known}", known=", ".join(p.name for p in self.people)),
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
            Reason("There is no rollout called '{rollout_id}'", rollout_id=rollout_id),
            where=f"{rollouts_dir}/",
            why=Reason("known: {known}", known=", ".join(sorted(known))) if known else Reason("known: none"),
            next_step=Reason("use a known name, or write {file}", file=f"{rollouts_dir}/{rollout_id}.yaml"),
        )
    path = known[rollout_id]
    settings = parse_rollout(read_yaml(path), where=path.name)
    if settings.rollout_id != rollout_id:
        raise ConfigurationRefused(
            Reason(
                "The file is named '{name}' and its rollout_id is '{rollout_id}'",
                name=rollout_id,
                rollout_id=settings.rollout_id,
            ),
            where=f"{path.name}: rollout_id",
            next_step=Reason("make the two equal"),
        )
    return settings


def language_of(rollout_id: str, rollouts_dir: Path) -> str:
    """The language in a rollout's file, whether or not its other settings can be used; empty when none can be known."""
    path = dict(rollout_files(rollouts_dir)).get(rollout_id)
    try:
        language = read_yaml(path).get("language", RolloutSettings.model_fields["language"].default) if path else ""
    except ConfigurationRefused:
        return ""
    return language if language in LOCALES else ""


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
        raise ConfigurationRefused(
            Reason("A setting of the rollout cannot be used"),
            where=f"{where}: {path}" if path else where,
            why=with_more(fault_of(first), len(found) - 1),
            next_step=Reason("correct it and run again"),
        ) from None
