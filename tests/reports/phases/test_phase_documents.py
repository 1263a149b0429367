"""The six phase reports: whole tables, every figure where it belongs, in both languages, nothing secret."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryRows, DiscoveryRules
from domain.full_rollout.assess import assess_full_rollout
from domain.full_rollout.gate import full_rollout_gate
from domain.full_rollout.result import FullRolloutRules
from domain.gates.gates import GateEvaluation
from domain.kickoff.assess import assess_kickoff
from domain.kickoff.gate import kickoff_gate
from domain.kickoff.result import KickoffRules
from domain.ledger.phases import Phase
from domain.optimisation.assess import assess_optimisation
from domain.optimisation.gate import optimisation_gate
from domain.periods import months_before
from domain.pilot.assess import assess_pilot
from domain.pilot.gate import pilot_gate
from domain.pilot.settings import PilotRules
from domain.reasons import Reason
from domain.returns.targets import RoiTargets
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Score, SubCriterion
from domain.workbook.people import SalaryBand, Team
from reports.discovery import discovery
from reports.documents import Document, Table
from reports.drawings import Spread
from reports.forms.html.pages import render_page
from reports.forms.markdown import render_markdown
from reports.forms.sheet_tabs import tab_contents
from reports.language import Speaker
from reports.phase_report import gate_section
from reports.phases import full_rollout, kickoff, optimisation, pilot
from reports.vendor_selection import selection
from tests.domain.samples import rows as rows

TABS = {
    Phase.DISCOVERY: {"Roadmap", "Business case", "Warning signs"},
    Phase.VENDOR_SELECTION: {"Shortlist"},
    Phase.KICKOFF: {"Kick-off plan"},
    Phase.PILOT: {"Pilot result"},
    Phase.FULL_ROLLOUT: {"Migration status"},
    Phase.OPTIMISATION: {"ROI"},
}


def discovery_document() -> tuple[Document, GateEvaluation]:
    strained: dict[str, Any] = {"share_days_over_10h": Decimal("0.31"), "errors": 55}
    found = assess_discovery(
        DiscoveryRows(
            teams=[
                Team(team_id="BOG", name="Bogholderi", headcount=30),
                Team(team_id="ADM", name="Administration", headcount=12),
                Team(team_id="IT", name="Serverrummet", headcount=3),
            ],
            processes=[rows.process("F-1", name="Bankafstemning"), rows.process("F-2", core=True, name="Revision")],
            work_months=[rows.work_month(m, **strained) for m in months_before("2025-05", 3)],
            surveys=[],
            exits=[],
            salary_bands=[SalaryBand(band="L1", headcount=45, salary_per_month=Decimal(40_000))],
            processes_seen=2,
        ),
        DiscoveryRules(),
        datetime(2025, 5, 2, 9, tzinfo=ZoneInfo("Europe/Copenhagen")),
    )
    gate = discovery_gate(found)
    return discovery.compose(found, gate, ()), gate


def selection_document() -> tuple[Document, GateEvaluation]:
    bidders = [rows.vendor("A"), rows.vendor("B"), rows.vendor("C", data_processing_agreement=False)]
    found = assess_vendor_selection(
        rows.criteria(60, 40),
        bidders,
        rows.scored("A", 5, 3) + rows.scored("B", 3, None) + rows.scored("C", 5, 5),
        VendorSelectionRules(draws=1_000),
        papers=rows.papers(*bidders),
        contract_starts_on=date(2025, 9, 1),
        term_months=36,
        as_of=date(2025, 6, 27),
    )
    gate = vendor_selection_gate(found)
    return selection.compose(found, gate, ()), gate


def kickoff_document() -> tuple[Document, GateEvaluation]:
    found = assess_kickoff(
        [rows.deliverable()],
        [rows.grant(valid_until=None)],
        [rows.control("K-1", "Dårlig kommunikation"), rows.control("K-2", "Noget andet", evidence=None)],
        KickoffRules(),
        client_contacts=["Mette"],
        vendor_contacts=["Tomas"],
        contract_starts_on=date(2025, 9, 1),
        contract_ends_on=date(2028, 8, 31),
        as_of=date(2025, 8, 22),
    )
    gate = kickoff_gate(found)
    return kickoff.compose(found, gate, ()), gate


def pilot_document() -> tuple[Document, GateEvaluation]:
    found = assess_pilot(
        [rows.figure()],
        [rows.check(1, 100, 0)],
        PilotRules(),
        starts_on=date(2025, 9, 1),
        ends_on=date(2025, 9, 28),
        as_of=date(2025, 9, 29),
    )
    gate = pilot_gate(found)
    return pilot.compose(found, gate, ()), gate


def full_rollout_document() -> tuple[Document, GateEvaluation]:
    missed = rows.figure("resolution.P2", 80, 20, repeated_miss=True)
    found = assess_full_rollout(
        [rows.step("A", migrated_on=date(2025, 10, 2)), rows.step("B", 2, date(2026, 2, 1), trained=False)],
        [rows.review("2025-12", missed)],
        [rows.business_month("2025-12", errors=150)],
        {"A": "Bankafstemning"},
        FullRolloutRules(),
        date(2026, 1, 9),
    )
    gate = full_rollout_gate(found)
    return full_rollout.compose(found, gate, ()), gate


def optimisation_document() -> tuple[Document, GateEvaluation]:
    paid: dict[str, Any] = {"outsourcing_fee": Decimal(250_000), "governance_cost": Decimal(30_000)}
    months = [rows.business_month(m, leavers=2) for m in months_before("2025-09", 12)]
    months += [rows.business_month(m, **paid) for m in months_before("2026-11", 14)]
    found = assess_optimisation(
        months,
        rows.review("2026-10", rows.figure("resolution.P2", 80, 20)),
        RoiTargets(),
        month="2026-10",
        contract_start="2025-09",
    )
    gate = optimisation_gate(found)
    return optimisation.compose(found, gate, ()), gate


BUILDERS = {
    Phase.DISCOVERY: discovery_document,
    Phase.VENDOR_SELECTION: selection_document,
    Phase.KICKOFF: kickoff_document,
    Phase.PILOT: pilot_document,
    Phase.FULL_ROLLOUT: full_rollout_document,
    Phase.OPTIMISATION: optimisation_document,
}


def tables(document: Document) -> list[Table]:
    return [table for section in document.sections for table in section.tables]


def page(phase: Phase, language: str = "en") -> str:
    return render_page(BUILDERS[phase]()[0], language)


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


def test_discovery_shows_the_sum_and_the_articles_range_beside_it() -> None:
    # 45 people: 45 x 26,000 = 1.17 M to 45 x 40,000 = 1.8 M; the article 0.45 x 2.5 M = 1.125 M.
    text = page(Phase.DISCOVERY, "da")
    for amount in ("1.170.000", "1.800.000", "1.125.000"):
        assert amount in text


def test_discovery_names_no_team_that_may_not_be_shown() -> None:
    document, gate = discovery_document()
    for language in ("da", "en"):
        assert "Serverrummet" not in render_page(document, language)
    assert "Serverrummet" not in gate.model_dump_json()


def test_selection_tells_who_is_out_and_why_and_shows_a_range_for_the_unassessed() -> None:
    document, _ = selection_document()
    (shortlist,) = [t for t in tables(document) if t.tab is not None and t.tab.template == "Shortlist"]
    by_vendor = {row[1]: row for row in shortlist.rows}
    # B: 60 x .5 = 30 and 0 to 40 for what nobody assessed.
    assert by_vendor["Vendor B"][2:4] == (Decimal(30), Decimal(70))
    assert "No data processing agreement." in page(Phase.VENDOR_SELECTION)


def chosen(scores: list[Score], **given: Any) -> Document:
    bidders = [rows.vendor("A"), rows.vendor("B", monthly_fee=Decimal(900))]
    found = assess_vendor_selection(
        given.pop("criteria", rows.criteria(60, 40)),
        bidders,
        scores,
        VendorSelectionRules(draws=1_000, **given.pop("rules", {})),
        papers=rows.papers(*bidders),
        contract_starts_on=date(2025, 9, 1),
        term_months=36,
        as_of=date(2025, 6, 27),
        **given,
    )
    return selection.compose(found, vendor_selection_gate(found), ())


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


def test_selection_shows_the_scores_of_parts_and_what_the_points_mean() -> None:
    parts = [
        SubCriterion(sub_criterion_id=key, criterion_id="C0", name=f"Part {key}", weight=Decimal(50),
                     at_1=f"{key} bad", at_3=f"{key} fair", at_5=f"{key} good")
        for key in ("S1", "S2")
    ]  # fmt: skip
    scores = [row for name in "AB" for row in rows.scored(name, None, 3) if row.criterion_id == "C1"]
    scores += [
        Score(vendor_id=name, criterion_id=key, evaluator=who, score=Decimal(value))
        for name in "AB"
        for who in ("A", "B")
        for key, value in (("S1", 5), ("S2", 2))
    ]
    document = chosen(scores, sub_criteria=parts)
    found = {str(table.caption): table for section in document.sections for table in section.all_tables}
    by_part = found["Scores of the parts of criteria; each evaluator's roll up by the parts' weights"]
    assert [row[2:6] for row in by_part.rows][:2] == [
        ("Part S1", Decimal(50), Decimal(5), Decimal(5)), ("Part S2", Decimal(50), Decimal(2), Decimal(2)),
    ]  # fmt: skip
    # (5 + 2) / 2 = 3.5 for each evaluator.
    medians = {row[:2]: row[2] for row in found["Median of the evaluators' scores, 1 to 5"].rows}
    assert medians["Vendor A", "Criterion 0"] == Decimal("3.5")
    points = found["What the points mean; 2 and 4 lie between"]
    assert [row[1:] for row in points.rows] == [("S1 bad", "S1 fair", "S1 good"), ("S2 bad", "S2 fair", "S2 good")]


def test_selection_draws_the_spread_and_says_where_to_talk() -> None:
    scores = rows.scored("A", 5, 3, evaluators=("x",)) + rows.scored("A", 2, 3, evaluators=("y",))
    document = chosen(scores + rows.scored("B", 3, 3, evaluators=("x", "y")))
    section = next(s for s in document.sections if s.heading.template == "Scores")
    assert "Talk about Vendor A on Criterion 0: scores run from 2 to 5." in [str(p) for p in section.paragraphs]
    (drawing,) = [chart.drawing for chart in section.charts]
    assert isinstance(drawing, Spread)
    assert [(r.low, r.middle, r.high, r.apart) for r in drawing.rows][:2] == [
        (2, Decimal("3.5"), 5, True), (3, 3, 3, False),
    ]  # fmt: skip


def test_the_pilot_says_how_many_cases_would_prove_it() -> None:
    assert "149 cases without one error" in page(Phase.PILOT)


def test_migration_names_the_tripwire_and_why_a_process_is_blocked() -> None:
    text = page(Phase.FULL_ROLLOUT)
    assert "Resolution P2 was missed in" in text
    assert "are not trained" in text


def test_optimisation_shows_both_savings_and_both_readings_of_turnover() -> None:
    # (400 - 250) / 400 = 37.5 %; with governance (400 - 280) / 400 = 30 %; turnover 24 % to 12 %.
    text = page(Phase.OPTIMISATION)
    for said in ("37.5", "120,000", "-50.0", "-12.0"):
        assert said in text.replace("\u2212", "-"), said
