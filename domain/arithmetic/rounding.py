"""The one place that rounds, and the one way: half up, as people do it on paper.

Here: to places, by what is rounded; bounds, which are rounded to the safe side; noise of binary fractions cut off. Not
here: judging; criteria compare counts (`domain.arithmetic.shares`), never a rounded share; lengths of paper and pixels,
which are no figures. Rounding happens once, when a figure is kept for people to read.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

MONEY_PLACES = 2
"""Cents, øre."""

SHARE_PLACES = 4
"""A share of 0-1 kept to a hundredth of a per cent."""

POINT_PLACES = 1
"""Points of a score of 0-100; bids are ranked by them as they are shown."""

HOUR_PLACES = 1
"""Hours and days of elapsed time or of work: a tenth is finer than anybody works."""

MEAN_PLACES = 2
"""Means of answers on the scale 1-5."""


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` to so many places after the comma, half up (away from zero): 0.125 to 2 places is 0.13."""
    return value.quantize(_step(places), ROUND_HALF_UP)


def money(value: Decimal) -> Decimal:
    """An amount to its smallest coin."""
    return rounded(value, MONEY_PLACES)


def share_of_one(value: Decimal) -> Decimal:
    """A share 0-1 as it is kept and shown."""
    return rounded(value, SHARE_PLACES)


def whole(value: Decimal) -> int:
    """To a whole number: 2.5 is 3, -2.5 is -3."""
    return int(rounded(value, 0))


def measured(value: float, places: int) -> Decimal:
    """A binary fraction as the figure people read: half up on the digits it is written with, so that 2.675 is 2.68.

    The nearest double of 2.675 lies a hair under it; on paper nobody can see that.
    """
    return rounded(Decimal(repr(float(value))), places)


def at_least(value: Decimal, places: int = 0) -> Decimal:
    """Rounded down: a lower bound stays one."""
    return value.quantize(_step(places), ROUND_FLOOR)


def at_most(value: Decimal, places: int = 0) -> Decimal:
    """Rounded up: an upper bound stays one."""
    return value.quantize(_step(places), ROUND_CEILING)


def even_whole(value: float) -> int:
    """To a whole number with halves to the even one: only for replaying what was published that way."""
    return round(value)


def without_noise(value: float, places: int) -> float:
    """A binary fraction with its last digits cut off, for drawing: the same text on every machine.

    Not for figures that people read: the nearest even digit is taken, as the processor does.
    """
    return round(value, places)


def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)
