"""The verdict of a reviewed month in words, the same on the review's front page and wherever the month is listed.

Not here: the counts (`domain.review.standing`).
"""

from domain.reasons import Reason
from domain.review.standing import Standing
from reports.drawings import Status


def verdict(standing: Standing) -> Reason:
    """What the month came to, in one sentence without a full stop."""
    if standing.provisional:
        return Reason("Provisional: the month is not over, or data is missing")
    if standing.missed == 0 and standing.not_measured:
        return Reason("{count} service levels could not be measured", count=standing.not_measured)
    if standing.missed == 0:
        return Reason("All {count} service levels with tickets were met", count=standing.with_demand)
    return Reason("{missed} of {count} service levels were missed", missed=standing.missed, count=standing.levels)


def standing_look(standing: Standing) -> Status:
    """The verdict's status."""
    if standing.provisional:
        return "warning"
    if standing.missed:
        return "bad"
    return "warning" if standing.not_measured else "good"
