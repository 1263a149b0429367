"""Which epics the approved roadmap asks for."""

from decimal import Decimal
from typing import Any

import pytest

from domain.discovery.business_case import BusinessCaseRules, weigh_business_case
from domain.discovery.roadmap.epics import missing_epics, roadmap_epics
from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from tests.domain.ledger.samples import Entry, chain
from tests.reports.vendor_selection.award.samples import ROADMAP, line

EXPECTED = weigh_business_case(Decimal(108_000), BusinessCaseRules())
EVIDENCE: dict[str, Any] = {
    "roadmap": [one.model_dump(mode="json") for one in ROADMAP],
    "business_case": [case.model_dump(mode="json") for case in EXPECTED.cases],
}
PHASE = {"phase": Phase.DISCOVERY.value}
DECIDED = PHASE | {"role": "project_lead", "person": "Mette", "evidence_hash": "h"}
STARTED: Entry = (EventKind.PHASE_STARTED, PHASE)
PASSED: Entry = (EventKind.GATE_PASSED, PHASE | {"evidence_hash": "h", "gate": {"evidence": EVIDENCE}})


def made(process_id: str) -> Event:
    reference = {"key": "NOG-7", "url": "https://x.example/browse/NOG-7"}
    (event,) = chain([(EventKind.EFFECT_DONE, {"reference": reference})])
    return event.model_copy(update={"key": f"issue/roadmap/{process_id}"})


@pytest.mark.parametrize(
    "entries",
    [
        [], [STARTED], [STARTED, PASSED], [STARTED, PASSED, (EventKind.REFUSED, DECIDED)],
        [STARTED, PASSED, (EventKind.APPROVED, DECIDED | {"evidence_hash": "of other facts"})],
        [STARTED, PASSED, (EventKind.APPROVED, DECIDED), STARTED],
    ],
    ids=["nothing", "running", "awaiting", "refused", "approved on other evidence", "started again"],
)  # fmt: skip
def test_nothing_is_asked_for_unless_discovery_stands_approved(entries: list[Entry]) -> None:
    assert missing_epics("nordlys", chain(entries)) == ()


def test_an_approved_roadmap_asks_for_one_epic_per_process() -> None:
    approved = chain([STARTED, PASSED, (EventKind.APPROVED, DECIDED)])
    keys = [epic.key for epic in missing_epics("nordlys", approved)]
    assert keys == ["roadmap/P-1", "roadmap/P-2", "roadmap/P-3", "roadmap/P-4"]


def test_what_the_ledger_has_is_not_asked_for_again() -> None:
    approved = chain([STARTED, PASSED, (EventKind.APPROVED, DECIDED)])
    keys = [epic.key for epic in missing_epics("nordlys", [*approved, made("P-2")])]
    assert keys == ["roadmap/P-1", "roadmap/P-3", "roadmap/P-4"]


def test_an_epic_says_process_hours_suitability_wave_cost_and_saving() -> None:
    pilot, second, *_ = roadmap_epics(ROADMAP, EXPECTED.cases[1])
    assert str(second.title) == "Wave 2: Process P-2, 90.0 hours a month"
    for said in ("Wave 2 of the roadmap: Process P-2 (P-2)", "suitability 61.5", "90.0 hours", "27000.00"):
        assert said in str(second.why)
    assert "The pilot of the roadmap" in str(pilot.why)


def test_the_savings_of_all_epics_come_to_the_whole_of_the_case() -> None:
    found = roadmap_epics(ROADMAP, EXPECTED.cases[1])
    paid = [epic.why.facts["paid"].facts["saving_amount"] for epic in found]  # type: ignore[union-attr]
    assert sum(paid) == EXPECTED.cases[1].net_saving == Decimal("27000.00")  # type: ignore[arg-type]


def test_without_a_business_case_no_saving_is_made_up() -> None:
    (epic,) = roadmap_epics([line("P-9", 1)], None)
    assert "No business case was recorded." in str(epic.why)
