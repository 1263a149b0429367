"""Working time against cases of other projects, Danish law, hand-worked instants, and a slow obvious reference.

`data/business_time_cases.json`: 154 cases out of the test suites of ten projects; each names repository, commit, file
and test. They agree with each other except where a policy was chosen. Ours, the two choices:

1. an end before the start is 0 seconds (as biz, Znuny and GLPI), not negative (working_hours, business_time, moment);
2. a day of 25 hours is 25 hours of elapsed time (as Znuny and OTRS), not 24 hours on the wall (working_hours).

They also follow from the interface: instants are whole seconds (one case has a fraction), a deadline that is used up
exactly at a closing is that closing, and zero seconds after an instant is that instant.
"""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contract.clauses import CalendarTerms
from domain.problems import ConfigurationRefused
from domain.working_time.calendars import ServiceCalendar
from domain.working_time.opening_hours import danish_public_holidays

DATA = Path(__file__).parents[1] / "data"
CASES: list[dict[str, Any]] = json.loads((DATA / "business_time_cases.json").read_text())["cases"]
DANISH_YEARS: dict[str, Any] = json.loads((DATA / "dk_holidays_2020_2030.json").read_text())["years"]
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

END_BEFORE_START = {"wh-05": 0, "bt-02": 0}
ELAPSED_NOT_WALL = {"wh-14": 90_000}
WHOLE_SECONDS = {"kbt-03": 25_190}
OURS = END_BEFORE_START | ELAPSED_NOT_WALL | WHOLE_SECONDS

BACKWARD_IN_TIME = {"wh-29"}  # the source subtracts from the end; the start is what it computes
ROLLS_TO_OPENING = {"wh-31"}  # the source moves a deadline at closing to the next opening

