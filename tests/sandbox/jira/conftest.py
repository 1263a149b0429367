"""Two stand-ins of Jira, one for each kind of deployment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.jira.jira_folder import Site, running


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path) as site:
        yield site


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path, deployment="Server") as site:
        yield site
