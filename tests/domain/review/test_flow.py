"""What became of solved tickets, counted by hand."""

from domain.review.flow import resolutions
from domain.sla.month_frame import frame_months
from domain.sla.ticket_time import read_ticket_time
from tests.domain.sla.stories import SOLVED, WORKING, Story, at, contract, frames


def solved(*stories: Story, month: str = "2026-10", until: str = "2026-11-01 00:00") -> list[tuple[str, int, int]]:
    data = frames(*stories)
    time = read_ticket_time(data["tickets"], data["history"], contract().statuses, at(until))
    return [(one.month, one.resolved, one.reopened) for one in resolutions(frame_months(contract(), month, time))]


HELD = Story("2026-09-02 08:00", (("2026-09-03 08:00", SOLVED),))
BACK = Story(
    "2026-09-02 08:00",
    (("2026-09-03 08:00", SOLVED), ("2026-10-05 08:00", WORKING), ("2026-10-06 08:00", SOLVED)),
)
OPEN = Story("2026-10-02 08:00", (("2026-10-03 08:00", WORKING),))


def test_a_ticket_counts_once_in_the_month_of_its_first_solution() -> None:
    assert solved(HELD, BACK, OPEN) == [("2026-08", 0, 0), ("2026-09", 2, 1), ("2026-10", 0, 0)]


def test_what_happens_after_the_cut_off_is_not_known() -> None:
    assert solved(BACK, month="2026-09", until="2026-10-01 00:00")[-1] == ("2026-09", 1, 0)


def test_an_unreadable_ticket_is_in_no_count() -> None:
    unknown = Story("2026-10-02 08:00", (("2026-10-04 08:00", SOLVED),), unreadable="its history was not read whole")
    assert solved(unknown)[-1] == ("2026-10", 0, 0)
