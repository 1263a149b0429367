"""What a service level is called when people read it.

Here: the name of a clause and priority as a reason. Not here: its figures (`domain.reviews`).
"""

from domain.contracts import Metric
from domain.reasons import Reason
from domain.reviews import ServiceLevelFigure


def service_level_name(figure: ServiceLevelFigure) -> Reason:
    """`Resolution P1`; a figure's id is for keys, this is for readers."""
    if figure.metric is Metric.FIRST_RESPONSE:
        return Reason("First response {priority}", priority=figure.priority)
    return Reason("Resolution {priority}", priority=figure.priority)


def figure_name(figure_id: str) -> Reason:
    """The name of a figure's id, `resolution.P1`; a clause with an id of its own is called by it."""
    clause_id, _, priority = figure_id.partition(".")
    if clause_id == Metric.FIRST_RESPONSE:
        return Reason("First response {priority}", priority=priority)
    if clause_id == Metric.RESOLUTION:
        return Reason("Resolution {priority}", priority=priority)
    return Reason("{clause} {priority}", clause=clause_id, priority=priority)
