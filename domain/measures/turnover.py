"""Staff turnover a year: leavers over the average head count, scaled to twelve months (article, section 7).

Here: the one definition. Not here: what leavers cost (`domain.discovery.burnout`), both readings of its target
(`domain.returns`). Where a tab knows only today's head count, that one stands for each month.
"""

from collections.abc import Iterable

from domain.arithmetic.shares import Share

_YEAR_MONTHS = 12


def yearly_turnover(leavers: int, headcounts: Iterable[int]) -> Share:
    """The yearly rate as two counts, so that it can be judged exactly; may exceed the whole.

    leavers / average head count x 12 / months: the months cancel, what stays is 12 x leavers / head counts added up.

    Args:
        headcounts: one for each month the leavers are counted over; without any there is no rate.
    """
    return Share(_YEAR_MONTHS * leavers, sum(headcounts))
