"""How long tickets stay open, when some still are: the Kaplan-Meier estimate.

Here: the step function, read at a duration, and its median. Not here: which durations (`domain.review.open_work`).
Counting only closed tickets makes work look faster than it is, counting open ones as never closing makes it look
slower; this estimate uses each open ticket for as long as it was watched (Kaplan and Meier, JASA 1958).
It supposes that open tickets will close like the others did: not so when the way of closing has just changed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.arithmetic.columns import Seconds

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Survival:
    """The estimate as a step function.

    Attributes:
        at: durations at which something closed, rising.
        survival: share still open just after each.
        at_risk: how many were still open and watched just before each.
    """

    at: Seconds
    survival: Shares
    at_risk: Seconds

    def open_share(self, duration: int) -> float:
        """The share still open after `duration`: 1 before the first closing."""
        step = int(np.searchsorted(self.at, duration, side="right"))
        return float(self.survival[step - 1]) if step else 1.0

    def median(self) -> int | None:
        """The first duration after which at most half are open; None when more than half still were at the end."""
        below = np.flatnonzero(self.survival <= 0.5)
        return int(self.at[below[0]]) if len(below) else None


def kaplan_meier(durations: Seconds, closed: npt.NDArray[np.bool_]) -> Survival:
    """The estimate from durations until closing, or until watching ended where `closed` is false.

    A ticket whose watch ended at the very duration another closed at was still at risk then.
    """
    closings, rising = np.sort(durations[closed]), np.sort(durations)
    first = np.flatnonzero(np.append(True, closings[1:] != closings[:-1])[: len(closings)])
    at: Seconds = closings[first]
    at_risk = (len(rising) - np.searchsorted(rising, at, side="left")).astype(np.int64)
    events = np.append(first[1:], len(closings))[: len(first)] - first
    survival: Shares = np.cumprod(1.0 - events / at_risk).astype(np.float64)
    return Survival(at=at, survival=survival, at_risk=at_risk)
