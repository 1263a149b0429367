"""What the proposal template is made of.

Here: its type. Not here: drawing it (`reports.vendor_selection.tender.template`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.contract.clauses import Contract
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.vendor_selection.settings import VendorSelectionRules


@dataclass(frozen=True)
class Invitation:
    """What the template is made of.

    Attributes:
        roadmap: the lines discovery's gate recorded; empty when it was not passed here.
        tab_titles: row model name -> title of its tab, as the settings name it.
    """

    company: str
    contract: Contract
    rules: VendorSelectionRules
    roadmap: Sequence[RoadmapLine]
    tab_titles: Mapping[str, str]
