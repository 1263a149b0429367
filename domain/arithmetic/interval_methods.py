"""More intervals for shares: the guaranteed one, the Bayesian one, and one for the difference of two shares.

Here: Clopper-Pearson, Jeffreys, Newcombe. Not here: Wilson's interval and one-sided proofs
(`domain.arithmetic.proportions`). Two-sided at 95 %, as floats: they are compared and drawn, and never decide money.
Sources: Clopper and Pearson 1934; Brown, Cai and DasGupta 2001 (Jeffreys); Newcombe 1998, method 10.
"""

import math
from collections.abc import Callable
from typing import Final

_ERROR: Final = 0.05
_Z: Final = 1.959963984540054
_STEPS: Final = 200
_TINY: Final = 1e-300

Interval = tuple[float, float]


def clopper_pearson(successes: int, trials: int) -> Interval | None:
    """The exact interval: covers the true share at least 95 % of the time; None without trials."""
    if not trials:
        return None
    low = 0.0 if successes == 0 else beta_quantile(_ERROR / 2, successes, trials - successes + 1)
    high = 1.0 if successes == trials else beta_quantile(1 - _ERROR / 2, successes + 1, trials - successes)
    return low, high


def jeffreys(successes: int, trials: int) -> Interval | None:
    """The equal-tailed interval under Jeffreys' prior Beta(1/2, 1/2); None without trials."""
    if not trials:
        return None
    shape = successes + 0.5, trials - successes + 0.5
    low = 0.0 if successes == 0 else beta_quantile(_ERROR / 2, *shape)
    high = 1.0 if successes == trials else beta_quantile(1 - _ERROR / 2, *shape)
    return low, high


def newcombe(successes_1: int, trials_1: int, successes_2: int, trials_2: int) -> Interval | None:
    """The difference of two shares, first minus second, from their Wilson intervals; None without trials of one.

    56 of 70 against 48 of 80 gives 0.0524 to 0.3339.
    """
    if not trials_1 or not trials_2:
        return None
    share_1, share_2 = successes_1 / trials_1, successes_2 / trials_2
    (low_1, high_1), (low_2, high_2) = _wilson(successes_1, trials_1), _wilson(successes_2, trials_2)
    difference = share_1 - share_2
    return (
        difference - math.hypot(share_1 - low_1, high_2 - share_2),
        difference + math.hypot(high_1 - share_1, share_2 - low_2),
    )


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The value a Beta(a, b) variable stays under with this probability, by bisection."""
    return _bisect(lambda x: beta_cdf(x, a, b) < probability)


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's evaluation of the continued fraction."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _bisect(too_low: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if too_low(middle) else (low, middle)
    return (low + high) / 2


def _wilson(successes: int, trials: int) -> Interval:
    share = successes / trials
    middle = (share + _Z * _Z / (2 * trials)) / (1 + _Z * _Z / trials)
    reach = _Z * math.sqrt(share * (1 - share) / trials + (_Z / (2 * trials)) ** 2) / (1 + _Z * _Z / trials)
    return max(0.0, middle - reach), min(1.0, middle + reach)
