"""Which months' reviews are due on a day.

Here: the first working day after a month by the contract's calendar, and the months that wait. Not here: starting
reviews (`flows.due_reviews`), publishing once (the ledger). A scheduler knows no Danish holidays, so it asks every day,
and this says what is due; a day that was missed is caught up on the next one, and asking twice changes nothing.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.contract.clauses import Contract
from domain.periods import local_day, month_of, shifted
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.sla.month_frame import zone_of
from domain.working_time.calendars import ServiceCalendar

_LONGEST_CLOSURE_DAYS = 60


def review_day(contract: Contract, month: str) -> date:
    """The first working day after a month, by the calendar of the contract's first clause.

    Raises:
        ConfigurationRefused: that calendar does not open within two months.
    """
    calendar = _calendar(contract, month)
    day = date.fromisoformat(f"{shifted(month, 1)}-01")
    for _ in range(_LONGEST_CLOSURE_DAYS):
        if is_working_day(calendar, day):
            return day
        day += timedelta(days=1)
    raise ConfigurationRefused(
        Reason("There is no working day after {month}", month=month),
        where=Reason(
            "contract {contract_id}: {path}",
            contract_id=contract.contract_id,
            path=f"calendars.{contract.clauses[0].calendar}",
        ),
        next_step=Reason("give the calendar its opening hours"),
    )


def due_months(contract: Contract, published: Collection[str], at: datetime) -> tuple[str, ...]:
    """Months whose review day has come and which are not published, oldest first.

    Args:
        published: months (YYYY-MM) with a final review.
        at: now; an aware instant.
    """
    today = local_day(at, zone_of(contract))
    month, last = month_of(contract.starts_on), min(month_of(contract.ends_on), month_of(today))
    found = []
    while month <= last:
        if month not in published and month < month_of(today) and review_day(contract, month) <= today:
            found.append(month)
        month = shifted(month, 1)
    return tuple(found)


def is_working_day(calendar: ServiceCalendar, day: date) -> bool:
    """Whether the calendar opens on a local day."""
    zone = ZoneInfo(calendar.zone)
    start, end = (datetime(d.year, d.month, d.day, tzinfo=zone) for d in (day, day + timedelta(days=1)))
    return calendar.working_seconds(start.astimezone(UTC), end.astimezone(UTC)) > 0


def _calendar(contract: Contract, month: str) -> ServiceCalendar:
    year = int(month[:4])
    return ServiceCalendar.from_terms(contract.calendars[contract.clauses[0].calendar], year, year + 1)
