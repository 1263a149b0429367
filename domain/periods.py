"""Months as YYYY-MM texts, which sort by themselves, and the local day of an instant.

Here: arithmetic on months, and the one turn from an instant to a day. Not here: working time
(`domain.working_time.calendars`), the zone a month belongs to.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_day(at: datetime, zone: str) -> date:
    """The day an aware instant falls on in a zone (`Europe/Copenhagen`)."""
    return at.astimezone(ZoneInfo(zone)).date()


def month_of(day: date) -> str:
    """The month a date lies in. An instant must be turned to its zone before."""
    return f"{day.year:04}-{day.month:02}"


def shifted(month: str, by: int) -> str:
    """The month `by` months later, or earlier when negative."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04}-{count % 12 + 1:02}"


def months_before(month: str, count: int) -> tuple[str, ...]:
    """The `count` months before `month`, oldest first."""
    return tuple(shifted(month, -n) for n in range(count, 0, -1))


def whole_months(first_on: date, day: date) -> list[str]:
    """The months from the one of `first_on` to the one before that of `day`; the first month at least."""
    months = [month_of(first_on)]
    while (following := shifted(months[-1], 1)) < month_of(day):
        months.append(following)
    return months


def same_months_last_year(months: tuple[str, ...]) -> tuple[str, ...]:
    """Each month a year earlier."""
    return tuple(shifted(month, -12) for month in months)
