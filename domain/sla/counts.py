"""Verdicts counted once: per priority and month, the census of the reviewed month, and the seconds of stopped clocks.

Here: a pass over one clause's verdicts that every figure of it then reads. Not here: figures (`domain.review.figures`).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.arithmetic.columns import Seconds
from domain.sla.month_frame import Counts, MonthFrame
from domain.sla.shapes import Census
from domain.sla.verdicts.verdicts import Verdict, Verdicts
from domain.working_time.intervals import NEVER

_SECONDS_KEY = np.int64(1 << 34)


@dataclass(frozen=True)
class VerdictCounts:
    """Counts of one clause; the first axis of tables is the position in `Verdicts.priorities`, the second the month.

    Attributes:
        met, breached: verdicts per priority and month.
        decided_now: per priority and `Verdict`, verdicts that fell in the reviewed month.
        standing: per priority and `Verdict`, as they stand at the cut-off.
        created_now: as `standing`, only of tickets created in the reviewed month.
        stopped: keys of `_SECONDS_KEY` x (priority x months + month) + seconds of stopped clocks, rising.
    """

    months: int
    met: npt.NDArray[np.int64]
    breached: npt.NDArray[np.int64]
    decided_now: npt.NDArray[np.int64]
    standing: npt.NDArray[np.int64]
    created_now: npt.NDArray[np.int64]
    stopped: Seconds

    def of(self, code: int) -> tuple[Counts, Counts]:
        """(met, judged) per month of one priority; zeros for one that no ticket ever held."""
        if code < 0:
            nothing = np.zeros(self.months, dtype=np.int64)
            return nothing, nothing
        return self.met[code], self.met[code] + self.breached[code]

    def census(self, code: int, now: int) -> Census:
        """The census of the reviewed month."""
        if code < 0:
            return Census()
        decided, standing = self.decided_now[code], self.standing[code]
        return Census(
            met=int(self.met[code, now]),
            breached_resolved=int(decided[Verdict.BREACHED_RESOLVED]),
            breached_open=int(decided[Verdict.BREACHED_OPEN]),
            open_in_time=int(standing[Verdict.OPEN]),
            excluded=int(self.created_now[code, Verdict.EXCLUDED]),
            unreadable=int(standing[Verdict.UNREADABLE]),
        )

    def seconds(self, code: int, month: int) -> Seconds:
        """Counted seconds of the month's verdicts whose clock has stopped, rising."""
        if code < 0:
            return self.stopped[:0]
        group = np.int64(code * self.months + month) * _SECONDS_KEY
        low, high = np.searchsorted(self.stopped, [group, group + _SECONDS_KEY])
        found: Seconds = self.stopped[low:high] - group
        return found


def count_verdicts(frame: MonthFrame, found: Verdicts) -> VerdictCounts:
    """Count one clause's verdicts over all months of the frame."""
    months, codes = len(frame.months), len(found.priorities)
    met_month, breached_month = frame.number(found.met_at), frame.number(found.breached_at)
    decided = np.where(found.breached_at != NEVER, breached_month, met_month)
    outcomes = found.priority * len(Verdict) + found.outcome

    def by_outcome(kept: npt.NDArray[np.bool_] | slice) -> npt.NDArray[np.int64]:
        return np.bincount(outcomes[kept], minlength=codes * len(Verdict)).reshape(codes, len(Verdict))

    def by_month(code: npt.NDArray[np.int64], month: Counts) -> npt.NDArray[np.int64]:
        # One column more than there are months, for what never came.
        grid = np.bincount(code * (months + 1) + month, minlength=codes * (months + 1))
        return grid.reshape(codes, months + 1)[:, :months]

    stopped = np.flatnonzero((found.stop != NEVER) & (decided < months))
    keys = (found.priority[stopped] * months + decided[stopped]) * _SECONDS_KEY + found.counted[stopped]
    return VerdictCounts(
        months=months,
        met=by_month(found.met_priority, met_month),
        breached=by_month(found.priority, breached_month),
        decided_now=by_outcome(decided == frame.now),
        standing=by_outcome(slice(None)),
        created_now=by_outcome(frame.number(frame.time.created[found.ticket]) == frame.now),
        stopped=np.sort(keys),
    )
