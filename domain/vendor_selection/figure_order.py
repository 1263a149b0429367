"""The order in which vendor selection's figures are listed: that of the report, bidders best first.

Here: sorting what was recorded. Not here: recording; rules record in the order they compute in.
"""

from collections.abc import Iterable, Sequence

from domain.figures.working import Working

_SUMMARY, _WEIGHTS, _SHORTLIST, _WEIGHTINGS, _METHODS, _PANELS, _SCORES, _PARTS, _COSTS, _CASES, _OFFERS, _PROPOSALS = (
    range(12)
)
_OF_A_BIDDER: dict[str, int] = {
    "rank": _SHORTLIST, "points": _SHORTLIST, "points_highest": _SHORTLIST,
    "wins_share": _WEIGHTINGS, "rank_share": _WEIGHTINGS, "typical_weight": _WEIGHTINGS,
    "panel_wins": _PANELS, "criterion": _SCORES,
    "total_cost": _COSTS, "cost": _COSTS, "fee": _COSTS, "price_per_hour": _COSTS, "price_line": _COSTS,
    "price_score": _CASES, "price_case": _CASES, "proposal": _PROPOSALS,
}  # fmt: skip
"""First word after the bidder's id -> the part of the report."""
_BY_RANK = (_SHORTLIST, _SCORES, _COSTS, _CASES, _PROPOSALS)
"""Parts that go through the bidders best first; the weightings go by id, and the rest stay as they were recorded."""
_FIRST_WORDS = list(_OF_A_BIDDER)
_Key = tuple[int, int, str, int]


def in_report_order(workings: Iterable[Working], vendor_ids: Sequence[str]) -> tuple[Working, ...]:
    """The figures, listed as the report shows them.

    Args:
        vendor_ids: best first.
    """
    return tuple(sorted(workings, key=lambda working: _key(working.figure_id, vendor_ids)))


def _key(figure_id: str, vendor_ids: Sequence[str]) -> _Key:
    """Part of the report, the bidder's place or id in it, and which of a bidder's figures."""
    owners = [vendor_id for vendor_id in vendor_ids if figure_id.startswith(f"vendor.{vendor_id}.")]
    if not owners:
        return _shared(figure_id), 0, "", int(".part." in figure_id)
    owner = max(owners, key=len)
    rest = figure_id.removeprefix(f"vendor.{owner}.")
    word = rest.partition(".")[0]
    part = _OF_A_BIDDER.get(word, _PROPOSALS)
    if word == "rank" and rest != word:
        part = _METHODS
    elif word == "criterion" and ".part." in rest:
        part = _PARTS
    place = vendor_ids.index(owner) if part in _BY_RANK else 0
    name = owner if part == _WEIGHTINGS else ""
    return part, place, name, _FIRST_WORDS.index(word) if part in (_SHORTLIST, _WEIGHTINGS) else 0


def _shared(figure_id: str) -> int:
    """The part of a figure that is no single bidder's."""
    if figure_id.startswith("criterion."):
        return _WEIGHTS
    return _OFFERS if figure_id.startswith("negotiation.") else _SUMMARY
