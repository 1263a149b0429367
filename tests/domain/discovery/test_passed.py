"""What passed gates recorded, and which issue carries which action: read out of the ledger's events."""

from typing import Any

import pytest

from domain.actions.actions import action_issues
from domain.discovery.passed import approved_plan, locked_baselines, passed_roadmap
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.problems import RuleRefused
from tests.domain.ledger.samples import chain

LINE = {"rank": 1, "process_id": "F-1", "name": "Bogføring", "category": "finance", "team_id": "T-1",
        "suitability": {"score": "61.5", "points": {}}, "hours_freed": "90.0", "cost_freed": "1",
        "cost_per_month": "1", "wave": 1, "pilot": False}  # fmt: skip


def gate(kind: EventKind, phase: Phase, **evidence: Any) -> tuple[EventKind, dict[str, Any]]:
    return kind, {"phase": phase.value, "attempt": 1, "evidence_hash": "x", "gate": {"evidence": evidence}}


def test_the_latest_passed_gate_counts_and_a_held_one_does_not() -> None:
    events = chain([
        gate(EventKind.GATE_PASSED, Phase.DISCOVERY, roadmap=[LINE | {"rank": 1}]),
        gate(EventKind.GATE_PASSED, Phase.DISCOVERY, roadmap=[LINE | {"rank": 2}]),
        gate(EventKind.GATE_HELD, Phase.DISCOVERY, roadmap=[LINE | {"rank": 3}]),
        gate(EventKind.GATE_PASSED, Phase.PILOT, roadmap=[LINE | {"rank": 4}]),
    ])  # fmt: skip
    assert [line.rank for line in passed_roadmap(events)] == [2]


def test_the_roadmap_is_read_by_wave_and_rank_whatever_order_it_was_recorded_in() -> None:
    lines = [LINE | {"wave": wave, "rank": rank} for wave, rank in ((2, 3), (1, 2), (1, 1))]
    events = chain([gate(EventKind.GATE_PASSED, Phase.DISCOVERY, roadmap=lines)])
    assert [(line.wave, line.rank) for line in passed_roadmap(events)] == [(1, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("read", "name"), [(locked_baselines, "baselines"), (passed_roadmap, "roadmap"), (approved_plan, "business_case")]
)
@pytest.mark.parametrize("rows", ["none", {"a": 1}, [1], [{}], [{"process_id": 1}], None], ids=repr)
def test_a_ledger_of_another_shape_is_refused_by_name_and_entry(read: Any, name: str, rows: Any) -> None:
    events = chain([gate(EventKind.GATE_PASSED, Phase.DISCOVERY, **{name: rows})])
    with pytest.raises(RuleRefused, match=f"entry 1, evidence {name}.*another shape"):
        read(events)


def test_a_gate_without_evidence_is_refused_and_not_taken_for_an_empty_one() -> None:
    payload = {"phase": "discovery", "attempt": 1, "evidence_hash": "x", "gate": {}}
    with pytest.raises(RuleRefused, match="cannot be read"):
        approved_plan(chain([(EventKind.GATE_PASSED, payload)]))


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
