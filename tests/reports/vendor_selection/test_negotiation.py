"""The negotiation's section and the contract in force, as readers get them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.agreement.in_force import contract_in_force
from domain.agreement.negotiation import assess_offers
from domain.agreement.negotiation_result import Negotiation
from domain.agreement.offers import read_offers
from domain.agreement.past_year import PastYear
from domain.contract.clauses import Target
from domain.contract.levels import levels_of
from domain.workbook.bidders import OfferedLevel
from reports.contract.terms import agreed_levels, contract_facts
from reports.documents import Document, Section, Table
from reports.forms.html.pages import render_page
from reports.language import Speaker
from reports.vendor_selection.negotiation import negotiation_section
from tests.domain.agreement.samples import (
    ANSWERED_LATE,
    BIDDER,
    OWNERS,
    REQUIRED,
    attempt,
    ledger,
    level,
    signed,
    ticket,
    year_of,
)
from tests.domain.samples.rows import vendor
from tests.reports.phases.documents import selection_document

CONCEDED = level("first_response", "P2", 240, "0.95")
YEAR = year_of(*[ANSWERED_LATE] * 5)


def negotiated(*rows: OfferedLevel, year: PastYear | None = YEAR) -> Negotiation:
    bidders = [BIDDER, vendor("FJO", name="<b>Fjordtal</b>")]
    return assess_offers(read_offers(rows, REQUIRED, ("BLS", "FJO"), {}), bidders, REQUIRED, year)


def said(section: Section, language: str = "en") -> str:
    return "\n".join(Speaker(language).say(paragraph) for paragraph in section.paragraphs)


def rows_of(table: Table) -> dict[str, tuple[str, ...]]:
    """First cell -> the others, as text."""
    speaker = Speaker("en")
    shown = [
        tuple(speaker.value(v, c.kind, c.decimals) for v, c in zip(row, table.columns, strict=True))
        for row in table.rows
    ]
    return {first: tuple(rest) for first, *rest in shown}


def test_a_concession_stands_with_what_it_costs_alone_and_the_offer_with_what_it_costs_together() -> None:
    section = negotiation_section(negotiated(CONCEDED))
    levels = rows_of(section.tables[0])
    assert levels["First response P2"] == (
        "95.0 % within 2 h 00 min", "95.0 % within 4 h 00 min", "0.0 %", "100.0 %", "5", "0",
        "DKK\u00a02,250", "DKK\u00a00", "-DKK\u00a02,250", "-DKK\u00a02,250",
    )  # fmt: skip
    assert levels["Resolution P2"][1] == "as required"
    assert levels["All levels together"][4:8] == ("5", "0", "DKK\u00a02,250", "DKK\u00a00")
    assert section.tables[0].statuses.count("warning") == 1


def test_each_round_is_a_line_of_how_the_offer_moved() -> None:
    section = negotiation_section(negotiated(CONCEDED, level("first_response", "P2", 60, "0.95", round=2)))
    moved = section.tables[-1]
    assert [(row[1], row[2], row[3]) for row in moved.rows] == [(1, 0, 1), (2, 1, 0)]
    assert "round 2: 7 levels as required, 1 better, 0 conceded" in said(section).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (negotiated(year=None), "No bidder offers other service levels"),
        (negotiated(level("first_response", "P2", 120, "0.95")), "Baltic, round 1: every level as required."),
        (negotiated(CONCEDED), "would have brought DKK 0 in credits in place of DKK 2,250"),
        (negotiated(level("first_response", "P1", 15, "0.95")), "would have brought DKK 2,250 in credits either way"),
        (negotiated(CONCEDED), "Every level as required: <b>Fjordtal</b>."),
        (negotiated(CONCEDED, year=None), "No tickets of last year are known here"),
        (
            negotiated(CONCEDED, year=year_of(ticket("2025-03-03 11:00", "2025-03-03 12:00", priority="Highest"))),
            "No tickets judged",
        ),
    ],
)
def test_the_section_says_in_words_what_there_is(found: Negotiation, says: str) -> None:
    assert says in said(negotiation_section(found)).replace("\u00a0", " ")


def test_the_section_stands_in_the_selections_page_and_names_are_only_text() -> None:
    document, _ = selection_document()
    whole: Document = replace(document, sections=(*document.sections, negotiation_section(negotiated(CONCEDED))))
    page = render_page(whole, "da")
    assert "Forhandlede serviceniveauer" in page
    assert "<b>Fjordtal" not in page
    assert "&lt;b&gt;Fjordtal" in page


def test_the_contract_in_force_shows_what_is_required_beside_what_was_signed() -> None:
    weaker = signed(levels=levels_of(REQUIRED) | {"resolution.P4": Target(minutes=9_600, attainment=Decimal("0.8"))})
    found = contract_in_force(REQUIRED, ledger(attempt(3, weaker, *OWNERS)))
    table = agreed_levels(found)
    assert rows_of(table)["Resolution P4"] == ("85.0 % within 80 h 00 min", "80.0 % within 160 h 00 min")
    assert table.statuses == ("neutral",) * 7 + ("warning",)
    facts = {str(fact.label): fact.value for fact in contract_facts(found)}
    assert facts["Signed by"] == "procurement x, legal x"
    assert facts["Fixed fee a month"] == 250_000
    assert "Signed by" not in {str(fact.label) for fact in contract_facts(contract_in_force(REQUIRED, ()))}
