from datetime import date

import pytest

from domain.vendor_selection.papers.certificates import is_standard, valid_on, why_none_counts
from tests.domain.samples.rows import certificate

START = date(2025, 9, 1)
WANTED = ("ISO 27001", "SOC 2")


@pytest.mark.parametrize(
    ("written", "wanted", "same"),
    [
        ("ISO 27001", "ISO 27001", True),
        ("iso27001", "ISO 27001", True),
        ("  ISO/IEC   27001:2022 ", "ISO 27001", True),
        ("DS/EN ISO/IEC 27001", "iso27001", True),
        ("SOC 2 type II", "SOC 2", True),
        ("soc2", "SOC 2", True),
        ("SOC 1 type 2", "SOC 2", False),
        ("ISO 9001", "ISO 27001", False),
        ("ISO 270011", "ISO 27001", False),
        ("27001", "ISO 27001", False),
        ("ISO 27001", "", False),
    ],
)
def test_a_standard_is_known_however_it_is_written(written: str, wanted: str, same: bool) -> None:
    assert is_standard(written, wanted) is same


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        ((), "No certificate shown."),
        ((certificate(standard="ISO 9001"),), "No certificate shown counts: ISO 9001. Wanted: ISO 27001, SOC 2."),
        (
            (certificate(valid_until=date(2025, 8, 31)),),
            "ISO 27001 from Nordcert ends on 2025-08-31, before the contract starts on 2025-09-01.",
        ),
        (
            (certificate(valid_from=date(2025, 9, 2)),),
            "ISO 27001 from Nordcert is valid only from 2025-09-02, after the contract starts on 2025-09-01.",
        ),
        ((certificate(valid_from=date(2027, 1, 1)),), "Every certificate shown ends before it begins."),
        ((certificate(valid_until=START),), None),
        ((certificate(valid_from=START),), None),
        ((certificate(valid_until=date(2025, 1, 1)), certificate(standard="SOC2")), None),
    ],
)
def test_a_bidder_without_a_certificate_on_the_first_day_is_told_why(shown: tuple, says: str | None) -> None:  # type: ignore[type-arg]
    found = why_none_counts(shown, WANTED, (), START)
    assert (None if found is None else str(found)) == says


def test_a_wanted_scope_must_be_named() -> None:
    shown = (certificate(scope="Data centre in Riga"),)
    assert why_none_counts(shown, WANTED, ("data  centre",), START) is None
    assert "Wanted: ISO 27001, SOC 2, bookkeeping" in str(why_none_counts(shown, WANTED, ("bookkeeping",), START))


def test_without_wanted_standards_any_certificate_counts() -> None:
    assert why_none_counts((certificate(standard="House rules"),), (), (), START) is None


def test_of_several_valid_ones_the_longest_counts() -> None:
    shown = (certificate(valid_until=date(2026, 1, 1)), certificate(valid_until=date(2028, 1, 1)))
    assert valid_on(shown, START) == shown[1]
    assert valid_on(shown, date(2029, 1, 1)) is None
