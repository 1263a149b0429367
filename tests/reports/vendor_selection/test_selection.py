"""Vendor selection's document: who is out, who is equal, who is recommended."""

from decimal import Decimal

from domain.ledger.phases import Phase
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import chosen, page, selection_document, tables


def test_selection_tells_who_is_out_and_why_and_shows_a_range_for_the_unassessed() -> None:
    document, _ = selection_document()
    (shortlist,) = [t for t in tables(document) if t.tab is not None and t.tab.template == "Shortlist"]
    by_vendor = {row[1]: row for row in shortlist.rows}
    # B: 60 x .5 = 30 and 0 to 40 for what nobody assessed.
    assert by_vendor["Vendor B"][2:4] == (Decimal(30), Decimal(70))
    assert "No data processing agreement." in page(Phase.VENDOR_SELECTION)


def test_selection_names_a_tie_and_what_decided_it() -> None:
    document = chosen(rows.scored("A", 4, 4) + rows.scored("B", 4, 4))
    said = [str(line) for line in document.lines]
    assert "Vendor A, Vendor B are equal at 75.0 points. Decided by: total cost over the term." in said
    assert not any("smallest change" in line for line in said)


def test_selection_recommends_nobody_where_people_must_decide() -> None:
    document = chosen(rows.scored("A", 4, 4) + rows.scored("B", 4, 4), rules={"tie_breaks": ()})
    said = [str(line) for line in document.lines]
    assert said[:2] == [
        "No bidder is recommended: people decide between those that are equal in front.",
        "Vendor A, Vendor B are equal at 75.0 points and on every tie-break: people decide.",
    ]
    assert document.facts[0].value is None
