"""The one place that rounds, and the one way: half up, as people do it on paper.

Here: to places, by what is rounded. Not here: judging; criteria compare counts (`domain.arithmetic.shares`), never a
rounded share. Rounding happens once, when a figure is kept for people to read.
"""

from decimal import ROUND_HALF_UP, Decimal

MONEY_PLACES = 2
"""Cents, øre."""

SHARE_PLACES = 4
"""A share of 0-1 kept to a hundredth of a per cent."""


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` to so many places after the comma, half up (away from zero): 0.125 to 2 places is 0.13."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def money(value: Decimal) -> Decimal:
    """An amount to its smallest coin."""
    return rounded(value, MONEY_PLACES)


def share_of_one(value: Decimal) -> Decimal:
    """A share 0-1 as it is kept and shown."""
    return rounded(value, SHARE_PLACES)
