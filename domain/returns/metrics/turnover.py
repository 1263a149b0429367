"""Turnover: leavers a year per employee against what it was before the contract (article, section 7).

Here: the rate, and both readings of the article's "down 10 % year on year": relative to the old rate, and in points.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import share_of_one
from domain.arithmetic.shares import Share
from domain.discovery.baselines import Kpi
from domain.figures.figure import Figure
from domain.measures.turnover import yearly_turnover
from domain.reasons import Reason
from domain.returns.metric import Evidence, Measured, Metric
from domain.values import Frozen
from domain.workbook.months import BusinessMonth

YEAR = 12
_JUDGED_ON_COUNTS_SINCE = 4
"""The rule version from which the change itself is judged; before, its four shown decimals were."""


class Turnover(Frozen):
    """Both readings of "down 10 % year on year": relative to the old rate, and in points.

    Negative is down.
    """

    before: Decimal
    after: Decimal
    relative: Decimal | None
    points: Decimal


def turnover(evidence: Evidence, target: Decimal) -> Measured:
    """Yearly rates: up to twelve months before the contract, and up to twelve months up to the month within it.

    Fewer months are scaled to a year; three months alone would be two or three leavers, hence the longer window.
    """
    rows = evidence.before[-YEAR:]
    old, new = _rates(evidence)
    relative, points = _changes(old, new)
    value = relative if evidence.turnover_reading == "relative" else points
    # The shown change, as it was kept before the rules judged counts: four decimals of the change.
    kept = None if value is None else share_of_one(value)
    met = kept is not None and kept <= target
    if evidence.rule_version >= _JUDGED_ON_COUNTS_SINCE:
        met = _fell(old, new, target, relative=evidence.turnover_reading == "relative")
    step = Reason(
        "{old_leavers} leavers / {old_heads} employees and months x 12 = {old_rate_exact_share} before; "
        "{new_leavers} / {new_heads} x 12 = {new_rate_exact_share} after.",
        old_leavers=old.part // YEAR,
        old_heads=old.whole,
        old_rate_exact_share=old.exact or Decimal(0),
        new_leavers=new.part // YEAR,
        new_heads=new.whole,
        new_rate_exact_share=new.exact or Decimal(0),
    )
    return Measured(
        before=old.exact,
        after=new.exact,
        value=value,
        met=met,
        months_before=len(rows),
        months_after=len(evidence.year),
        steps=(step,),
        rows=(*rows, *evidence.year),
        fields=("leavers", "headcount"),
    )


def both_readings(evidence: Evidence) -> Turnover | None:
    """The change in both readings; None when a rate is missing."""
    old, new = _rates(evidence)
    relative, points = _changes(old, new)
    if old.exact is None or new.exact is None or points is None:
        return None
    return Turnover(
        before=share_of_one(old.exact),
        after=share_of_one(new.exact),
        relative=None if relative is None else share_of_one(relative),
        points=share_of_one(points),
    )


def _rates(evidence: Evidence) -> tuple[Share, Share]:
    return _yearly(evidence.before[-YEAR:]), _yearly(evidence.year)


def _yearly(rows: Sequence[BusinessMonth]) -> Share:
    return yearly_turnover(sum(row.leavers for row in rows), (row.headcount for row in rows))


def _changes(old: Share, new: Share) -> tuple[Decimal | None, Decimal | None]:
    """The change relative to the old rate (None when nobody had left), and in points."""
    if old.exact is None or new.exact is None:
        return None, None
    points = new.exact - old.exact
    return (points / old.exact if old.exact else None), points


def _fell(old: Share, new: Share, target: Decimal, *, relative: bool) -> bool:
    """Whether the rate changed by `target` (negative) or further down, on the counts."""
    if relative:
        return Share(new.part * old.whole, new.whole * old.part).stays_within(1 + target)
    return new.part * old.whole - old.part * new.whole <= target * old.whole * new.whole


METRIC = Metric(
    figure=Figure(
        figure_id="turnover",
        name=Reason("Turnover rate"),
        unit="percent",
        decimals=1,
        direction="lower",
        target=Decimal("-0.10"),
        formula=Reason("Leavers a year per employee, up to twelve months under the contract against up to twelve "
                       "before it"),
        source="article, section 7",
    ),
    order=40,
    level_unit="percent",
    measure=turnover,
    articles=True,
    baseline=Kpi.TURNOVER,
)  # fmt: skip
