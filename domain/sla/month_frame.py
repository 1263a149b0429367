"""The months of one review: their bounds, and the tickets placed in them.

Here: where months begin and end in the contract's zone. Not here: figures (`domain.review.figures`), flow
(`domain.review.flow`), the review (`domain.review.build`).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from domain.arithmetic.columns import Seconds
from domain.contract.clauses import Contract
from domain.periods import month_of, months_before, shifted
from domain.sla.ticket_time import TicketTime

MONTHS_BEFORE = 12

Counts = npt.NDArray[np.int64]


def month_bounds(month: str, zone: str) -> tuple[datetime, datetime, date, date]:
    """A month (YYYY-MM) in a zone: its first instant, the first instant after it (both UTC), first and last day."""
    first_on = date.fromisoformat(f"{month}-01")
    next_on = date.fromisoformat(f"{shifted(month, 1)}-01")
    local = ZoneInfo(zone)
    start, end = (datetime(d.year, d.month, d.day, tzinfo=local).astimezone(UTC) for d in (first_on, next_on))
    return start, end, first_on, next_on - timedelta(days=1)


@dataclass(frozen=True)
class MonthFrame:
    """What all parts of one review share.

    Attributes:
        months: every month from the earliest ticket's (or the earliest shown) to the reviewed one.
        starts: UTC seconds of their starts, and of the last one's end.
        shown: how many of them are shown, the reviewed one included; they are the last ones.
    """

    contract: Contract
    zone: str
    time: TicketTime
    months: tuple[str, ...]
    starts: Seconds
    shown: int

    def number(self, instants: Seconds) -> Counts:
        """Position in `months` of each instant; NEVER is beyond the last one."""
        return np.searchsorted(self.starts, instants, side="right") - 1

    def per_month(self, instants: Seconds) -> Counts:
        """How many of the instants lie in each of `months`."""
        number = self.number(instants)
        return np.bincount(number[(number >= 0) & (number <= self.now)], minlength=len(self.months))

    @property
    def now(self) -> int:
        """Position of the reviewed month."""
        return len(self.months) - 1


def zone_of(contract: Contract) -> str:
    """The zone months are cut in: that of the first clause's calendar."""
    return contract.calendars[contract.clauses[0].calendar][-1].zone


def frame_months(contract: Contract, month: str, time: TicketTime) -> MonthFrame:
    """The months of a review of `month`; shown are up to twelve before it, from the contract's first on."""
    zone = zone_of(contract)
    wanted = (*months_before(month, MONTHS_BEFORE), month)
    shown = [name for name in wanted if name >= month_of(contract.starts_on) or name == month]
    earliest = datetime.fromtimestamp(int(time.created.min(initial=time.cut_off)), ZoneInfo(zone))
    first = min(shown[0], month_of(earliest.date()))
    months = [first]
    while months[-1] < month:
        months.append(shifted(months[-1], 1))
    starts = [int(month_bounds(name, zone)[0].timestamp()) for name in (*months, shifted(month, 1))]
    return MonthFrame(contract, zone, time, tuple(months), np.array(starts, dtype=np.int64), len(shown))
