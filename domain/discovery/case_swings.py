"""How much the expected case depends on each of its assumptions: one at a time at its low and its high case.

Here: the swings, widest first (a tornado in rows). Not here: the cases themselves (`domain.discovery.business_case`).
"""

from decimal import Decimal
from enum import StrEnum

from domain.discovery.business_case import BusinessCase, Case, CaseResult, payback, weigh_case
from domain.discovery.recorded import business_case as recorded
from domain.figures.trace import Trace
from domain.values import Frozen, changed


class Assumption(StrEnum):
    """What a case assumes, as shares of the freed cost (`domain.discovery.business_case.CaseAssumptions`)."""

    REALISED = "realised"
    FEE = "fee"
    GOVERNANCE = "governance"
    TRANSITION = "transition"


class Swing(Frozen):
    """The expected case with one assumption as in the low case, and as in the high case.

    Attributes:
        low_share, high_share: what is assumed at either end.
        low, high: the expected case under it.
    """

    assumption: Assumption
    low_share: Decimal
    high_share: Decimal
    low: CaseResult
    high: CaseResult

    @property
    def months(self) -> Decimal | None:
        """How far payback moves between the ends, in months and not rounded; None when an end never pays back."""
        low, high = (payback(end.transition_cost, end.net_saving) for end in (self.low, self.high))
        return None if low is None or high is None else abs(low - high)


def case_swings(business_case: BusinessCase, trace: Trace | None = None) -> tuple[Swing, ...]:
    """One swing per assumption. What can stop payback altogether comes first, then what moves it most."""
    found = [_swing(business_case, assumption) for assumption in Assumption]
    ranked = tuple(sorted(found, key=lambda s: (s.months is not None, -(s.months or 0))))
    if trace is not None:
        for swing in ranked:
            _record(trace, swing, business_case.rules.source)
    return ranked


def _record(trace: Trace, swing: Swing, rule: str) -> None:
    for end, share, found in ((Case.LOW, swing.low_share, swing.low), (Case.HIGH, swing.high_share, swing.high)):
        recorded.swing(trace, swing.assumption, end, share, found.net_saving, found.payback_months, found.amounts, rule)


def _swing(business_case: BusinessCase, assumption: Assumption) -> Swing:
    rules = business_case.rules
    shares = [getattr(end, assumption.value) for end in (rules.low, rules.high)]
    ends = [
        weigh_case(Case.EXPECTED, business_case.cost_freed, changed(rules.expected, **{assumption.value: share}))
        for share in shares
    ]
    return Swing(assumption=assumption, low_share=shares[0], high_share=shares[1], low=ends[0], high=ends[1])
