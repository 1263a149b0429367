"""JQL over what only the document holds: `issue.property[key].path` and the site's custom fields.

Here: these two. Not here: fields every issue has (`sandbox.jira.jql.fields`).
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from sandbox.jira.jql.fields import COMPARISONS, instant_clause, is_empty, member_clause, parsed_instant, text_clause
from sandbox.jira.jql.grammar import Clause, Value
from sandbox.jira.jql.scope import Predicate, Scope, literal
from sandbox.jira.records.headers import Header
from sandbox.jira.records.site import CustomField, Site

_PROPERTY = re.compile(r"issue\.property\[\s*[\"']?([^\]\"']+)[\"']?\s*\](?:\.(.+))?", re.IGNORECASE)
_CUSTOM_ID = re.compile(r"cf\[(\d+)\]", re.IGNORECASE)


def document_clause(clause: Clause, scope: Scope) -> Predicate | None:
    """The predicate of a property or custom field; None when the field is neither."""
    if match := _PROPERTY.fullmatch(clause.field):
        return _property(clause, scope, match.group(1), match.group(2) or "")
    custom = custom_field(scope.site, clause.field)
    return _custom(clause, scope, custom) if custom else None


def custom_field(site: Site, name: str) -> CustomField | None:
    """A custom field by id, `cf[10010]` or name in any case; None when there is none."""
    match = _CUSTOM_ID.fullmatch(name)
    wanted = f"customfield_{match.group(1)}" if match else name.casefold()
    return next((each for each in site.fields if wanted in (each.id, each.name.casefold())), None)


def _texts(value: Any) -> list[str]:
    """A value as the texts a query may name it by: a list is its members, an option its value, a person the id."""
    if value is None:
        return []
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, dict):
        return [str(value[name]) for name in ("id", "value", "name", "accountId") if value.get(name) is not None]
    if isinstance(value, bool):
        return [str(value).lower()]
    return [str(value)]


def _same(_: Scope, value: Value, field: str) -> set[str]:
    return {literal(value, field)}


def _property(clause: Clause, scope: Scope, key: str, path: str) -> Predicate:
    steps = [step for step in path.split(".") if step]

    def at(header: Header) -> Any:
        value = (header.properties or {}).get(key)
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    return _valued(clause, scope, at)


def _custom(clause: Clause, scope: Scope, field: CustomField) -> Predicate:
    def at(header: Header) -> Any:
        return scope.read(header)["fields"].get(field.id)

    if field.type in ("date", "datetime"):
        return instant_clause(lambda header: parsed_instant(at(header)))(clause, scope)
    return _valued(clause, scope, at)


def _valued(clause: Clause, scope: Scope, at: Callable[[Header], Any]) -> Predicate:
    if clause.operator in ("~", "!~"):
        return text_clause(lambda _, header: _texts(at(header)))(clause, scope)
    if clause.operator in COMPARISONS and not is_empty(clause.values[0]):
        return _numeric(clause, at)

    def members(header: Header) -> Iterable[str]:
        return _texts(at(header))

    return member_clause(clause, scope, members, _same, optional=True)


def _numeric(clause: Clause, at: Callable[[Header], Any]) -> Predicate:
    holds, than = COMPARISONS[clause.operator], literal(clause.values[0], clause.field)

    def compared(header: Header) -> bool:
        value = at(header)
        try:
            return value is not None and holds(float(value), float(than))
        except (TypeError, ValueError):
            return isinstance(value, str) and holds(value, than)

    return compared
