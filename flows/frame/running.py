"""How every flow begins and ends: a context with a lease, and expected problems told in one sentence.

Here: the frame around a flow's own steps. Not here: the steps (one file per phase).
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, ParamSpec, Protocol, TypeVar

from prefect import Flow, flow, tags
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from domain.agreement.in_force import BEFORE_AWARD
from domain.ledger.phases import Phase
from domain.problems import Problem
from flows.requests import PhaseRequest
from flows.site.refresh import refresh_site
from flows.wiring.context import run_context
from flows.wiring.contract_terms import rollout_in_force
from flows.wiring.loading import load, utc_now
from flows.wiring.telling import for_pages, speaker_of
from tasks.contract import tell_contract
from tasks.frame.context import RunContext
from tasks.frame.telling import install_plain_problems
from tasks.record import PhaseOutcome, start_phase


@contextmanager
def phase_context(request: PhaseRequest, phase: Phase) -> Iterator[RunContext]:
    """The context of one phase's run, with the phase started; refuses a phase whose time has not come. At its end the
    site is brought up to date, when the lease is given back.

    Where no instant is asked for, the rollout's timeline says when the phase looks at the world (a demo replays it).
    """
    as_of = request.as_of or load(request.rollout)[1].timeline.get(phase)
    awarded = phase not in BEFORE_AWARD
    with run_context(
        request.rollout, started_by=request.started_by, as_of=as_of, name=phase, decides=True, awarded=awarded
    ) as context:
        start_phase(context, phase)
        if awarded:
            tell_contract(context)
        yield context
    refresh_site(request.rollout)


class Outcome(Protocol):
    """What a flow returns: it can be read in one sentence."""

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        ...


def _state_name(outcome: Outcome) -> str:
    """What the run's state is called in the UI; an ended phase whose owners are asked is not simply completed."""
    if isinstance(outcome, PhaseOutcome) and outcome.waiting_for:
        return "Awaiting decision"
    if isinstance(outcome, PhaseOutcome) and outcome.held:
        return "Held"
    return "Completed"


def _day_of(fields: dict[str, Any]) -> str:
    """The day a run looks at the world, for its name."""
    as_of = fields.get("as_of")
    return str(as_of)[:10] if as_of else utc_now().date().isoformat()


def _tagged(flow_name: str, request: Any) -> tuple[str, ...]:
    """Tags by which runs are found in the UI: rollout, vendor, phase. Set on this run, and given to its tasks."""
    found = [f"rollout:{request.rollout}"]
    with suppress(Problem):  # wrong settings are told by the run itself, not while it is being labelled
        vendor = rollout_in_force(*load(request.rollout)).contract.vendor
        found += [f"vendor:{vendor}"] if vendor else []
    phase = getattr(request, "phase", flow_name if flow_name in set(Phase) else None)
    if phase:
        found.append(f"phase:{phase}")
    with get_client(sync_client=True) as client:
        kept = set(client.read_flow_run(flow_run.id).tags)
        client.update_flow_run(flow_run.id, tags=sorted(kept | set(found)))
    return tuple(found)


P = ParamSpec("P")
R = TypeVar("R", bound="Outcome")


def rollout_flow(
    name: str, run_name: str, *, timeout_seconds: float = 3 * 3600
) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function a flow of one rollout: its runs carry the rollout's tags.

    Args:
        name: flow = function = deployment word.
        run_name: template over the request's fields (`{rollout}`) and `{day}`, so that a run reads in the UI.
    """
    return _told_flow(name, run_name, timeout_seconds, _tagged)


def house_flow(name: str, run_name: str, *, timeout_seconds: float = 3600) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function a flow that looks after all rollouts."""
    return _told_flow(name, run_name, timeout_seconds, lambda flow_name, request: ("house",))


def _told_flow(
    name: str, run_name: str, timeout_seconds: float, tagged: Callable[[str, Any], tuple[str, ...]]
) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """A flow whose expected problems end the run as Failed with their sentence, not a traceback."""

    def wrap(work: Callable[P, R]) -> Flow[P, R]:
        @functools.wraps(work)
        def told(*args: P.args, **kwargs: P.kwargs) -> R | State[Any]:
            install_plain_problems()
            request: Any = kwargs.get("request", args[0] if args else None)
            try:
                with tags(*tagged(name, request)):
                    outcome = work(*args, **kwargs)
                return Completed(name=_state_name(outcome), message=outcome.reads, data=outcome)
            except Problem as problem:
                rollout_id = getattr(request, "rollout", "")
                return Failed(message=for_pages(problem, speaker_of(rollout_id), rollout_id), data=problem)

        def run_name_of() -> str:
            request = flow_run.parameters["request"]
            fields = request if isinstance(request, dict) else request.model_dump(mode="json")
            return run_name.format(**fields, day=_day_of(fields))

        made: Flow[P, R] = flow(  # type: ignore[call-overload]
            told,
            name=name,
            flow_run_name=run_name_of,
            timeout_seconds=timeout_seconds,
            description=work.__doc__,
            validate_parameters=True,
            persist_result=False,
        )
        return made

    return wrap
