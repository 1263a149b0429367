"""An owner's decision as a run of its own: the form in the Prefect UI, and what an approval starts.

Here: the order of work. Not here: the rules (`domain.gates.gates`), codes (`domain.gates.approvals`).
No run waits for a person: this run begins when the person has answered, days or weeks after the phase ended.
"""

from prefect.client.orchestration import get_client
from prefect.runtime import flow_run

from configs.settings import read_settings
from domain.ledger.phases import Phase, PhaseStatus
from domain.values import changed
from flows.frame.running import rollout_flow
from flows.requests import DecisionRequest
from flows.site.refresh import refresh_site
from flows.steps.decisions import answer_gate
from flows.steps.next_phase import continue_after
from flows.steps.roadmap_epics import open_roadmap_after
from flows.wiring.loading import load
from tasks.decide import Answer, DecisionOutcome
from tasks.frame.events import emit
from tasks.show import show_decision

SPENT = "spent-and-forgotten"


@rollout_flow("decide", "{rollout} · decide · {phase} · {person}")
def decide(request: DecisionRequest) -> DecisionOutcome:
    """Approve or refuse the gate of a phase, or waive what holds it. Your personal code came with the request; it works
    once. An approved gate starts the next phase by itself."""
    _, rollout = load(request.rollout)
    answer = Answer(
        phase=Phase(request.phase),
        person=request.person,
        decision=request.decision,
        code=request.code.get_secret_value(),
        reason=request.reason,
        criterion=request.criterion,
        until=request.until,
    )
    try:
        outcome = answer_gate(rollout, answer)
    finally:
        _forget_code()
    if outcome.changed and outcome.status in (PhaseStatus.APPROVED, PhaseStatus.REFUSED):
        name = "advanced" if outcome.status is PhaseStatus.APPROVED else "refused"
        emit(rollout.rollout_id, f"phase.{name}", {"phase": outcome.phase.value})
    open_roadmap_after(rollout, outcome)
    outcome = changed(outcome, next_run=continue_after(rollout, outcome, read_settings().ui_url))
    show_decision(rollout.rollout_id, rollout.language, outcome, request.reason)
    refresh_site(rollout.rollout_id)
    return outcome


def _forget_code() -> None:
    """Take the code out of this run's kept parameters; by now it is spent, or never was one."""
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(flow_run.id)
        request = run.parameters.get("request")
        if isinstance(request, dict):
            client.update_flow_run(run.id, parameters={"request": request | {"code": SPENT}})
