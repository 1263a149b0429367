"""A run that dies with a deed done and not yet recorded, and is started again, ends as a run never interrupted.

In a file of its own, so that both kinds of death are rehearsed side by side.
"""

from typing import Any

import pytest

from tests.scenarios.dying import killed_again_and_again
from tests.terminal.rehearsals import Rehearsal

pytestmark = pytest.mark.slow


def test_a_review_killed_before_it_records_what_it_did_ends_the_same(
    rehearsal: Rehearsal, uninterrupted: dict[str, Any]
) -> None:
    killed_again_and_again(rehearsal, uninterrupted, {"ROLLOUT_CRASH_BEFORE_EVENTS": "2"})
