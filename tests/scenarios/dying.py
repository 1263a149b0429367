"""A review that is killed and started again until it gets through.

Here: the rehearsal and its comparison. Not here: when it is killed (the two files of tests).
"""

from typing import Any

from sandbox.crashes import CRASH_EXIT_CODE
from tests.scenarios.state import end_state
from tests.terminal.rehearsals import Rehearsal
from tests.terminal.stages import REVIEW


def killed_again_and_again(rehearsal: Rehearsal, uninterrupted: dict[str, Any], variable: dict[str, str]) -> None:
    """Kill it as the variable says until it ends by itself; it must leave what an uninterrupted one leaves."""
    deaths = 0
    while rehearsal.rollout(*REVIEW, code=None, **variable).returncode == CRASH_EXIT_CODE:
        deaths += 1
        assert deaths < 40, "the run makes no progress"
    assert deaths >= 8, "the run was to be killed at every entry"
    rehearsal.rollout(*REVIEW)
    found = end_state(rehearsal.home)
    for part, expected in uninterrupted.items():
        assert found[part] == expected, part
