"""An owner's decision as a run of its own: the form in the Prefect UI, and what an approval starts.

Here: from the form to an answer, and forgetting the code. Not here: what is done with it (`flows.steps.decisions`).
No run waits for a person: this run begins when the person has answered, days or weeks after the phase ended.
"""

from prefect.client.orchestration import get_client
from prefect.runtime import flow_run

from domain.ledger.phases import Phase
from domain.problems import Problem
from domain.reasons import Reason
from flows.frame.running import rollout_flow
from flows.requests import DecisionRequest
from flows.steps.decisions import take_decision
from flows.wiring.loading import load
from tasks.decide import Answer, DecisionOutcome

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
        decided = take_decision(rollout, answer)
    finally:
        # Last, so that a run that is started again after a crash finds its answer on record and does what was left.
        _forget_code()
    if decided.untold:
        raise Problem(
            Reason("The decision stands, and not all that follows has happened: {why}", why=decided.untold),
            next_step=Reason("look whether the next phase runs, and start it from its form when it does not"),
        )
    return decided.outcome


def _forget_code() -> None:
    """Take the code out of this run's kept parameters; by now it is spent, or never was one."""
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(flow_run.id)
        request = run.parameters.get("request")
        if isinstance(request, dict):
            client.update_flow_run(run.id, parameters={"request": request | {"code": SPENT}})
