"""What a decision sets going: the next phase after an approval, the same phase again after a waiver.

Here: which run, in whose name, once. Not here: deciding, starting (`flows.steps.starting`). The key
`rollout:phase:attempt` makes Prefect give the same run to whoever asks twice; the ledger refuses a phase whose gate is
not approved, whoever starts it.
"""

from configs.rollouts import RolloutSettings
from domain.gates.gates import Decision
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from flows.requests import PhaseRequest
from flows.steps.starting import start_run
from tasks.decide import DecisionOutcome
from tasks.frame.telling import tell


def continue_after(rollout: RolloutSettings, outcome: DecisionOutcome, ui_url: str = "") -> str:
    """Start what the decision makes possible; returns the run's link (or id), empty when nothing is started.

    The next phase runs in the name of whoever asked for the decision: an owner must not become the requester of a gate
    they decide at.

    Raises:
        httpx.HTTPError: the Prefect server does not answer, or refuses.
    """
    phase = next_phase(outcome)
    if phase is None or not rollout.approvals.continue_by_itself:
        return ""
    request = PhaseRequest(rollout=rollout.rollout_id, started_by=outcome.requested_by or "operations")
    waived = f":{outcome.status}" if outcome.decision is Decision.WAIVE else ""
    run_id = start_run(phase, request, f"{rollout.rollout_id}:{phase}:{outcome.attempt}{waived}")
    if run_id is None:
        tell(f"No deployment of {phase} is served here. Next: rollout run {phase} --rollout {rollout.rollout_id}")
        return ""
    tell(f"{phase.replace('_', ' ')} starts")
    return f"{ui_url.rstrip('/')}/runs/flow-run/{run_id}" if ui_url else run_id


def next_phase(outcome: DecisionOutcome) -> Phase | None:
    """The phase a decision sets going; None for none."""
    if outcome.decision is Decision.WAIVE:
        return outcome.phase
    return outcome.phase.following if outcome.status is PhaseStatus.APPROVED else None
