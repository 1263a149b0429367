"""How xdist shares the tests out: whole files, the longest first, so that no core waits for another at the end.

Here: which files are long and which share a server. Not here: how many processes (`make test`). A file that is missing
from these lists is run all the same, only later.
"""

import pytest
from xdist.scheduler import LoadFileScheduling

LONGEST = (
    "tests/scenarios/test_production.py",
    "tests/scenarios/test_whole_rollout.py",
    "tests/browser/test_gate_in_the_browser.py",
    "tests/scenarios/test_decisions_after_restart.py",
    "tests/scenarios/test_crashes_before_recording.py",
    "tests/scenarios/test_crashes_after_recording.py",
    "tests/scenarios/test_signed_terms.py",
    "tests/scenarios/test_languages.py",
    "tests/flows/steps/test_decisions.py",
    "tests/flows/cli/test_commands.py",
    "tests/reports/forms/paper/test_prints.py",
    "tests/domain/review/test_build.py",
)
"""By the CPU they take, as measured; whole scenarios come before everything else in any case."""

TOGETHER = {
    "tests/flows/steps/test_starting.py": "tests/flows/steps/test_decisions.py",
    "tests/flows/site/test_refresh.py": "tests/flows/steps/test_decisions.py",
}
"""File -> the file whose Prefect server it uses too."""


class LongestFirst(LoadFileScheduling):  # type: ignore[misc]
    """Files in the order they were collected, and files of one server as one."""

    def _split_scope(self, nodeid: str) -> str:
        path = str(super()._split_scope(nodeid))
        return TOGETHER.get(path, path)


def longest_first(items: list[pytest.Item]) -> None:
    """Sort tests so that long files begin; within a file the order stays."""

    def rank(item: pytest.Item) -> int:
        path = item.nodeid.split("::")[0]
        path = TOGETHER.get(path, path)
        if path in LONGEST:
            return LONGEST.index(path)
        return len(LONGEST) + (item.get_closest_marker("slow") is None)

    items.sort(key=rank)
