"""How Prefect tries a unit of work again: transient failures only, and as patiently as the service asks.

Prefect is the one retry authority; the clients' own retries are off.
Not here: what is transient (`connectors.errors`) and how an effect stays single (`connectors.effects`).
"""

import time
from typing import Any, TypedDict

from prefect.cache_policies import NO_CACHE, CachePolicy

from connectors.errors import RateLimited, TransientError

LONGEST_WAIT_SECONDS = 120.0
"""A service that asks for more is not waited for: the run fails with its word, and can be started again."""


def transient_only(task: Any, task_run: Any, state: Any) -> bool:
    """Prefect's retry condition: wait as the service asked, and say no to permanent failures."""
    error = state.data
    if isinstance(error, RateLimited) and error.retry_after_seconds is not None:
        if error.retry_after_seconds > LONGEST_WAIT_SECONDS:
            return False
        time.sleep(error.retry_after_seconds)
    return isinstance(error, TransientError)


class ComputeOptions(TypedDict):
    """The options every unit of work shares."""

    cache_policy: CachePolicy
    timeout_seconds: float


class OutsideOptions(ComputeOptions):
    """What is added where something outside may fail in passing."""

    retries: int
    retry_delay_seconds: list[float]
    retry_jitter_factor: float
    retry_condition_fn: Any


COMPUTING: ComputeOptions = {
    # Contexts hold clients: hashing them fails, and a cached effect would be a lie.
    "cache_policy": NO_CACHE,
    "timeout_seconds": 1800.0,
}
"""For tasks that work on what was fetched before: when one fails, it fails again."""

OUTSIDE: OutsideOptions = {
    **COMPUTING,
    "retries": 4,
    "retry_delay_seconds": [1.0, 5.0, 20.0, 60.0],
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": transient_only,
}
"""For tasks that talk to a service. The ledger is one: its database may be on another machine."""
