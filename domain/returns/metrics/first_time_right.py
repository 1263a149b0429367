"""First-time-right share: solved tickets that nobody had to open again.

A ticket counts once, in the month of its first solution; one that is opened again later, up to the review's cut-off,
was not right the first time. The article does not name it: it is shown, and counts among the targets that must be met
only where the settings say so (`rules.roi.counted_also`).
"""

from decimal import Decimal

from domain.arithmetic.shares import Share
from domain.figures.figure import Figure
from domain.reasons import Reason
from domain.returns.metric import Evidence, Measured, Metric


def first_time_right(evidence: Evidence, target: Decimal) -> Measured:
    """(solved - opened again) / solved; there are no tickets of the vendor's from before the contract."""
    resolved = sum(month.resolved for month in evidence.tickets)
    reopened = sum(month.reopened for month in evidence.tickets)
    right = Share(resolved - reopened, resolved)
    step = Reason("({resolved} solved tickets - {reopened} opened again) / {resolved} solved.",
                  resolved=resolved, reopened=reopened)  # fmt: skip
    return Measured(
        before=None,
        after=right.exact,
        value=right.exact,
        met=right.reaches(target),
        months_before=0,
        months_after=len(evidence.tickets),
        steps=(step,),
        tickets=evidence.tickets,
    )


METRIC = Metric(
    figure=Figure(
        figure_id="first_time_right",
        name=Reason("First-time-right share"),
        unit="percent",
        decimals=1,
        direction="higher",
        target=Decimal("0.95"),
        formula=Reason("Tickets solved and not opened again / tickets solved, over the last three months"),
        source="not the article's; target: starting value of this product",
        since=4,
    ),
    order=60,
    level_unit="percent",
    measure=first_time_right,
    reads="tickets",
)
