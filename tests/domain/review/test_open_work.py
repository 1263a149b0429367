"""Open work: bands of age by hand, and how long tickets stay open with the open ones counted."""

from hypothesis import given
from hypothesis import strategies as st

from domain.review.flow import moves, volumes
from domain.review.open_work import BANDS_DAYS, age_bands, time_open
from domain.review.shapes.parts import TimeOpen
from domain.sla.month_frame import frame_months
from domain.sla.ticket_time import read_ticket_time
from tests.domain.sla.stories import SOLVED, WORKING, Story, at, contract, frames


def counts(*stories: Story, cut_off: str = "2026-11-01 00:00") -> list[int]:
    data = frames(*stories)
    time = read_ticket_time(data["tickets"], data["history"], contract().statuses, at(cut_off))
    return [band.open_tickets for band in age_bands(time)]


def test_each_open_ticket_is_in_the_band_of_its_age() -> None:
    stories = (
        Story("2026-10-30 08:00"),  # under three days
        Story("2026-10-29 00:00"),  # exactly three days of 86,400 s
        Story("2026-10-24 12:00"),
        Story("2026-10-20 12:00"),
        Story("2026-01-05 12:00"),
    )
    assert counts(*stories) == [1, 2, 1, 0, 1]


def test_solved_and_unreadable_tickets_have_no_age() -> None:
    solved = Story("2026-10-01 08:00", (("2026-10-02 08:00", SOLVED),))
    assert counts(solved, Story("2026-10-01 08:00", unreadable="cut short")) == [0, 0, 0, 0, 0]


def test_a_re_opened_ticket_is_as_old_as_its_creation() -> None:
    again = Story("2026-09-01 08:00", (("2026-09-02 08:00", SOLVED), ("2026-10-30 08:00", WORKING)))
    assert counts(again) == [0, 0, 0, 0, 1]


def test_without_tickets_every_band_is_empty() -> None:
    assert counts() == [0] * len(BANDS_DAYS)


@given(st.lists(st.tuples(st.integers(1, 31), st.booleans(), st.booleans()), max_size=12))
def test_the_bands_sum_to_the_backlog(drawn: list[tuple[int, bool, bool]]) -> None:
    stories = tuple(
        Story(
            f"2026-10-{day:02} 08:00",
            ((f"2026-10-{day:02} 09:00", SOLVED),) if solved else (),
            unreadable="cut short" if lost else None,
        )
        for day, solved, lost in drawn
    )
    data, terms = frames(*stories), contract()
    time = read_ticket_time(data["tickets"], data["history"], terms.statuses, at("2026-11-01 00:00"))
    frame = frame_months(terms, "2026-10", time)
    backlog = volumes(frame, moves(frame)).backlog
    assert sum(band.open_tickets for band in age_bands(time)) == backlog


def estimate(*stories: Story, cut_off: str = "2026-11-01 00:00") -> TimeOpen | None:
    data = frames(*stories)
    return time_open(read_ticket_time(data["tickets"], data["history"], contract().statuses, at(cut_off)))


def test_open_tickets_count_for_as_long_as_they_were_watched() -> None:
    # Closed after one and five days; two watched for three days. After day 1: 3/4 open; after day 5: nobody is left.
    found = estimate(
        Story("2026-10-01 08:00", (("2026-10-02 08:00", SOLVED),)),
        Story("2026-10-01 08:00", (("2026-10-06 08:00", SOLVED),)),
        Story("2026-10-29 00:00"),
        Story("2026-10-29 00:00"),
        cut_off="2026-11-01 00:00",
    )
    assert found is not None
    assert (found.tickets, found.still_open, found.median_seconds) == (4, 2, 5 * 86_400)
    assert [(days, str(share)) for days, share in found.closed_within] == [(3, "0.2500")]
    assert [(days, str(share)) for days, share in found.closed_only] == [(3, "0.5000")]


def test_a_re_opened_ticket_is_open_until_its_last_solution() -> None:
    moves = (("2026-10-01 09:00", SOLVED), ("2026-10-02 08:00", WORKING), ("2026-10-04 08:00", SOLVED))
    found = estimate(Story("2026-10-01 08:00", moves))
    assert found is not None
    assert found.median_seconds == 3 * 86_400


def test_without_readable_tickets_of_the_last_year_there_is_no_estimate() -> None:
    assert estimate(Story("2024-01-01 08:00"), Story("2026-10-01 08:00", unreadable="cut short")) is None
