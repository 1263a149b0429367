"""Starting `tests.connectors.ledger.ledger_process` and talking to it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.budgets import FAR_OFF_SECONDS

ROOT = Path(__file__).parents[2]


class LedgerProcess:
    """One child process; see the module it runs."""

    def __init__(self, verb: str, url: str, details: dict[str, Any]) -> None:
        command = [sys.executable, "-m", "tests.connectors.ledger.ledger_process", verb, url, json.dumps(details)]
        self.child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def wait_until_ready(self) -> None:
        """Until it has imported everything."""
        assert self._line() == "ready"

    def go(self) -> None:
        """Let it act."""
        assert self.child.stdin is not None
        self.child.stdin.write("go\n")
        self.child.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """What it says it did."""
        said = json.loads(self._line())
        assert isinstance(said, dict)
        return said

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.child.kill()
        self.child.wait()

    def close(self) -> None:
        """Let it end, or end it."""
        if self.child.poll() is None:
            self.child.communicate(timeout=FAR_OFF_SECONDS)
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe is not None:
                pipe.close()

    def _line(self) -> str:
        assert self.child.stdout is not None
        return self.child.stdout.readline().strip()


@contextmanager
def started_at_once(*jobs: tuple[str, str, dict[str, Any]]) -> Iterator[list[LedgerProcess]]:
    """Processes that all wait at the line and then start together: (verb, url, details) each."""
    with ExitStack() as stack:
        processes = []
        for job in jobs:
            process = LedgerProcess(*job)
            stack.callback(process.close)
            processes.append(process)
        for process in processes:
            process.wait_until_ready()
        for process in processes:
            process.go()
        yield processes
