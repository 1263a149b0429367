"""Working time of the same intervals by this project and by others: seconds, ratios, and whether the answers agree.

A million intervals over three years, 4.6 days long on average, Mon-Fri 08:00-16:00 Europe/Copenhagen, Danish public
holidays and 5 June, 24 and 31 December closed. The slow ones are given fewer, which is stated, and scaled in the ratio.
"""

import importlib
import importlib.util
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from domain.contract.clauses import CalendarTerms
from domain.working_time.calendars import ServiceCalendar
from domain.working_time.opening_hours import danish_public_holidays

INTERVALS = 1_000_000
ZONE = ZoneInfo("Europe/Copenhagen")
YEARS = range(2023, 2028)
Seconds = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Peer:
    """One way to compute it, how many intervals it is given, and the package it needs."""

    name: str
    compute: Callable[[Seconds, Seconds], Seconds]
    intervals: int
    package: str = ""


def closed_days() -> set[date]:
    """Holidays and the contract's own closed days."""
    own = {date(year, month, day) for year in YEARS for month, day in ((6, 5), (12, 24), (12, 31))}
    return own | {day for year in YEARS for day in danish_public_holidays(year)}


def drawn(count: int) -> tuple[Seconds, Seconds]:
    """Intervals as UTC seconds, by seed."""
    random = np.random.default_rng(1)
    starts = int(datetime(2023, 2, 1, tzinfo=UTC).timestamp()) + random.integers(0, 3 * 365 * 86_400, count)
    return starts, starts + random.exponential(4.57 * 86_400, count).astype(np.int64)


def ours() -> Callable[[Seconds, Seconds], Seconds]:
    """The product's calendar, built and its table made before the clock starts, as a review does."""
    days = {day: [("08:00", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
    terms = CalendarTerms(
        version="bench", valid_from=date(2020, 1, 1), weekly=days, closed_days=("06-05", "12-24", "12-31")
    )
    calendar = ServiceCalendar.from_terms((terms,), YEARS[0], YEARS[-1])
    warm = drawn(50_000)
    calendar.working_seconds_between(*warm)
    return calendar.working_seconds_between


def numpy_busday(starts: Seconds, ends: Seconds) -> Seconds:
    """`numpy.busday_count` on local days, and the clipped hours of the first and last one. One window a day only."""
    holidays = np.array(sorted(closed_days()), dtype="datetime64[D]")
    local_starts, local_ends = _local(starts), _local(ends)
    first, last = (moments.astype("datetime64[D]") for moments in (local_starts, local_ends))
    whole = np.busday_count(first, last, holidays=holidays) * 28_800
    found: Seconds = whole + _into(local_ends, last, holidays) - _into(local_starts, first, holidays)
    return found


def _into(moments: Any, days: Any, holidays: Any) -> Seconds:
    seconds = (moments - days).astype(np.int64)
    into: Seconds = np.where(np.is_busday(days, holidays=holidays), np.clip(seconds - 28_800, 0, 28_800), 0)
    return into


def _local(seconds: Seconds) -> Any:
    import pandas as pd

    stamps = pd.to_datetime(seconds, unit="s", utc=True).tz_convert("Europe/Copenhagen").tz_localize(None)
    return stamps.values.astype("datetime64[s]")


def pandas_hours(starts: Seconds, ends: Seconds) -> Seconds:
    """`CustomBusinessHour`: counts whole hours on a grid, so that most answers are off by minutes."""
    import pandas as pd

    offset = pd.offsets.CustomBusinessHour(start="08:00", end="16:00", holidays=sorted(closed_days()))
    local_starts, local_ends = _local(starts), _local(ends)
    return np.array(
        [
            len(pd.date_range(start, end, freq=offset, inclusive="left")) * 3600
            for start, end in zip(local_starts, local_ends, strict=True)
        ],
        dtype=np.int64,
    )


def business_timedelta(starts: Seconds, ends: Seconds) -> Seconds:
    """The package businesstimedelta, with its rules for work days and holidays."""
    package: Any = importlib.import_module("businesstimedelta")
    zone = importlib.import_module("pytz").timezone("Europe/Copenhagen")  # it knows no other kind of zone
    work = package.WorkDayRule(start_time=clock_time(8), end_time=clock_time(16), working_days=[0, 1, 2, 3, 4], tz=zone)
    rules = package.Rules([work, package.HolidayRule(dict.fromkeys(closed_days(), "closed"), tz=zone)])
    found = []
    for start, end in zip(_aware(starts), _aware(ends), strict=True):
        worked = rules.difference(start, end)
        found.append(worked.hours * 3600 + worked.seconds)
    return np.array(found, dtype=np.int64)


def business_duration(starts: Seconds, ends: Seconds) -> Seconds:
    """The package business-duration, on naive local times."""
    package: Any = importlib.import_module("business_duration")
    import pandas as pd

    closed = dict.fromkeys(closed_days(), "closed")
    return np.array(
        [
            round(
                float(
                    package.businessDuration(
                        pd.Timestamp(start), pd.Timestamp(end), clock_time(8), clock_time(16), holidaylist=closed,
                        unit="sec",
                    )
                    or 0
                )
            )
            for start, end in zip(_local(starts), _local(ends), strict=True)
        ],
        dtype=np.int64,
    )  # fmt: skip


def _aware(seconds: Seconds) -> list[datetime]:
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return [(start + timedelta(seconds=int(second))).astimezone(ZONE) for second in seconds]


def main() -> None:
    """Time each, compare each with ours on what it was given, and print the table."""
    own = ours()
    peers = (
        Peer("this project", own, INTERVALS),
        Peer("NumPy busday_count + clip", numpy_busday, INTERVALS),
        Peer("business-duration", business_duration, 20_000, "business_duration"),
        Peer("businesstimedelta", business_timedelta, 2_000, "businesstimedelta"),
        Peer("pandas CustomBusinessHour", pandas_hours, 1_000),
    )
    table = Table(title=f"Working time of {INTERVALS:,} intervals, one core")
    for heading in ("Method", "Given", "CPU s", "s per million", "Ratio", "Same to the second"):
        table.add_column(heading, justify="left" if heading == "Method" else "right")
    starts, ends = drawn(INTERVALS)
    expected, base = own(starts, ends), 0.0
    for peer in peers:
        if peer.package and importlib.util.find_spec(peer.package) is None:
            table.add_row(peer.name, "not installed: pip install --group bench (pip 25.1 or newer)")
            continue
        found, seconds = _timed(peer, starts[: peer.intervals], ends[: peer.intervals])
        per_million = seconds * 1_000_000 / peer.intervals
        base = base or per_million
        same = float(np.mean(found == expected[: peer.intervals]))
        table.add_row(
            peer.name, f"{peer.intervals:,}", f"{seconds:.3f}", f"{per_million:,.3f}", f"{per_million / base:,.0f}",
            f"{same:.1%}",
        )  # fmt: skip
    Console(width=140).print(table)


def _timed(peer: Peer, starts: Seconds, ends: Seconds) -> tuple[Seconds, float]:
    """The best CPU time of three when it is quick, of one when it is not."""
    best = float("inf")
    for _ in range(3 if peer.intervals == INTERVALS else 1):
        began = time.process_time()
        found = peer.compute(starts, ends)
        best = min(best, time.process_time() - began)
    return found, best


if __name__ == "__main__":
    main()
