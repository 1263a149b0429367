"""What vendor selection finds.

Here: the frozen result. Not here: how it is computed (`domain.vendor_selection.assess`), the gate
(`domain.vendor_selection.gate`).
"""

from datetime import date
from decimal import Decimal

from domain.choice.firmness import Firmness
from domain.choice.robustness import WeightFlip
from domain.choice.ties import Tie
from domain.values import Frozen
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.other_prices import PriceCases
from domain.vendor_selection.scores.panel import PanelScore
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Criterion, SubCriterion


class VendorSelectionResult(Frozen):
    """The comparison of all bidders.

    Attributes:
        vendors: ranked ones by rank, then those knocked out by id.
        flip: the smallest single-weight change that ends the winner's lead; None when no single one does.
        firmness: how the ranking fares under other weights, methods and panels; None while nobody is ranked.
        lead: points between winner and the next; None with fewer than two ranked.
        ties: bidders with equal totals, and what decided between them.
        part_scores: every bidder on every sub-criterion, bidders first; empty without sub-criteria.
        price_cases: who wins at other prices; None without a price scale in the rules, or without a winner.
    """

    as_of: date
    contract_starts_on: date
    term_months: int
    criteria: tuple[Criterion, ...]
    weight_sum: Decimal
    vendors: tuple[VendorResult, ...]
    winner_id: str | None
    lead: Decimal | None
    flip: WeightFlip | None
    rules: VendorSelectionRules
    firmness: Firmness | None = None
    ties: tuple[Tie, ...] = ()
    sub_criteria: tuple[SubCriterion, ...] = ()
    part_scores: tuple[PanelScore, ...] = ()
    price_cases: PriceCases | None = None

    @property
    def ranked(self) -> tuple[VendorResult, ...]:
        """Bidders in the race, best first."""
        return tuple(v for v in self.vendors if v.rank is not None)

    @property
    def winner(self) -> VendorResult | None:
        """The recommended bidder."""
        return next((v for v in self.vendors if v.vendor_id == self.winner_id), None)

    @property
    def undecided(self) -> Tie | None:
        """The tie in front that no tie-break decided, so that people must."""
        first = {v.vendor_id for v in self.ranked if v.rank == 1}
        return next((tie for tie in self.ties if tie.decided_by is None and set(tie.options) == first), None)

    @property
    def could_overtake(self) -> tuple[VendorResult, ...]:
        """Bidders not fully assessed whose highest possible total reaches the winner's."""
        winner = self.winner
        if winner is None:
            return ()
        others = (v for v in self.ranked if v.vendor_id != winner.vendor_id)
        return tuple(v for v in others if not v.fully_assessed and v.highest >= winner.lowest)
