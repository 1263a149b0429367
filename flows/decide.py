"""An owner's decision as a run of its own: the form in the Prefect UI, and what an approval starts.

Here: the order of work. Not here: the rules (`domain.gates`), codes (`domain.approvals`).
No run waits for a person: this run begins when the person has answered, days or weeks after the phase ended.
"""

from configs.settings import read_settings
from domain.phases import Phase
from flows.continuing import continue_after
from flows.deciding import answer_gate
from flows.requests import DecisionRequest
from flows.running import rollout_flow
from flows.wiring import load
from tasks.decide import Answer, DecisionOutcome
from tasks.show import show_decision


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
    outcome = answer_gate(rollout, answer)
    started = continue_after(rollout, outcome, read_settings().ui_url)
    outcome = outcome.model_copy(update={"next_run": started})
    show_decision(rollout.rollout_id, rollout.language, outcome, request.reason)
    return outcome
