"""What passed gates recorded, and which issue carries which action: read out of the ledger's events."""

from typing import Any

from domain.actions.actions import action_issues
from domain.discovery.passed import approved_plan, locked_baselines
from domain.gates.evidence import passed_evidence
from domain.ledger.phases import EventKind, Phase
from tests.domain.ledger.samples import chain


def gate(kind: EventKind, phase: Phase, **evidence: Any) -> tuple[EventKind, dict[str, Any]]:
    return kind, {"phase": phase.value, "attempt": 1, "evidence_hash": "x", "gate": {"evidence": evidence}}


def test_the_latest_passed_gate_counts_and_a_held_one_does_not() -> None:
    events = chain([
        gate(EventKind.GATE_PASSED, Phase.DISCOVERY, teams=1),
        gate(EventKind.GATE_PASSED, Phase.DISCOVERY, teams=2),
        gate(EventKind.GATE_HELD, Phase.DISCOVERY, teams=3),
        gate(EventKind.GATE_PASSED, Phase.PILOT, teams=4),
    ])  # fmt: skip
    assert passed_evidence(events, Phase.DISCOVERY) == {"teams": 2}


def test_without_a_passed_gate_there_is_no_plan_and_no_baseline() -> None:
    assert approved_plan(chain([])) == ()
    assert locked_baselines(chain([])) == ()


def test_an_action_is_known_by_the_issue_its_effect_made() -> None:
    reference = {"issue_id": "1", "key": "NOG-7", "url": "https://x/browse/NOG-7"}
    (event,) = chain([(EventKind.EFFECT_DONE, {"target": "Jira NOG", "reference": reference, "found": False})])
    made = event.model_copy(update={"key": "issue/sla/2026-10/resolution.P2"})
    other = event.model_copy(update={"key": "page/sla-2026-10/1/abc"})
    found = action_issues([made, other])
    assert {key: issue.key for key, issue in found.items()} == {"sla/2026-10/resolution.P2": "NOG-7"}
