"""The order of the bidders: by total, equal ones by tie-breaks that the settings named before the first bid.

Here: which figures the tie-breaks look at, and who may win. Not here: what a tie is (`domain.choice.ties`), a bid's
total (`domain.vendor_selection.bids`), the comparison as a whole (`domain.vendor_selection.assess`).

Every figure belongs to one bidder alone and stands for the least it can be, as its total does. So another bid, a copy
of one or one less never turns two others round.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.choice.ties import HIGHEST_WEIGHT, TOTAL_COST, Ranking, TieBreak, rank_with_ties
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Criterion


def rank_bids(race: Sequence[VendorResult], criteria: Sequence[Criterion], rules: VendorSelectionRules) -> Ranking:
    """The bidders in the race in their order, with the ties that were met."""
    breaks = [_tie_break(name, race, criteria) for name in rules.tie_breaks]
    return rank_with_ties({bid.vendor_id: bid.lowest for bid in race}, breaks)


def may_win(bid: VendorResult, race: Sequence[VendorResult]) -> bool:
    """Fully assessed, or its lowest total beats every other's highest."""
    others = [other.highest for other in race if other.vendor_id != bid.vendor_id]
    return bid.fully_assessed or all(bid.lowest > highest for highest in others)


def unknown_tie_breaks(criteria: Sequence[Criterion], rules: VendorSelectionRules) -> tuple[str, ...]:
    """Tie-breaks of the settings that are neither a rule nor a criterion."""
    known = {HIGHEST_WEIGHT, TOTAL_COST, *(criterion.criterion_id for criterion in criteria)}
    return tuple(name for name in rules.tie_breaks if name not in known)


def tie_break_names(criteria: Sequence[Criterion], rules: VendorSelectionRules) -> tuple[Reason, ...]:
    """The tie-breaks in their order, as people read them."""
    return tuple(_name(name, criteria) for name in rules.tie_breaks)


def _tie_break(name: str, race: Sequence[VendorResult], criteria: Sequence[Criterion]) -> TieBreak:
    if name == TOTAL_COST:
        costs = {bid.vendor_id: bid.total_cost for bid in race}
        return TieBreak(name=_name(name, criteria), values=costs, lowest_first=True)
    ids = {criterion.criterion_id for criterion in _looked_at(name, criteria)}
    values = {
        bid.vendor_id: sum((score.least for score in bid.scores if score.criterion_id in ids), Decimal(0))
        for bid in race
    }
    return TieBreak(name=_name(name, criteria), values=values)


def _looked_at(name: str, criteria: Sequence[Criterion]) -> list[Criterion]:
    """The criteria whose scores a tie-break adds: of several with the same highest weight none is first."""
    heaviest = max((criterion.weight for criterion in criteria), default=Decimal(0))
    return [c for c in criteria if (c.weight == heaviest if name == HIGHEST_WEIGHT else c.criterion_id == name)]


def _name(name: str, criteria: Sequence[Criterion]) -> Reason:
    if name == TOTAL_COST:
        return Reason("total cost over the term")
    return Reason("score on {criteria}", criteria=", ".join(c.name for c in _looked_at(name, criteria)))
