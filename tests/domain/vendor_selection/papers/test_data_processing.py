"""The checklist: every point of the regulation once, what is known, and no claim that goes further."""

from datetime import date
from typing import Any

import pytest

from domain.vendor_selection.papers.data_processing import CheckedPoint, DataProcessingFacts, PointStatus, check_points
from domain.vendor_selection.settings import VendorSelectionRules

POINTS = [
    "GDPR art. 28(1)", "GDPR art. 28(2)", "GDPR art. 28(3) and (9)", "GDPR art. 28(3)",
    *(f"GDPR art. 28(3)({letter})" for letter in "abcdefgh"),
    "GDPR art. 28(4)", "GDPR art. 30(2)", "GDPR art. 32(1)", "GDPR art. 33(2)", "GDPR art. 44", "GDPR art. 45 to 49",
]  # fmt: skip


def facts(**changed: Any) -> DataProcessingFacts:
    values: dict[str, Any] = {
        "agreement_offered": True, "certificate": "ISO 27001", "certificate_until": date(2029, 1, 31), "processes": 14,
        "starts_on": date(2025, 9, 1), "ends_on": date(2028, 8, 31),
    }  # fmt: skip
    return DataProcessingFacts(**(values | changed))


def point(source: str, **changed: Any) -> CheckedPoint:
    return next(one for one in check_points(facts(**changed)) if str(one.source) == source)


def test_every_point_is_there_once_in_the_regulations_order() -> None:
    assert [str(one.source) for one in check_points(facts())] == POINTS


@pytest.mark.parametrize(
    ("source", "changed", "status", "said"),
    [
        ("GDPR art. 28(3) and (9)", {}, PointStatus.ON_FILE, "says yes"),
        ("GDPR art. 28(3) and (9)", {"agreement_offered": False}, PointStatus.MISSING, "offers no"),
        ("GDPR art. 32(1)", {}, PointStatus.ON_FILE, "valid until 2029-01-31."),
        ("GDPR art. 32(1)", {"certificate_until": date(2027, 3, 31)}, PointStatus.ON_FILE, "must be renewed"),
        ("GDPR art. 32(1)", {"certificate_until": date(2025, 8, 31)}, PointStatus.MISSING, "before the contract"),
        ("GDPR art. 32(1)", {"certificate_until": date(2025, 9, 1)}, PointStatus.ON_FILE, "must be renewed"),
        ("GDPR art. 32(1)", {"certificate": "", "certificate_until": None}, PointStatus.MISSING, "No certificate"),
        ("GDPR art. 28(2)", {}, PointStatus.MISSING, "No list of subprocessors"),
        ("GDPR art. 44", {}, PointStatus.MISSING, "not in the workbook"),
        ("GDPR art. 33(2)", {}, PointStatus.LEGAL, "72 hours"),
        ("GDPR art. 28(3)", {}, PointStatus.LEGAL, "14 processes"),
    ],
)
def test_a_points_status_follows_from_what_is_known(
    source: str, changed: dict[str, Any], status: PointStatus, said: str
) -> None:
    found = point(source, **changed)
    assert found.status is status
    assert said in str(found.known)


@pytest.mark.parametrize("letter", "abcdefgh")
def test_the_agreements_text_is_never_taken_as_read(letter: str) -> None:
    assert point(f"GDPR art. 28(3)({letter})").status is PointStatus.LEGAL


def test_a_company_adds_points_of_its_own_which_legal_checks() -> None:
    rules = VendorSelectionRules.model_validate(
        {"data_processing_points": [{"source": "databeskyttelsesloven § 11", "requirement": "Ingen {cpr}-numre."}]}
    )
    last = check_points(facts(), rules.data_processing_points)[-1]
    assert str(last.source) == "databeskyttelsesloven § 11"
    assert str(last.requirement) == "Ingen {cpr}-numre."
    assert last.status is PointStatus.LEGAL
