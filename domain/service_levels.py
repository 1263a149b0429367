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
