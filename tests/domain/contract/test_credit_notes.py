"""Credit notes: the published and constructed cases of the research page on review packs (1.4), and what always holds.

P cases are published contracts' own numbers, C cases are worked by hand.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.contract.clauses import Contract
from domain.contract.credit_note import CreditNote, LevelMonth
from domain.contract.credit_notes import draft_credit_notes, match_invoice, part_of_fee
from domain.contract.credit_terms import CreditTerms
from domain.periods import shifted
from tests.domain.sla.stories import contract

FEE = Decimal(250_000)
POINT_BANDS = [
    {"at_least": "0.99", "points": 0},
    {"at_least": "0.98", "below": "0.99", "points": 1},
    {"at_least": "0.97", "below": "0.98", "points": 2},
    {"at_least": "0.96", "below": "0.97", "points": 3},
    {"at_least": "0", "below": "0.96", "points": 4},
]
TELUS = [{"points": 5 * n, "fee_share": f"0.{2 * (n - 1):02}"} for n in range(1, 7)]


def level(met: int, late: int, figure_id: str = "a", required: str = "0.95", first: int = 0, **more: Any) -> LevelMonth:
    return LevelMonth(figure_id, met, frozenset(range(first, first + late)), Decimal(required), **more)


def notes(
    terms: dict[str, Any], *months: list[LevelMonth], fee: Decimal = FEE, starts_on: str = "2026-01-01"
) -> list[CreditNote]:
    named = [(shifted(starts_on[:7], n), levels) for n, levels in enumerate(months)]
    return list(
        draft_credit_notes(
            CreditTerms.model_validate(terms), named, monthly_fee=fee, starts_on=date.fromisoformat(starts_on),
            ends_on=date(2030, 12, 31),
        )
    )  # fmt: skip


def weights(**more: Any) -> dict[str, Any]:
    return {"at_risk_share": "0.12", "levels": {"a": {"weight_percent": 100}}} | more


def banded(*bands: dict[str, Any]) -> dict[str, Any]:
    return weights(levels={"a": {"weight_percent": 100, "bands": bands}})


def points(**more: Any) -> dict[str, Any]:
    return {"model": "points", "point_amount": 1, "levels": {"a": {"bands": POINT_BANDS}}} | more


def of_thousand(*met: int) -> list[list[LevelMonth]]:
    return [[level(m, 1000 - m, required="0.99")] for m in met]


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ((965, 985, 965), (3, 2, 6)),  # P1
        ((985, 965), (1, 6)),  # P2
        ((995, 965), (0, 3)),  # a month that was met ends the chain
    ],
)
def test_points_double_while_a_level_is_missed_again(met: tuple[int, ...], expected: tuple[int, ...]) -> None:
    found = notes(points(repeat_multiplier=2), *of_thousand(*met))
    assert tuple(note.points for note in found) == expected


def test_p3_a_value_between_the_printed_bands_has_its_band() -> None:
    found = notes(points(), [level(9895, 105, required="0.99")])[0]
    assert (found.points, found.total) == (Decimal(1), Decimal("1.00"))


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        ("114", "5700.00"),  # P4: 114 x (25 - 10) / 90 = 19 points at 300
        ("15.38", "769.00"),  # P5: 2.5633 points; rounding them first would give 768
    ],
)
def test_points_are_not_rounded_before_they_are_paid_for(base: str, amount: str) -> None:
    band = {"at_least": 0, "points": Decimal(base) * 15 / 90}
    found = notes(points(point_amount=300, levels={"a": {"bands": [band]}}), [level(0, 1)])[0]
    assert found.total == Decimal(amount)


@pytest.mark.parametrize(
    ("of_points", "amount"),
    [(4, "0.00"), (9, "0.00"), (12, "5000.00"), (30, "25000.00"), (37, "25000.00")],  # P6: between rows, the lower one
)
def test_p6_a_table_of_points_takes_the_row_that_was_reached(of_points: int, amount: str) -> None:
    terms = points(
        point_amount=None, points_table=TELUS, levels={"a": {"bands": [{"at_least": 0, "points": of_points}]}}
    )
    assert notes(terms, [level(0, 1)])[0].total == Decimal(amount)


def test_p7_the_cap_is_a_share_of_the_months_fee() -> None:
    found = notes(weights(at_risk_share="0.20", monthly_cap_share="0.10"), [level(0, 1)], fee=Decimal(8_300_000))[0]
    assert (found.before_cap, found.total, found.capped) == (Decimal(1_660_000), Decimal(830_000), True)


def test_c1_weights_share_the_amount_at_risk() -> None:
    levels = {name: {"weight_percent": weight} for name, weight in (("a", 40), ("b", 35), ("c", 25))}
    found = notes(weights(levels=levels), [level(0, 1, name) for name in "abc"])[0]
    assert [line.amount for line in found.lines] == [12_000, 10_500, 7_500]
    assert found.total == found.at_risk == 30_000


@pytest.mark.parametrize(("of_points", "amount"), [(9, "11250.00"), (25, "25000.00")])
def test_c2_points_as_shares_of_the_fee_up_to_the_cap(of_points: int, amount: str) -> None:
    band = {"at_least": 0, "points": of_points}
    terms = points(point_amount=None, point_share="0.005", monthly_cap_share="0.1", levels={"a": {"bands": [band]}})
    assert notes(terms, [level(0, 1)])[0].total == Decimal(amount)


def test_c3_a_part_month_is_counted_by_days() -> None:
    # Begun on 20 June: 11 of 30 days; 5 % of 250,000 x 11/30.
    found = notes(weights(at_risk_share="0.05"), [level(0, 1)], starts_on="2026-06-20")[0]
    assert (found.total, found.fee) == (Decimal("4583.33"), Decimal("91666.67"))


def test_the_last_month_of_a_contract_is_counted_by_days_too() -> None:
    assert part_of_fee(FEE, "2026-06", date(2025, 1, 1), date(2026, 6, 11)) == FEE * 11 / 30
    assert part_of_fee(FEE, "2026-07", date(2025, 1, 1), date(2026, 6, 11)) == 0


@pytest.mark.parametrize(
    ("met", "late", "total"),
    [(2, 1, 0), (2, 2, 30_000), (4, 1, 30_000)],  # C5: 2 of 3 is few; two late ones, or five tickets, are not
)
def test_c5_with_few_tickets_one_late_one_is_no_failure(met: int, late: int, total: int) -> None:
    terms = weights(low_volume={"under": 5, "misses_allowed": 1})
    assert notes(terms, [level(met, late)])[0].total == total


@pytest.mark.parametrize(("breaks", "multipliers"), [(True, [1, 1]), (False, [1, 2])])
def test_c6_no_demand_costs_nothing_and_a_setting_says_whether_it_ends_a_chain(
    breaks: bool, multipliers: list[int]
) -> None:
    terms = weights(repeat_multiplier=2, no_demand_breaks_chain=breaks)
    found = notes(terms, [level(0, 1)], [level(0, 0)], [level(0, 1)])
    assert found[1].total == 0
    assert [note.lines[0].multiplier for note in (found[0], found[2])] == multipliers


@pytest.mark.parametrize(("fails", "total"), [(False, 0), (True, 30_000)])
def test_c7_a_month_without_data_is_never_met_and_fails_only_if_the_contract_says_so(fails: bool, total: int) -> None:
    found = notes(weights(not_measured_fails=fails), [level(0, 0, measured=False)])[0]
    assert found.total == total


def test_c9_a_share_that_is_only_rounded_up_to_the_target_is_a_miss() -> None:
    assert notes(weights(), [level(9496, 504)])[0].total == 30_000
    assert notes(weights(), [level(9500, 500)])[0].total == 0


def test_c13_amounts_are_rounded_half_up_to_the_cent() -> None:
    found = notes(weights(at_risk_share="1"), [level(0, 1)], fee=Decimal("12.345"))[0]
    assert found.total == Decimal("12.35")


def test_a_credit_is_given_back_after_enough_good_months_and_only_once() -> None:
    terms = weights(earn_back_months=2)
    found = notes(terms, [level(0, 1)], [level(1, 0)], [level(1, 0)], [level(1, 0)])
    assert [note.total for note in found] == [30_000, 0, -30_000, 0]
    assert found[3].year_to_date == 0


def test_no_more_is_given_back_than_was_credited() -> None:
    terms = weights(earn_back_months=1, monthly_cap_share="0.05")
    assert [n.total for n in notes(terms, [level(0, 1)], [level(1, 0)])] == [12_500, -12_500]


def test_the_yearly_cap_counts_contract_years() -> None:
    terms = weights(yearly_cap_share="0.02")  # 2 % of twelve fees = 60,000: two full months
    found = notes(terms, *[[level(0, 1)] for _ in range(13)])
    assert [note.total for note in found] == [30_000, 30_000, *[0] * 10, 30_000]
    assert found[11].year_to_date == 60_000


@pytest.mark.parametrize(("rule", "totals"), [("each", 30_000), ("highest", 18_000)])
def test_a_ticket_late_for_two_levels_follows_the_double_count_rule(rule: str, totals: int) -> None:
    levels = {"a": {"weight_percent": 60}, "b": {"weight_percent": 40}}
    months = [level(9, 1, "a", first=7), level(9, 1, "b", first=7)]
    assert notes(weights(levels=levels, double_count=rule), months)[0].total == totals


def test_a_small_note_is_not_drawn_up() -> None:
    assert notes(weights(minimum_amount=30_001), [level(0, 1)])[0].total == 0


def test_a_clauses_weight_is_split_between_its_priorities() -> None:
    levels = {"a": {"weight_percent": 60}, "a.P1": {"weight_percent": 40}}
    found = notes(weights(levels=levels), [level(0, 1, f"a.P{n}", first=n) for n in (1, 2, 3)])[0]
    assert [line.amount for line in found.lines] == [12_000, 9_000, 9_000]


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (weights(levels={"a": {"weight_percent": 99}}), "weights sum to 99, not 100"),
        (weights(at_risk_share=0), "at risk"),
        (weights(monthly_cap_share="-0.1"), "greater than or equal to 0"),
        (banded(*POINT_BANDS[:1]), "from 0 to 0.99"),
        (banded(*POINT_BANDS[1:]), "from 0.99 on"),
        (
            weights(levels={"a": {"weight_percent": 100, "bands": [*POINT_BANDS[:2], *POINT_BANDS[3:]]}}),
            "close the gap",
        ),
        (
            weights(
                levels={"a": {"weight_percent": 100, "bands": [*POINT_BANDS, {"at_least": "0.5", "below": "0.6"}]}}
            ),
            "two bands hold",
        ),
        (points(point_share="0.1"), "exactly one"),
        (points(point_amount=None), "exactly one"),
        (points(point_amount=None, points_table=[TELUS[1], TELUS[0]]), "must rise"),
        (weights(bonus=1), "Extra inputs"),
    ],
)
def test_terms_that_contradict_are_refused_with_the_remedy(terms: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        CreditTerms.model_validate(terms)


def test_credits_for_an_unknown_service_level_are_refused_with_the_known_ones() -> None:
    values = contract().model_dump(mode="json") | {"credits": weights(levels={"resolutoin": {"weight_percent": 100}})}
    with pytest.raises(ValidationError, match=r"credits\.levels\.resolutoin: there is no such .* resolution\.P1"):
        Contract.model_validate(values)


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (({}, {}), "matches the same tickets"),
        (({"labels": ["x"]}, {"labels": ["x"]}), "matches the same tickets"),
        (({}, {"labels": ["x"]}), "can never apply"),
    ],
)
def test_two_clauses_that_match_equally_are_refused(rules: tuple[Any, Any], says: str) -> None:
    values = contract().model_dump(mode="json")
    clause = values["clauses"][1]
    values["clauses"] = [clause | {"clause_id": f"r{n}", "applies_to": rule} for n, rule in enumerate(rules)]
    with pytest.raises(ValidationError, match=says):
        Contract.model_validate(values)


def test_a_special_rule_before_a_general_one_is_in_order() -> None:
    values = contract().model_dump(mode="json")
    clause = values["clauses"][1]
    values["clauses"] = [clause | {"clause_id": "special", "applies_to": {"labels": ["x"]}}, clause]
    assert len(Contract.model_validate(values).clauses) == 2


@pytest.mark.parametrize(
    ("invoiced", "difference", "says"),
    [(250_000, 30_000, "more"), (220_000, 0, "as expected"), (200_000, -20_000, "less")],
)
def test_an_invoice_is_matched_against_fee_less_credit(invoiced: int, difference: int, says: str) -> None:
    found = match_invoice(notes(weights(), [level(0, 1)])[0], Decimal(invoiced))
    assert found.difference == difference
    assert says in found.finding.template


drawn_months = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=3), min_size=1, max_size=26
)


@given(
    drawn_months,
    st.sampled_from(["each", "highest"]),
    st.integers(0, 3),
    st.sampled_from([1, 2]),
    st.permutations("abc"),
)
def test_a_note_is_its_lines_within_its_caps_in_any_order(
    drawn: list[list[tuple[int, int]]], rule: str, back: int, times: int, order: list[str]
) -> None:
    levels = {name: {"weight_percent": weight} for name, weight in (("a", 50), ("b", 30), ("c", 20))}
    terms = weights(
        levels=levels, double_count=rule, earn_back_months=back, repeat_multiplier=times,
        monthly_cap_share="0.10", yearly_cap_share="0.05",
    )  # fmt: skip
    months = [[level(*counts, name) for counts, name in zip(month, "abc", strict=True)] for month in drawn]
    shuffled = [sorted(month, key=lambda m: order.index(m.figure_id)) for month in months]
    found = notes(terms, *months)
    assert found == notes(terms, *shuffled)
    for note in found:
        assert note.before_cap == sum(line.amount for line in note.lines)
        assert note.total <= note.before_cap or note.before_cap < 0
        assert note.total <= 25_000
        assert note.year_to_date <= 150_000
    assert sum(note.total for note in found) >= 0
