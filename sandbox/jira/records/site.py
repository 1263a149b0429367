"""What stands in `jira.yaml`: users, projects, workflow, priorities, fields.

Here: the records and their one reader. Not here: issues (`sandbox.jira.records.store`), what a caller may do
(`sandbox.jira.callers`).
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from ruamel.yaml import YAML, YAMLError

from domain.problems import ConfigurationRefused
from domain.reasons import Reason, verbatim

Permission = Literal[
    "BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "ADD_COMMENTS", "TRANSITION_ISSUES",
    "CREATE_ATTACHMENTS", "LINK_ISSUES", "ASSIGN_ISSUES",
]  # fmt: skip


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a machine account; only one with a token may log in."""

    account_id: str
    display_name: str
    email: str = ""
    token: str | None = None
    permissions: dict[str, list[Permission]] = {}
    """project key, or "*" for every project -> what the user may do there"""
    zone: str | None = None
    """the user's own zone; the site's when omitted"""

    def __repr__(self) -> str:
        return f"User({self.account_id!r})"


class Component(msgspec.Struct, frozen=True):
    """A component of a project."""

    id: str
    name: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A project; `issue_types` are ids."""

    id: str
    key: str
    name: str
    issue_types: list[str] = []
    components: list[Component] = []


class IssueType(msgspec.Struct, frozen=True):
    """An issue type."""

    id: str
    name: str
    subtask: bool = False


class Status(msgspec.Struct, frozen=True):
    """A status and the key of its category."""

    id: str
    name: str
    category: Literal["new", "indeterminate", "done"]


class Priority(msgspec.Struct, frozen=True):
    """A priority; the file lists the highest first."""

    id: str
    name: str


class Transition(msgspec.Struct, frozen=True):
    """A step of the workflow, open from some statuses or from all."""

    id: str
    name: str
    to: str
    from_: list[str] | Literal["all"] = msgspec.field(name="from", default="all")

    def leaves(self, status_id: str) -> bool:
        """Whether the transition is open from a status."""
        return self.from_ == "all" or status_id in self.from_


class Workflow(msgspec.Struct, frozen=True):
    """The one workflow of the site."""

    initial: str
    transitions: list[Transition] = []


class CustomField(msgspec.Struct, frozen=True):
    """A field besides Jira's own; `type` is string, number, date, datetime, option, user or array."""

    id: str
    name: str
    type: str = "string"
    custom: bool = True
    required: bool = False


class Site(msgspec.Struct, kw_only=True, dict=True):
    """The whole of `jira.yaml`."""

    deployment: Literal["Cloud", "Server"] = "Cloud"
    zone: str = "UTC"
    users: list[User]
    projects: list[Project]
    issue_types: list[IssueType]
    statuses: list[Status]
    workflow: Workflow
    priorities: list[Priority] = []
    fields: list[CustomField] = []
    index_lag_seconds: float = 0.0

    @property
    def is_cloud(self) -> bool:
        """Cloud or Data Center."""
        return self.deployment == "Cloud"

    @cached_property
    def users_by_id(self) -> Mapping[str, User]:
        """Account id -> user."""
        return {user.account_id: user for user in self.users}

    @cached_property
    def projects_by_key(self) -> Mapping[str, Project]:
        """Key -> project."""
        return {project.key: project for project in self.projects}

    @cached_property
    def statuses_by_id(self) -> Mapping[str, Status]:
        """Id -> status."""
        return {status.id: status for status in self.statuses}

    @cached_property
    def types_by_id(self) -> Mapping[str, IssueType]:
        """Id -> issue type."""
        return {kind.id: kind for kind in self.issue_types}

    @cached_property
    def priorities_by_id(self) -> Mapping[str, Priority]:
        """Id -> priority."""
        return {priority.id: priority for priority in self.priorities}

    def project(self, key_or_id: str) -> Project | None:
        """A project by key, whatever its case, or by id."""
        wanted = key_or_id.upper()
        return next((each for each in self.projects if wanted in (each.key, each.id)), None)


def load_site(path: Path) -> Site:
    """Read `jira.yaml`.

    Raises:
        ConfigurationRefused: missing, not YAML, or a value does not fit; names the path inside the file.
    """
    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        site = msgspec.convert(_ids_as_text(content), Site)
        for zone in {site.zone, *(user.zone for user in site.users if user.zone)}:
            ZoneInfo(zone)
    except OSError as error:
        raise _refused(path, verbatim(error.strerror or str(error))) from error
    except (YAMLError, msgspec.ValidationError) as error:
        raise _refused(path, verbatim(str(error))) from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _refused(path, Reason("unknown time zone ({said})", said=str(error))) from error
    return _consistent(path, site)


def _consistent(path: Path, site: Site) -> Site:
    used = {site.workflow.initial}
    for transition in site.workflow.transitions:
        used |= {transition.to, *(transition.from_ if transition.from_ != "all" else ())}
    if unknown := sorted(used - set(site.statuses_by_id)):
        raise _refused(path, Reason("the workflow names statuses that do not exist: {names}", names=", ".join(unknown)))
    types = {kind for project in site.projects for kind in project.issue_types}
    if unknown := sorted(types - set(site.types_by_id)):
        raise _refused(path, Reason("projects name issue types that do not exist: {names}", names=", ".join(unknown)))
    return site


_ID_KEYS = frozenset({"id", "to", "from", "initial", "issue_types", "account_id", "token"})


def _ids_as_text(value: Any, key: str = "") -> Any:
    """YAML reads an unquoted 10001 as a number; ids are text in Jira."""
    if isinstance(value, dict):
        return {str(name): _ids_as_text(each, str(name)) for name, each in value.items()}
    if isinstance(value, list):
        return [_ids_as_text(each, key) for each in value]
    return str(value) if key in _ID_KEYS and isinstance(value, int) and not isinstance(value, bool) else value


def _refused(path: Path, why: Reason) -> ConfigurationRefused:
    return ConfigurationRefused(
        Reason("The Jira sandbox cannot read its settings"),
        where=str(path),
        why=why,
        next_step=Reason("Correct the file, or make the demo folder anew"),
    )
