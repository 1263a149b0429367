"""One way to decide: the terminal and the form leave the same ledger, event and artifact, on a real Prefect server."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from configs.settings import Settings, read_settings
from domain.gates.gates import Decision, GateEvaluation, criterion
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from domain.reasons import Reason
from flows.steps.asked import demo_codes
from flows.wiring.desks import decision_desk
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import load
from tasks.ask import ask_for_decision
from tasks.frame.events import emit
from tests.budgets import FAR_OFF_SECONDS, until

ROOT = Path(__file__).resolve().parents[3]
PHASE = Phase.KICKOFF
WHY = "Everything is agreed."
NOWHERE = "http://127.0.0.1:9/api"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Settings]:
    """Makes a home in which the kick-off's two owners have been asked."""

    def asked(name: str) -> Settings:
        monkeypatch.setenv("ROLLOUT_HOME", str(tmp_path / name))
        found = GateEvaluation(phase=PHASE, criteria=(criterion("statement", True, Reason("It is.")),), evidence={})
        with decision_desk("nordlys", actor="Lars Bjerre", name="this test") as desk:
            desk.book.record(EventKind.PHASE_STARTED, f"{PHASE}/1", {"phase": PHASE.value, "attempt": 1})
            gate = {
                "criteria": [c.model_dump(mode="json") for c in found.criteria], "requested_by": "Lars Bjerre",
                "expiries": [],
            }  # fmt: skip
            payload = {"phase": PHASE.value, "attempt": 1, "evidence_hash": found.evidence_hash, "gate": gate}
            desk.book.record(EventKind.GATE_PASSED, f"{PHASE}/1", payload)
            ask_for_decision(desk, PHASE)
        return read_settings()

    return asked


def codes(settings: Settings) -> dict[str, str]:
    """Owner -> the code that counts now."""
    return {person: code for (person, _), code in demo_codes(settings, load("nordlys")[1], PHASE).items()}


def typed(person: str, decision: Decision, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Decide at the terminal."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from flows.cli import main; sys.exit(main())", "decide", PHASE,
         "--rollout", "nordlys", "--as", person, f"--{decision}", "--reason", WHY, "--code", code],
        cwd=os.environ["ROLLOUT_HOME"], capture_output=True, text=True, timeout=FAR_OFF_SECONDS, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "400"} | environment,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done


def at_the_terminal(person: str, decision: Decision, code: str) -> None:
    done = typed(person, decision, code)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Recorded." in done.stdout
    assert "▲" not in done.stderr


def in_the_form(person: str, decision: Decision, code: str) -> None:
    from flows.decide import decide
    from flows.requests import DecisionRequest

    decide(
        DecisionRequest(
            rollout="nordlys", phase=PHASE, person=person, decision=decision, code=code, reason=WHY
        )
    )  # fmt: skip


def told(api: str, count: int) -> list[tuple[str, dict[str, Any]]]:
    """The events of settled gates, oldest first, when there are `count`: they travel for a moment."""
    wanted = {"filter": {"event": {"prefix": ["rollout.phase."]}, "resource": {"id": ["rollout.nordlys"]}}}
    found: list[dict[str, Any]] = []

    def there() -> bool:
        found[:] = httpx.post(f"{api}/events/filter", json={**wanted, "limit": 50}, timeout=60).json()["events"]
        return len(found) >= count

    until(there, f"{count} events")
    return [(one["event"], one["payload"]) for one in sorted(found, key=lambda one: one["occurred"])]


def artifacts(api: str) -> list[tuple[str, str, str]]:
    """What decisions left, oldest first: type, description, text."""
    wanted = {"artifacts": {"key": {"like_": f"nordlys-decision-{PHASE}"}}, "limit": 200}
    found = httpx.post(f"{api}/artifacts/filter", json=wanted, timeout=60).json()
    return [(one["type"], one["description"], one["data"]) for one in sorted(found, key=lambda one: one["created"])]


