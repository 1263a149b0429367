"""What JQL's fields mean: a clause in, a question to a header out.

Here: members (status, labels ...), dates, priorities, keys, text. Not here: properties and custom fields
(`sandbox.jira.jql.documents`), AND/OR/NOT and the order (`sandbox.jira.jql.plan`).
As in Jira, `!=` and `not in` leave issues without a value out.
"""

import operator as compare
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sandbox.jira.jql.dates import date_millis
from sandbox.jira.jql.grammar import Call, Clause, Literal, Value
from sandbox.jira.jql.scope import Predicate, Scope, ids_named, literal, unsupported
from sandbox.jira.jql.text import text_matcher
from sandbox.jira.jql.tokens import JqlError, UnknownValue
from sandbox.jira.records.adf import to_text
from sandbox.jira.records.headers import Header
from sandbox.jira.records.times import from_millis, parse_millis

Members = Callable[[Header], Iterable[str]]
Resolve = Callable[[Scope, Value, str], set[str]]
Comparison = Callable[[Any, Any], bool]

COMPARISONS: dict[str, Comparison] = {"<": compare.lt, ">": compare.gt, "<=": compare.le, ">=": compare.ge}
CATEGORY_NAMES = {"new": ("2", "To Do"), "indeterminate": ("4", "In Progress"), "done": ("3", "Done")}


def is_empty(value: Value) -> bool:
    """Whether the value is the word EMPTY or NULL."""
    return value == Literal("EMPTY")


def member_clause(clause: Clause, scope: Scope, members: Members, resolve: Resolve, *, optional: bool) -> Predicate:
    """=, !=, in, not in, is, is not over a field with none, one or several values."""
    if clause.operator not in ("=", "!=", "in", "not in", "is", "is not"):
        raise unsupported(clause.operator, clause.field)
    wanted, empty = _resolved(clause, scope, resolve)
    if empty and not optional:
        raise JqlError(f"The field '{clause.field}' does not support searching for EMPTY values.")
    if clause.operator in ("is", "is not") and not empty:
        raise JqlError(f"The operator '{clause.operator}' is only for EMPTY in the '{clause.field}' field.")
    if clause.operator in ("=", "in", "is"):
        return lambda header: _has(members(header), wanted, empty)

    def lacks(header: Header) -> bool:
        values = tuple(members(header))
        return bool(values) and not any(value in wanted for value in values)

    return lacks


def _resolved(clause: Clause, scope: Scope, resolve: Resolve) -> tuple[set[str], bool]:
    wanted: set[str] = set()
    for value in clause.values:
        if not is_empty(value):
            wanted |= resolve(scope, value, clause.field)
    return wanted, any(is_empty(value) for value in clause.values)


def _has(values: Iterable[str], wanted: set[str], empty: bool) -> bool:
    some = False
    for value in values:
        if value in wanted:
            return True
        some = True
    return empty and not some


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _projects(scope: Scope, value: Value, field: str) -> set[str]:
    wanted = literal(value, field)
    named = [(project.key, text) for project in scope.projects() for text in (project.key, project.name, project.id)]
    return ids_named(named, wanted, field)


def _categories(scope: Scope, value: Value, field: str) -> set[str]:
    named = [(key, text) for key, texts in CATEGORY_NAMES.items() for text in (key, *texts)]
    keys = ids_named(named, literal(value, field), field)
    return {status.id for status in scope.site.statuses if status.category in keys}


def _people(scope: Scope, value: Value, field: str) -> set[str]:
    if isinstance(value, Call) and value.name.lower() == "currentuser":
        return _current_user(scope)
    people = [
        (user.account_id, text)
        for user in scope.site.users
        for text in (user.account_id, user.display_name, user.email)
    ]
    return ids_named([pair for pair in people if pair[1]], literal(value, field), field)


def _current_user(scope: Scope) -> set[str]:
    return {scope.user_id} if scope.user_id else set()


