"""The statement of work: a draft with all its parts, and a proposal that can be taken over row by row."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.workbook.bidders import PriceUnit
from domain.workbook.delivery import Deliverable
from domain.workbook.tables import columns_of
from reports.catalogues.reading import wording
from reports.documents import Document
from reports.forms.html.pages import render_page
from reports.forms.sheet_tabs import tab_contents
from reports.vendor_selection.award import statement_of_work as sow
from reports.vendor_selection.award.deliverables_tab import proposal_sheet
from reports.vendor_selection.award.sow_parts import known_owners
from tests.domain.samples.rows import price_line
from tests.reports.vendor_selection.award.samples import bidders, sow_parts


def page(language: str = "en", **changed: object) -> str:
    return render_page(sow.compose(sow_parts(**changed)), language).replace("\u00a0", " ")  # type: ignore[arg-type]


def test_it_is_marked_as_a_draft_in_title_and_verdict() -> None:
    made = sow.compose(sow_parts())
    assert made.status == "warning"
    assert "(draft)" in str(made.title)
    assert "not agreed, not signed, not binding" in str(made.verdict)
    assert "udkast" in page("da")


def test_it_has_every_part_that_a_statement_of_work_needs() -> None:
    assert [str(one.heading) for one in sow.compose(sow_parts()).sections] == [
        "Parties and term", "Scope", "Deliverables", "Service levels", "Governance", "Acceptance", "Change control",
        "Exit and return of data", "Prices", "Signatures",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "Nordlys Regnskab A/S", "Alfa Regnskab", "Process P-3", "1,000", "90.0", "Resolution P1", "271,828",
        "Against dependence on the vendor", "within 10 days", "within 5 days", "31 Aug 2028", "Aisha", "Tomas",
        "Over-dependence on the vendor", "9,786,308",
    ],
)  # fmt: skip
def test_it_states_the_scope_the_levels_the_people_and_the_prices(said: str) -> None:
    assert said in page()


def test_a_price_the_bid_does_not_have_is_left_out() -> None:
    vendor = bidders()[0].model_copy(update={"price_per_hour": None})
    text = page(vendor=vendor)
    assert "Work beyond the scope" not in text
    assert "Fixed fee a month" in text


def test_what_is_paid_by_volume_is_listed_with_what_the_fee_includes() -> None:
    lines = (
        price_line("A", process_id="P-3", unit=PriceUnit.CASE, price=Decimal("12.50"), included_per_month=Decimal(900)),
        price_line("A", line_id="2", process_id=None, unit=PriceUnit.HOUR, price=Decimal("345.50")),
        price_line("A", line_id="3", process_id=None, unit=PriceUnit.MONTH, price=Decimal("777.00")),
    )
    text = page(price_lines=lines)
    for said in ("Process P-3", "12.50", "900", "the whole service", "345.50"):
        assert said in text
    assert "777" not in text, "it is part of the fixed fee"
    assert "above what the fee includes" not in page()


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ({}, "Prices stay as they are"),
        ({"index_share": Decimal("0.02")}, "first time after 12 months; no cap is agreed"),
        ({"index_share": Decimal("0.02"), "index_cap_share": Decimal("0.04"), "first_index_month": 6},
         "first time after 6 months, by at most 4"),
    ],
)  # fmt: skip
def test_the_index_clause_is_stated(index: dict[str, Any], said: str) -> None:
    assert said in page(vendor=bidders()[0].model_copy(update=index))


def test_without_a_roadmap_it_says_so() -> None:
    assert "has recorded no roadmap" in page(roadmap=())


def sheet(language: str, document: Document | None = None) -> tuple[str, list[list[object]]]:
    (tab,) = tab_contents(document or proposal_sheet(sow_parts(), language), language)
    return tab.title, [list(row) for row in tab.rows[tab.header_row or 0 :]]


@pytest.mark.parametrize(("language", "title"), [("da", "SOW-forslag"), ("en", "SOW proposal")])
def test_the_proposals_headers_are_those_of_the_tab_the_kickoff_reads(language: str, title: str) -> None:
    found, (headers, *_) = sheet(language)
    assert found == title
    assert headers == [wording(language).heading(column) for column in columns_of(Deliverable).values()]


def test_every_proposed_row_is_a_row_of_that_tab() -> None:
    parts = sow_parts()
    _, (_, *rows) = sheet("da", proposal_sheet(parts, "da"))
    assert len(rows) == len(parts.deliverables)
    for row, proposed in zip(rows, parts.deliverables, strict=True):
        key, title, owner, _, accepted = row
        read = Deliverable.model_validate(
            {"deliverable_id": key, "title": title, "owner": owner, "due_on": proposed.due_on, "accepted_on": accepted}
        )
        assert (read.deliverable_id, read.owner, read.accepted_on) == (proposed.deliverable_id, proposed.owner, None)


def test_a_role_that_nobody_holds_is_called_by_its_name() -> None:
    owners = known_owners({"legal": ["Aisha"]}, "Tomas")
    assert (owners.legal, owners.project_lead, owners.operations) == ("Aisha", "project lead", "operations manager")


def test_names_are_data() -> None:
    parts = sow_parts(bidders(A="<b>{vendor}</b>")[0])
    text = render_page(sow.compose(replace(parts, total_cost=Decimal(1))), "da")
    assert "<b>{vendor}</b>" not in text
    assert "&lt;b&gt;{vendor}&lt;/b&gt;" in text
