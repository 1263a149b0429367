"""How the command line speaks: progress lines, a status table.

Here: printing only. Not here: what is printed about (`flows.cli.run`, `flows.cli.status`, `flows.cli.demo`), problems
(`flows.cli.problems`).
"""

import logging
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.ledger.state import PhaseStatus, RolloutState

if TYPE_CHECKING:
    from rich.progress import Progress

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)

STATUS_LOOK = {
    PhaseStatus.NOT_STARTED: ("·", "not started", "dim"),
    PhaseStatus.RUNNING: ("▶", "running", "cyan"),
    PhaseStatus.HELD: ("■", "held", "yellow"),
    PhaseStatus.AWAITING_DECISION: ("?", "awaiting decision", "magenta"),
    PhaseStatus.APPROVED: ("✔", "approved", "green"),
    PhaseStatus.REFUSED: ("✘", "refused", "red"),
    PhaseStatus.REOPENED: ("!", "re-opened: evidence expired", "yellow"),
}
"""Symbol + word + colour, never colour alone."""


class ProgressLines(logging.Handler):
    """Prints what the tasks tell, one line each, with the seconds since the start."""

    def __init__(self, started: float | None = None) -> None:
        super().__init__(logging.INFO)
        self._started = time.monotonic() if started is None else started
        self._bar: Progress | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Print one sentence, or draw how far the work is when there is a terminal to draw on."""
        progress = getattr(record, "progress", None)
        if progress is not None and OUT.is_terminal:
            self._draw(*progress)
            return
        elapsed_seconds = time.monotonic() - self._started
        OUT.print(f"[dim]{elapsed_seconds:6.1f} s[/]  {escape(record.getMessage())}")

    def _draw(self, what: str, done: int, total: int) -> None:
        if self._bar is None:
            # Here, because a bar is drawn for long work at a terminal, and every command prints.
            from rich.progress import Progress

            self._bar = Progress(console=OUT)
            self._bar.add_task(what, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
        if done == total:
            self._bar.stop()
            self._bar = None


def show_progress() -> None:
    """Print what tasks tell from now on."""
    logger = logging.getLogger("rollout")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if not any(isinstance(handler, ProgressLines) for handler in logger.handlers):
        logger.addHandler(ProgressLines())


def status_table(state: RolloutState, company: str, owners: dict[str, str]) -> Table:
    """The six phases as a table: status, since when, who must act."""
    table = Table(title=f"{company} ({state.rollout_id})", title_justify="left", box=None, padding=(0, 2))
    for heading in ("Phase", "Status", "Since", "Attempt", "Who must act"):
        table.add_column(heading)
    for phase, found in state.phases.items():
        symbol, word, style = STATUS_LOOK[found.status]
        who = ""
        if found.status is PhaseStatus.AWAITING_DECISION:
            who = ", ".join(owners.get(role, role) for role in found.missing_roles)
        since = found.since.strftime("%Y-%m-%d") if found.since else ""
        table.add_row(
            phase.replace("_", " "), f"[{style}]{symbol} {word}[/]", since, str(found.attempt or ""), escape(who)
        )
    return table
