"""The whole rollout: the six phases in order, a gate between each.

Here: walking from gate to gate. Not here: what a phase does (its own file) and who may decide (`domain.gates.gates`).
The flow stops at the first gate that holds or waits for a person; nothing waits inside a run.
"""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from configs.rollouts import RolloutSettings
from configs.settings import read_settings
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.values import changed
from flows.frame.running import rollout_flow
from flows.phases import phase_flow
from flows.requests import PhaseRequest, RolloutRequest
from flows.site.refresh import refresh_site
from flows.steps.decisions import decide_as_demo
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import load
from tasks.frame.telling import tell
from tasks.record import PhaseOutcome


class RolloutOutcome(BaseModel):
    """How far the rollout came: one outcome per phase that ran, and where it stopped."""

    model_config = ConfigDict(frozen=True)

    phases: tuple[PhaseOutcome, ...]
    stopped_at: Phase | None

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        return f"Stopped at {self.stopped_at}: {self.phases[-1].reads}" if self.stopped_at else "All gates approved"


@rollout_flow("rollout", "{rollout} · the whole rollout", timeout_seconds=12 * 3600)
def rollout(request: RolloutRequest) -> RolloutOutcome:
    """Run the phases in order, each at its time in the settings, until a gate holds or waits for its owners.
    Phases that are approved are left alone."""
    installation, settings = load(request.rollout)
    if request.demo_decisions and not settings.demo:
        raise RuleRefused(
            Reason("{rollout_id} is not a demo", rollout_id=request.rollout),
            why=Reason("decisions at its gates are made by its owners, one by one"),
            next_step=Reason("start it without demo decisions"),
        )
    ledger = open_ledger(installation)
    state = derive_state(request.rollout, ledger.events(request.rollout))
    open_phases = [phase for phase in Phase if state.phases[phase].status is not PhaseStatus.APPROVED]
    if len(open_phases) < len(Phase):
        tell(f"Approved already: {', '.join(phase for phase in Phase if phase not in open_phases)}")
    outcomes = tuple(_walk(open_phases, request, settings))
    if outcomes and request.demo_decisions:
        refresh_site(request.rollout)  # the last phase did it before its gate was decided
    stopped = bool(outcomes) and outcomes[-1].status is not PhaseStatus.APPROVED
    return RolloutOutcome(phases=outcomes, stopped_at=outcomes[-1].phase if stopped else None)


def _walk(phases: list[Phase], request: RolloutRequest, settings: RolloutSettings) -> Iterator[PhaseOutcome]:
    for phase in phases:
        outcome = _run(phase, request)
        if outcome.status is PhaseStatus.AWAITING_DECISION and request.demo_decisions:
            outcome = _decided(outcome, settings)
        yield outcome
        if outcome.status is not PhaseStatus.APPROVED:
            return


def _run(phase: Phase, request: RolloutRequest) -> PhaseOutcome:
    return phase_flow(phase)(PhaseRequest(rollout=request.rollout, started_by=request.started_by))


def _decided(outcome: PhaseOutcome, settings: RolloutSettings) -> PhaseOutcome:
    """The owners named in a demo's settings approve, with the codes they got; the ledger says that it was a demo."""
    decided = decide_as_demo(settings, outcome.phase)
    if decided is None:
        return outcome
    state = derive_state(settings.rollout_id, open_ledger(read_settings()).events(settings.rollout_id))
    for role, person in state.phases[outcome.phase].approvals.items():
        tell(f"{outcome.phase}: approved in the name of {person} ({role.replace('_', ' ')}), because this is a demo")
    return changed(outcome, status=decided.status, waiting_for=decided.waiting_for)
