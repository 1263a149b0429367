"""Every figure of vendor selection's report as a working. A further part is one function in the list below.

Not here: the parts themselves, words on the terminal (`reports.discovery.figures`).
"""

from collections.abc import Callable, Iterator

from domain.figures.working import Working
from domain.vendor_selection.figure_order import in_report_order
from domain.vendor_selection.told.case import SelectionCase
from domain.vendor_selection.told.firmness import firmness_workings
from domain.vendor_selection.told.negotiation import negotiation_workings
from domain.vendor_selection.told.other_prices import price_case_workings
from domain.vendor_selection.told.points import criterion_workings, summary_workings, vendor_workings
from domain.vendor_selection.told.proposals import proposal_workings
from domain.vendor_selection.told.scores import part_weight_workings, score_workings

SELECTION_PARTS: tuple[Callable[[SelectionCase], Iterator[Working]], ...] = (
    summary_workings,
    criterion_workings,
    part_weight_workings,
    vendor_workings,
    firmness_workings,
    score_workings,
    price_case_workings,
    negotiation_workings,
    proposal_workings,
)
"""In the order of the report."""


def selection_workings(case: SelectionCase) -> tuple[Working, ...]:
    """All figures, in the order of the report."""
    told = (working for part in SELECTION_PARTS for working in part(case))
    return in_report_order((*told, *case.trace.workings.values()), [vendor.vendor_id for vendor in case.result.vendors])
