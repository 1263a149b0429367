"""The ends of the scale every score stands on, and the points a score earns.

Here: two numbers and one formula. Not here: what the steps of a scale mean (`domain.vendor_selection.scores.sealed`),
totals (`domain.vendor_selection.bids`).
"""

from decimal import Decimal

LOWEST_SCORE, HIGHEST_SCORE = Decimal(1), Decimal(5)


def weighted(weight: Decimal, score: Decimal) -> Decimal:
    """The points of a weight that a score earns: none at the lowest score, all at the highest; not rounded."""
    return weight * (score - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)
