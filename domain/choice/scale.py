"""The ends of the scale every score stands on.

Here: two numbers. Not here: what the steps of a scale mean (`domain.vendor_selection.scores.sealed`), totals
(`domain.vendor_selection.bids`).
"""

from decimal import Decimal

LOWEST_SCORE, HIGHEST_SCORE = Decimal(1), Decimal(5)
