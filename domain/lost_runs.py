"""Runs whose process is gone although the scheduler believes that they run.

Here: the verdict on one run from what is known of it. Not here: asking Prefect (`flows.janitor`).
The state is judged as it is now, never from a stream of events: a run that has just ended, or waits for nothing but a
person, is never touched (docs/operations.md says why the usual automation is not used).
"""

from datetime import datetime
from enum import StrEnum

from domain.values import Frozen


class RunCare(StrEnum):
    """What is to be done about a run."""

    LEAVE = "leave"
    RESUME = "resume"
    FAIL = "fail"


class SeenRun(Frozen):
    """What is known of a run now.

    Attributes:
        waiting: it was handed to a worker and has not begun (pending), rather than running.
        last_sign_at: its last sign of life: heartbeat, or the change to its present state.
        starts: how often it was started.
        startable: it belongs to a deployment, so that a worker can start it again.
    """

    waiting: bool
    last_sign_at: datetime
    starts: int
    startable: bool


def judge_run(run: SeenRun, now: datetime, *, silence_seconds: float, most_starts: int) -> RunCare:
    """Leave a run that gave a sign of life in time; start a silent one again a few times, then fail it.

    Args:
        silence_seconds: at least three heartbeats, so that one lost heartbeat is no death.
    """
    if (now - run.last_sign_at).total_seconds() <= silence_seconds:
        return RunCare.LEAVE
    return RunCare.RESUME if run.startable and run.starts < most_starts else RunCare.FAIL
