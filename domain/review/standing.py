"""What a reviewed month came to, in five numbers: what a verdict is made of.

Here: counting the service levels of a review. Not here: the verdict's words (`reports.review.standing`).
"""

from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus
from domain.values import Frozen


class Standing(Frozen):
    """How a month's service levels stand.

    Attributes:
        levels: all of them; `with_demand` had tickets that were judged.
        provisional: the month is not over, or data is missing.
    """

    levels: int
    with_demand: int
    missed: int
    not_measured: int
    provisional: bool


def standing_of(review: MonthlyReview) -> Standing:
    """The standing of a typed review."""
    count = {status: sum(figure.status is status for figure in review.figures) for status in FigureStatus}
    return Standing(
        levels=len(review.figures),
        with_demand=count[FigureStatus.MET] + count[FigureStatus.MISSED],
        missed=count[FigureStatus.MISSED],
        not_measured=count[FigureStatus.NOT_MEASURED],
        provisional=review.provisional,
    )
