"""The saving that adds up month by month, beside the plan that the discovery gate approved.

Here: the sums. Not here: one month's saving (`domain.returns.full_saving.net_saving`), the plan's cases
(`domain.discovery.business_case`). Money in the rollout's currency. The one-off cost of the transition is spread over
the contract's months on both sides, so that both are the same kind of sum and the last one reached is
`RoiMetrics.saved_so_far`.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import money
from domain.contract.credit_note import InvoiceMatch
from domain.discovery.business_case import Case, CaseResult
from domain.periods import shifted
from domain.returns.full_saving import net_saving
from domain.values import Frozen
from domain.workbook.months import BusinessMonth


class SavingMonth(Frozen):
    """Sums since the contract began, up to and with one month.

    Attributes:
        reached: None from the first month on whose key figures are missing: a sum with a hole is no sum.
        low, expected, high: the plan; None when no discovery gate approved one here.
    """

    month: str
    reached: Decimal | None
    low: Decimal | None = None
    expected: Decimal | None = None
    high: Decimal | None = None


class MoneyMonth(Frozen):
    """The reviewed month's invoice, and the contract year's fee so far.

    Attributes:
        match: the invoice against fee and draft credit; None without a credit rule.
    """

    invoiced: Decimal
    governance_cost: Decimal
    match: InvoiceMatch | None


def saving_against_plan(
    rows: Sequence[BusinessMonth],
    plan: Sequence[CaseResult],
    *,
    month: str,
    contract_start: str,
    transition_cost_per_month: Decimal,
    term_months: int,
) -> tuple[SavingMonth, ...]:
    """One entry per month of the contract up to `month`; none before it begins."""
    by_month = {row.month: row for row in rows}
    planned = {case.case: _per_month(case, term_months) for case in plan}
    found: list[SavingMonth] = []
    reached: Decimal | None = Decimal(0)
    at, count = contract_start, 0
    while at <= month:
        count += 1
        row = by_month.get(at)
        reached = reached + net_saving(row, transition_cost_per_month) if row and reached is not None else None
        found.append(
            SavingMonth(
                month=at,
                reached=None if reached is None else money(reached),
                low=_planned(planned, Case.LOW, count),
                expected=_planned(planned, Case.EXPECTED, count),
                high=_planned(planned, Case.HIGH, count),
            )
        )
        at = shifted(at, 1)
    return tuple(found)


def _per_month(case: CaseResult, term_months: int) -> Decimal:
    return case.net_saving - case.transition_cost / term_months


def _planned(planned: dict[Case, Decimal], case: Case, months: int) -> Decimal | None:
    return money(planned[case] * months) if case in planned else None
