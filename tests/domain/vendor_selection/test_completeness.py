"""Completeness: each missing or impossible piece has its cell."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.prices.demand import Demand
from domain.vendor_selection.completeness import Handed, find_gaps
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import CaseStudy, Certificate, PriceLine, PriceUnit, Reference, Vendor
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.tables import Row, columns_of
from reports.catalogues.reading import wording
from tests.domain.samples.rows import case_study, certificate, papers, price_line, reference, vendor

DANISH = wording("da")

ROADMAP = Demand(hours={"F-1": Decimal(10)}, cases={"F-1": Decimal(100)})


def places(*unread: type[Row], **rows: int) -> Handed:
    """Every tab with its columns from A on and its rows from 2 on; `rows` says how many."""
    return Handed(
        addresses={
            model.__name__: RowAddresses((_part(model, rows.get(model.__name__, 9)),))
            for model in (Vendor, Certificate, Reference, CaseStudy, PriceLine)
        },
        unread=frozenset(model.__name__ for model in unread),
    )


def _part(model: type[Row], count: int) -> TabPart:
    columns = {name: at for at, name in enumerate(columns_of(model))}
    return TabPart(DANISH.tab(model), columns, tuple(range(2, 2 + count)), 2 + count)


def gaps(vendors: list[Vendor], handed_in: Papers, where: Handed | None = None, **rules: Any) -> list[tuple[str, str]]:
    found = find_gaps(vendors, handed_in, VendorSelectionRules(**rules), where or places())
    return [(gap.finding.address, str(gap.finding.reason)) for gap in found]


def test_a_whole_proposal_has_no_gap() -> None:
    bidders = [vendor("A"), vendor("B")]
    assert gaps(bidders, papers(*bidders)) == []


@pytest.mark.parametrize(
    ("changed", "cell", "says"),
    [
        ({"price_per_hour": None}, "Leverandører!F2", "A gives no price per hour."),
        ({"pilot_plan": None}, "Leverandører!E2", "A proposes a pilot and does not say which."),
        (
            {"index_share": Decimal("0.02"), "first_index_month": 12},
            "Leverandører!J2",
            "The indexation of A has no cap.",
        ),
        (
            {"index_share": Decimal("0.02"), "index_cap_share": Decimal("0.03")},
            "Leverandører!K2",
            "A does not say when prices are indexed first.",
        ),
        (
            {"index_share": Decimal("0.04"), "index_cap_share": Decimal("0.03"), "first_index_month": 12},
            "Leverandører!I2",
            "0.04 expected indexation is above the cap of 0.03.",
        ),
    ],
)
def test_a_blank_or_impossible_cell_of_the_own_line_is_named(changed: dict[str, Any], cell: str, says: str) -> None:
    bidder = vendor("A", **changed)
    assert gaps([bidder], papers(bidder)) == [(cell, says)]


def test_no_pilot_needs_no_words_about_it() -> None:
    bidder = vendor("A", pilot_proposal=False, pilot_plan=None)
    assert gaps([bidder], papers(bidder)) == []


@pytest.mark.parametrize(
    ("missing", "cell", "says"),
    [
        ({"certificates": ()}, "Certifikater!A11", "No row for KRO in this tab."),
        ({"case_studies": ()}, "Case-studier!A11", "No row for KRO in this tab."),
        ({"references": (reference("KRO"),)}, "Referencer!A11", "1 references of KRO; 2 are needed."),
        (
            {"certificates": (certificate("KRO", standard="ISO 9001"),)},
            "Certifikater!A11",
            "No certificate of KRO is one of those wanted: ISO 27001, SOC 2.",
        ),
    ],
)
def test_a_missing_row_is_asked_for_in_the_next_free_row(missing: dict[str, Any], cell: str, says: str) -> None:
    bidder = vendor("KRO")
    assert gaps([bidder], papers(bidder, **missing)) == [(cell, says)]


def test_a_bid_without_a_running_price_lacks_a_row_of_prices() -> None:
    bidder = vendor("A", monthly_fee=None)
    assert gaps([bidder], papers(bidder)) == [("Prislinjer!A11", "No row for A in this tab.")]
    assert gaps([bidder], papers(bidder, price_lines=(price_line("A"),))) == []


def test_a_row_may_be_missing_because_it_cannot_be_read_and_the_remedy_says_so() -> None:
    bidder = vendor("A")
    handed_in = papers(bidder, certificates=())
    whole = find_gaps([bidder], handed_in, VendorSelectionRules(), places(Certificate=3))[0].finding
    broken = find_gaps([bidder], handed_in, VendorSelectionRules(), places(Certificate, Certificate=3))[0].finding
    assert str(whole.remedy) == "Write it in the next free row, Certifikater!A5."
    assert str(broken.remedy) == "Mend the rows of this tab that cannot be read, or write one in Certifikater!A5."


def test_a_certificate_that_ends_before_it_begins_is_named_by_its_last_day() -> None:
    bidder = vendor("A")
    shown = (certificate(), certificate(standard="SOC 2", valid_from=date(2026, 1, 1), valid_until=date(2025, 1, 1)))
    assert gaps([bidder], papers(bidder, certificates=shown)) == [
        ("Certifikater!F3", "SOC 2 ends on 2025-01-01, before it begins on 2026-01-01.")
    ]


def test_a_price_for_a_process_that_is_not_asked_for_is_named() -> None:
    bidder = vendor("A")
    offered = (price_line(process_id="F-1"), price_line(line_id="L2", process_id="X-9"))
    asked = papers(bidder, price_lines=offered, demand=ROADMAP)
    assert gaps([bidder], asked) == [("Prislinjer!C3", "X-9 is not a process of the roadmap.")]
    # Without a roadmap nobody can say so.
    assert gaps([bidder], papers(bidder, price_lines=offered)) == []


@pytest.mark.parametrize("unit", list(PriceUnit))
def test_an_included_volume_needs_a_price_by_volume(unit: PriceUnit) -> None:
    bidder = vendor("A")
    line = price_line(unit=unit, included_per_month=Decimal(5))
    found = gaps([bidder], papers(bidder, price_lines=(line,)))
    assert [cell for cell, _ in found] == ([] if unit.by_volume else ["Prislinjer!F2"])


def test_rows_of_nobody_who_bids_are_named() -> None:
    bidder = vendor("A")
    handed_in = papers(bidder)
    stray = handed_in.model_copy(update={"case_studies": (*handed_in.case_studies, case_study("XYZ"))})
    assert gaps([bidder], stray) == [("Case-studier!A3", "XYZ is no bidder.")]


def test_gaps_come_bidder_by_bidder_in_the_order_of_the_tab() -> None:
    bidders = [vendor("B", price_per_hour=None), vendor("A", price_per_hour=None)]
    found = find_gaps(bidders, papers(*bidders, case_studies=()), VendorSelectionRules(), places())
    assert [gap.vendor_id for gap in found] == ["B", "B", "A", "A"]
