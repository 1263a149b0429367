"""How every flow begins and ends: a context with a lease, and expected problems told in one sentence.

Here: the frame around a flow's own steps. Not here: the steps (one file per phase).
"""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Flow, flow, tags
from prefect.runtime import flow_run
from prefect.states import Failed, State

from domain.problems import Problem
from tasks.telling import install_plain_problems

P = ParamSpec("P")
R = TypeVar("R")


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
                with tags(f"rollout:{request.rollout}", f"phase:{name}"):
                    return work(*args, **kwargs)
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
