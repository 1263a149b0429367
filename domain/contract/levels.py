"""A contract's service levels as one flat table, and the contract with other ones.

Here: figure id -> target, out of a contract and into it. Not here: whose levels they are (`domain.agreement.offers`,
`domain.agreement.signed_terms`), what the contract's terms mean (`domain.contract.clauses`).
"""

from collections.abc import Mapping

from domain.contract.clauses import Clause, Contract, Metric, Target
from domain.reasons import Reason
from domain.values import changed

Levels = Mapping[str, Target]
"""Figure id (`clause_id.priority`) -> minutes allowed and share required."""


def levels_of(contract: Contract) -> dict[str, Target]:
    """Every service level, in the contract's order."""
    return {
        figure_id_of(clause, priority): target
        for clause in contract.clauses
        for priority, target in clause.targets.items()
    }


def with_levels(contract: Contract, levels: Levels) -> Contract:
    """The contract with these levels in place of its own; a level that is not named stays as it is.

    Raises:
        ValueError: a level has no minutes where it needs them, or pro rata finds no common measure.
    """
    clauses = tuple(_with_targets(clause, levels) for clause in contract.clauses)
    for clause in clauses:
        clause.check_targets()
    return changed(contract, clauses=clauses)


def figure_id_of(clause: Clause, priority: str) -> str:
    """What a figure is called by."""
    return f"{clause.clause_id}.{priority}"


def _with_targets(clause: Clause, levels: Levels) -> Clause:
    targets = {priority: levels.get(figure_id_of(clause, priority), own) for priority, own in clause.targets.items()}
    return changed(clause, targets=targets)


def figure_name(figure_id: str) -> Reason:
    """The name of a figure's id: `resolution.P1` is "Resolution P1"; a clause with an id of its own is called by it."""
    clause_id, _, priority = figure_id.partition(".")
    if clause_id == Metric.FIRST_RESPONSE:
        return Reason("First response {priority}", priority=priority)
    if clause_id == Metric.RESOLUTION:
        return Reason("Resolution {priority}", priority=priority)
    if clause_id == Metric.UPDATE_INTERVAL:
        return Reason("Updates {priority}", priority=priority)
    if clause_id == Metric.DUE_DATE:
        return Reason("Due date {priority}", priority=priority)
    return Reason("{clause} {priority}", clause=clause_id.replace("_", " "), priority=priority)
