"""How every flow begins and ends: a context with a lease, and expected problems told in one sentence.

Here: the frame around a flow's own steps. Not here: the steps (one file per phase).
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, Protocol, TypeVar

from prefect import Flow, flow, tags
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from domain.phases import Phase
from domain.problems import Problem
from flows.requests import PhaseRequest
from flows.wiring import run_context
from tasks.context import RunContext
from tasks.record import start_phase
from tasks.telling import install_plain_problems


@contextmanager
def phase_context(request: PhaseRequest, phase: Phase) -> Iterator[RunContext]:
    """The context of one phase's run, with the phase started; refuses a phase whose time has not come."""
    with run_context(request.rollout, started_by=request.started_by, as_of=request.as_of, name=phase) as context:
        start_phase(context, phase)
        yield context


class Outcome(Protocol):
    """What a flow returns: it can be read in one sentence."""

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        ...


P = ParamSpec("P")
R = TypeVar("R", bound="Outcome")


def rollout_flow(name: str, run_name: str, *, timeout_seconds: float = 3 * 3600) -> Callable[..., Any]:
    """Make a function a flow whose expected problems end the run as Failed with their sentence, not a traceback.

    Args:
        name: flow = function = deployment word.
        run_name: template over the request's fields (`{rollout}`), so that a run reads in the UI.
    """

    def wrap(work: Callable[P, R]) -> Flow[P, R]:
        @functools.wraps(work)
        def told(*args: P.args, **kwargs: P.kwargs) -> R | State[Any]:
            install_plain_problems()
            request: Any = kwargs.get("request", args[0] if args else None)
            try:
                with tags(f"rollout:{request.rollout}"):
                    outcome = work(*args, **kwargs)
                return Completed(message=outcome.reads, data=outcome)
            except Problem as problem:
                return Failed(message=problem.sentence(), data=problem)

        def run_name_of() -> str:
            request = flow_run.parameters["request"]
            fields = request if isinstance(request, dict) else request.model_dump(mode="json")
            return run_name.format(**fields)

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
