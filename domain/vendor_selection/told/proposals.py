"""How many pieces each proposal holds, and how many are missing.

Here: the counts. Not here: what is missing and why (`domain.vendor_selection.completeness`), prices
(`domain.vendor_selection.told.total_cost`).
"""

from collections.abc import Iterator, Sequence

from domain.figures.working import Source, Working, setting
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import CaseStudy, PriceLine, Reference
from domain.workbook.tables import Row


def proposal_workings(case: SelectionCase) -> Iterator[Working]:
    """Every bidder."""
    for vendor in case.result.vendors:
        papers = vendor.papers
        asked = [one for one in papers.references if one.confirmed_on is not None]
        yield _count(case, vendor, "references", Reason("references"), Reference, papers.references, "reference_id")
        yield _count(case, vendor, "asked", Reason("references that were asked"), Reference, asked, "confirmed_on")
        yield _count(case, vendor, "case_studies", Reason("case studies"), CaseStudy, papers.case_studies, "title")
        yield _count(case, vendor, "price_lines", Reason("price lines"), PriceLine, papers.price_lines, "line_id")
        yield _gaps(case, vendor)


def _count(
    case: SelectionCase,
    vendor: VendorResult,
    figure: str,
    label: Reason,
    model: type[Row],
    rows: Sequence[Row],
    field: str,
) -> Working:
    return Working(
        figure_id=f"vendor.{vendor.vendor_id}.proposal.{figure}",
        label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=label),
        value=len(rows),
        unit="count",
        steps=(
            Reason("The bidder's rows in the tab whose date of confirmation is filled in.")
            if figure == "asked"
            else Reason("The bidder's rows in the tab."),
        ),
        inputs=(case.places.of(model, rows, field),),
        snapshot_id=case.places.snapshot_id,
    )


def _gaps(case: SelectionCase, vendor: VendorResult) -> Working:
    found = vendor.papers.gaps
    cells = tuple(
        Source(kind="tab", place=gap.finding.tab, rows=1, cells=(gap.finding.cell,) if gap.finding.cell else ())
        for gap in found
    )
    return Working(
        figure_id=f"vendor.{vendor.vendor_id}.proposal.missing",
        label=Reason("{vendor}: {figure}", vendor=vendor.name, figure=Reason("pieces missing or impossible")),
        value=len(found),
        unit="count",
        steps=tuple(Reason("{where}: {what}", where=g.finding.address, what=g.finding.reason) for g in found)
        or (Reason("The proposal is whole."),),
        inputs=(*cells, setting("rules.selection")),
        snapshot_id=case.places.snapshot_id,
    )
