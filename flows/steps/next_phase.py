"""What a decision sets going: the next phase after an approval, the same phase again after a waiver.

Here: starting a deployment once. Not here: deciding. The key `rollout:phase:attempt` makes Prefect give the same run to
whoever asks twice; the ledger refuses a phase whose gate is not approved, whoever starts it.
"""

from prefect.client.orchestration import get_client
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

from configs.rollouts import RolloutSettings
from domain.gates.gates import Decision
from domain.ledger.phases import Phase, PhaseStatus
from flows.requests import PhaseRequest
from tasks.decide import DecisionOutcome
from tasks.frame.telling import tell


def continue_after(rollout: RolloutSettings, outcome: DecisionOutcome, ui_url: str = "") -> str:
    """Start what the decision makes possible; returns the run's link (or id), empty when nothing is started.

    The next phase runs in the name of whoever asked for the decision: an owner must not become the requester of a gate
    they decide at.
    """
    phase = next_phase(outcome)
    if phase is None or not rollout.approvals.continue_by_itself:
        return ""
    run_id = start_phase_run(rollout, phase, outcome)
    if not run_id:
        tell(f"No deployment of {phase} is served here. Next: rollout run {phase} --rollout {rollout.rollout_id}")
        return ""
    tell(f"{phase.replace('_', ' ')} starts")
    return f"{ui_url.rstrip('/')}/runs/flow-run/{run_id}" if ui_url else run_id


def next_phase(outcome: DecisionOutcome) -> Phase | None:
    """The phase a decision sets going; None for none."""
    if outcome.decision is Decision.WAIVE:
        return outcome.phase
    return outcome.phase.following if outcome.status is PhaseStatus.APPROVED else None


def start_phase_run(rollout: RolloutSettings, phase: Phase, outcome: DecisionOutcome) -> str:
    """Ask Prefect for one run of a phase's deployment; empty without such a deployment."""
    name = deployment_name(phase)
    request = PhaseRequest(
        rollout=rollout.rollout_id,
        started_by=outcome.requested_by or "operations",
    )
    waived = f":{outcome.status}" if outcome.decision is Decision.WAIVE else ""
    try:
        with get_client(sync_client=True) as client:
            client.read_deployment_by_name(name)
    except (ObjectNotFound, PrefectHTTPStatusError):
        return ""
    run = run_deployment(
        name,
        parameters={"request": request.model_dump(mode="json")},
        timeout=0,
        as_subflow=False,
        idempotency_key=f"{rollout.rollout_id}:{phase}:{outcome.attempt}{waived}",
    )
    return str(run.id)  # type: ignore[union-attr]


def deployment_name(flow_name: str) -> str:
    """`flow/deployment` of a flow: the deployment is the flow's name with dashes."""
    return f"{flow_name}/{flow_name.replace('_', '-')}"
