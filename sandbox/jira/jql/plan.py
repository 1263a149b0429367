"""A parsed query made ready to run: one predicate, the smallest set of candidates, the order.

Here: AND/OR/NOT, which projects and labels narrow the search, ORDER BY. Not here: single clauses
(`sandbox.jira.jql.fields`).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sandbox.jira.jql.documents import custom_field, document_clause
from sandbox.jira.jql.fields import ALIASES, FIELDS
from sandbox.jira.jql.grammar import And, Clause, Literal, Node, Not, Or, Query
from sandbox.jira.jql.scope import Predicate, Scope
from sandbox.jira.jql.tokens import JqlError
from sandbox.jira.records.headers import Header
from sandbox.jira.records.index import SearchIndex

MOST_ORDER_FIELDS = 7
UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."

SortKey = Callable[[Header], Any]


@dataclass(frozen=True)
class Plan:
    """A query ready to run against an index."""

    predicate: Predicate
    projects: frozenset[str] | None
    labels: frozenset[str] | None
    order_by: tuple[tuple[SortKey, bool], ...]

    def run(self, index: SearchIndex, reconciled: Collection[Header] = ()) -> list[Header]:
        """The issues found, in order. `reconciled` headers count instead of what the index still has."""
        newer = {header.issue_id for header in reconciled}
        found = [
            header
            for header in index.candidates(self.projects, self.labels)
            if header.issue_id not in newer and self.predicate(header)
        ]
        found.extend(header for header in reconciled if self.predicate(header))
        for key, descending in reversed(self.order_by):
            found.sort(key=key, reverse=descending)
        return found


def make_plan(query: Query, scope: Scope) -> Plan:
    """Check fields, values and order against the scope.

    Raises:
        JqlError: in Jira's words.
    """
    if len(query.order_by) > MOST_ORDER_FIELDS:
        # No recorded text of Jira's is known for this one.
        raise JqlError(f"The ORDER BY clause takes at most {MOST_ORDER_FIELDS} fields.")
    order_by = tuple((_sort_key(field, scope), descending) for field, descending in query.order_by)
    wanted = _predicate(query.where, scope) if query.where is not None else (lambda _: True)
    allowed = frozenset(scope.browsable)
    projects, labels = _narrowed(query.where, scope)
    return Plan(
        predicate=lambda header: header.project_key in allowed and wanted(header),
        projects=allowed if projects is None else projects & allowed,
        labels=labels,
        order_by=order_by or ((_newest_first, True),),
    )


def _newest_first(header: Header) -> int:
    return header.issue_id


def _predicate(node: Node, scope: Scope) -> Predicate:
    match node:
        case Clause():
            return _clause(node, scope)
        case Not(part):
            inner = _predicate(part, scope)
            return lambda header: not inner(header)
        case And(parts):
            all_of = [_predicate(part, scope) for part in parts]
            return lambda header: all(holds(header) for holds in all_of)
        case Or(parts):
            any_of = [_predicate(part, scope) for part in parts]
            return lambda header: any(holds(header) for holds in any_of)


def _field_name(field: str) -> str:
    folded = field.casefold()
    return ALIASES.get(folded, folded)


def _clause(clause: Clause, scope: Scope) -> Predicate:
    meaning = FIELDS.get(_field_name(clause.field))
    if meaning is not None:
        return meaning(_unresolved_as_empty(clause), scope)
    found = document_clause(clause, scope)
    if found is None:
        raise _unknown_field(clause.field)
    return found


def _unresolved_as_empty(clause: Clause) -> Clause:
    """`resolution = Unresolved` is how people write `resolution is EMPTY`."""
    if _field_name(clause.field) != "resolution":
        return clause
    values = tuple(
        Literal("EMPTY") if isinstance(value, Literal) and value.text.casefold() == "unresolved" else value
        for value in clause.values
    )
    if clause.operator == "!=" and values == (Literal("EMPTY"),):
        return Clause(clause.field, "is not", values)
    return Clause(clause.field, clause.operator, values)


def _unknown_field(field: str) -> JqlError:
    return JqlError(f"Field '{field}' does not exist or you do not have permission to view it.")


def _narrowed(node: Node | None, scope: Scope) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Projects and labels that every hit must have, as far as the top level of the query says so."""
    projects: frozenset[str] | None = None
    labels: frozenset[str] | None = None
    for part in node.parts if isinstance(node, And) else (node,):
        if not isinstance(part, Clause) or part.operator not in ("=", "in"):
            continue
        texts = [value.text for value in part.values if isinstance(value, Literal) and value != Literal("EMPTY")]
        if len(texts) != len(part.values):
            continue
        if _field_name(part.field) == "project":
            named = frozenset(
                project.key
                for project in scope.projects()
                if {project.key.casefold(), project.name.casefold(), project.id} & {text.casefold() for text in texts}
            )
            projects = named if projects is None else projects & named
        elif _field_name(part.field) == "labels":
            labels = labels or frozenset(texts)
    return projects, labels


def _sort_key(field: str, scope: Scope) -> SortKey:
    site = scope.site
    simple: dict[str, Callable[[Header], Any]] = {
        "key": lambda header: (header.project_key, header.number),
        "created": lambda header: header.created_millis,
        "updated": lambda header: header.updated_millis,
        "resolved": lambda header: header.resolved_millis,
        "due": lambda header: header.due_on,
        "summary": lambda header: header.summary.casefold(),
        "project": lambda header: header.project_key,
        "priority": _ranked([each.id for each in reversed(site.priorities)], lambda header: header.priority_id),
        "status": _ranked([each.id for each in site.statuses], lambda header: header.status_id),
        "issuetype": _ranked([each.id for each in site.issue_types], lambda header: header.type_id),
        "assignee": lambda header: header.assignee_id,
        "reporter": lambda header: header.reporter_id,
        "labels": lambda header: header.labels or None,
        "resolution": lambda header: header.resolution_id,
        "id": lambda header: header.issue_id,
    }
    get = simple.get("id" if field.casefold() == "id" else _field_name(field))
    if get is None:
        if custom_field(site, field) is not None:
            raise JqlError(f"Not able to sort using field '{field}'.")
        raise _unknown_field(field)
    return lambda header: ((value := get(header)) is None, value if value is not None else 0)


def _ranked(ids: list[str], get: Callable[[Header], str | None]) -> Callable[[Header], int | None]:
    ranks = {each: rank for rank, each in enumerate(ids)}
    return lambda header: ranks.get(get(header) or "")
