"""What the workings of vendor selection's figures are made from: the result, the rows behind it, where rows stand.

Here: one value that is handed to every part. Not here: the parts (`domain.vendor_selection.told.all_figures` lists
them). No evaluator's name leaves this file: parts get scores in order of size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from domain.agreement.negotiation import Negotiation
from domain.figures.trace import Trace
from domain.figures.working import Source, Sources, Word
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.scores.sub_criteria import parts_of, roll_up
from domain.workbook.bidders import OfferedLevel, Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion


@dataclass(frozen=True)
class SelectionCase:
    """A comparison of bids with everything needed to tell how it came about.

    Attributes:
        scores: as evaluators wrote them, of criteria and of parts.
        papers: those of all bidders, with the roadmap's demand.
        offered: the rows of offered service levels.
        tickets: how many tickets of last year the negotiation looked at.
        word: what a term is called.
        score_snapshots: of the workbooks in which evaluators score alone; empty: all score in the rollout's own.
    """

    result: VendorSelectionResult
    vendors: Sequence[Vendor]
    scores: Sequence[Score]
    papers: Papers
    negotiation: Negotiation
    offered: Sequence[OfferedLevel]
    places: Sources
    word: Word
    trace: Trace
    tickets: int = 0
    score_snapshots: tuple[str, ...] = ()

    def name(self, vendor_id: str) -> str:
        """A bidder's name; the id when it has none."""
        return next((v.name for v in self.result.vendors if v.vendor_id == vendor_id), vendor_id)

    def bid(self, vendor_id: str) -> Vendor:
        """The row behind a bidder's result."""
        return next(row for row in self.vendors if row.vendor_id == vendor_id)

    def parts(self, criterion: Criterion) -> Sequence[SubCriterion]:
        """The parts a criterion is scored by; none when it is scored as a whole."""
        return self._split.get(criterion.criterion_id, [])

    def given(self, vendor: VendorResult, scored_id: str) -> list[Decimal]:
        """The scores of a bidder on a criterion (rolled up from its parts) or on a part, smallest first."""
        return sorted(
            row.points
            for row in (*self._rolled, *self.scores)
            if (row.vendor_id, row.criterion_id) == (vendor.vendor_id, scored_id) and row.points is not None
        )

    def scores_of(self, vendor: VendorResult, *scored_ids: str) -> Source:
        """The cells of a bidder's scores on criteria or parts."""
        rows = [row for row in self.scores if row.vendor_id == vendor.vendor_id and row.criterion_id in scored_ids]
        return self.places.of(Score, rows, "score")

    @property
    def scores_snapshot(self) -> str:
        """What the scores were read from."""
        return ", ".join(self.score_snapshots) or self.places.snapshot_id

    @cached_property
    def _split(self) -> dict[str, list[SubCriterion]]:
        return parts_of(self.result.sub_criteria)

    @cached_property
    def _rolled(self) -> tuple[Score, ...]:
        """Scores of criteria that have parts."""
        rolled = roll_up(self.scores, self.result.sub_criteria, self.result.criteria)
        return tuple(row for row in rolled if row.criterion_id in self._split)
