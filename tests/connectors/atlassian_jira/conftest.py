"""Stand-ins of Jira that serve."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.connectors.atlassian_jira.pulled import whole_project
from tests.connectors.jira_site import RunningJira, running_jira


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningJira]:
    """A Cloud site that is only read."""
    with running_jira(tmp_path_factory.mktemp("cloud"), whole_project()) as server:
        yield server


@pytest.fixture(scope="module")
def data_center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningJira]:
    """The same project on Data Center."""
    with running_jira(tmp_path_factory.mktemp("server"), whole_project(), deployment="Server") as server:
        yield server


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[..., RunningJira]]:
    """Start sites of one's own."""
    opened: list[Any] = []

    def start(issues: list[dict[str, Any]] | None = None, **more: Any) -> RunningJira:
        context = running_jira(tmp_path / str(len(opened)), issues, **more)
        opened.append(context)
        return context.__enter__()

    yield start
    for context in opened:
        context.__exit__(None, None, None)
