"""Offers: rows against what is required, level by level, and rows that cannot be used."""

from decimal import Decimal

import pytest

from domain.agreement.offers import Comparison, compare_levels, last_offer, read_offers
from domain.contract.clauses import Contract, Target
from domain.contract.levels import levels_of, with_levels
from domain.problems import RuleRefused
from domain.workbook.bidders import OfferedLevel
from tests.domain.agreement.samples import REQUIRED, level


def target(minutes: int | None, attainment: str) -> Target:
    return Target(minutes=minutes, attainment=Decimal(attainment))


@pytest.mark.parametrize(
    ("minutes", "attainment", "standing"),
    [
        (120, "0.95", Comparison.SAME),
        (120, "0.950", Comparison.SAME),
        (60, "0.95", Comparison.BETTER),
        (120, "0.96", Comparison.BETTER),
        (240, "0.95", Comparison.CONCESSION),
        (120, "0.94", Comparison.CONCESSION),
        (60, "0.94", Comparison.CONCESSION),
        (240, "0.99", Comparison.CONCESSION),
    ],
)
def test_one_weaker_part_makes_a_level_a_concession(minutes: int, attainment: str, standing: Comparison) -> None:
    assert compare_levels(target(120, "0.95"), target(minutes, attainment)) is standing


def test_due_dates_are_compared_by_their_share_alone() -> None:
    assert compare_levels(target(None, "0.95"), target(None, "0.90")) is Comparison.CONCESSION


def test_offers_come_by_bidder_and_round_and_each_round_is_a_whole_offer() -> None:
    rows = [
        level("resolution", "P4", 4800, "0.80", round=2),
        level("first_response", "P2", 240, "0.95"),
        level("first_response", "P1", 15, "0.95", vendor_id="FJO"),
    ]
    found = read_offers(rows, REQUIRED, ("FJO", "BLS"), {})
    assert [(offer.vendor_id, offer.round, tuple(offer.levels)) for offer in found] == [
        ("FJO", 1, ("first_response.P1",)),
        ("BLS", 1, ("first_response.P2",)),
        ("BLS", 2, ("resolution.P4",)),
    ]
    last = last_offer(found, "BLS")
    assert last is not None
    assert last.round == 2
    assert last_offer(found, "ORE") is None


def with_due_dates() -> Contract:
    due = {"clause_id": "due", "metric": "due_date", "calendar": "kontor", "targets": {"P1": {"attainment": "0.9"}}}
    return Contract.model_validate(REQUIRED.model_dump() | {"clauses": [*REQUIRED.clauses, due]})


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (level("resolution", "P9", 60, "0.9"), "the contract requires no level 'resolution.P9'"),
        (level("repair", "P1", 60, "0.9"), "the contract requires no level 'repair.P1'"),
        (level("resolution", "P1", 60, "0.9", vendor_id="XXX"), "there is no bidder 'XXX'"),
        (level("resolution", "P1", None, "0.9"), "say how many working minutes are allowed"),
        (level("due", "P1", 60, "0.9"), "a due date is the ticket's own"),
    ],
)
def test_a_row_that_names_what_is_not_required_is_refused_with_its_cell(row: OfferedLevel, says: str) -> None:
    where = {(row.vendor_id, row.round, row.clause_id, row.priority): "Tilbudte niveauer!C7"}
    with pytest.raises(RuleRefused, match="cannot be used") as refused:
        read_offers([row], with_due_dates(), ("BLS",), where)
    assert refused.value.where == "Tilbudte niveauer!C7"
    assert says in str(refused.value.why)


def test_levels_that_lack_a_common_measure_together_are_refused() -> None:
    clauses = [clause.model_dump() | {"retarget": "pro_rata"} for clause in REQUIRED.clauses]
    contract = Contract.model_validate(REQUIRED.model_dump() | {"clauses": clauses})
    odd = [level("resolution", name, minutes, "0.9") for name, minutes in (("P1", 997), ("P2", 991), ("P3", 983))]
    with pytest.raises(RuleRefused, match="do not go together"):
        read_offers(odd, contract, ("BLS",), {})


def test_other_levels_leave_everything_else_of_the_contract_as_it_is() -> None:
    changed = with_levels(REQUIRED, {"resolution.P2": target(30, "0.5")})
    assert levels_of(changed) == levels_of(REQUIRED) | {"resolution.P2": target(30, "0.5")}
    assert changed.model_copy(update={"clauses": REQUIRED.clauses}) == REQUIRED
