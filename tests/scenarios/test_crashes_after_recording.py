"""A run that dies right after each ledger entry, and is started again, ends as a run never interrupted.

In a file of its own, so that both kinds of death are rehearsed side by side.
"""

from typing import Any

import pytest

from tests.scenarios.dying import killed_again_and_again
from tests.terminal.rehearsals import Rehearsal

pytestmark = pytest.mark.slow


def test_an_uninterrupted_review_publishes_every_form_an_issue_a_comment_and_an_action_per_missed_level(
    uninterrupted: dict[str, Any],
) -> None:
    assert "SLA 2026-10" in uninterrupted["tabs"]
    assert "sla-2026-10.html" in uninterrupted["pages"]
    assert "sla-2026-10.pdf" in uninterrupted["prints"]
    assert "sla-2026-10.xlsx" in uninterrupted["workbooks"]
    (_, summary, _, comments), *actions = uninterrupted["issues"]
    assert "oktober 2026" in summary
    assert len(comments) == 1
    assert [(len(labels), comments) for _, _, labels, comments in actions] == [(2, []), (2, [])]


def test_a_review_killed_right_after_each_entry_ends_the_same(
    rehearsal: Rehearsal, uninterrupted: dict[str, Any]
) -> None:
    killed_again_and_again(rehearsal, uninterrupted, {"ROLLOUT_CRASH_AFTER_EVENTS": "1"})
