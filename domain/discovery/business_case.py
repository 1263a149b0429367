"""What the roadmap is expected to pay, before any vendor has named a price: low, expected and high.

Here: the three cases with transition and governance cost and the month of payback. Not here: real bids
(`domain.vendor_selection.assess`), the measured saving (`domain.optimisation.assess`). Amounts in the rollout's
currency.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.arithmetic.rounding import at_most, money
from domain.values import Frozen, Terms

Portion = Annotated[Decimal, Field(ge=0, le=2)]


class Case(StrEnum):
    """How well it goes."""

    LOW = "low"
    EXPECTED = "expected"
    HIGH = "high"


class CaseAssumptions(Terms):
    """One case's assumptions as shares of the freed cost per month.

    Attributes:
        realised: how much of the freed cost is really saved or put to other work.
        fee: what the vendor is paid.
        governance: what steering the vendor costs.
        transition: the one-off cost of moving, as a share of a year's freed cost.
    """

    realised: Portion
    fee: Portion
    governance: Portion
    transition: Portion


class BusinessCaseRules(Terms):
    """The three cases' assumptions; bids replace the fee at vendor selection."""

    low: CaseAssumptions = CaseAssumptions(
        realised=Decimal("0.88"), fee=Decimal("0.70"), governance=Decimal("0.08"), transition=Decimal("0.15")
    )
    expected: CaseAssumptions = CaseAssumptions(
        realised=Decimal("0.94"), fee=Decimal("0.62"), governance=Decimal("0.07"), transition=Decimal("0.12")
    )
    high: CaseAssumptions = CaseAssumptions(
        realised=Decimal("1.00"), fee=Decimal("0.55"), governance=Decimal("0.06"), transition=Decimal("0.10")
    )
    source: str = "starting values of this product; replace them by the company's own experience"


class CaseResult(Frozen):
    """One case. Monthly amounts except `transition_cost` (once) and the two yearly sums.

    Attributes:
        payback_months: months until the saving has paid the transition; None when it never does.
    """

    case: Case
    saved: Decimal
    fee: Decimal
    governance_cost: Decimal
    net_saving: Decimal
    transition_cost: Decimal
    first_year: Decimal
    later_years: Decimal
    payback_months: int | None


class BusinessCase(Frozen):
    """The three cases for one freed cost per month, and their assumptions."""

    cost_freed: Decimal
    cases: tuple[CaseResult, ...]
    rules: BusinessCaseRules

    def of(self, case: Case) -> CaseResult:
        """One of the three cases."""
        return next(result for result in self.cases if result.case is case)


def weigh_business_case(cost_freed: Decimal, rules: BusinessCaseRules) -> BusinessCase:
    """The three cases for `cost_freed` per month."""
    cases = tuple(weigh_case(case, cost_freed, getattr(rules, case.value)) for case in Case)
    return BusinessCase(cost_freed=cost_freed, cases=cases, rules=rules)


def weigh_case(case: Case, cost_freed: Decimal, assumed: CaseAssumptions) -> CaseResult:
    """One case for `cost_freed` per month, each amount rounded half up to the cent."""
    saved, fee = money(cost_freed * assumed.realised), money(cost_freed * assumed.fee)
    governance = money(cost_freed * assumed.governance)
    transition = money(cost_freed * 12 * assumed.transition)
    net = saved - fee - governance
    return CaseResult(
        case=case,
        saved=saved,
        fee=fee,
        governance_cost=governance,
        net_saving=net,
        transition_cost=transition,
        first_year=net * 12 - transition,
        later_years=net * 12,
        payback_months=int(at_most(transition / net)) if net > 0 else None,
    )
