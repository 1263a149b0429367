"""A small document of each phase, for tests of documents in general."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryRows
from domain.discovery.settings import DiscoveryRules
from domain.full_rollout.assess import assess_full_rollout
from domain.full_rollout.gate import full_rollout_gate
from domain.full_rollout.settings import FullRolloutRules
from domain.gates.gates import GateEvaluation
from domain.kickoff.assess import assess_kickoff
from domain.kickoff.gate import kickoff_gate
from domain.kickoff.settings import KickoffRules
from domain.ledger.phases import Phase
from domain.optimisation.assess import assess_optimisation
from domain.optimisation.gate import optimisation_gate
from domain.periods import months_before
from domain.pilot.assess import assess_pilot
from domain.pilot.gate import pilot_gate
from domain.pilot.settings import PilotRules
from domain.returns.targets import RoiTargets
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Score
from domain.workbook.people import SalaryBand, Team
from reports.catalogues.reading import wording
from reports.discovery import discovery
from reports.documents import Document, Table
from reports.forms.html.pages import render_page
from reports.phases import full_rollout, kickoff, optimisation, pilot
from reports.vendor_selection import selection
from tests.domain.samples import rows as rows


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
    return discovery.compose(found, gate, (), "da"), gate


def selection_document() -> tuple[Document, GateEvaluation]:
    bidders = [rows.vendor("A"), rows.vendor("B"), rows.vendor("C", data_processing_agreement=False)]
    found = assess_vendor_selection(
        SelectionInputs(
            rows.criteria(60, 40),
            bidders,
            rows.scored("A", 5, 3) + rows.scored("B", 3, None) + rows.scored("C", 5, 5),
            VendorSelectionRules(draws=1_000),
            papers=rows.papers(*bidders),
            contract_starts_on=date(2025, 9, 1),
            term_months=36,
            as_of=date(2025, 6, 27),
        )
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
        wording=wording("da"),
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


def chosen(scores: list[Score], **given: Any) -> Document:
    bidders = [rows.vendor("A"), rows.vendor("B", monthly_fee=Decimal(900))]
    found = assess_vendor_selection(
        SelectionInputs(
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
    )
    return selection.compose(found, vendor_selection_gate(found), ())
