"""What the roadmap is expected to pay, before any vendor has named a price: low, expected and high.

Here: the three cases with transition and governance cost and the month of payback. Not here: real bids
(`domain.vendor_selection.assess`), the measured saving (`domain.optimisation.assess`). Amounts in the rollout's
currency.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.arithmetic.rounding import at_most, money, rounded
from domain.discovery.recorded import business_case as recorded
from domain.figures.trace import Trace
from domain.reasons import Fact, Reason
from domain.values import Frozen, Terms

Portion = Annotated[Decimal, Field(ge=0, le=2)]
MONTHS_SHOWN = 36
QUARTERS = range(3, MONTHS_SHOWN + 1, 3)
"""After so many months the report shows what a case adds up to."""


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

    def after(self, months: int) -> Decimal:
        """What has added up after so many months, in whole units of the currency: a sum over years knows no cents."""
        return rounded(self.exactly_after(months), 0)

    def exactly_after(self, months: int) -> Decimal:
        """The same to the cent."""
        return self.net_saving * months - self.transition_cost

    @property
    def amounts(self) -> dict[str, Fact | Reason]:
        """The amounts as facts of a sentence."""
        return {
            "saved_amount": self.saved, "fee_amount": self.fee, "governance_amount": self.governance_cost,
            "net_amount": self.net_saving, "transition_amount": self.transition_cost,
            "first_amount": self.first_year, "later_amount": self.later_years,
        }  # fmt: skip


class BusinessCase(Frozen):
    """The three cases for one freed cost per month, and their assumptions."""

    cost_freed: Decimal
    cases: tuple[CaseResult, ...]
    rules: BusinessCaseRules

    def of(self, case: Case) -> CaseResult:
        """One of the three cases."""
        return next(result for result in self.cases if result.case is case)


def weigh_business_case(cost_freed: Decimal, rules: BusinessCaseRules, trace: Trace | None = None) -> BusinessCase:
    """The three cases for `cost_freed` per month."""
    cases = []
    for case in Case:
        assumed: CaseAssumptions = getattr(rules, case.value)
        found = weigh_case(case, cost_freed, assumed)
        if trace is not None:
            _record(trace, found, cost_freed, assumed, rules.source)
        cases.append(found)
    return BusinessCase(cost_freed=cost_freed, cases=tuple(cases), rules=rules)


def weigh_case(case: Case, cost_freed: Decimal, assumed: CaseAssumptions) -> CaseResult:
    """One case for `cost_freed` per month, each amount rounded half up to the cent."""
    saved, fee = money(cost_freed * assumed.realised), money(cost_freed * assumed.fee)
    governance = money(cost_freed * assumed.governance)
    transition = money(cost_freed * 12 * assumed.transition)
    net = saved - fee - governance
    exact = payback(transition, net)
    return CaseResult(
        case=case,
        saved=saved,
        fee=fee,
        governance_cost=governance,
        net_saving=net,
        transition_cost=transition,
        first_year=net * 12 - transition,
        later_years=net * 12,
        # Up, not to the nearest: in the month before, it is not yet paid.
        payback_months=None if exact is None else int(at_most(exact)),
    )


def payback(transition: Decimal, net: Decimal) -> Decimal | None:
    """Months until a saving of `net` a month has paid the transition, not rounded; None when it never does."""
    return transition / net if net > 0 else None


def _record(trace: Trace, found: CaseResult, freed: Decimal, assumed: CaseAssumptions, rule: str) -> None:
    for figure, name, share, value in (
        ("saved", "realised", assumed.realised, found.saved),
        ("fee", "fee", assumed.fee, found.fee),
        ("governance_cost", "governance", assumed.governance, found.governance_cost),
        ("transition_cost", "transition", assumed.transition, found.transition_cost),
    ):
        recorded.assumed(trace, found.case, figure, (name, share), freed, value, rule)
    amounts, exact = found.amounts, payback(found.transition_cost, found.net_saving)
    recorded.net_saving(trace, found.case, found.net_saving, amounts, rule)
    recorded.years(trace, found.case, found.first_year, found.later_years, amounts, rule)
    shown = None if exact is None else rounded(exact, 2)
    recorded.payback(trace, found.case, found.payback_months, shown, amounts, rule)
    for months in QUARTERS:
        recorded.after(trace, found.case, months, found.exactly_after(months), found.after(months), amounts, rule)
