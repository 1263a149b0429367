"""What a service level is called when people read it.

Here: the name of a clause and priority as a reason. Not here: its figures (`domain.review.review`).
"""

from domain.contract.clauses import Metric
from domain.reasons import Reason


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
