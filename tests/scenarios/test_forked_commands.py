"""A command forked from the loaded program says, writes and ends as one that is started."""

from pathlib import Path

import pytest

from tests.terminal.stages import DISCOVERED, Stages
from tests.terminal.typist import Terminal, terminal_environment

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "words",
    [("status", "--rollout", "nordlys"), ("run", "kickoff", "--rollout", "nordlys"), ("run", "nowhere"), ("--help",)],
    ids=lambda words: " ".join(words),
)
def test_a_forked_command_ends_as_one_that_is_started(words: tuple[str, ...], stages: Stages, tmp_path: Path) -> None:
    done = []
    for terminal in (Terminal(), stages.terminal):
        folder = tmp_path / type(terminal).__name__
        folder.mkdir()
        stages.copy(DISCOVERED, folder)
        done.append(terminal.type(words, folder, terminal_environment(stages.api_url)))
    started, forked = done
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)


def test_a_forked_command_has_a_folder_and_an_environment_of_its_own(stages: Stages, tmp_path: Path) -> None:
    words = ("status", "--rollout", "nordlys")
    environment = terminal_environment(stages.api_url)
    stages.copy(DISCOVERED, tmp_path / "elsewhere")
    there = environment | {"ROLLOUT_HOME": str(tmp_path / "elsewhere" / ".rollout")}
    assert "awaiting decision" in stages.terminal.type(words, tmp_path, there).stdout
    assert "awaiting decision" not in stages.terminal.type(words, tmp_path, environment).stdout


def test_a_stage_is_made_once_and_its_copies_are_ones_own(stages: Stages, tmp_path: Path) -> None:
    stages.copy(DISCOVERED, tmp_path / "one")
    (tmp_path / "one" / ".rollout" / "ledger.db").unlink()
    stages.copy(DISCOVERED, tmp_path / "two")
    assert (tmp_path / "two" / ".rollout" / "ledger.db").exists()
    assert stages.made(DISCOVERED) == stages.made(DISCOVERED)
