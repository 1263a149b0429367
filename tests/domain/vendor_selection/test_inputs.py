"""What bids are compared by is put together from the tabs, the ledger before the gate, and the settings."""

from datetime import date
from typing import Any

from domain.vendor_selection.completeness import Handed
from domain.vendor_selection.inputs import gather_inputs
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import CaseStudy, Certificate, PriceLine, Reference, Vendor
from domain.workbook.evaluation import Criterion, Score
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.tables import Row
from tests.domain.agreement.samples import REQUIRED
from tests.domain.samples.rows import case_study, criteria, price_line, scored, vendor


def test_every_tab_goes_to_its_place_and_what_is_missing_is_named() -> None:
    rows: dict[type[Row], tuple[Any, ...]] = {
        Criterion: tuple(criteria(60, 40)),
        Vendor: (vendor("A"),),
        Score: tuple(scored("A", 5, 3)),
        CaseStudy: (case_study("A"),),
        PriceLine: (price_line("A"),),
    }
    tabs: tuple[type[Row], ...] = (*rows, Certificate, Reference)
    addresses = {
        model.__name__: RowAddresses((TabPart(model.tab, {}, tuple(range(2, 2 + len(rows.get(model, ()))))),))
        for model in tabs
    }

    def rows_of(model: type[Row]) -> tuple[Any, ...]:
        return rows.get(model, ())

    found = gather_inputs(
        rows_of, Handed(addresses=addresses), (), VendorSelectionRules(), REQUIRED, date(2025, 6, 27), ("s1", "s2")
    )
    assert (found.criteria, found.vendors, found.scores) == (rows[Criterion], rows[Vendor], rows[Score])
    assert (found.papers.case_studies, found.papers.price_lines) == (rows[CaseStudy], rows[PriceLine])
    assert {gap.finding.tab for gap in found.papers.gaps} == {"Certificates", "References"}
    assert (found.contract_starts_on, found.term_months) == (REQUIRED.starts_on, REQUIRED.term_months)
    assert (found.sub_criteria, found.score_snapshots) == ((), ("s1", "s2"))
