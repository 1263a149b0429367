"""What was handed in: certificates, completeness."""

from datetime import date
from typing import Any

import pytest

from domain.reasons import Reason
from domain.vendor_selection.completeness import find_gaps
from reports.language import Speaker
from reports.vendor_selection.prices import prices_section
from reports.vendor_selection.proposals import proposals_section
from tests.domain.samples import rows as rows
from tests.domain.vendor_selection.test_assess import RULES, assess
from tests.domain.vendor_selection.test_completeness import places
from tests.reports.vendor_selection.sections import result, said, table


def test_certificates_say_whether_they_count_on_the_first_day() -> None:
    shown = (
        rows.certificate("A"),
        rows.certificate("A", standard="ISO 9001"),
        rows.certificate("B", valid_until=date(2025, 8, 31)),
    )
    section = proposals_section(result(certificates=shown))
    speaker = Speaker("en")
    counts = [speaker.value(row[6]) for row in table(section, "Certificates").rows]
    assert counts == ["✔ valid", "– not one of those wanted", "✘ not valid that day"]


def test_completeness_counts_what_was_handed_in_and_lists_what_is_missing_with_its_cell() -> None:
    bidders = [rows.vendor("A"), rows.vendor("B", price_per_hour=None)]
    asked = rows.reference("A", 1, confirmed_on=date(2025, 6, 1))
    handed_in = rows.papers(*bidders, references=(asked, rows.reference("A", 2), rows.reference("B", 1)))
    gaps = find_gaps(bidders, handed_in, RULES, places())
    found = assess(bidders, rows.scored("A", 4, 4) + rows.scored("B", 4, 3), references=handed_in.references, gaps=gaps)
    section = proposals_section(found)
    assert said(section) == ["1 of 2 proposals are whole."]
    held = table(section, "What each proposal holds")
    assert held.rows == (("Vendor A", "ISO 27001", 2, 1, 1, 0, 0), ("Vendor B", "ISO 27001", 1, 0, 1, 0, 2))
    assert held.statuses == ("good", "warning")
    missing = table(section, "What is missing or impossible").rows
    assert [row[1] for row in missing] == ["Leverandører!F3", "Referencer!A11"]


@pytest.mark.parametrize("compose", [prices_section, proposals_section])
def test_a_selection_without_bids_is_no_failure(compose: Any) -> None:
    section = compose(assess([], []))
    assert isinstance(section.heading, Reason)
    assert all(not one.rows for one in section.all_tables)
