"""Where a month begins and ends in the contract's zone."""

from datetime import datetime

import pytest

from domain.sla.month_frame import month_bounds


@pytest.mark.parametrize(
    ("month", "zone", "start", "end", "last_on"),
    [
        ("2026-07", "Europe/Copenhagen", "2026-06-30T22:00Z", "2026-07-31T22:00Z", "2026-07-31"),
        ("2026-10", "Europe/Copenhagen", "2026-09-30T22:00Z", "2026-10-31T23:00Z", "2026-10-31"),
        ("2026-12", "UTC", "2026-12-01T00:00Z", "2027-01-01T00:00Z", "2026-12-31"),
        ("2028-02", "Asia/Tokyo", "2028-01-31T15:00Z", "2028-02-29T15:00Z", "2028-02-29"),
    ],
)
def test_a_month_is_cut_in_the_contract_s_zone(month: str, zone: str, start: str, end: str, last_on: str) -> None:
    start_at, end_at, first_on, last = month_bounds(month, zone)
    assert (start_at, end_at) == (datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert (first_on.isoformat(), last.isoformat()) == (f"{month}-01", last_on)
