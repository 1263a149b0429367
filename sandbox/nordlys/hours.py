"""Clock of the demo company: opening hours as arithmetic, and instants as Jira prints them.

Here: working time for *making* data, and ISO timestamps with the zone's offset. Not here: the rule that judges the data
(`domain.working_time.calendars`). The generator keeps its own arithmetic on purpose: data made with the rule under test
could never show that the rule is wrong.

All instants are UTC epoch milliseconds, all durations working milliseconds unless the name says otherwise.
"""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

ZONE_NAME = "Europe/Copenhagen"
ZONE = ZoneInfo(ZONE_NAME)
MINUTE = 60_000
HOUR = 60 * MINUTE
WORKDAY = 8 * HOUR
CLOSED_DAYS = frozenset({(6, 5), (12, 24), (12, 31)})
"""Closed by contract, beside the public holidays."""

_OPENS = time(8, 0)
_CLOSES = (time(16, 0), time(16, 0), time(16, 0), time(16, 0), time(15, 30))


def instant(day: date, at: time, *, fold: int = 0) -> int:
    """The instant of a local wall-clock time; `fold=1` is the second pass of the hour that autumn repeats."""
    return int(datetime.combine(day, at, ZONE).replace(fold=fold).timestamp() * 1000)


class OfficeHours:
    """Opening windows of calendar "kontor": Mon-Thu 08:00-16:00, Fri 08:00-15:30, Danish holidays closed."""

    def __init__(self, first: date, last: date) -> None:
        closed = holidays.country_holidays("DK", years=range(first.year, last.year + 1))
        self.open_days: list[date] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        self._through: list[int] = []
        total = 0
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if day.weekday() > 4 or day in closed or (day.month, day.day) in CLOSED_DAYS:
                continue
            start, end = instant(day, _OPENS), instant(day, _CLOSES[day.weekday()])
            self.open_days.append(day)
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(total)
            total += end - start
            self._through.append(total)

    def worked(self, at: int) -> int:
        """Working milliseconds from the first window to `at`."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0
        return self._before[index] + min(at, self._ends[index]) - self._starts[index]

    def after(self, at: int, work: int) -> int:
        """The instant at which `work` working milliseconds have passed since `at`; `at` itself for zero."""
        if work <= 0:
            return at
        goal = self.worked(at) + work
        index = bisect_left(self._through, goal)
        if index == len(self._through):
            raise ValueError("the demo calendar ends before this instant; make it longer")
        return self._starts[index] + goal - self._before[index]

    def window(self, day: date) -> tuple[int, int]:
        """Opening and closing instant of an open day."""
        index = bisect_left(self.open_days, day)
        return self._starts[index], self._ends[index]


class Stamps:
    """Instants as Jira prints them for a caller in Copenhagen: `2025-10-26T02:30:00.000+0100`.

    The text of each hour is kept, because a hundred thousand tickets share some ten thousand hours.
    """

    def __init__(self) -> None:
        self._hours: dict[int, tuple[str, str]] = {}

    def text(self, at: int) -> str:
        """ISO text with milliseconds and the offset valid at `at`."""
        hour, rest = divmod(at, HOUR)
        parts = self._hours.get(hour)
        if parts is None:
            local = datetime.fromtimestamp(hour * 3600, UTC).astimezone(ZONE)
            parts = self._hours[hour] = (local.strftime("%Y-%m-%dT%H:"), local.strftime("%z"))
        minute, rest = divmod(rest, MINUTE)
        second, milli = divmod(rest, 1000)
        return f"{parts[0]}{minute:02}:{second:02}.{milli:03}{parts[1]}"

    def month(self, at: int) -> str:
        """The local month of an instant, YYYY-MM."""
        return self.text(at)[:7]
