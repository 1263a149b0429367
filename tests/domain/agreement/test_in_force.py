"""Which contract counts: the latest approved award, an amendment, or the settings."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement.in_force import TermsSource, contract_in_force, known_at_publication, latest_award, required_terms
from domain.agreement.offers import read_offers
from domain.agreement.signed_terms import EVIDENCE, apply_signed, terms_to_sign, with_terms
from domain.contract.clauses import Contract, Target
from domain.contract.levels import levels_of, with_levels
from domain.gates.gates import GateEvaluation
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.problems import ConfigurationRefused, RuleRefused
from domain.workbook.bidders import PriceUnit
from tests.domain.agreement.samples import BIDDER, OWNERS, REQUIRED, attempt, ledger, level, signed
from tests.domain.ledger.samples import Entry
from tests.domain.samples.rows import price_line

FIRST = signed(vendor="First", monthly_fee=Decimal(240_000))
SECOND = signed(vendor="Second", monthly_fee=Decimal(260_000))
EXPIRED: Entry = (EventKind.EVIDENCE_EXPIRED, {"phase": "vendor_selection", "name": "certificate"})


@pytest.mark.parametrize(
    ("attempts", "source", "vendor"),
    [
        ((), TermsSource.SETTINGS, REQUIRED.vendor),
        ((attempt(1, FIRST),), TermsSource.SETTINGS, REQUIRED.vendor),
        ((attempt(1, FIRST, Role.PROCUREMENT),), TermsSource.SETTINGS, REQUIRED.vendor),
        ((attempt(1, FIRST, *OWNERS),), TermsSource.SIGNED, "First"),
        ((attempt(1, FIRST, *OWNERS), attempt(2, SECOND)), TermsSource.SIGNED, "First"),
        ((attempt(1, FIRST, *OWNERS), attempt(2, SECOND, Role.LEGAL)), TermsSource.SIGNED, "First"),
        ((attempt(1, FIRST, *OWNERS), attempt(2, SECOND, *OWNERS)), TermsSource.SIGNED, "Second"),
        ((attempt(1, FIRST), attempt(2, SECOND, *OWNERS)), TermsSource.SIGNED, "Second"),
        ((attempt(1, FIRST, *OWNERS), [EXPIRED]), TermsSource.SIGNED, "First"),
        ((attempt(1, None, *OWNERS),), TermsSource.SETTINGS, REQUIRED.vendor),  # a ledger of an earlier version
    ],
)
def test_the_latest_attempt_that_all_owners_approved_counts(
    attempts: tuple[list[Entry], ...], source: TermsSource, vendor: str
) -> None:
    found = contract_in_force(REQUIRED, ledger(*attempts))
    assert (found.source, found.contract.vendor) == (source, vendor)


def test_an_approval_of_other_evidence_signs_nothing() -> None:
    first, other = attempt(1, FIRST), attempt(1, SECOND, *OWNERS)
    assert latest_award(ledger(first, other[2:])) is None


def test_the_award_names_who_signed_and_in_which_attempt() -> None:
    late: Entry = (EventKind.DECISION_REJECTED, {"phase": "vendor_selection", "attempt": 2})
    events = ledger(attempt(1, FIRST), attempt(2, SECOND, *OWNERS), [late])
    award = latest_award(events)
    assert award is not None
    assert award.approved_at == events[-2].at
    assert (award.attempt, award.approved_by) == (2, ("procurement x", "legal x"))
    assert award.signed == SECOND


WEAKER = Target(minutes=9_600, attainment=Decimal("0.8"))
NEGOTIATED = signed(vendor=REQUIRED.vendor, levels=levels_of(REQUIRED) | {"resolution.P4": WEAKER})


def test_a_negotiated_level_counts_and_the_settings_do_not_say_otherwise() -> None:
    found = contract_in_force(REQUIRED, ledger(attempt(1, NEGOTIATED, *OWNERS)))
    assert levels_of(found.contract)["resolution.P4"] == WEAKER
    assert found.overruled == ()


def test_what_the_settings_say_otherwise_counts_for_nothing_and_is_named() -> None:
    other = {"resolution.P4": Target(minutes=60, attainment=Decimal(1)), "resolution.P3": WEAKER}
    settings = with_levels(REQUIRED, other).model_copy(update={"monthly_fee": Decimal(1), "vendor": "Somebody"})
    found = contract_in_force(settings, ledger(attempt(1, NEGOTIATED, *OWNERS)))
    assert found.contract.monthly_fee == 250_000
    assert levels_of(found.contract) == NEGOTIATED.levels
    assert found.overruled == ("vendor", "monthly_fee", "resolution.P3", "resolution.P4")
    assert "The settings say otherwise of vendor, monthly_fee, resolution.P3" in str(found.told())


@pytest.mark.parametrize(("month", "vendor"), [("2026-09", "First"), ("2026-10", "Second"), ("2026-11", "Second")])
def test_a_month_stays_under_the_contract_it_was_published_under(month: str, vendor: str) -> None:
    def published(key: str) -> list[Event]:
        return [event.model_copy(update={"key": key}) for event in ledger([(EventKind.REVIEW_PUBLISHED, {})])]

    events = [
        *published("2026-11/provisional/abc"),
        *ledger(attempt(1, FIRST, *OWNERS)),
        *published("2026-09"),
        *ledger(attempt(2, SECOND, *OWNERS)),
        *published("2026-10"),
    ]
    assert contract_in_force(REQUIRED, known_at_publication(events, month)).contract.vendor == vendor


def test_an_amendment_makes_the_settings_count_and_leaves_the_rest_as_signed() -> None:
    amended = REQUIRED.model_copy(update={"amendment": "Addendum 1", "vendor": "", "monthly_fee": Decimal(7)})
    found = contract_in_force(amended, ledger(attempt(1, FIRST, *OWNERS)))
    assert (found.source, found.contract.vendor, found.contract.monthly_fee) == (
        TermsSource.AMENDED,
        "First",
        Decimal(7),
    )
    assert "Addendum 1" in str(found.told())
    assert contract_in_force(amended, ()).source is TermsSource.SETTINGS


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({"vendor": ""}, "The contract has no vendor"),
        ({"monthly_fee": None}, "The contract has no monthly fee"),
        ({"vendor": "", "monthly_fee": None}, "The contract has no vendor and no monthly fee"),
    ],
)
def test_work_that_needs_a_supplier_is_refused_when_nobody_names_one(left_out: dict[str, Any], says: str) -> None:
    bare = REQUIRED.model_copy(update=left_out)
    with pytest.raises(ConfigurationRefused, match=says):
        contract_in_force(bare, ()).settled()
    assert contract_in_force(bare, ledger(attempt(1, FIRST, *OWNERS))).settled().vendor == "First"


def test_an_entry_of_another_shape_is_refused_in_one_sentence() -> None:
    entries = attempt(1, FIRST, *OWNERS)
    evidence: dict[str, Any] = entries[1][1]["gate"]["evidence"][EVIDENCE]
    del evidence["levels"]
    with pytest.raises(RuleRefused, match="The signed terms cannot be read"):
        contract_in_force(REQUIRED, ledger(entries))


def test_a_contract_without_vendor_and_prices_can_be_written() -> None:
    written = REQUIRED.model_dump(exclude={"vendor", "monthly_fee", "transition_cost"})
    contract = Contract.model_validate(written)
    assert (contract.vendor, contract.monthly_fee, contract.transition_cost_per_month) == ("", None, Decimal(0))
    with pytest.raises(RuleRefused, match="no monthly fee"):
        _ = contract.agreed_fee


@pytest.mark.parametrize("lacks", ["signed", "settings"])
def test_levels_that_were_never_agreed_are_refused(lacks: str) -> None:
    levels = levels_of(REQUIRED)
    fewer = {name: target for name, target in levels.items() if name != "resolution.P4"}
    more = levels | {"resolution.P9": levels["resolution.P1"]}
    with pytest.raises(RuleRefused, match=r"The service level resolution\.P[49] has no agreed terms"):
        apply_signed(REQUIRED, signed(levels=fewer if lacks == "signed" else more))


def test_the_winners_last_round_is_what_is_signed() -> None:
    rows = [level("first_response", "P2", 240, "0.95"), level("resolution", "P4", 4800, "0.80", round=2)]
    terms = terms_to_sign(REQUIRED, BIDDER, read_offers(rows, REQUIRED, ("BLS",), {}))
    assert terms.levels == levels_of(REQUIRED) | {"resolution.P4": Target(minutes=4800, attainment=Decimal("0.80"))}
    assert (terms.round, terms.monthly_fee, terms.starts_on) == (2, Decimal(250_000), REQUIRED.starts_on)


def test_price_lines_by_month_are_part_of_the_signed_fee_and_those_paid_once_of_the_transition() -> None:
    lines = [
        price_line("BLS", line_id="1", unit=PriceUnit.MONTH, price=Decimal("2500.00")),
        price_line("BLS", line_id="2", unit=PriceUnit.ONCE, price=Decimal("20000.00")),
        price_line("BLS", line_id="3", unit=PriceUnit.CASE, price=Decimal("99.00")),
    ]
    terms = terms_to_sign(REQUIRED, BIDDER, (), lines)
    assert (terms.monthly_fee, terms.transition_cost) == (Decimal(252_500), Decimal(200_000))


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"monthly_fee": Decimal("250000.00")}, True),
        ({"monthly_fee": Decimal("250000.01")}, False),
        ({"levels": levels_of(REQUIRED) | {"resolution.P4": Target(minutes=4800, attainment=Decimal("0.850"))}}, True),
        ({"levels": levels_of(REQUIRED) | {"resolution.P4": Target(minutes=4800, attainment=Decimal("0.84"))}}, False),
        ({"vendor": "Other"}, False),
    ],
)
def test_the_evidence_a_code_signs_changes_with_the_terms_and_with_nothing_else(
    changed: dict[str, Any], same: bool
) -> None:
    gate = GateEvaluation(phase=Phase.VENDOR_SELECTION, criteria=(), evidence={})
    first, second = with_terms(gate, signed()), with_terms(gate, signed(**changed))
    assert (first.evidence_hash == second.evidence_hash) is same
    assert with_terms(gate, None) == gate


@given(
    st.dictionaries(st.sampled_from(sorted(levels_of(REQUIRED))), st.tuples(st.integers(1, 9_999), st.integers(1, 100)))
)
def test_signed_terms_applied_twice_change_nothing_more(given_levels: dict[str, tuple[int, int]]) -> None:
    offered = {
        name: Target(minutes=minutes, attainment=Decimal(percent) / 100)
        for name, (minutes, percent) in given_levels.items()
    }
    terms = signed(levels=levels_of(REQUIRED) | offered)
    once = apply_signed(REQUIRED, terms)
    assert apply_signed(once, terms) == once
    assert levels_of(once) == terms.levels
    assert (once.statuses, once.calendars, once.credits) == (REQUIRED.statuses, REQUIRED.calendars, REQUIRED.credits)


def test_phases_before_the_award_read_what_is_required() -> None:
    assert required_terms(REQUIRED).contract == REQUIRED
