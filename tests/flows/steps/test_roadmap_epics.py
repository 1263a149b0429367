"""The roadmap's epics over HTTP: made once when discovery is approved, whatever dies or is away; none when refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from configs.rollouts import RolloutSettings
from configs.settings import read_settings
from domain.discovery.business_case import BusinessCaseRules, weigh_business_case
from domain.discovery.roadmap.epics import missing_epics
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.gates.gates import Decision
from domain.ledger.events import EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from flows.steps.roadmap_epics import awaits_roadmap, open_roadmap_after, open_roadmap_quietly
from flows.wiring.desks import governance_desk
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import load, utc_now
from tasks.decide import DecisionOutcome
from tasks.publish import action_drafts, open_issues
from tests.connectors.jira_site import EMAIL, TOKEN, RunningJira, running_jira
from tests.faults.dying import Died, DyingLedger
from tests.reports.vendor_selection.award.samples import line

HOSTILE = 'Løn [x|javascript:alert(1)] {code} @admin "; DROP\nTABLE \u202e' + "æ" * 240
ROADMAP = (line("P-1", 1, pilot=True, name="Bankafstemning"), line("P-2", 2, rank=2, name=HOSTILE[:300]))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningJira]:
    """A Jira whose search index is an hour late, and settings that lead to it."""
    with running_jira(tmp_path / "site", lag_seconds=3600) as running:
        for name, value in (("SERVER", running.url), ("EMAIL", EMAIL), ("TOKEN", TOKEN)):
            monkeypatch.setenv(f"ROLLOUT_JIRA_{name}", value)
        yield running


@pytest.fixture
def rollout() -> RolloutSettings:
    return load("nordlys")[1]


def decided(
    kind: EventKind = EventKind.APPROVED, roadmap: tuple[RoadmapLine, ...] = ROADMAP, attempt: int = 1
) -> DecisionOutcome:
    """Discovery has run and its owner has decided, in the ledger of this test."""
    ledger = open_ledger(read_settings())
    lease = ledger.acquire("nordlys", "this test", now=utc_now(), ttl=timedelta(minutes=5))
    cases = weigh_business_case(sum(one.cost_freed for one in roadmap), BusinessCaseRules()).cases  # type: ignore[arg-type]
    evidence: dict[str, Any] = {
        "roadmap": [one.model_dump(mode="json") for one in roadmap],
        "business_case": [case.model_dump(mode="json") for case in cases],
    }
    phase = {"phase": "discovery", "attempt": attempt, "evidence_hash": f"h{attempt}"}
    for one, more in (
        (EventKind.PHASE_STARTED, {}), (EventKind.GATE_PASSED, {"gate": {"evidence": evidence}}),
        (kind, {"role": "project_lead", "person": "Mette Holm"}),
    ):  # fmt: skip
        ledger.append(lease, one, f"discovery/{attempt}", phase | more, actor="test", at=utc_now())
    ledger.release(lease)
    approved = kind is EventKind.APPROVED
    return DecisionOutcome(
        phase=Phase.DISCOVERY, attempt=attempt, decision=Decision.APPROVE if approved else Decision.REFUSE,
        person="Mette Holm", role=Role.PROJECT_LEAD,
        status=PhaseStatus.APPROVED if approved else PhaseStatus.REFUSED, changed=True,
    )  # fmt: skip


def epics(site: RunningJira) -> list[dict[str, Any]]:
    """The fields of every issue of NOG, read one by one: the index shows none of them yet."""
    keys = [f"NOG-{number}" for number in range(1, 8)]
    return [site.raw(f"issue/{key}")["fields"] for key in keys if site.asked_directly(f"issue/{key}")]


def test_an_approval_opens_one_epic_per_process_in_the_governance_project(
    site: RunningJira, rollout: RolloutSettings
) -> None:
    links = open_roadmap_after(rollout, decided())
    assert set(links) == {"NOG-1", "NOG-2"}
    first, _ = epics(site)
    assert first["issuetype"]["name"] == "Epic"
    assert first["summary"] == "Bølge 1: Bankafstemning, 90 timer pr. måned"
    text = first["description"].replace("\u00a0", " ")
    for said in ("Køreplanens pilot", "egnethed 61,5", "27.000 kr.", "besparelse"):
        assert said in text
    assert "rollout-nordlys" in first["labels"]


def test_asked_again_nothing_more_is_made(site: RunningJira, rollout: RolloutSettings) -> None:
    outcome = decided()
    open_roadmap_after(rollout, outcome)
    creations = site.asked("POST")
    assert open_roadmap_after(rollout, outcome.model_copy(update={"changed": False})) == {}
    assert open_roadmap_quietly(rollout, "daily checks") == {}
    assert site.asked("POST") == creations
    assert len(epics(site)) == 2


def test_a_refusal_opens_none(site: RunningJira, rollout: RolloutSettings) -> None:
    outcome = decided(EventKind.REFUSED)
    assert open_roadmap_after(rollout, outcome) == {}
    assert open_roadmap_quietly(rollout, "daily checks") == {}
    assert epics(site) == []


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.DISCOVERY])
def test_the_approval_of_another_phase_opens_none(site: RunningJira, rollout: RolloutSettings, phase: Phase) -> None:
    outcome = decided()
    assert open_roadmap_after(rollout, outcome.model_copy(update={"phase": phase})) == {}
    assert epics(site) == []


@pytest.mark.parametrize("kind", ["drop_before_commit", "drop_after_commit"])
def test_an_answer_that_is_lost_makes_no_second_epic(site: RunningJira, rollout: RolloutSettings, kind: str) -> None:
    site.arm({"kind": kind, "method": "POST", "path": "/issue$"})
    outcome = decided()
    assert open_roadmap_after(rollout, outcome) == {}, "what stands in the way is told, and the decision counts"
    assert set(open_roadmap_after(rollout, outcome)) == {"NOG-1", "NOG-2"}
    assert len(epics(site)) == 2


@pytest.mark.parametrize("recorded", [False, True])
def test_a_run_that_dies_at_an_epics_record_leaves_the_rest_to_the_next(
    site: RunningJira, rollout: RolloutSettings, recorded: bool
) -> None:
    decided()
    with governance_desk("nordlys", actor="Mette Holm", name="dies") as desk:
        ledger = DyingLedger(desk.book.ledger, EventKind.EFFECT_DONE, recorded=recorded)
        dying = replace(desk, book=replace(desk.book, ledger=ledger))
        drafts = action_drafts(dying, missing_epics("nordlys", desk.book.events()), "epic")
        with pytest.raises(Died):
            open_issues(dying, drafts)
    assert len(epics(site)) == 1
    open_roadmap_quietly(rollout, "daily checks")
    assert len(epics(site)) == 2


def test_a_jira_that_is_away_stops_no_decision_and_a_later_run_makes_the_epics(
    site: RunningJira, rollout: RolloutSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = decided()
    with monkeypatch.context() as away:
        away.setenv("ROLLOUT_JIRA_SERVER", "http://127.0.0.1:9")
        assert open_roadmap_after(rollout, outcome) == {}
    assert epics(site) == []
    assert set(open_roadmap_quietly(rollout, "daily checks")) == {"NOG-1", "NOG-2"}


def test_a_later_attempt_adds_the_new_processes_alone(site: RunningJira, rollout: RolloutSettings) -> None:
    open_roadmap_after(rollout, decided())
    again = decided(roadmap=(*ROADMAP, line("P-3", 3, rank=3)), attempt=2)
    assert set(open_roadmap_after(rollout, again)) == {"NOG-3"}


def test_hostile_process_names_are_text_on_one_line(site: RunningJira, rollout: RolloutSettings) -> None:
    open_roadmap_after(rollout, decided())
    _, second = epics(site)
    assert "\n" not in second["summary"]
    assert len(second["summary"]) <= 255
    assert "javascript:alert(1)" in second["description"], "kept as the text it is"


def test_the_daily_checks_leave_a_rollout_alone_whose_vendor_is_chosen() -> None:
    decided()
    ledger = open_ledger(read_settings())
    assert awaits_roadmap("nordlys", ledger.events("nordlys"))
    lease = ledger.acquire("nordlys", "this test", now=utc_now(), ttl=timedelta(minutes=5))
    phase = {"phase": "vendor_selection", "attempt": 1, "evidence_hash": "v"}
    for kind, key, more in (
        (EventKind.PHASE_STARTED, "s", {}), (EventKind.GATE_PASSED, "g", {"gate": {}}),
        (EventKind.APPROVED, "p", {"role": "procurement", "person": "Søren Dahl"}),
        (EventKind.APPROVED, "l", {"role": "legal", "person": "Aisha Rahman"}),
    ):  # fmt: skip
        ledger.append(lease, kind, key, phase | more, actor="test", at=utc_now())
    assert not awaits_roadmap("nordlys", ledger.events("nordlys"))
