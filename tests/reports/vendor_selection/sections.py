"""A result with prices, and what a section of it says."""

from decimal import Decimal
from typing import Any

from domain.prices.demand import Demand
from domain.prices.price_scale import PriceRule, PriceScale
from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Section, Table
from tests.domain.samples import rows as rows
from tests.domain.vendor_selection.test_assess import RULES, assess

DEMAND = Demand(hours={"F-1": Decimal(10)}, cases={"F-1": Decimal(100)})


PRICE = PriceRule(criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(20_000), lowest_marks_at=Decimal(60_000)))


INDEXED: dict[str, Any] = {
    "index_share": Decimal("0.10"),
    "index_cap_share": Decimal("0.20"),
    "first_index_month": 12,
}


def result(*, price: PriceRule | None = PRICE, **handed_in: Any) -> VendorSelectionResult:
    bidders = [rows.vendor("A", **INDEXED), rows.vendor("B", monthly_fee=Decimal(1_040))]
    scores = rows.scored("A", 4, 4) + rows.scored("B", 4, 3)
    rules = RULES.model_copy(update={"price": price})
    return assess(bidders, scores, rules=rules, **({"demand": DEMAND} | handed_in))


def said(section: Section) -> list[str]:
    return [str(paragraph) for paragraph in section.paragraphs]


def table(section: Section, caption: str) -> Table:
    return next(one for one in section.all_tables if str(one.caption).startswith(caption))
