"""Service calendars: working time between two instants, and deadlines, in exact seconds.

Here: opening windows in local time, holidays by rule, closed and half days, versions, and the questions asked of them.
Not here: the arithmetic on UTC intervals (`domain.working_time.intervals`), whose time it is
(`domain.sla.ticket_time`).

Windows are made in local time and kept as UTC intervals, so that days of 23 and 25 hours are right without a special
case: what counts is elapsed time. A local time that a clock change skips is read with the offset before the change, one
that occurs twice is its first occurrence (both as PEP 495 `fold=0`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from domain.arithmetic.columns import Seconds
from domain.contract.clauses import CalendarTerms
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.working_time.intervals import OpenTime
from domain.working_time.opening_hours import WEEKDAYS, LocalWindow, danish_public_holidays, hours_refused, windows_of

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2200

_NOTHING: Final = OpenTime(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), first=0, last=-1)


@dataclass(frozen=True)
class _Version:
    """The opening rule from one local date on."""

    valid_from: date
    zone: ZoneInfo
    weekly: tuple[tuple[LocalWindow, ...], ...]
    holidays: frozenset[date]
    danish_holidays: bool
    closed_days: frozenset[str]
    overrides: Mapping[date, tuple[LocalWindow, ...]]

    def windows_on(self, day: date) -> tuple[LocalWindow, ...]:
        """Windows that open on `day`. An override is the more special rule and wins over a holiday."""
        if day in self.overrides:
            return self.overrides[day]
        closed = day in self.holidays or f"{day:%m-%d}" in self.closed_days
        if closed or (self.danish_holidays and day in danish_public_holidays(day.year)):
            return ()
        return self.weekly[day.weekday()]

    def instant(self, day: date, minutes: int) -> int:
        """UTC second of a local time on `day`; 1680 minutes is 04:00 on the next day."""
        local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - gets its zone below
        return int(local.replace(tzinfo=self.zone).timestamp())


class ServiceCalendar:
    """When a service is open. Immutable to its users; years are filled in as questions reach them.

    Args:
        zone: IANA zone the windows are local to.
        weekly: weekday ("mon".."sun") -> windows as ("HH:MM", "HH:MM"); "28:00" is 04:00 the next day.
        holidays: local dates without windows.
        overrides: local date -> windows in place of the weekly ones (half days; empty closes the day).

    Raises:
        ConfigurationRefused: unknown zone or weekday, a time that cannot be read, a window that closes before it opens.
    """

    def __init__(
        self,
        zone: str,
        weekly: Mapping[str, Sequence[Sequence[str]]],
        holidays: Iterable[date] = (),
        overrides: Mapping[date, Sequence[Sequence[str]]] | None = None,
    ) -> None:
        version = _version(date.min, zone, weekly, holidays=holidays, overrides=overrides or {})
        self._versions: tuple[_Version, ...] = (version,)
        self._years: tuple[int, int] | None = None
        self._open_time: OpenTime = _NOTHING

    @classmethod
    def from_cases(cls, case: Mapping[str, Any]) -> "ServiceCalendar":
        """A calendar from plain text: `zone`, `weekly`, `holidays` (ISO dates), `overrides` (ISO date -> windows)."""
        return cls(
            case["zone"],
            case["weekly"],
            [date.fromisoformat(day) for day in case.get("holidays", ())],
            {date.fromisoformat(day): windows for day, windows in case.get("overrides", {}).items()},
        )

    @classmethod
    def from_terms(cls, versions: tuple[CalendarTerms, ...], first_year: int, last_year: int) -> "ServiceCalendar":
        """One calendar out of a contract's versions: each rules from its `valid_from` until the next begins.

        The earliest version also rules the days before it. A window belongs to the version of the day it opens on.

        Args:
            versions: at least one, in rising order of `valid_from`.
            first_year, last_year: the years to fill in at once; further ones follow when they are asked for.
        """
        calendar = cls(versions[0].zone, {})
        calendar._versions = tuple(
            _version(
                terms.valid_from,
                terms.zone,
                terms.weekly,
                overrides=terms.overrides,
                danish_holidays=terms.holidays == "DK",
                closed_days=terms.closed_days,
                where=f"calendar version {terms.version}",
            )
            for terms in versions
        )
        calendar._extend(first_year, last_year)
        return calendar

    @property
    def zone(self) -> str:
        """IANA zone of the newest version."""
        return self._versions[-1].zone.key

    def working_seconds(self, start: datetime, end: datetime) -> int:
        """Open seconds in [start, end) of two aware instants, each floored to its second; 0 if the end comes first."""
        return int(self.working_seconds_between(_array(start), _array(end))[0])

    def working_seconds_between(self, starts: Seconds, ends: Seconds) -> Seconds:
        """Open seconds in each [start, end) of UTC epoch seconds; 0 where the end comes first."""
        starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        return self._covering(starts, ends).between(starts, ends)

    def add_working_time(self, start: datetime, seconds: int) -> datetime:
        """The instant at which `seconds` of open time have passed since `start`, in the zone of `start`.

        Exactly used up at a closing it is that closing, not the next opening. 0 seconds is `start` itself.

        Raises:
            ValueError: negative seconds, or a naive start.
            ConfigurationRefused: the calendar does not open for that long.
        """
        if seconds == 0:
            return start
        reached = self.add_working_seconds(_array(start), np.array([seconds], dtype=np.int64))[0]
        return datetime.fromtimestamp(int(reached), tz=start.tzinfo)

    def add_working_seconds(self, starts: Seconds, seconds: Seconds) -> Seconds:
        """`add_working_time` on arrays: UTC epoch seconds and amounts give UTC epoch seconds."""
        starts, seconds = np.asarray(starts, dtype=np.int64), np.asarray(seconds, dtype=np.int64)
        if np.any(seconds < 0):
            raise ValueError("working time to add must not be negative")
        if not len(starts):
            return starts
        open_time, wanted = self._holding(starts, seconds)
        asked = seconds > 0
        found = starts.copy()
        found[asked] = open_time.reached(wanted[asked])
        return found

    def exceptions_between(self, first_on: date, last_on: date) -> tuple[tuple[date, str], ...]:
        """Days in [first_on, last_on] whose hours are not those of their weekday, with the holiday's name if any."""
        days = (first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1))
        found = []
        for day in days:
            version = self._version_on(day)
            if version.windows_on(day) != version.weekly[day.weekday()]:
                found.append((day, danish_public_holidays(day.year).get(day, "") if version.danish_holidays else ""))
        return tuple(found)

    def open_time_between(self, first: int, last: int) -> OpenTime:
        """The counting function itself, complete at least between two UTC seconds."""
        bounds = np.array([first, last], dtype=np.int64)
        return self._covering(bounds, bounds)

    def _holding(self, starts: Seconds, seconds: Seconds) -> tuple[OpenTime, Seconds]:
        """A range long enough to hold every deadline, and the running total each one is at."""
        while True:
            open_time = self._covering(starts, starts)
            wanted = open_time.before(starts) + seconds
            if int(wanted[seconds > 0].max(initial=0)) <= open_time.total_seconds:
                return open_time, wanted
            first_year, last_year = self._years or (_EARLIEST_YEAR, _EARLIEST_YEAR)
            if last_year >= _LATEST_YEAR:
                raise ConfigurationRefused(
                    Reason("The deadline cannot be computed"),
                    why=Reason(
                        "the service calendar does not open for that long before {year}", year=str(_LATEST_YEAR)
                    ),
                    next_step=Reason("give the calendar opening windows"),
                )
            self._extend(first_year, min(_LATEST_YEAR, last_year + max(5, last_year - first_year)))

    def _covering(self, starts: Seconds, ends: Seconds) -> OpenTime:
        """The counting function over a range of years that holds all these instants."""
        if len(starts) and len(ends):
            low = int(min(starts.min(), ends.min()))
            high = int(max(starts.max(), ends.max()))
            if low < self._open_time.first or high > self._open_time.last:
                first_year = (_EPOCH + timedelta(seconds=low)).year
                last_year = (_EPOCH + timedelta(seconds=high)).year
                known = self._years or (first_year, last_year)
                self._extend(min(first_year, known[0]), max(last_year, known[1]))
        return self._open_time

    def _extend(self, first_year: int, last_year: int) -> None:
        if first_year < _EARLIEST_YEAR or last_year > _LATEST_YEAR:
            raise ValueError(f"service calendars reach from {_EARLIEST_YEAR} to {_LATEST_YEAR}")
        self._open_time = self._built(first_year, last_year)
        self._years = (first_year, last_year)

    def _built(self, first_year: int, last_year: int) -> OpenTime:
        windows = np.array(list(self._windows(first_year, last_year)), dtype=np.int64).reshape(-1, 2)
        return OpenTime(
            windows[:, 0],
            windows[:, 1],
            first=int(datetime(first_year, 1, 1, tzinfo=UTC).timestamp()),
            last=int(datetime(last_year + 1, 1, 1, tzinfo=UTC).timestamp()),
        )

    def _version_on(self, day: date) -> _Version:
        return next((v for v in reversed(self._versions) if v.valid_from <= day), self._versions[0])

    def _windows(self, first_year: int, last_year: int) -> Iterator[tuple[int, int]]:
        """UTC seconds of every window; three days more on both sides, for zones and windows over midnight."""
        day = date(first_year, 1, 1) - timedelta(days=3)
        last_day = date(last_year, 12, 31) + timedelta(days=3)
        while day <= last_day:
            version = self._version_on(day)
            for opening, closing in version.windows_on(day):
                yield version.instant(day, opening), version.instant(day, closing)
            day += timedelta(days=1)


