from decimal import Decimal

from domain.discovery.business_case import BusinessCaseRules, Case, CaseAssumptions, weigh_business_case


def test_the_expected_case_follows_from_its_assumptions() -> None:
    # 100,000 freed: 94,000 saved - 62,000 fee - 7,000 governance = 25,000 a month.
    # Transition 12 x 100,000 x 0.12 = 144,000; 144 / 25 = 5.76, so paid back in month 6.
    # First year 12 x 25,000 - 144,000 = 156,000.
    found = weigh_business_case(Decimal(100_000), BusinessCaseRules()).of(Case.EXPECTED)
    assert (found.saved, found.fee, found.governance_cost, found.net_saving) == (
        Decimal(94_000),
        Decimal(62_000),
        Decimal(7_000),
        Decimal(25_000),
    )
    assert (found.transition_cost, found.first_year, found.later_years) == (
        Decimal(144_000),
        Decimal(156_000),
        Decimal(300_000),
    )
    assert found.payback_months == 6


def test_low_is_less_than_expected_and_expected_less_than_high() -> None:
    case = weigh_business_case(Decimal(100_000), BusinessCaseRules())
    assert case.of(Case.LOW).net_saving < case.of(Case.EXPECTED).net_saving < case.of(Case.HIGH).net_saving


def test_a_case_that_saves_nothing_is_never_paid_back() -> None:
    dear = CaseAssumptions(realised=Decimal("0.7"), fee=Decimal("0.7"), governance=Decimal("0"), transition=Decimal(0))
    rules = BusinessCaseRules(low=dear)
    assert weigh_business_case(Decimal(100_000), rules).of(Case.LOW).payback_months is None


def test_nothing_freed_saves_nothing() -> None:
    found = weigh_business_case(Decimal(0), BusinessCaseRules()).of(Case.HIGH)
    assert found.net_saving == 0
    assert found.payback_months is None
