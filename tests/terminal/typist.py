"""Typing commands: into the program as users start it, or into one that is loaded already and forks for each.

Both give what was printed and how it ended. The loaded program was started with one Prefect server's address, because
Prefect reads its settings when it is imported; commands for another server are typed as users do.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from tests.budgets import FAR_OFF_SECONDS

ROOT = Path(__file__).resolve().parents[2]
MAIN = "import sys; from flows.cli import main; sys.exit(main())"
Done = subprocess.CompletedProcess[str]


class Terminal:
    """Where commands are typed: each starts the program anew, as a user's does."""

    def type(self, words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> Done:
        """What a command printed, and its exit code."""
        return subprocess.run(
            [sys.executable, "-c", MAIN, *words],
            cwd=folder, env=dict(environment), capture_output=True, text=True, timeout=FAR_OFF_SECONDS, check=False,
        )  # fmt: skip


@dataclass(frozen=True)
class LoadedProgram(Terminal):
    """The program loaded once, forked for each command."""

    process: subprocess.Popen[str]
    scratch: Path

    def type(self, words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> Done:
        out, err = self.scratch / "out", self.scratch / "err"
        command = {"words": words, "folder": str(folder), "environment": dict(environment),
                   "out": str(out), "err": str(err)}  # fmt: skip
        assert self.process.stdin is not None
        hung = Timer(FAR_OFF_SECONDS, self.process.kill)
        hung.start()
        try:
            self.process.stdin.write(dumps(command) + "\n")
            self.process.stdin.flush()
            code = int(self._line())
        finally:
            hung.cancel()
        return subprocess.CompletedProcess(words, code, out.read_text(encoding="utf-8"), err.read_text("utf-8"))

    def wait_until_loaded(self) -> None:
        """Until everything is imported."""
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, "the loaded program is gone; what it said stands in the test's standard error"
        return line


@contextmanager
def loaded_program(environment: Mapping[str, str]) -> Iterator[LoadedProgram]:
    """A program loaded with this environment while the block runs."""
    with TemporaryDirectory(prefix="rollout-typed-") as scratch:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.terminal.program"],
            cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        program = LoadedProgram(process, Path(scratch))
        program.wait_until_loaded()
        try:
            yield program
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(60)


def terminal_environment(api_url: str) -> dict[str, str]:
    """What a command finds in its environment: this checkout, a wide terminal, a running Prefect server."""
    return os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "400", "PREFECT_API_URL": api_url}