def _version(
    valid_from: date,
    zone: str,
    weekly: Mapping[Any, Sequence[Sequence[str]]],
    *,
    holidays: Iterable[date] = (),
    overrides: Mapping[date, Sequence[Sequence[str]]],
    danish_holidays: bool = False,
    closed_days: Iterable[str] = (),
    where: str = "calendar",
) -> _Version:
    unknown = set(weekly) - set(WEEKDAYS)
    if unknown:
        raise hours_refused(
            where,
            Reason("'{day}' is no weekday", day=min(unknown)),
            Reason("use {known}", known=", ".join(WEEKDAYS)),
        )
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as cause:
        raise hours_refused(
            where,
            Reason("'{zone}' is no time zone", zone=zone),
            Reason("use an IANA name such as Europe/Copenhagen"),
        ) from cause
    return _Version(
        valid_from=valid_from,
        zone=place,
        weekly=tuple(windows_of(weekly.get(day, ()), f"{where}.{day}") for day in WEEKDAYS),
        holidays=frozenset(holidays),
        danish_holidays=danish_holidays,
        closed_days=frozenset(closed_days),
        overrides={day: windows_of(windows, f"{where}.{day}") for day, windows in overrides.items()},
    )


def _array(instant: datetime) -> Seconds:
    """One aware instant as UTC epoch seconds, floored."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return np.array([(instant - _EPOCH) // _SECOND], dtype=np.int64)
