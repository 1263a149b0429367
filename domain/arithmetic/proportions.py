"""What a sample can prove about a share: Wilson's interval to show, exact one-sided bounds to prove with.

Here: the arithmetic. Not here: targets and decisions (`domain.pilot.assess`). Shares are Decimal 0-1, four decimals.
The exact bound is Clopper and Pearson's; without a single failure it is the "rule of three" in its exact form.
"""

import math
from decimal import Decimal

from domain.arithmetic.rounding import SHARE_PLACES, at_most, measured

_Z_95_TWO_SIDED = 1.959963984540054
_ERROR_SHARE = 0.05
_STEPS = 60


def wilson(successes: int, trials: int) -> tuple[Decimal, Decimal] | None:
    """Wilson's two-sided 95 % interval; None without trials. 19 of 20 gives 76.4 % to 99.1 %."""
    if not trials:
        return None
    z, share = _Z_95_TWO_SIDED, successes / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    reach = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / (1 + z * z / trials)
    return measured(max(0.0, middle - reach), SHARE_PLACES), measured(min(1.0, middle + reach), SHARE_PLACES)


def upper_bound(failures: int, trials: int) -> Decimal:
    """The share that failures stay under with 95 % confidence; 1 without trials."""
    if not trials or failures >= trials:
        return Decimal(1)
    low, high = failures / trials, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(failures, trials, middle) > _ERROR_SHARE:
            low = middle
        else:
            high = middle
    # Rounded up: rounding to the nearest would call 148 clean cases proof of 2 %.
    return at_most(Decimal(high), SHARE_PLACES)


def lower_bound(failures: int, trials: int) -> Decimal:
    """The share that failures are over with 95 % confidence; 0 without failures."""
    return Decimal(1) - upper_bound(trials - failures, trials) if trials else Decimal(0)


def proven_within(failures: int, trials: int, allowed: Decimal) -> bool:
    """Whether failures stay within `allowed` (a share 0-1) with 95 % confidence: no bound is rounded on the way."""
    return trials > 0 and _at_most(failures, trials, float(allowed)) <= _ERROR_SHARE


def proven_over(failures: int, trials: int, allowed: Decimal) -> bool:
    """Whether failures are over `allowed` (a share 0-1) with 95 % confidence."""
    return trials > 0 and _at_most(trials - failures, trials, float(1 - allowed)) < _ERROR_SHARE


def cases_needed(failures: int, allowed_share: Decimal) -> int:
    """The smallest sample that, with so many failures, proves a failure share of at most `allowed_share` (95 %).

    Without failures this is ceil(ln 0.05 / ln(1 - allowed)): 59 for 5 %, 149 for 2 %.

    Raises:
        ValueError: the allowed share is not between 0 and 1; no sample proves that nothing ever fails.
    """
    if not 0 < allowed_share < 1:
        raise ValueError(f"the allowed share must lie between 0 and 1, not {allowed_share}")
    allowed = float(allowed_share)
    high = failures + 1
    while _at_most(failures, high, allowed) > _ERROR_SHARE:
        high *= 2
    low = failures
    while high - low > 1:
        middle = (low + high) // 2
        if _at_most(failures, middle, allowed) > _ERROR_SHARE:
            low = middle
        else:
            high = middle
    return high


def _at_most(failures: int, trials: int, share: float) -> float:
    """Probability of at most so many failures; in logarithms, because large samples underflow otherwise."""
    if failures >= trials or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    hit, miss = math.log(share), math.log1p(-share)
    whole = math.lgamma(trials + 1)
    terms = (
        math.exp(whole - math.lgamma(k + 1) - math.lgamma(trials - k + 1) + k * hit + (trials - k) * miss)
        for k in range(failures + 1)
    )
    return min(1.0, math.fsum(terms))
