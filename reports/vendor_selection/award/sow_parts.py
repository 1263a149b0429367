"""What a statement of work is drawn up from.

Here: the parts as they are handed over. Not here: the document (`reports.vendor_selection.award.statement_of_work`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.contract.clauses import Contract
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.vendor_selection.papers.settings import SowTerms
from domain.vendor_selection.papers.statement_of_work import ProposedDeliverable, SowOwners
from domain.workbook.bidders import PriceLine, Vendor


@dataclass(frozen=True)
class SowParts:
    """What the statement of work is made of.

    Attributes:
        vendor: the recommended bidder's own row, with its prices.
        total_cost: what its bid comes to over the term, transition included.
        price_lines: the bid's own price list.
        sow_tab: title of the workbook's tab that the kick-off reads.
        mark: fingerprint of the evidence the draft was made from.
    """

    company: str
    vendor: Vendor
    total_cost: Decimal
    price_lines: tuple[PriceLine, ...]
    contract: Contract
    roadmap: tuple[RoadmapLine, ...]
    deliverables: tuple[ProposedDeliverable, ...]
    owners: SowOwners
    terms: SowTerms
    sow_tab: str
    mark: str
    as_of: date


def known_owners(names: Mapping[str, Sequence[str]], vendor: str) -> SowOwners:
    """Owners from role -> names in the settings; a role that nobody holds is its own name's place holder.

    Args:
        vendor: who answers for the vendor: its contact person, or the bidder's name.
    """
    return SowOwners(
        legal=_first(names, "legal"),
        project_lead=_first(names, "project_lead"),
        operations=_first(names, "operations_manager"),
        vendor=vendor,
    )


def _first(names: Mapping[str, Sequence[str]], role: str) -> str:
    return next(iter(names.get(role, ())), role.replace("_", " "))
