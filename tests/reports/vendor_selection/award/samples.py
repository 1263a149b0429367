"""A small selection for the documents that leave it: A wins, B is close behind, C is cheapest and knocked out.

Everything that builds a selection stands in `selection`, so that a changed rule is followed in one place.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.discovery.roadmap.inventory import RoadmapLine
from domain.discovery.roadmap.suitability import Suitability
from domain.gates.gates import GateEvaluation
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.papers.settings import SowTerms
from domain.vendor_selection.papers.statement_of_work import SowOwners, propose_deliverables
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.processes import Category
from reports.documents import Document
from reports.vendor_selection import selection as phase_report
from reports.vendor_selection.award.sow_parts import SowParts
from tests.domain.samples import rows as rows
from tests.domain.sla.stories import contract

AS_OF = date(2025, 6, 27)
NAMES = {"A": "Alfa Regnskab", "B": "Bravo Backoffice", "C": "Charlie Cheap"}
PRICES = {"A": Decimal(271_828), "B": Decimal(314_159), "C": Decimal(161_803)}
OWNERS = SowOwners(legal="Aisha", project_lead="Mette", operations="Lars", vendor="Tomas")


def bidders(**names: str) -> list[Vendor]:
    """The three; other names by their id."""
    named = NAMES | names
    return [
        rows.vendor("A", name=named["A"], monthly_fee=PRICES["A"]),
        rows.vendor("B", name=named["B"], monthly_fee=PRICES["B"]),
        rows.vendor("C", name=named["C"], monthly_fee=PRICES["C"], data_processing_agreement=False),
    ]


def selection(vendors: list[Vendor] | None = None, **rules: Any) -> VendorSelectionResult:
    """A leads on the first criterion, B on the second; everybody is assessed by two."""
    bids = bidders() if vendors is None else vendors
    return assess_vendor_selection(
        SelectionInputs(
            rows.criteria(60, 40),
            bids,
            rows.scored("A", 5, 3) + rows.scored("B", 4, 4) + rows.scored("C", 2, 1),
            VendorSelectionRules(draws=1_000, **rules),
            papers=rows.papers(*bids),
            contract_starts_on=date(2025, 9, 1),
            term_months=36,
            as_of=AS_OF,
        )
    )


def report_of(result: VendorSelectionResult) -> tuple[Document, GateEvaluation]:
    """The phase report and its gate."""
    gate = vendor_selection_gate(result)
    return phase_report.compose(result, gate, ()), gate


def line(process_id: str, wave: int, *, pilot: bool = False, rank: int = 1, name: str = "") -> RoadmapLine:
    """One process of a roadmap."""
    return RoadmapLine(
        rank=rank, process_id=process_id, name=name or f"Process {process_id}", category=Category.FINANCE,
        team_id="BOG", suitability=Suitability(score=Decimal("61.5"), points={}), hours_freed=Decimal("90.0"),
        cost_freed=Decimal("27000.00"), cost_per_month=Decimal("30000.00"), wave=wave, pilot=pilot,
        volume_per_month=1_000,
    )  # fmt: skip


ROADMAP = (line("P-1", 1, pilot=True), line("P-2", 2, rank=2), line("P-3", 2, rank=3), line("P-4", 3, rank=4))


def sow_parts(vendor: Vendor | None = None, **changed: Any) -> SowParts:
    """The parts of a statement of work with bidder A."""
    signed = contract().model_copy(update={"monthly_fee": PRICES["A"]})
    values: dict[str, Any] = {
        "company": "Nordlys Regnskab A/S",
        "vendor": vendor or bidders()[0],
        "total_cost": Decimal(9_786_308),
        "price_lines": (),
        "contract": signed,
        "roadmap": ROADMAP,
        "deliverables": propose_deliverables(
            signed, ROADMAP, OWNERS, SowTerms(),
            pilot_starts_on=date(2025, 9, 1), pilot_ends_on=date(2025, 9, 28), as_of=AS_OF,
        ),
        "owners": OWNERS,
        "terms": SowTerms(),
        "sow_tab": "SOW",
        "mark": "0123456789ab",
        "as_of": AS_OF,
    }  # fmt: skip
    return SowParts(**(values | changed))
