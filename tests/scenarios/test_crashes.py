"""A run that dies at every ledger entry, and is started again each time, ends as a run that was never interrupted."""

from pathlib import Path

import pytest

from connectors.sandbox.crashes import CRASH_EXIT_CODE
from tests.scenarios.conftest import Rehearsal
from tests.scenarios.state import end_state

pytestmark = pytest.mark.slow

REVIEW = ("review", "--rollout", "nordlys", "--month", "2026-10", "--as-of", "2026-11-02T07:00+01:00")
UNINTERRUPTED: dict[str, object] = {}


def _uninterrupted(rehearsal: Rehearsal) -> dict[str, object]:
    return UNINTERRUPTED or pytest.skip("the uninterrupted run has not been made: run the whole module")


def test_an_uninterrupted_review_publishes_a_tab_a_page_an_issue_and_a_comment(rehearsal: Rehearsal) -> None:
    rehearsal.rollout(*REVIEW)
    state = end_state(rehearsal.home)
    assert "SLA 2026-10" in state["tabs"]
    assert "sla-2026-10.html" in state["pages"]
    [(_, summary, _, comments)] = state["issues"]
    assert "oktober 2026" in summary
    assert len(comments) == 1
    UNINTERRUPTED.update(state)


@pytest.mark.parametrize(
    "variable",
    [
        pytest.param({"ROLLOUT_CRASH_AFTER_EVENTS": "1"}, id="right after each entry is recorded"),
        pytest.param({"ROLLOUT_CRASH_BEFORE_EVENTS": "2"}, id="when the deed is done and not yet recorded"),
    ],
)
def test_a_review_killed_again_and_again_ends_the_same(rehearsal: Rehearsal, variable: dict[str, str]) -> None:
    expected = _uninterrupted(rehearsal)
    deaths = 0
    while rehearsal.rollout(*REVIEW, code=None, **variable).returncode == CRASH_EXIT_CODE:
        deaths += 1
        assert deaths < 40, "the run makes no progress"
    assert deaths >= 8, "the run was to be killed at every entry"
    rehearsal.rollout(*REVIEW)
    found = end_state(rehearsal.home)
    for part in ("events", "issues", "tabs"):
        assert found[part] == expected[part], part
    assert _without_paths(found["pages"]) == _without_paths(expected["pages"])


def _without_paths(pages: object) -> object:
    assert isinstance(pages, dict)
    return {Path(name).name: content for name, content in pages.items()}
