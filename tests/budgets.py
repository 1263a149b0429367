"""How many examples a property is tried on, and how long anything may take.

Here: budgets that grow tenfold with the profile `long` (`make test-long`), and the one limit of all waits. No test is
about speed: limits are so far off that only what hangs meets them.
"""

import time
from collections.abc import Callable

from hypothesis import HealthCheck, settings

FAR_OFF_SECONDS = 1200.0
"""Many times what anything waited for takes on a busy machine."""

USUAL_EXAMPLES, LONG_EXAMPLES = 100, 1000


def register_profiles() -> None:
    """The two profiles; a slow machine is no mistake of a test in either."""
    for name, examples in (("any machine", USUAL_EXAMPLES), ("long", LONG_EXAMPLES)):
        settings.register_profile(
            name, deadline=None, max_examples=examples, suppress_health_check=[HealthCheck.too_slow]
        )
    settings.load_profile("any machine")


def budget(examples: int, *unsaid: HealthCheck) -> settings:
    """So many examples, ten times as many with the profile `long`; `unsaid` are checks that do not count here."""
    many = examples * settings().max_examples // USUAL_EXAMPLES
    return settings(max_examples=many, deadline=None, suppress_health_check=[HealthCheck.too_slow, *unsaid])


def until(true: Callable[[], object], what: str, every_seconds: float = 0.5) -> None:
    """Wait until it is true.

    Raises:
        AssertionError: it did not come true in `FAR_OFF_SECONDS`; says what was waited for.
    """
    deadline = time.monotonic() + FAR_OFF_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"waited {FAR_OFF_SECONDS:.0f} s for {what}"
        time.sleep(every_seconds)
