"""A run that dies right after each ledger entry, and is started again, ends as a run never interrupted.

In a file of its own, so that both kinds of death are rehearsed side by side.
"""

from typing import Any

import pytest

from tests.scenarios.conftest import Rehearsal
from tests.scenarios.dying import killed_again_and_again

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_an_uninterrupted_review_publishes_a_tab_a_page_an_issue_and_a_comment(uninterrupted: dict[str, Any]) -> None:
    assert "SLA 2026-10" in uninterrupted["tabs"]
    assert "sla-2026-10.html" in uninterrupted["pages"]
    [(_, summary, _, comments)] = uninterrupted["issues"]
    assert "oktober 2026" in summary
    assert len(comments) == 1


def test_a_review_killed_right_after_each_entry_ends_the_same(
    rehearsal: Rehearsal, uninterrupted: dict[str, Any]
) -> None:
    killed_again_and_again(rehearsal, uninterrupted, {"ROLLOUT_CRASH_AFTER_EVENTS": "1"})
