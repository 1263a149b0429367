"""Cost over the term: worked sums, and what must hold for any bid."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.discovery.roadmap.inventory import RoadmapLine
from domain.discovery.roadmap.suitability import Suitability
from domain.prices.demand import Demand, demand_of
from domain.prices.term_cost import CostRange
from domain.prices.total_cost import cost_over_term, has_running_price, index_factor
from domain.workbook.bidders import PriceLine, PriceUnit
from domain.workbook.processes import Category
from tests.budgets import budget
from tests.domain.samples.rows import price_line, vendor

DEMAND = Demand(hours={"F-1": Decimal(100), "F-2": Decimal(50)}, cases={"F-1": Decimal(1_000), "F-2": Decimal(400)})


def cost(
    *lines: PriceLine, demand: Demand = DEMAND, months: int = 36, spread: str = "0.20", **changed: Any
) -> CostRange:
    return cost_over_term(vendor("A", **changed), lines, demand, term_months=months, volume_range_share=Decimal(spread))


def line(process_id: str, hours_freed: Decimal, volume: int | None = None) -> RoadmapLine:
    return RoadmapLine(
        rank=1, process_id=process_id, name=process_id, category=Category.FINANCE, team_id="BOG",
        suitability=Suitability(score=Decimal(60), points={}), hours_freed=hours_freed, cost_freed=Decimal(1),
        cost_per_month=Decimal(1), wave=1, pilot=False, volume_per_month=volume,
    )  # fmt: skip


def test_fixed_prices_alone_are_transition_plus_all_fees_in_every_case() -> None:
    # 500 + 36 x 1,000 = 36,500
    found = cost()
    assert [found.low.total, found.expected.total, found.high.total] == [36_500] * 3


@pytest.mark.parametrize(
    ("line", "low", "expected", "high"),
    [
        # 10 x (1,000 - 900) = 1,000 a month; at 800 nothing; at 1,200 it is 3,000.
        ({"process_id": "F-1", "included_per_month": Decimal(900)}, 0, 12_000, 36_000),
        # 10 x 1,400 cases of the whole service.
        ({}, 134_400, 168_000, 201_600),
        # 10 x 150 hours.
        ({"unit": PriceUnit.HOUR}, 14_400, 18_000, 21_600),
        ({"unit": PriceUnit.MONTH}, 120, 120, 120),
        ({"unit": PriceUnit.ONCE}, 10, 10, 10),
    ],
)
def test_a_price_line_adds_what_lies_above_the_included_volume(
    line: dict[str, Any], low: int, expected: int, high: int
) -> None:
    found = cost(price_line(**line), months=12)
    without = 12_500
    assert [c.total - without for c in (found.low, found.expected, found.high)] == [low, expected, high]


def test_the_index_counts_from_its_first_month_each_year_and_never_above_its_cap() -> None:
    # 1,000 a month at 10 %: year 1 12,000; year 2 13,200; year 3 14,520. Capped at 5 %: 12,600 and 13,230.
    clause: dict[str, Any] = {"index_share": Decimal("0.10"), "first_index_month": 12}
    assert [year.total for year in cost(**clause).expected.years] == [12_000, 13_200, 14_520]
    capped = cost(**clause, index_cap_share=Decimal("0.05"))
    assert [year.total for year in capped.expected.years] == [12_000, 12_600, 13_230]
    assert capped.high == capped.expected
    assert capped.low.total == 36_500


def test_an_index_below_its_cap_reaches_the_cap_in_the_high_case_only() -> None:
    found = cost(index_share=Decimal("0.02"), index_cap_share=Decimal("0.03"), first_index_month=12, months=24)
    assert [c.years[1].index_effect for c in (found.low, found.expected, found.high)] == [0, 240, 360]


@pytest.mark.parametrize(
    ("month", "first", "times"), [(5, 6, 0), (6, 6, 1), (17, 6, 1), (18, 6, 2), (0, 0, 1), (12, 0, 2)]
)
def test_a_month_is_indexed_once_per_year_begun(month: int, first: int, times: int) -> None:
    assert index_factor(month, Decimal("0.5"), first) == Decimal("1.5") ** times


def test_a_clause_that_does_not_say_when_it_begins_is_read_as_after_the_first_year() -> None:
    assert cost(index_share=Decimal("0.1")) == cost(index_share=Decimal("0.1"), first_index_month=12)


def test_the_last_year_may_be_short_and_the_years_show_their_working() -> None:
    found = cost(price_line(process_id="F-2"), months=18, index_share=Decimal("0.1"), first_index_month=12).expected
    first, second = found.years
    assert (first.fixed, first.variable, first.index_effect) == (Decimal(12_000), Decimal(48_000), Decimal(0))
    assert (second.fixed, second.variable, second.index_effect) == (Decimal(6_000), Decimal(24_000), Decimal(3_000))
    assert found.total == 500 + 60_000 + 33_000


def test_without_a_roadmap_only_fixed_prices_count_and_the_result_says_so() -> None:
    found = cost(price_line(), price_line(line_id="L2", unit=PriceUnit.MONTH), demand=Demand())
    assert found.expected.total == 36_500 + 36 * 10
    assert [str(reason) for reason in found.left_out] == [
        "No roadmap is recorded, so only fixed prices are in the sum."
    ]


def test_a_price_for_a_process_without_a_volume_is_named_and_left_out() -> None:
    found = cost(price_line(process_id="X-9"))
    assert found.expected.total == 36_500
    assert "The price line L1 is not in the sum" in str(found.left_out[0])


def test_a_roadmap_recorded_before_volumes_were_kept_has_hours_and_no_cases() -> None:
    old = demand_of([line("F-1", Decimal("90.0"))])
    assert old.a_month(PriceUnit.HOUR, None) == 90
    assert old.a_month(PriceUnit.CASE, None) is None
    mixed = demand_of([line("F-1", Decimal("90.0")), line("F-2", Decimal("10.0"), volume=40)])
    assert (mixed.a_month(PriceUnit.CASE, "F-2"), mixed.a_month(PriceUnit.CASE, None)) == (Decimal(40), None)


@pytest.mark.parametrize(
    ("fee", "unit", "runs"),
    [(1_000, None, True), (None, None, False), (None, PriceUnit.ONCE, False), (None, PriceUnit.CASE, True),
     (None, PriceUnit.MONTH, True)],
)  # fmt: skip
def test_a_bid_has_a_running_price_or_not(fee: int | None, unit: PriceUnit | None, runs: bool) -> None:
    lines = [price_line(unit=unit)] if unit else []
    assert has_running_price(vendor("A", monthly_fee=fee and Decimal(fee)), lines) is runs


amounts = st.decimals(0, 10_000, places=2)
shares = st.none() | st.decimals(0, 1, places=3)
lines = st.lists(
    st.builds(
        lambda unit, process, price, included: price_line(
            unit=unit, process_id=process, price=price, included_per_month=included
        ),
        st.sampled_from(PriceUnit),
        st.sampled_from([None, "F-1", "F-2"]),
        amounts,
        st.none() | amounts,
    ),
    max_size=4,
)
bids = st.fixed_dictionaries(
    {
        "monthly_fee": st.none() | amounts,
        "transition_cost": st.none() | amounts,
        "index_share": shares,
        "index_cap_share": shares,
        "first_index_month": st.none() | st.integers(0, 40),
    }
)


@budget(150)
@given(bids, lines, st.integers(1, 60), st.decimals(0, "0.99", places=2))
def test_low_is_never_above_expected_and_expected_never_above_high(
    bid: dict[str, Any], offered: list[PriceLine], months: int, spread: Decimal
) -> None:
    found = cost(*offered, months=months, spread=str(spread), **bid)
    assert found.low.total <= found.expected.total <= found.high.total


@budget(150)
@given(bids, lines, st.integers(1, 60), amounts, amounts)
def test_more_work_never_costs_less(
    bid: dict[str, Any], offered: list[PriceLine], months: int, volume: Decimal, more: Decimal
) -> None:
    def at(cases: Decimal) -> CostRange:
        both = {"F-1": cases, "F-2": cases}
        return cost(*offered, demand=Demand(hours=both, cases=both), months=months, **bid)

    less, greater = at(volume), at(volume + more)
    for case in ("low", "expected", "high"):
        assert getattr(less, case).total <= getattr(greater, case).total


@budget(150)
@given(bids, lines, st.integers(1, 60))
def test_without_indexation_the_total_is_the_plain_sum(
    bid: dict[str, Any], offered: list[PriceLine], months: int
) -> None:
    found = cost(*offered, months=months, **bid | {"index_share": Decimal(0), "index_cap_share": None})
    once = sum((line.price for line in offered if line.unit is PriceUnit.ONCE), Decimal(0))
    running = Decimal(0)
    for line in offered:
        if line.unit is PriceUnit.MONTH:
            running += line.price
        elif line.unit is not PriceUnit.ONCE:
            amounts_of = DEMAND.hours if line.unit is PriceUnit.HOUR else DEMAND.cases
            volume = amounts_of[line.process_id] if line.process_id else sum(amounts_of.values())
            running += line.price * max(Decimal(0), volume - (line.included_per_month or 0))
    plain = (bid["transition_cost"] or 0) + once + months * ((bid["monthly_fee"] or 0) + running)
    assert abs(found.expected.total - plain) <= Decimal("0.01") * (months // 12 + 1)


@budget(100)
@given(bids, lines, st.decimals("0.001", 1, places=3))
def test_a_lower_cap_never_costs_more(bid: dict[str, Any], offered: list[PriceLine], cap: Decimal) -> None:
    tight = cost(*offered, **bid | {"index_cap_share": cap / 2})
    loose = cost(*offered, **bid | {"index_cap_share": cap})
    assert tight.expected.total <= loose.expected.total
    assert tight.high.total <= loose.high.total
