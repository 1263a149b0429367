"""What the documents of all phases have in common: tables, tabs, forms, the verdict, the section of the gate."""

import pytest

from domain.ledger.phases import Phase
from domain.reasons import Reason
from reports.forms.html.pages import render_page
from reports.forms.markdown import render_markdown
from reports.forms.sheet_tabs import tab_contents
from reports.language import Speaker
from reports.phase_report import gate_section
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import BUILDERS, kickoff_document, tables

TABS = {
    Phase.DISCOVERY: {"Roadmap", "Business case", "Warning signs"},
    Phase.VENDOR_SELECTION: {"Shortlist"},
    Phase.KICKOFF: {"Kick-off plan"},
    Phase.PILOT: {"Pilot result"},
    Phase.FULL_ROLLOUT: {"Migration status"},
    Phase.OPTIMISATION: {"ROI"},
}


@pytest.mark.parametrize("phase", Phase)
def test_every_row_has_a_value_per_column_and_a_status_per_row_or_none(phase: Phase) -> None:
    for table in tables(BUILDERS[phase]()[0]):
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.caption
        assert len(table.statuses) in (0, len(table.rows)), table.caption


@pytest.mark.parametrize("phase", Phase)
def test_the_tabs_of_a_phase_are_the_agreed_ones(phase: Phase) -> None:
    found = {table.tab.template for table in tables(BUILDERS[phase]()[0]) if table.tab is not None}
    assert TABS[phase] <= found


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_document_takes_every_form_in_both_languages(phase: Phase, language: str) -> None:
    document, gate = BUILDERS[phase]()
    text = render_page(document, language)
    for result in gate.criteria:
        # Only a stretch without marks: the page escapes apostrophes and the like.
        assert Speaker(language).say(result.reason).split("'")[0][:20].split("&")[0] in text
    assert render_markdown(document, language, {})
    assert all(tab.rows for tab in tab_contents(document, language))


@pytest.mark.parametrize(("phase", "passed"), [(Phase.PILOT, True), (Phase.KICKOFF, False)])
def test_the_verdict_is_the_gates(phase: Phase, passed: bool) -> None:
    document, gate = BUILDERS[phase]()
    assert gate.passed is passed
    assert (document.status == "good") is passed
    assert ("Held" in str(document.verdict)) is not passed


def test_the_gate_section_tells_every_criterion_with_its_outcome() -> None:
    _, gate = kickoff_document()
    (table,) = gate_section(gate).tables
    assert [row[0] for row in table.rows] == [Reason(c.outcome.value) for c in gate.criteria]
    assert [row[1] for row in table.rows] == [c.reason for c in gate.criteria]
    assert table.statuses == ("good", "good", "bad", "bad", "good")
