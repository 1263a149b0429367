"""JQL's dates: literals in the caller's zone, epoch milliseconds, periods back from now, functions.

Here: a value in, epoch milliseconds out. Not here: which fields are dates (`sandbox.jira.jql.fields`).
A literal has no seconds, as in Jira: whoever needs more than a minute uses milliseconds.
"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.jira.jql.grammar import Call, Value
from sandbox.jira.jql.tokens import JqlError, UnknownValue
from sandbox.jira.records.times import from_millis, to_millis

_FORMATS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")
_PERIOD = re.compile(r"([+-]?)((?:\d+\s*(?:w|d|h|m)\s*)+)", re.IGNORECASE)
_PART = re.compile(r"(\d+)\s*(w|d|h|m)", re.IGNORECASE)
_UNIT_MILLIS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000}


def period_millis(text: str) -> int | None:
    """`-7d`, `4w 2d` in milliseconds, a sign before all of it; None when it is no period."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        return None
    total = sum(int(count) * _UNIT_MILLIS[unit.lower()] for count, unit in _PART.findall(match.group(2)))
    return -total if match.group(1) == "-" else total


def date_millis(value: Value, field: str, now_millis: int, zone: ZoneInfo) -> int:
    """The instant a JQL value means.

    Raises:
        JqlError: not a date, or an unknown function; in Jira's words.
    """
    if isinstance(value, Call):
        return _function(value, now_millis, zone)
    text = value.text.strip()
    if re.fullmatch(r"-?\d{5,}", text):
        return int(text)
    if (period := period_millis(text)) is not None:
        return now_millis + period
    for form in _FORMATS:
        try:
            return to_millis(datetime.strptime(text, form).replace(tzinfo=zone))
        except ValueError:
            continue
    raise JqlError(
        f"Date value '{value.text}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', "
        "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
    )


def _midnight(day: datetime) -> datetime:
    return datetime.combine(day.date(), time(), day.tzinfo)


def _month(day: datetime) -> datetime:
    return _midnight(day.replace(day=1))


def _next_month(day: datetime) -> datetime:
    return _month(_month(day) + timedelta(days=32))


# A week begins on Sunday in Jira unless the site says otherwise; the sandbox follows ISO, as Danish sites do.
_STARTS: dict[str, Callable[[datetime], datetime]] = {
    "now": lambda day: day,
    "startofday": _midnight,
    "endofday": lambda day: _midnight(_midnight(day) + timedelta(days=1)),
    "startofweek": lambda day: _midnight(day - timedelta(days=day.weekday())),
    "endofweek": lambda day: _midnight(day + timedelta(days=7 - day.weekday())),
    "startofmonth": _month,
    "endofmonth": _next_month,
    "startofyear": lambda day: _midnight(day.replace(month=1, day=1)),
    "endofyear": lambda day: _midnight(day.replace(year=day.year + 1, month=1, day=1)),
}


def _function(call: Call, now_millis: int, zone: ZoneInfo) -> int:
    start = _STARTS.get(call.name.lower())
    if start is None:
        raise UnknownValue(f"Unable to find JQL function '{call.name}()'.")
    moment = to_millis(start(from_millis(now_millis, zone)))
    if call.name.lower().startswith("end"):
        moment -= 1
    if not call.arguments:
        return moment
    shift = period_millis(call.arguments[0])
    if shift is None:
        raise JqlError(f"Duration for function '{call.name}' should have the format (+/-)n(wdhm), e.g -1w for 1 week.")
    return moment + shift