def ledger(settings: Settings) -> list[tuple[str, str, str, dict[str, Any]]]:
    """The entries of a home, but for what no two homes share: keys of codes and instants."""
    kept = []
    for event in open_ledger(settings).events("nordlys"):
        payload = {name: value for name, value in event.payload.items() if name not in ("code_hash", "codes")}
        kept.append((event.kind, event.key, event.actor, payload))
    return [entry for entry in kept if entry[0] not in (EventKind.EFFECT_PLANNED, EventKind.EFFECT_DONE)]


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REFUSE])
def test_the_terminal_and_the_form_leave_the_same_ledger_event_and_artifact(
    house: Callable[[str], Settings], prefect_api: str, decision: Decision
) -> None:
    left = []
    for name, way in (("terminal", at_the_terminal), ("form", in_the_form)):
        settings = house(name)
        events, seen = len(told(prefect_api, 0)), len(artifacts(prefect_api))
        owners = codes(settings) if decision is Decision.APPROVE else dict([next(iter(codes(settings).items()))])
        for person, code in owners.items():
            way(person, decision, code)
        left.append(
            (ledger(settings), told(prefect_api, events + 1)[events:], artifacts(prefect_api)[seen:], len(owners))
        )
        assert (settings.home / "site" / "index.html").exists()
    at_terminal, in_form = left
    assert at_terminal == in_form
    _, events_told, left_behind, owners_asked = at_terminal
    said = "rollout.phase.advanced" if decision is Decision.APPROVE else "rollout.phase.refused"
    assert events_told == [(said, {"phase": "kickoff"})], "one event, when the gate is settled"
    assert len(left_behind) == owners_asked, "one artifact for each answer"
    assert WHY.rstrip(".") in left_behind[-1][2]


@pytest.mark.slow
def test_an_automation_on_a_decision_fires_when_it_was_typed_at_the_terminal(
    house: Callable[[str], Settings], prefect_api: str, chat: tuple[str, list[Any]]
) -> None:
    from prefect.blocks.webhook import Webhook

    address, posted = chat
    block_id = Webhook(method="POST", url=address, allow_private_urls=True).save("decided", overwrite=True)
    trigger = {
        "type": "event", "posture": "Reactive", "threshold": 1, "within": 0,
        "match": {"prefect.resource.id": "rollout.*"}, "expect": ["rollout.phase.refused"],
    }  # fmt: skip
    text = '{"text": "{{ event.event }} {{ event.payload.phase }}"}'
    action = {"type": "call-webhook", "block_document_id": str(block_id), "payload": text}
    made = httpx.post(
        f"{prefect_api}/automations/", timeout=60,
        json={"name": "a refusal", "enabled": True, "trigger": trigger, "actions": [action]},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    try:

        def taken_up() -> bool:
            if not posted:
                emit("nordlys", "phase.refused", {"phase": "probe"})
            return bool(posted)

        until(taken_up, "the automation to be taken up")
        settings = house("home")
        person, code = next(iter(codes(settings).items()))
        at_the_terminal(person, Decision.REFUSE, code)
        wanted = {"text": "rollout.phase.refused kickoff"}
        until(lambda: wanted in posted, "the refusal in the chat")
    finally:
        httpx.delete(f"{prefect_api}/automations/{made.json()['id']}", timeout=60)


@pytest.mark.parametrize("address", ["", NOWHERE], ids=["no address", "nobody answers there"])
def test_without_a_server_the_decision_is_taken_and_one_line_says_that_none_was_told(
    house: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    settings = house("home")
    for person, code in codes(settings).items():
        done = typed(person, Decision.APPROVE, code, **({"PREFECT_API_URL": address} if address else {}))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Recorded." in done.stdout
        assert "Next: rollout" in done.stdout
        assert done.stderr.splitlines() == [
            "▲ The decision stands, and no automation was told: no Prefect server answers"
        ]
    state = derive_state("nordlys", open_ledger(settings).events("nordlys"))
    assert state.phases[PHASE].status is PhaseStatus.APPROVED
    assert (settings.home / "site" / "index.html").exists()


def test_an_answer_that_does_not_count_tells_nobody(house: Callable[[str], Settings], prefect_api: str) -> None:
    settings = house("home")
    person = next(iter(codes(settings)))
    events, seen = len(told(prefect_api, 0)), len(artifacts(prefect_api))
    done = typed(person, Decision.APPROVE, "AAAA-BBBB-CCCC-DDDD")
    assert done.returncode == 1
    assert "der er ikke udstedt nogen sådan kode" in done.stderr
    emit("nordlys", "phase.probe", {})  # what was sent before it has come before it
    assert [name for name, _ in told(prefect_api, events + 1)[events:]] == ["rollout.phase.probe"]
    assert len(artifacts(prefect_api)) == seen
    assert ledger(settings)[-1][0] is EventKind.DECISION_REJECTED
