"""Names of cells, dates and instants as a sheet has them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.workbook.cells import cell_name, content_hash, date_from_serial, serial_from_date, serial_from_instant


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (16, 4, "E17"), (0, 25, "Z1"), (1, 26, "AA2"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_cells_are_named_as_the_sheet_names_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_day_0_is_30_december_1899_and_2020_begins_at_43831() -> None:
    assert date_from_serial(0) == date(1899, 12, 30)
    assert serial_from_date(date(2020, 1, 1)) == 43831
    assert date_from_serial(43831.999) == date(2020, 1, 1)


@given(st.dates())
def test_a_date_survives_its_serial_number(day: date) -> None:
    assert date_from_serial(serial_from_date(day)) == day


def test_an_instant_is_shown_as_local_wall_clock_time() -> None:
    # 30 June 22:30Z is 1 July 00:30 in Copenhagen (review pack, case C10).
    serial = serial_from_instant(datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "Europe/Copenhagen")
    assert date_from_serial(serial) == date(2026, 7, 1)
    assert serial % 1 == pytest.approx(0.5 / 24)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        serial_from_instant(datetime(2026, 6, 30, 22, 30), "Europe/Copenhagen")  # noqa: DTZ001 - the point


@pytest.mark.parametrize("number", [0, 1, -7, 2**53, -(2**53), 9_999_999_999_999_998, 10**16, 123456789012345680])
def test_a_whole_number_has_one_hash_however_a_server_writes_it(number: int) -> None:
    assert content_hash([[number]]) == content_hash([[float(number)]])
    assert content_hash([[number]]) != content_hash([[number + 4096]])
