"""CPU seconds of each command that reads, on a kept state: what a person waits for at the terminal.

What is measured is the whole process, Python's start and every import included, with its children; the least of a few
runs, because other work on the machine only ever adds. Beside it the aim, where there is one.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from configs.settings import Settings
from flows.keeping.backup import restore

RUNS = 5
MAIN = "import sys; from flows.cli import main; sys.exit(main())"
ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "tests" / "kept"
COMMANDS: dict[str, float | None] = {
    "--help": None,
    "--version": None,
    "status --rollout nordlys": 0.8,
    "contract --rollout nordlys": 0.8,
    "codes discovery --rollout nordlys --show": 0.8,
    "audit verify --rollout nordlys": 0.8,
    "audit list --rollout nordlys": 0.8,
    "explain nordlys 2026-10 NB-1423": 1.5,
    "explain nordlys 2026-10 resolution.P2": None,
    "explain nordlys 2026-10 kpi": None,
    "explain nordlys --phase discovery": None,
    "explain nordlys --phase vendor_selection": None,
    "replay --rollout nordlys --month 2026-10": None,
    "site": None,
}
"""What is typed -> CPU seconds it should cost at most; None where no aim is set."""


def main() -> None:
    """Measure each command on a restored home, and print the table."""
    table = Table(title=f"CPU seconds of a command, the least of {RUNS} runs, a home with one whole rollout")
    table.add_column("rollout ...")
    for heading in ("CPU seconds", "Aim"):
        table.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory(prefix="rollout-bench-") as folder:
        home = Path(folder) / "home"
        restore(Settings(home=home, rollouts_dir=KEPT / "rollouts"), KEPT / "nordlys-0.1.0.tar.gz")
        for typed, aim in COMMANDS.items():
            seconds = min(_cpu_seconds(typed.split(), home) for _ in range(RUNS))
            table.add_row(typed, f"{seconds:.2f}", "" if aim is None else f"≤ {aim}")
    Console(width=120).print(table)


def _cpu_seconds(words: list[str], home: Path) -> float:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "ROLLOUT_HOME": str(home),
        "ROLLOUT_ROLLOUTS_DIR": str(KEPT / "rollouts"),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", MAIN, *words], cwd=home.parent, env=environment, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
