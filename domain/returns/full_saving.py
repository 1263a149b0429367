"""The saving with everything counted, beside the article's: fee, governance, this contract's part of the transition.

Here: one month's, and the mean of several. Not here: the article's saving (`domain.returns.metrics.cost_saving`), how
it adds up beside the plan (`domain.returns.savings`). Money in the rollout's currency.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import money, share_of_one
from domain.values import Frozen
from domain.workbook.months import BusinessMonth


class FullSaving(Frozen):
    """The saving with everything counted: fee, governance and this contract's share of the transition, per month."""

    internal_cost: Decimal
    fee: Decimal
    governance_cost: Decimal
    transition_cost: Decimal
    saved: Decimal
    share: Decimal


def net_saving(month: BusinessMonth, transition: Decimal) -> Decimal:
    """What one month saves with everything counted."""
    return month.internal_salary_cost - month.outsourcing_fee - month.governance_cost - transition


def full_saving(after: Sequence[BusinessMonth], transition: Decimal) -> FullSaving | None:
    """The full saving per month over the months after; None without any."""
    count = len(after)
    internal = sum((m.internal_salary_cost for m in after), Decimal(0))
    if not count or not internal:
        return None
    saved = sum((net_saving(m, transition) for m in after), Decimal(0))
    return FullSaving(
        internal_cost=money(internal / count),
        fee=money(sum((m.outsourcing_fee for m in after), Decimal(0)) / count),
        governance_cost=money(sum((m.governance_cost for m in after), Decimal(0)) / count),
        transition_cost=money(transition),
        saved=money(saved / count),
        share=share_of_one(saved / internal),
    )
