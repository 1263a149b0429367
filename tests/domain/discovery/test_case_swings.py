from decimal import Decimal

from domain.discovery.business_case import BusinessCaseRules, CaseAssumptions, weigh_business_case
from domain.discovery.case_swings import Assumption, case_swings

FREED = Decimal(100_000)


def assumed(realised: str, fee: str, governance: str, transition: str) -> CaseAssumptions:
    values = dict(
        zip(("realised", "fee", "governance", "transition"), (realised, fee, governance, transition), strict=True)
    )
    return CaseAssumptions(**{name: Decimal(value) for name, value in values.items()})


def test_the_fee_moves_payback_most_under_the_starting_values() -> None:
    # Expected: 94 - 62 - 7 = 25,000 a month, 144,000 once. Fee at 70 %: 17,000, so 8.47 months; at 55 %: 32,000, so
    # 4.5. Realised 88 %: 19,000 (7.58), 100 %: 31,000 (4.65). Transition 180,000 (7.2), 120,000 (4.8).
    swings = case_swings(weigh_business_case(FREED, BusinessCaseRules()))
    assert [s.assumption for s in swings] == [
        Assumption.FEE, Assumption.REALISED, Assumption.TRANSITION, Assumption.GOVERNANCE,
    ]  # fmt: skip
    fee = swings[0]
    assert (fee.low.net_saving, fee.high.net_saving) == (Decimal(17_000), Decimal(32_000))
    assert (fee.low.payback_months, fee.high.payback_months) == (9, 5)
    assert round(fee.months or Decimal(0), 2) == Decimal("3.97")


def test_an_assumption_that_can_stop_payback_altogether_comes_first() -> None:
    rules = BusinessCaseRules(
        low=assumed("0.94", "0.62", "0.40", "0.90"),
        expected=assumed("0.94", "0.62", "0.07", "0.12"),
        high=assumed("0.94", "0.62", "0.07", "0.12"),
    )
    swings = case_swings(weigh_business_case(FREED, rules))
    assert swings[0].assumption is Assumption.GOVERNANCE
    assert swings[0].months is None
    assert swings[0].low.payback_months is None
    assert swings[1].assumption is Assumption.TRANSITION


def test_an_assumption_that_is_the_same_in_all_cases_moves_nothing() -> None:
    same = assumed("0.94", "0.62", "0.07", "0.12")
    swings = case_swings(weigh_business_case(FREED, BusinessCaseRules(low=same, expected=same, high=same)))
    assert {s.months for s in swings} == {Decimal(0)}