def _components(scope: Scope, value: Value, field: str) -> set[str]:
    known = [(each.id, each.name) for project in scope.projects() for each in project.components]
    wanted = literal(value, field)
    return ids_named(known, wanted, field) | {wanted}


def _labels(scope: Scope, value: Value, field: str) -> set[str]:
    return {literal(value, field).casefold()}


def _parents(scope: Scope, value: Value, field: str) -> set[str]:
    header = _issue(scope, value, field)
    return {header.key, str(header.issue_id)}


def _resolutions(scope: Scope, value: Value, field: str) -> set[str]:
    return ids_named([("10000", "Done")], literal(value, field), field)


def _issue(scope: Scope, value: Value, field: str) -> Header:
    wanted = literal(value, field)
    header = scope.visible(wanted)
    if header is not None:
        return header
    if wanted.isdecimal():
        raise UnknownValue(f"A value with ID '{wanted}' does not exist for the field '{field}'.")
    raise UnknownValue(f"An issue with key '{wanted}' does not exist for field '{field}'.")


def _statuses(scope: Scope, value: Value, field: str) -> set[str]:
    return ids_named([(each.id, each.name) for each in scope.site.statuses], literal(value, field), field)


def _types(scope: Scope, value: Value, field: str) -> set[str]:
    return ids_named([(each.id, each.name) for each in scope.site.issue_types], literal(value, field), field)


def _priorities(scope: Scope, value: Value, field: str) -> set[str]:
    return ids_named([(each.id, each.name) for each in scope.site.priorities], literal(value, field), field)


def key_clause(clause: Clause, scope: Scope) -> Predicate:
    """key and id: equality by issue, order within the project of the named issue."""
    if clause.operator not in COMPARISONS:
        return member_clause(
            clause, scope, lambda header: (str(header.issue_id),), lambda *asked: {str(_issue(*asked).issue_id)},
            optional=False,
        )  # fmt: skip
    than, holds = _issue(scope, clause.values[0], clause.field), COMPARISONS[clause.operator]
    return lambda header: header.project_key == than.project_key and holds(header.number, than.number)


def priority_clause(clause: Clause, scope: Scope) -> Predicate:
    """priority: members, and order, in which a higher priority is the greater one."""
    if clause.operator not in COMPARISONS:
        return member_clause(clause, scope, lambda header: _one(header.priority_id), _priorities, optional=True)
    ranks = {each.id: -position for position, each in enumerate(scope.site.priorities)}
    than = min(ranks[each] for each in _priorities(scope, clause.values[0], clause.field))
    holds = COMPARISONS[clause.operator]
    return lambda header: header.priority_id in ranks and holds(ranks[header.priority_id], than)


def instant_clause(get: Callable[[Header], int | None]) -> Callable[[Clause, Scope], Predicate]:
    """created, updated, resolved: milliseconds compared with what the value means in the caller's zone."""

    def clause_of(clause: Clause, scope: Scope) -> Predicate:
        if clause.operator in ("~", "!~"):
            raise unsupported(clause.operator, clause.field)
        if any(is_empty(value) for value in clause.values):
            return _emptiness(clause, lambda header: get(header) is None)
        wanted = [date_millis(value, clause.field, scope.now_millis, scope.zone) for value in clause.values]
        return _compared(clause.operator, get, wanted)

    return clause_of


def due_clause(clause: Clause, scope: Scope) -> Predicate:
    """due: a plain date compared with the date the value means in the caller's zone."""
    if clause.operator in ("~", "!~"):
        raise unsupported(clause.operator, clause.field)
    if any(is_empty(value) for value in clause.values):
        return _emptiness(clause, lambda header: header.due_on is None)
    wanted = [
        from_millis(date_millis(value, clause.field, scope.now_millis, scope.zone), scope.zone).date()
        for value in clause.values
    ]
    return _compared(
        clause.operator, lambda header: date.fromisoformat(header.due_on) if header.due_on else None, wanted
    )


