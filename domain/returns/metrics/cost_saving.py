"""Cost saving: what the outsourced work costs less than it would in house (article, section 7).

Here: the article's saving, fee against salary. Not here: the full saving with governance and transition counted
(`domain.returns.full_saving`).
"""

from decimal import Decimal

from domain.arithmetic.rounding import money
from domain.figures.figure import Figure
from domain.reasons import Reason
from domain.returns.metric import Evidence, Measured, Metric


def cost_saving(evidence: Evidence, target: Decimal) -> Measured:
    """(internal salary cost - fee) / internal salary cost, over the months after.

    The sheet's internal salary cost is what the outsourced work costs, or would cost, in house that month.
    """
    after, count = evidence.after, len(evidence.after)
    internal = sum((row.internal_salary_cost for row in after), Decimal(0))
    fee = sum((row.outsourcing_fee for row in after), Decimal(0))
    step = Reason(
        "({internal_amount} internal salary cost - {fee_amount} fee) / internal salary cost, {count} months.",
        internal_amount=internal,
        fee_amount=fee,
        count=count,
    )
    return Measured(
        # Amounts of a month are kept to the coin.
        before=money(internal / count) if count else None,
        after=money(fee / count) if count else None,
        value=(internal - fee) / internal if internal else None,
        met=internal - fee >= target * internal,
        months_before=len(evidence.before),
        months_after=count,
        steps=(step,),
        rows=after,
        fields=("internal_salary_cost", "outsourcing_fee"),
    )


METRIC = Metric(
    figure=Figure(
        figure_id="cost_saving",
        name=Reason("Cost saving"),
        unit="percent",
        decimals=1,
        direction="higher",
        target=Decimal("0.30"),
        formula=Reason("(Internal salary cost - fee) / internal salary cost, over the last three months"),
        source="article, section 7",
    ),
    order=10,
    level_unit="money",
    measure=cost_saving,
    articles=True,
)