OFFICE = {day: [("08:00", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def copenhagen(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def office_2026() -> ServiceCalendar:
    """Mon-Fri 08-16, public holidays, 5 June, 24 and 31 December closed (research page review-pack, 1.4)."""
    terms = CalendarTerms.model_validate(
        {"version": "1", "valid_from": "2025-01-01", "weekly": OFFICE, "closed_days": ["06-05", "12-24", "12-31"]}
    )
    return ServiceCalendar.from_terms((terms,), 2026, 2026)


def test_there_are_154_cases_and_each_names_its_source() -> None:
    assert len(CASES) == 154
    assert all(case["source"]["repo"] and case["source"]["test"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_working_seconds_of_an_external_case(case: dict[str, Any]) -> None:
    calendar = ServiceCalendar.from_cases(case)
    worked = calendar.working_seconds(instant(case["start_utc"]), instant(case["end_utc"]))
    paused = sum(calendar.working_seconds(instant(a), instant(b)) for a, b in case["pauses_utc"])
    expected = OURS.get(case["id"], case["expected_seconds"])
    assert abs(worked - paused - expected) <= int(case["tolerance_seconds"])


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c["kind"] == "deadline" and c["expected_seconds"] and c["id"] not in BACKWARD_IN_TIME],
    ids=lambda case: case["id"],
)
def test_the_deadline_of_an_external_case(case: dict[str, Any]) -> None:
    calendar = ServiceCalendar.from_cases(case)
    deadline = calendar.add_working_time(instant(case["start_utc"]), case["expected_seconds"])
    if case["id"] in ROLLS_TO_OPENING:
        assert deadline == instant("2019-12-26T18:00:00Z")
        assert calendar.working_seconds(deadline, instant(case["end_utc"])) == 0
    else:
        assert deadline == instant(case["end_utc"])


@pytest.mark.parametrize("year", DANISH_YEARS)
def test_danish_public_holidays_follow_the_law(year: str) -> None:
    found = [[day.isoformat(), name] for day, name in sorted(danish_public_holidays(int(year)).items())]
    assert found == DANISH_YEARS[year]["public"]
    assert ("Store bededag" in [name for _, name in found]) == (int(year) <= 2023)


@pytest.mark.parametrize("year", DANISH_YEARS)
def test_a_danish_year_has_the_counted_working_days(year: str) -> None:
    expected = DANISH_YEARS[year]
    start = datetime(int(year), 1, 1, tzinfo=COPENHAGEN)
    end = datetime(int(year) + 1, 1, 1, tzinfo=COPENHAGEN)
    for closed_days, key in (
        ([], "weekdays_minus_public"),
        (["06-05", "12-24", "12-31"], "weekdays_minus_public_and_5jun_24dec_31dec"),
    ):
        terms = CalendarTerms.model_validate(
            {"version": "1", "valid_from": "2020-01-01", "weekly": OFFICE, "closed_days": closed_days}
        )
        calendar = ServiceCalendar.from_terms((terms,), int(year), int(year))
        assert calendar.working_seconds(start, end) == expected[key] * 8 * 3600


@pytest.mark.parametrize(
    ("start", "hours", "deadline"),
    [
        # research page review-pack, 1.4, below the table: computed there with python-holidays
        ("2026-04-01T15:00", 8, "2026-04-07T15:00"),
        ("2026-04-30T15:00", 4, "2026-05-01T11:00"),
        ("2026-06-04T14:00", 4, "2026-06-08T10:00"),
        ("2026-12-23T12:00", 16, "2026-12-29T12:00"),
        ("2026-04-04T10:00", 8, "2026-04-07T16:00"),
    ],
)
def test_deadlines_across_danish_holidays(start: str, hours: int, deadline: str) -> None:
    assert office_2026().add_working_time(copenhagen(start), hours * 3600) == copenhagen(deadline)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 2), ("2026-10-25", 4), ("2026-05-04", 3)])
def test_a_clock_change_counts_elapsed_time(day: str, hours: int) -> None:
    calendar = ServiceCalendar("Europe/Copenhagen", {name: [("00:00", "24:00")] for name in ("mon", "sun")})
    assert calendar.working_seconds(copenhagen(f"{day}T01:00"), copenhagen(f"{day}T04:00")) == hours * 3600


def test_a_window_over_midnight_belongs_to_the_day_it_opens_on() -> None:
    night = ServiceCalendar("Europe/Copenhagen", {"mon": [("22:00", "28:00")]}, holidays=[date(2026, 5, 5)])
    assert night.working_seconds(copenhagen("2026-05-04T00:00"), copenhagen("2026-05-06T00:00")) == 6 * 3600
    assert night.add_working_time(copenhagen("2026-05-04T21:00"), 6 * 3600) == copenhagen("2026-05-05T04:00")


def test_an_override_makes_a_half_day_and_wins_over_a_holiday() -> None:
    half = {date(2026, 12, 23): [("08:00", "12:00")], date(2026, 12, 24): [("09:00", "10:00")]}
    calendar = ServiceCalendar("Europe/Copenhagen", OFFICE, holidays=[date(2026, 12, 24)], overrides=half)
    assert calendar.working_seconds(copenhagen("2026-12-23T00:00"), copenhagen("2026-12-25T00:00")) == 5 * 3600


def test_a_version_rules_from_its_date_and_the_first_one_before_it_too() -> None:
    short = {day: [("10:00", "12:00")] for day in OFFICE}
    versions = tuple(
        CalendarTerms.model_validate({"version": v, "valid_from": day, "weekly": weekly})
        for v, day, weekly in (("1", "2026-01-01", OFFICE), ("2", "2026-05-06", short))
    )
    calendar = ServiceCalendar.from_terms(versions, 2026, 2026)

    def hours(day: str) -> float:
        return calendar.working_seconds(copenhagen(f"{day}T00:00"), copenhagen(f"{day}T23:59")) / 3600

    assert [hours(d) for d in ("2026-05-05", "2026-05-06", "2025-12-01", "2029-06-01")] == [8, 2, 8, 2]


def test_a_question_outside_the_prepared_years_extends_them() -> None:
    calendar = office_2026()
    assert calendar.working_seconds(copenhagen("2023-05-05T00:00"), copenhagen("2023-05-06T00:00")) == 0  # Bededag
    assert calendar.working_seconds(copenhagen("2034-05-05T00:00"), copenhagen("2034-05-06T00:00")) == 8 * 3600
    assert calendar.add_working_time(copenhagen("2026-12-30T15:00"), 10 * 365 * 86400).year > 2060


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        office_2026().working_seconds(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001


def test_a_calendar_that_never_opens_has_no_deadline() -> None:
    never = ServiceCalendar("UTC", {})
    assert never.working_seconds(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)) == 0
    with pytest.raises(ConfigurationRefused, match="does not open"):
        never.add_working_time(datetime(2026, 1, 1, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("zone", "weekly", "told"),
    [
        ("Europe/Kobenhavn", OFFICE, "Europe/Kobenhavn"),
        ("UTC", {"mandag": [("08:00", "16:00")]}, "mandag"),
        ("UTC", {"mon": [("16:00", "08:00")]}, "closes before it opens"),
        ("UTC", {"mon": [("8", "16:00")]}, "'8'"),
    ],
)
def test_a_calendar_that_cannot_be_read_says_where(zone: str, weekly: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationRefused, match=told):
        ServiceCalendar(zone, weekly)


class Reference:
    """The obvious way: every window of every day, one after the other, as datetimes."""

    def __init__(self, zone: str, weekly: dict[str, list[tuple[str, str]]], closed: set[date]) -> None:
        self.zone, self.weekly, self.closed = ZoneInfo(zone), weekly, closed

    def at(self, day: date, clock: str) -> datetime:
        hours, minutes = map(int, clock.split(":"))
        local = datetime(day.year, day.month, day.day) + timedelta(hours=hours, minutes=minutes)  # noqa: DTZ001
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def working_seconds(self, start: datetime, end: datetime) -> int:
        spans = set()
        day = start.astimezone(self.zone).date() - timedelta(days=2)
        while day <= end.astimezone(self.zone).date() + timedelta(days=1):
            for opening, closing in self.weekly.get(day.strftime("%a").lower(), []) if day not in self.closed else []:
                spans.add((max(start, self.at(day, opening)), min(end, self.at(day, closing))))
            day += timedelta(days=1)
        total, reach = timedelta(0), start
        for begin, stop in sorted(spans):
            if stop > max(begin, reach):
                total += stop - max(begin, reach)
                reach = stop
        return int(total.total_seconds())


SHIFTS: dict[str, list[tuple[str, str]]] = {
    "mon": [("08:00", "12:00"), ("12:30", "16:00")],
    "wed": [("22:00", "28:00")],
    "thu": [("00:00", "24:00")],
    "sat": [("23:10", "27:05")],
    "sun": [("01:30", "02:30"), ("02:15", "05:00")],
}
GRID: dict[str, list[tuple[str, str]]] = {
    "mon": [("08:00", "16:00")],
    "sat": [("22:00", "28:00")],
    "sun": [("02:00", "03:15")],
}
CLOSED = {date(2026, 10, 26), date(2027, 3, 27)}
PAIRS = [
    (ServiceCalendar(zone, weekly, CLOSED), Reference(zone, weekly, CLOSED))
    for zone, weekly in (
        ("Europe/Copenhagen", SHIFTS),
        ("America/Sao_Paulo", SHIFTS),
        ("Australia/Lord_Howe", SHIFTS),
        ("Europe/Copenhagen", GRID),
        ("Asia/Tehran", GRID),
    )
]
pairs = st.sampled_from(PAIRS)
instants = st.one_of(
    st.integers(1_767_225_600, 1_830_000_000),  # 2026-2027
    st.integers(1_774_700_000, 1_774_900_000),  # around 2026-03-29
    st.integers(1_792_800_000, 1_793_000_000),  # around 2026-10-25
)
amounts = st.integers(0, 3_000_000)


def at(second: int) -> datetime:
    return datetime.fromtimestamp(second, tz=UTC)


@given(pairs, instants, st.integers(-100_000, 2_000_000))
def test_scalar_equals_the_slow_reference(pair: tuple[ServiceCalendar, Reference], start: int, length: int) -> None:
    calendar, reference = pair
    expected = reference.working_seconds(at(start), at(start + length)) if length > 0 else 0
    assert calendar.working_seconds(at(start), at(start + length)) == expected


@given(pairs, st.lists(st.tuples(instants, instants), min_size=1, max_size=30))
def test_arrays_equal_scalars(pair: tuple[ServiceCalendar, Reference], spans: list[tuple[int, int]]) -> None:
    starts, ends = np.array(spans, dtype=np.int64).T
    expected = [pair[0].working_seconds(at(a), at(b)) for a, b in spans]
    assert pair[0].working_seconds_between(starts, ends).tolist() == expected


@pytest.mark.parametrize("pair", PAIRS)
def test_the_bucket_table_equals_the_search(pair: tuple[ServiceCalendar, Reference]) -> None:
    random = np.random.default_rng(20261)
    starts = random.integers(1_767_225_600, 1_830_000_000, 50_000)
    ends = starts + random.integers(-1000, 2_000_000, 50_000)
    by_large_array = pair[0].working_seconds_between(starts, ends)
    by_small_arrays = [
        pair[0].working_seconds_between(starts[i : i + 999], ends[i : i + 999]) for i in range(0, 50_000, 999)
    ]
    assert np.array_equal(by_large_array, np.concatenate(by_small_arrays))


@given(pairs, instants, instants, instants)
def test_seconds_add_up_over_any_split(pair: tuple[ServiceCalendar, Reference], a: int, b: int, c: int) -> None:
    low, middle, high = sorted((a, b, c))
    whole = pair[0].working_seconds(at(low), at(high))
    assert whole == pair[0].working_seconds(at(low), at(middle)) + pair[0].working_seconds(at(middle), at(high))
    assert 0 <= whole <= high - low


@given(pairs, instants, amounts)
def test_adding_working_time_is_undone_by_counting_it(
    pair: tuple[ServiceCalendar, Reference], start: int, amount: int
) -> None:
    deadline = pair[0].add_working_time(at(start), amount)
    assert pair[0].working_seconds(at(start), deadline) == amount
    if amount:  # and no earlier instant would do
        assert pair[0].working_seconds(at(start), deadline - timedelta(seconds=1)) == amount - 1
    assert pair[0].add_working_seconds(np.array([start]), np.array([amount]))[0] == deadline.timestamp()


@given(pairs, instants, amounts, amounts)
def test_more_working_time_is_never_due_earlier(
    pair: tuple[ServiceCalendar, Reference], start: int, a: int, b: int
) -> None:
    sooner, later = (pair[0].add_working_time(at(start), n) for n in sorted((a, b)))
    assert sooner <= later