def _emptiness(clause: Clause, empty: Predicate) -> Predicate:
    if clause.operator in ("=", "is"):
        return empty
    if clause.operator in ("!=", "is not"):
        return lambda header: not empty(header)
    raise unsupported(clause.operator, clause.field)


def _compared(symbol: str, get: Callable[[Header], Any], wanted: list[Any]) -> Predicate:
    if symbol in COMPARISONS:
        holds, than = COMPARISONS[symbol], wanted[0]
        return lambda header: (value := get(header)) is not None and holds(value, than)
    if symbol in ("!=", "not in"):
        return lambda header: (value := get(header)) is not None and value not in wanted
    return lambda header: get(header) in wanted


def text_clause(texts: Callable[[Scope, Header], Iterable[str]]) -> Callable[[Clause, Scope], Predicate]:
    """~ and !~ over one or several texts; EMPTY where the field may be empty."""

    def clause_of(clause: Clause, scope: Scope) -> Predicate:
        if any(is_empty(value) for value in clause.values):
            return _emptiness(clause, lambda header: not any(texts(scope, header)))
        if clause.operator not in ("~", "!~"):
            raise unsupported(clause.operator, clause.field)
        holds = text_matcher(literal(clause.values[0], clause.field))
        expected = clause.operator == "~"
        return lambda header: any(holds(text) for text in texts(scope, header)) is expected

    return clause_of


def _summary(scope: Scope, header: Header) -> Iterable[str]:
    return (header.summary,)


def _description(scope: Scope, header: Header) -> Iterable[str]:
    return (to_text(scope.read(header)["fields"].get("description")),)


def _comments(scope: Scope, header: Header) -> Iterable[str]:
    stored = (scope.read(header)["fields"].get("comment") or {}).get("comments") or ()
    return [to_text(comment.get("body")) for comment in stored]


def _all_texts(scope: Scope, header: Header) -> Iterable[str]:
    yield header.summary
    yield from _description(scope, header)
    yield from _comments(scope, header)


def _members(members: Members, resolve: Resolve, *, optional: bool = False) -> Callable[[Clause, Scope], Predicate]:
    return lambda clause, scope: member_clause(clause, scope, members, resolve, optional=optional)


def _folded_labels(header: Header) -> Iterable[str]:
    return [label.casefold() for label in header.labels]


FIELDS: dict[str, Callable[[Clause, Scope], Predicate]] = {
    "project": _members(lambda header: (header.project_key,), _projects),
    "key": key_clause,
    "status": _members(lambda header: (header.status_id,), _statuses),
    "statuscategory": _members(lambda header: (header.status_id,), _categories),
    "issuetype": _members(lambda header: (header.type_id,), _types),
    "priority": priority_clause,
    "labels": _members(_folded_labels, _labels, optional=True),
    "assignee": _members(lambda header: _one(header.assignee_id), _people, optional=True),
    "reporter": _members(lambda header: _one(header.reporter_id), _people, optional=True),
    "component": _members(lambda header: header.components, _components, optional=True),
    "parent": _members(lambda header: _one(header.parent_id), _parents, optional=True),
    "resolution": _members(lambda header: _one(header.resolution_id), _resolutions, optional=True),
    "created": instant_clause(lambda header: header.created_millis),
    "updated": instant_clause(lambda header: header.updated_millis),
    "resolved": instant_clause(lambda header: header.resolved_millis),
    "due": due_clause,
    "summary": text_clause(_summary),
    "description": text_clause(_description),
    "comment": text_clause(_comments),
    "text": text_clause(_all_texts),
}

ALIASES = {
    "id": "key", "issue": "key", "issuekey": "key", "type": "issuetype", "createddate": "created",
    "updateddate": "updated", "resolutiondate": "resolved", "duedate": "due", "category": "statuscategory",
}  # fmt: skip


def parsed_instant(value: object) -> int | None:
    """Milliseconds of a stored instant; None when it is none."""
    try:
        return parse_millis(value) if isinstance(value, str) else None
    except ValueError:
        return None
