"""A run that dies at every ledger entry, and is started again each time, ends as a run that was never interrupted."""

from pathlib import Path
from typing import Any

import pytest

from connectors.sandbox.crashes import CRASH_EXIT_CODE
from tests.scenarios.conftest import Rehearsal, rehearsing_in
from tests.scenarios.state import end_state

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

REVIEW = ("review", "--rollout", "nordlys", "--month", "2026-10", "--as-of", "2026-11-02T07:00+01:00")


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory, built_company: Path, prefect_api: str) -> dict[str, Any]:
    """What an uninterrupted review leaves behind."""
    with rehearsing_in(tmp_path_factory.mktemp("uninterrupted"), built_company, prefect_api) as rehearsal:
        rehearsal.rollout(*REVIEW)
        return end_state(rehearsal.home)


def test_an_uninterrupted_review_publishes_a_tab_a_page_an_issue_and_a_comment(uninterrupted: dict[str, Any]) -> None:
    assert "SLA 2026-10" in uninterrupted["tabs"]
    assert "sla-2026-10.html" in uninterrupted["pages"]
    [(_, summary, _, comments)] = uninterrupted["issues"]
    assert "oktober 2026" in summary
    assert len(comments) == 1


@pytest.mark.parametrize(
    "variable",
    [
        pytest.param({"ROLLOUT_CRASH_AFTER_EVENTS": "1"}, id="right after each entry is recorded"),
        pytest.param({"ROLLOUT_CRASH_BEFORE_EVENTS": "2"}, id="when the deed is done and not yet recorded"),
    ],
)
def test_a_review_killed_again_and_again_ends_the_same(
    rehearsal: Rehearsal, uninterrupted: dict[str, Any], variable: dict[str, str]
) -> None:
    deaths = 0
    while rehearsal.rollout(*REVIEW, code=None, **variable).returncode == CRASH_EXIT_CODE:
        deaths += 1
        assert deaths < 40, "the run makes no progress"
    assert deaths >= 8, "the run was to be killed at every entry"
    rehearsal.rollout(*REVIEW)
    found = end_state(rehearsal.home)
    for part, expected in uninterrupted.items():
        assert found[part] == expected, part
