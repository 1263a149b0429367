"""The whole rollout: the six phases in order, a gate between each.

Here: walking from gate to gate. Not here: what a phase does (its own file) and who may decide (`domain.gates`).
The flow stops at the first gate that holds or waits for a person; nothing waits inside a run.
"""

import importlib
from collections.abc import Iterator

from prefect.states import State
from pydantic import BaseModel, ConfigDict

from configs.rollouts import RolloutSettings
from domain.gates import Decision
from domain.phases import Phase, PhaseStatus
from domain.problems import RuleRefused
from flows.deciding import decide_gate
from flows.requests import PhaseRequest, RolloutRequest
from flows.running import rollout_flow
from flows.wiring import load
from tasks.record import PhaseOutcome
from tasks.telling import tell


class RolloutOutcome(BaseModel):
    """How far the rollout came: one outcome per phase that ran, and where it stopped."""

    model_config = ConfigDict(frozen=True)

    phases: tuple[PhaseOutcome, ...]
    stopped_at: Phase | None


@rollout_flow("rollout", "{rollout} · the whole rollout", timeout_seconds=12 * 3600)
def rollout(request: RolloutRequest) -> RolloutOutcome:
    """Run the phases in order, each at its time in the settings, until a gate holds or waits for its owners."""
    _, settings = load(request.rollout)
    if request.demo_decisions and not settings.demo:
        raise RuleRefused(
            f"{request.rollout} is not a demo",
            why="decisions at its gates are made by its owners, one by one",
            next_step="start it without demo decisions",
        )
    outcomes = tuple(_walk(request, settings))
    last = outcomes[-1]
    return RolloutOutcome(phases=outcomes, stopped_at=None if last.status is PhaseStatus.APPROVED else last.phase)


def _walk(request: RolloutRequest, settings: RolloutSettings) -> Iterator[PhaseOutcome]:
    for phase in Phase:
        outcome = _run(phase, request, settings)
        if outcome.status is PhaseStatus.AWAITING_DECISION and request.demo_decisions:
            outcome = _decided(outcome, settings)
        yield outcome
        if outcome.status is not PhaseStatus.APPROVED:
            return


def _run(phase: Phase, request: RolloutRequest, settings: RolloutSettings) -> PhaseOutcome:
    flow = getattr(importlib.import_module(f"flows.{phase}"), phase.value)
    asked = PhaseRequest(rollout=request.rollout, started_by=request.started_by, as_of=settings.timeline.get(phase))
    outcome = flow(asked)
    if isinstance(outcome, State):
        outcome = outcome.result()
    assert isinstance(outcome, PhaseOutcome)
    return outcome


def _decided(outcome: PhaseOutcome, settings: RolloutSettings) -> PhaseOutcome:
    """The owners named in a demo's settings approve; the ledger says that it was a demo."""
    status = outcome.status
    for role in outcome.waiting_for:
        person = settings.holders(role)[0]
        state = decide_gate(settings, outcome.phase, person.name, Decision.APPROVE, "demo: approved by the program")
        status = state.status
        tell(
            f"{outcome.phase}: approved in the name of {person.name} ({role.replace('_', ' ')}), because this is a demo"
        )
    return outcome.model_copy(update={"status": status, "waiting_for": ()})
