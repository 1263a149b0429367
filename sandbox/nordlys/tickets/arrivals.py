"""When tickets come and to which process: months, working hours, nights and holidays.

Here: instants of creation, process and priority. Not here: what happens to a ticket afterwards
(`sandbox.nordlys.tickets.plans`).
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sandbox.nordlys.hours import HOUR, ZONE, OfficeHours, instant
from sandbox.nordlys.processes import PILOT_PROCESS, WAVES

VENDOR_MONTHS: dict[str, int] = {
    "2025-09": 120,
    "2025-10": 250,
    "2025-11": 330,
    "2025-12": 340,
    "2026-01": 520,
    "2026-02": 520,
    "2026-03": 540,
    "2026-04": 480,
    "2026-05": 480,
    "2026-06": 500,
    "2026-07": 360,
    "2026-08": 480,
    "2026-09": 550,
    "2026-10": 570,
}
"""Tickets to the vendor per local month of creation: the pilot, then wave by wave, a summer dip, a busy autumn."""

INTERNAL_MONTHS: dict[str, int] = {"2025-01": 165, "2025-02": 170, "2025-03": 185, "2025-04": 180}
PILOT_MONTH = "2025-09"
LAST_PILOT_DAY = 28

SPECIAL_ARRIVALS: dict[str, tuple[int, ...]] = {
    # The hour that autumn repeats, in both passes, and the hour after the one spring skips.
    "2025-10": (
        instant(date(2025, 10, 26), time(2, 30), fold=0),
        instant(date(2025, 10, 26), time(2, 30), fold=1),
        instant(date(2025, 10, 24), time(15, 10)),
    ),
    "2025-12": (instant(date(2025, 12, 24), time(10, 0)), instant(date(2025, 12, 26), time(13, 20))),
    "2026-01": (instant(date(2026, 1, 1), time(11, 0)),),
    "2026-03": (instant(date(2026, 3, 29), time(3, 5)), instant(date(2026, 3, 27), time(15, 5))),
    "2026-04": (instant(date(2026, 4, 2), time(9, 45)),),
    "2026-05": (instant(date(2026, 5, 14), time(9, 15)),),
    "2026-06": (instant(date(2026, 6, 5), time(9, 30)),),
    # July in Copenhagen, June in UTC.
    "2026-07": (int(datetime(2026, 6, 30, 22, 30, tzinfo=UTC).timestamp() * 1000),),
}
"""Local month -> instants on which a ticket comes in any case: clock changes, holidays, a month's edge."""

_PROCESS_WEIGHTS = {
    "ADM-04": 9,
    "ADM-01": 6,
    "ADM-02": 9,
    "MKT-01": 3,
    "FIN-02": 14,
    "FIN-03": 9,
    "ADM-03": 4,
    "ADM-05": 7,
    "KUN-02": 7,
    "FIN-01": 15,
    "FIN-04": 9,
    "FIN-07": 9,
    "IT-01": 8,
    "RES-02": 5,
}
_PRIORITIES = ("P1", "P2", "P3", "P4")
_PRIORITY_WEIGHTS = (6, 20, 46, 28)
_PILOT_WEIGHTS = (3, 17, 52, 28)


def scaled(months: Mapping[str, int], total: int) -> dict[str, int]:
    """The same profile over the months with another total; the counts add up to `total` exactly."""
    whole = sum(months.values())
    counts: dict[str, int] = {}
    seen = given = 0
    for month, count in months.items():
        seen += count
        upto = seen * total // whole
        counts[month] = upto - given
        given = upto
    return counts


def arrivals(
    rng: Random, hours: OfficeHours, months: Mapping[str, int], special: Mapping[str, tuple[int, ...]]
) -> list[int]:
    """Instants of creation over all months, in order. Four in a hundred come outside working hours."""
    found: list[int] = []
    for month, count in months.items():
        fixed = special.get(month, ())
        days = [day for day in hours.open_days if f"{day:%Y-%m}" == month]
        if month == PILOT_MONTH:
            days = [day for day in days if day.day <= LAST_PILOT_DAY]
        weights = [_busy(day, position, len(days)) for position, day in enumerate(days)]
        found.extend(fixed)
        for day in rng.choices(days, weights, k=count - len(fixed)):
            found.append(_at_night(rng, day) if rng.random() < 0.04 else _in_hours(rng, hours, day))
    return sorted(found)


def process_for(rng: Random, created: int) -> str:
    """The process a ticket belongs to: only those already handed over to the vendor on its local day."""
    day = datetime.fromtimestamp(created / 1000, ZONE).date()
    active = [process_id for process_id in _PROCESS_WEIGHTS if WAVES[process_id][1] <= day]
    if len(active) <= 1:
        return PILOT_PROCESS
    return rng.choices(active, [_PROCESS_WEIGHTS[process_id] for process_id in active])[0]


def priority_for(rng: Random, process: str, pilot: bool) -> str:
    """A priority; the low-risk pilot has fewer urgent tickets, the helpdesk more."""
    if pilot:
        return rng.choices(_PRIORITIES, _PILOT_WEIGHTS)[0]
    if process == "IT-01":
        return rng.choices(_PRIORITIES, (14, 26, 40, 20))[0]
    return rng.choices(_PRIORITIES, _PRIORITY_WEIGHTS)[0]


def last_day(months: Iterable[str]) -> date:
    """The last day of the latest month."""
    year, month = map(int, max(months).split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _busy(day: date, position: int, days: int) -> float:
    """Mondays and the last days before a month's close are the busy ones."""
    return 1.0 + 0.25 * (day.weekday() == 0) + 0.2 * (position >= days - 3) - 0.15 * (day.weekday() == 4)


def _in_hours(rng: Random, hours: OfficeHours, day: date) -> int:
    opens, closes = hours.window(day)
    middle, spread = (1.8, 1.1) if rng.random() < 0.6 else (5.5, 1.2)
    at = opens + int(rng.gauss(middle, spread) * HOUR)
    return at if opens <= at < closes else opens + int(rng.random() * (closes - opens))


def _at_night(rng: Random, day: date) -> int:
    """Early or late on the same local day, or on the weekend after it while the month stays the same."""
    if day.weekday() == 4 and rng.random() < 0.7:
        weekend = day + timedelta(days=rng.choice((1, 2)))
        if weekend.month == day.month:
            return instant(weekend, time(rng.randrange(8, 22), rng.randrange(60), rng.randrange(60)))
    hour = rng.choice((5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23))
    return instant(day, time(hour, rng.randrange(60), rng.randrange(60))) + rng.randrange(1000)
