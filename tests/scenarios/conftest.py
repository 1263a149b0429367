"""A rehearsal of its own for each test: the demo company in a fresh home, stand-ins over it, a Prefect server.

Commands run in processes of their own, forked from a program that is loaded once: what they print and how they end is
what a user sees. The demo, the workers and the house of `rollout ui` are started as users start them.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.state import end_state
from tests.terminal.rehearsals import Rehearsal
from tests.terminal.stages import BUILT, DISCOVERED, DISCOVERY_APPROVED, REVIEWED, Stages
from tests.terminal.typist import LoadedProgram, Terminal, loaded_program, terminal_environment


@pytest.fixture(scope="session")
def program(prefect_api: str) -> Iterator[LoadedProgram]:
    """The program with everything imported, for this process' Prefect server."""
    with loaded_program(terminal_environment(prefect_api)) as program:
        yield program


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory, prefect_api: str, program: LoadedProgram) -> Stages:
    """The stages of this run, shared with the other processes of xdist."""
    return Stages(stages_of_the_run(tmp_path_factory), prefect_api, program)


@pytest.fixture(scope="session")
def built_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as it is built, to be copied; needs no server and no program."""
    home = Stages(stages_of_the_run(tmp_path_factory), "", Terminal()).made(BUILT) / ".rollout"
    return home / "sandbox" / "nordlys"


def stages_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all of xdist's processes have in common."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "stages"


@pytest.fixture
def rehearsal(tmp_path: Path, stages: Stages) -> Iterator[Rehearsal]:
    """The company as it is built: nothing has run."""
    with stages.rehearsing(BUILT, tmp_path) as found:
        yield found


@pytest.fixture
def begun(tmp_path: Path, stages: Stages) -> Iterator[Rehearsal]:
    """Discovery has run and awaits its decision."""
    with stages.rehearsing(DISCOVERED, tmp_path) as found:
        yield found


@pytest.fixture
def before_bids(tmp_path: Path, stages: Stages) -> Iterator[Rehearsal]:
    """Discovery is approved; nobody has run the vendor selection."""
    with stages.rehearsing(DISCOVERY_APPROVED, tmp_path) as found:
        yield found


@pytest.fixture
def reviewed(tmp_path: Path, stages: Stages) -> Iterator[Rehearsal]:
    """October's review is published."""
    with stages.rehearsing(REVIEWED, tmp_path) as found:
        yield found


@pytest.fixture(scope="session")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory, stages: Stages) -> dict[str, Any]:
    """What an uninterrupted review leaves behind."""
    folder = tmp_path_factory.mktemp("uninterrupted")
    stages.copy(REVIEWED, folder)
    return end_state(folder / ".rollout")
