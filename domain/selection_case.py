"""What the workings of vendor selection's figures are made from: the result, the rows behind it, where rows stand.

Here: one value that is handed to every part. Not here: the parts (`domain.vendor_workings`,
`domain.firmness_workings`), their list (`domain.selection_workings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.bids import VendorResult
from domain.records import Criterion, Score, Vendor
from domain.selection import SelectionResult
from domain.workings import Places, Word


@dataclass(frozen=True)
class SelectionCase:
    """A comparison of bids with everything needed to tell how it came about.

    Attributes:
        word: what a term is called.
    """

    result: SelectionResult
    criteria: Sequence[Criterion]
    vendors: Sequence[Vendor]
    scores: Sequence[Score]
    places: Places
    word: Word

    def name(self, vendor_id: str) -> str:
        """A bidder's name; the id when it has none."""
        return next((v.name for v in self.result.vendors if v.vendor_id == vendor_id), vendor_id)

    def bid(self, vendor: VendorResult) -> Vendor:
        """The row behind a bidder's result."""
        return next(row for row in self.vendors if row.vendor_id == vendor.vendor_id)
