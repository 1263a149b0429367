"""What is told of a bid's cost holds whatever its prices are."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.prices.demand import Demand
from domain.workbook.bidders import PriceUnit
from tests.budgets import budget
from tests.domain.samples.rows import papers, price_line, vendor
from tests.domain.vendor_selection.samples import A, B, added, explained, said, scores


@budget(40)
@given(
    st.decimals(0, 20, places=2), st.integers(0, 900), st.integers(1, 40), st.decimals(0, "0.1", places=3),
    st.integers(0, 30), st.sampled_from([PriceUnit.CASE, PriceUnit.HOUR, PriceUnit.MONTH, PriceUnit.ONCE]),
)  # fmt: skip
def test_a_cost_is_what_its_parts_add_up_to(
    price: Decimal, included: int, months: int, rate: Decimal, first: int, unit: PriceUnit
) -> None:
    own = vendor("A", index_share=rate, index_cap_share=rate, first_index_month=first)
    line = price_line("A", unit=unit, price=price, included_per_month=Decimal(included) if unit.by_volume else None)
    held = papers(own, B, price_lines=(line,), demand=Demand(hours={"P": Decimal(300)}, cases={"P": Decimal(800)}))
    known = explained([own, B], scores(A=[[4], [4]], B=[[3], [3]]), held=held, months=months)
    total = known["vendor.A.total_cost"]
    assert added(known, "vendor.A.total_cost") == total.value
    for part in total.parts[1:]:
        assert added(known, part) == known[part].value
        fixed = known[f"{part}.fixed"].steps[0].facts
        assert int(str(fixed["months"])) * Decimal(str(fixed["fee_amount"])) == known[f"{part}.fixed"].value
        indexed = known[f"{part}.indexation"].steps[1].facts
        product = Decimal(str(indexed["month_amount"])) * Decimal(str(indexed["extra_exact_share"]))
        assert abs(product - Decimal(known[f"{part}.indexation"].value or 0)) <= Decimal("0.30")
    if unit.by_volume:
        a_month = Decimal(known["vendor.A.price_line.L1.a_month"].value or 0)
        assert known["vendor.A.cost.year1.volume"].value == a_month * min(months, 12)
        for end in ("low", "high"):
            _, line_said, summed = known[f"vendor.A.cost.{end}"].steps
            assert Decimal(str(line_said.facts["total_amount"])) * months == summed.facts["variable_amount"]
    low, high = (Decimal(known[f"vendor.A.cost.{end}"].value or 0) for end in ("low", "high"))
    assert low <= Decimal(total.value or 0) <= high


def test_the_high_cost_names_the_volume_it_is_counted_at() -> None:
    line = price_line("A", price=Decimal(10), included_per_month=Decimal(100))
    held = papers(A, B, price_lines=(line,), demand=Demand(hours={"P": Decimal(9)}, cases={"P": Decimal(100)}))
    known = explained([A, B], scores(A=[[4], [4]], B=[[3], [3]]), held=held)
    assert "L1: 120 cases a month - 100 included, not under 0 = 20; x DKK 10 = DKK 200." in said(
        known["vendor.A.cost.high"], known
    )


def test_a_price_line_the_roadmap_has_no_volume_for_is_in_no_sum_and_says_so() -> None:
    held = papers(A, B, price_lines=(price_line("A", process_id="X-1"),), demand=Demand(hours={"P": Decimal(9)}))
    known = explained([A, B], scores(A=[[4], [4]], B=[[3], [3]]), held=held)
    assert "vendor.A.price_line.L1" in known
    assert "vendor.A.price_line.L1.a_month" not in known
    assert "L1 is not in the sum" in said(known["vendor.A.total_cost"], known)
