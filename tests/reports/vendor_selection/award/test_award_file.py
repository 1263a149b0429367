"""The award file: recommendation first, reasons for and against, and everything of the phase report behind them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Document, Section, Table
from reports.forms.html.pages import render_page
from reports.vendor_selection.award import award_file as award
from tests.reports.vendor_selection.award.samples import NAMES, bidders, report_of, selection


def composed(result: VendorSelectionResult | None = None) -> Document:
    found = selection() if result is None else result
    report, gate = report_of(found)
    return award.compose(found, gate, report, "Nordlys")


def with_winner(result: VendorSelectionResult, **changed: Any) -> VendorSelectionResult:
    winner = result.vendors[0].model_copy(update=changed)
    return result.model_copy(update={"vendors": (winner, *result.vendors[1:])})


def section(made: Document, heading: str) -> Section:
    return next(one for one in made.sections if heading in str(one.heading))


def listed(made: Document, heading: str) -> str:
    return " ".join(str(value) for table in section(made, heading).tables for row in table.rows for value in row)


def test_the_recommendation_comes_first_then_reasons_then_annexes() -> None:
    made = composed()
    assert str(made.verdict) == "Recommended: Alfa Regnskab, subject to contract"
    assert made.status == "good"
    assert "approve or refuse" in str(made.asks[0])
    headings = [str(one.heading) for one in made.sections]
    assert headings[:4] == [
        "Why Alfa Regnskab",
        "What speaks against it",
        "What would change it",
        "Who was knocked out, and on what evidence",
    ]
    assert all(heading.startswith("Annex: ") for heading in headings[4:])


def test_whatever_the_phase_report_has_is_an_annex() -> None:
    report, gate = report_of(selection())
    more = Section(report.sections[0].heading.model_copy(update={"template": "Negotiation"}))
    made = award.compose(selection(), gate, replace(report, sections=(*report.sections, more)), "Nordlys")
    assert [one.tables for one in made.sections[4:]] == [one.tables for one in (*report.sections, more)]
    assert str(made.sections[-1].heading) == "Annex: Negotiation"


def test_the_leads_of_the_criteria_come_to_the_lead() -> None:
    (table,) = section(composed(), "Why").tables
    leads = [row[-1] for row in table.rows]
    assert leads == [Decimal(15), Decimal(-10)]
    assert sum(leads) == selection().lead  # type: ignore[arg-type]
    assert table.statuses == ("good", "bad")


@pytest.mark.parametrize(
    "said",
    [
        "Bravo Backoffice is ahead on Criterion 1: 4 against 3",
        "Charlie Cheap is 3960900.00 cheaper over the term, and knocked out: No data processing agreement.",
        "ISO 27001 ends on 2026-12-31, 15 months into a term of 36",
    ],
)
def test_what_speaks_against_the_winner_is_said(said: str) -> None:
    assert said in listed(composed(), "speaks against")


def test_a_close_race_and_evaluators_far_apart_speak_against_it() -> None:
    result = selection(close_race_points=Decimal(50))
    assert "The race is close: 5.0 points; under 50" in listed(composed(result), "speaks against")
    assert "far apart" not in listed(composed(result), "speaks against")
    first, second = result.vendors[0].scores
    wide = second.model_copy(update={"disagreement": True, "low": Decimal(1), "high": Decimal(5)})
    result = with_winner(result, scores=(first, wide))
    assert "Evaluators are far apart on Criterion 1: from 1 to 5." in listed(composed(result), "speaks against")


def test_a_rival_that_more_weightings_would_choose_is_named() -> None:
    result = selection()
    more = {"A": Decimal("0.4"), "B": Decimal("0.6")}
    vendors = tuple(
        one.model_copy(update={"wins_share": more[one.vendor_id]}) if one.vendor_id in more else one
        for one in result.vendors
    )
    text = listed(composed(result.model_copy(update={"vendors": vendors})), "speaks against")
    assert "Bravo Backoffice is first in 0.6 of all possible weightings, Alfa Regnskab in 0.4." in text


def test_what_would_change_it_names_the_weight_and_the_criterion() -> None:
    text = listed(composed(), "would change")
    assert "Criterion 0 weighted 50.00 instead of 60: beyond it Bravo Backoffice wins." in text
    assert "Without the criterion Criterion 0, Bravo Backoffice is in front." in text


def test_knock_outs_come_with_what_the_workbook_shows() -> None:
    text = listed(composed(), "knocked out")
    assert "Charlie Cheap No data processing agreement. ISO 27001 2026-12-31" in text


def test_when_nobody_is_recommended_the_page_says_why_and_gives_no_reasons_for_anybody() -> None:
    made = composed(selection([one.model_copy(update={"data_processing_agreement": False}) for one in bidders()]))
    assert str(made.verdict) == "Nobody is recommended"
    assert made.status == "warning"
    said = " ".join(map(str, made.lines))
    assert "Of 3 bidders 3 are knocked out" in said
    assert "0 of 3 bidders meet every requirement" in said
    assert not [one for one in made.sections if str(one.heading).startswith("Why")]


def test_a_held_gate_recommends_nothing_yet() -> None:
    made = composed(selection(minimum_evaluators=3))
    assert "nothing is recommended yet" in str(made.verdict)
    assert made.status == "warning"
    assert "put right" in str(made.asks[0])


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "={1+1}", "{vendor}", "A & B", "Ærø ‮x"])
def test_names_are_data_in_every_place(language: str, name: str) -> None:
    page = render_page(composed(selection(bidders(A=name))), language)
    assert "<script>alert" not in page


def test_every_table_has_as_many_cells_as_columns() -> None:
    def whole(table: Table) -> bool:
        return all(len(row) == len(table.columns) for row in table.rows)

    assert all(whole(table) for one in composed().sections for table in one.all_tables)


def test_the_names_of_all_bidders_are_in_it_and_the_reader_is_told_in_danish() -> None:
    page = render_page(composed(), "da")
    assert all(name in page for name in NAMES.values())
    assert "Indstilles: Alfa Regnskab, med forbehold for kontrakt" in page


def test_a_day_of_the_certificate_after_the_term_is_no_point_against() -> None:
    result = with_winner(selection(), certificate_valid_until=date(2029, 1, 1))
    assert "must be renewed" not in listed(composed(result), "speaks against")
