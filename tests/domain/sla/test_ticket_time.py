"""Every second of a ticket is booked once."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.contract.clauses import Contract, Party
from domain.sla.ticket_time import book, read_ticket_time
from domain.working_time.calendars import ServiceCalendar
from tests.budgets import budget
from tests.domain.review.months import CONTRACTS, seconds, several
from tests.domain.sla.stories import (
    Story,
    frames,
)


@budget(150)
@given(several, st.sampled_from(CONTRACTS), seconds)
def test_booked_seconds_sum_to_the_elapsed_time(told_stories: list[Story], terms: Contract, cut_off: int) -> None:
    data = frames(*told_stories)
    time = read_ticket_time(data["tickets"], data["history"], terms.statuses, datetime.fromtimestamp(cut_off, UTC))
    calendar = ServiceCalendar.from_terms(terms.calendars["kontor"], 2026, 2026)
    if not len(time.created):
        return
    booked = book(
        time, np.full(len(time.created), cut_off), calendar.open_time_between(int(time.created.min()), cut_off)
    )
    assert set(booked) == set(Party)
    assert np.array_equal(sum(booked.values()), cut_off - time.created)
    assert all((amounts >= 0).all() for amounts in booked.values())
