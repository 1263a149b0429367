from datetime import date
from typing import Any

import pytest

from domain.kickoff.assess import assess_kickoff, pitfall_of
from domain.kickoff.gate import kickoff_gate
from domain.kickoff.result import KickoffResult, Pitfall
from domain.kickoff.settings import KickoffRules
from domain.workbook.delivery import Control
from reports.catalogues.reading import wording
from tests.domain.samples.rows import control, deliverable, grant

WORDING = wording("da")

AS_OF = date(2025, 8, 22)
CONTROLS = [
    control("K-1", "Dårlig kommunikation"),
    control("K-2", "Udefineret scope"),
    control("K-3", "Utilstrækkelig sikkerhed"),
    control("K-4", "Over-afhængighed af leverandør"),
    control("K-5", "Ignoreret kulturel fit"),
]


def assess(**changed: Any) -> KickoffResult:
    values: dict[str, Any] = {
        "deliverables": [deliverable()],
        "grants": [grant()],
        "controls": CONTROLS,
        "rules": KickoffRules(),
        "client_contacts": ["Mette"],
        "vendor_contacts": ["Tomas"],
        "contract_starts_on": date(2025, 9, 1),
        "contract_ends_on": date(2028, 8, 31),
        "as_of": AS_OF,
        "wording": WORDING,
    }
    return assess_kickoff(**(values | changed))


def held(result: KickoffResult) -> dict[str, str]:
    return {c.criterion: str(c.reason) for c in kickoff_gate(result).held}


def with_control(**changed: Any) -> list[Control]:
    return [control("K-1", "Poor communication", **changed), *CONTROLS[1:]]


def test_a_kickoff_in_order_passes_its_gate() -> None:
    gate = kickoff_gate(assess())
    assert gate.passed, [str(c.reason) for c in gate.held]
    assert [c.criterion for c in gate.criteria] == ["sow", "on_time", "access", "pitfalls", "contacts"]


@pytest.mark.parametrize(
    ("text", "pitfall"),
    [
        ("Dårlig kommunikation", Pitfall.COMMUNICATION),
        ("Poor communication", Pitfall.COMMUNICATION),
        ("UNDEFINED SCOPE", Pitfall.SCOPE),
        ("Utilstrækkelig sikkerhed", Pitfall.SECURITY),
        ("Over-afhængighed af leverandør", Pitfall.DEPENDENCE),
        ("Ignoreret kulturel fit", Pitfall.CULTURE),
        ("Noget helt andet", None),
    ],
)
def test_a_pitfall_is_known_in_any_language(text: str, pitfall: Pitfall | None) -> None:
    assert pitfall_of(text, WORDING) is pitfall


@pytest.mark.parametrize(
    ("changed", "name", "says"),
    [
        ({"deliverables": []}, "sow", "has no deliverables"),
        ({"deliverables": [deliverable(due_on=date(2028, 9, 1))]}, "sow", "1 deliverables are due after the contract"),
        ({"deliverables": [deliverable(due_on=date(2025, 8, 21))]}, "on_time", "1 deliverables are late, first Deliv"),
        ({"grants": []}, "access", "No access right is listed"),
        ({"grants": [grant(level="Administrator")]}, "access", "The right is too wide: Administrator."),
        ({"grants": [grant(valid_until=None)]}, "access", "No end date."),
        ({"grants": [grant(valid_until=date(2028, 9, 1))]}, "access", "It outlives the contract"),
        ({"grants": [grant(valid_until=date(2025, 8, 31))]}, "access", "It ends before the contract starts"),
        ({"grants": [grant(approved_by=" ")]}, "access", "Nobody has approved it."),
        ({"controls": CONTROLS[1:]}, "pitfalls", "1 of the five pitfalls have no control"),
        ({"controls": with_control(evidence=None)}, "pitfalls", "1 of the five pitfalls have no control"),
        ({"controls": [*CONTROLS, control("K-6", "Scope", next_due_on=date(2025, 8, 21))]}, "pitfalls", "was due on"),
        ({"controls": [*CONTROLS, control("K-6", "Scope", next_due_on=None)]}, "pitfalls", "No next date."),
        ({"client_contacts": []}, "contacts", "there are 0 here and 1 at the vendor"),
        ({"vendor_contacts": ["Tomas", "Anna"]}, "contacts", "there are 1 here and 2 at the vendor"),
    ],
)
def test_the_gate_is_held_with_its_reason(changed: dict[str, Any], name: str, says: str) -> None:
    assert says in held(assess(**changed))[name]


@pytest.mark.parametrize(
    "changed",
    [
        {"deliverables": [deliverable(due_on=AS_OF)]},
        {"grants": [grant(valid_until=date(2028, 8, 31))]},
        {"controls": with_control(next_due_on=AS_OF)},
    ],
)
def test_on_the_very_day_is_in_time(changed: dict[str, Any]) -> None:
    assert held(assess(**changed)) == {}


def test_what_is_not_accepted_becomes_an_action_with_its_owner_and_date() -> None:
    rows = [deliverable("D-1", accepted_on=date(2025, 8, 20)), deliverable("D-2", owner="Lars")]
    (action,) = assess(deliverables=rows).actions
    assert (action.key, action.owner, action.due_on) == ("deliverable/D-2", "Lars", date(2025, 9, 15))
    assert str(action.title) == "Deliver: Deliverable D-2"


def test_an_acceptance_after_the_as_of_has_not_happened_yet() -> None:
    result = assess(deliverables=[deliverable(accepted_on=date(2025, 8, 23))])
    assert len(result.actions) == 1


def test_a_late_deliverable_says_so_in_its_action() -> None:
    result = assess(deliverables=[deliverable(due_on=date(2025, 8, 1))])
    assert "was due on 2025-08-01" in str(result.actions[0].why)
