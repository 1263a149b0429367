"""What a query is read against: the site, the caller, the moment.

Here: the scope and the look-ups by name or id that several fields share. Not here: fields (`sandbox.jira.jql.fields`).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.jira.jql.grammar import Call, Value
from sandbox.jira.jql.tokens import JqlError, UnknownValue
from sandbox.jira.records.headers import Header
from sandbox.jira.records.site import Project, Site

Predicate = Callable[[Header], bool]


@dataclass(frozen=True)
class Scope:
    """The surroundings of one query.

    Attributes:
        find: an issue's current header by key or id, whoever asks.
        read: an issue's document.
        browsable: keys of the projects the caller may browse; others do not exist for this query.
        user_id: the caller's account, None when anonymous.
    """

    site: Site
    find: Callable[[str], Header | None]
    read: Callable[[Header], dict[str, Any]]
    browsable: Collection[str]
    user_id: str | None
    zone: ZoneInfo
    now_millis: int

    def projects(self) -> list[Project]:
        """The projects the caller may browse."""
        return [project for project in self.site.projects if project.key in self.browsable]

    def visible(self, key_or_id: str) -> Header | None:
        """An issue the caller may browse."""
        header = self.find(key_or_id)
        return header if header is not None and header.project_key in self.browsable else None


def literal(value: Value, field: str) -> str:
    """The text of a plain value.

    Raises:
        UnknownValue: a function that this field does not know.
    """
    if isinstance(value, Call):
        raise UnknownValue(f"Unable to find JQL function '{value.name}()' for the field '{field}'.")
    return value.text


def ids_named(named: Iterable[tuple[str, str]], wanted: str, field: str) -> set[str]:
    """Ids whose id or name is `wanted`, in any case.

    Raises:
        UnknownValue: none is.
    """
    folded = wanted.casefold()
    found = {each_id for each_id, name in named if folded in (each_id.casefold(), name.casefold())}
    if found:
        return found
    if wanted.isdecimal():
        raise UnknownValue(f"A value with ID '{wanted}' does not exist for the field '{field}'.")
    raise UnknownValue(f"The value '{wanted}' does not exist for the field '{field}'.")


def unsupported(operator: str, field: str) -> JqlError:
    """Jira's text for an operator a field does not take."""
    return JqlError(f"The operator '{operator}' is not supported by the '{field}' field.")
