"""How the command line tells a problem: one sentence, in its reader's language.

Here: printing it, and the exit code. Not here: the sentence (`flows.wiring.telling`), everything else that is printed
(`flows.cli.printing`): who meets no problem loads no language for it.
"""

import traceback
from pathlib import Path

from rich.markup import escape

from domain.problems import Problem
from domain.reasons import Reason
from flows.cli.printing import ERR
from flows.wiring.telling import for_terminal, speaker_of
from reports.catalogues.reading import LOCALES


def tell_error(error: BaseException, rollout_id: str = "", language: str = "") -> int:
    """Print an error for people; returns the exit code: 1 for expected problems, 70 for our own mistakes.

    Args:
        rollout_id: whose language it is told in, unless another one is asked for; empty where none is known.
    """
    speaker = speaker_of(rollout_id, language if language in LOCALES else "")
    if isinstance(error, Problem):
        ERR.print(f"[bold red]✘[/] {escape(for_terminal(error, speaker, rollout_id))}")
        return 1
    log = Path(".rollout") / "error.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    unexpected = Problem(
        Reason("Something unexpected happened"),
        where=type(error).__name__,
        next_step=Reason("run again with --debug, or send us {path}", path=str(log)),
    )
    ERR.print(f"[bold red]✘[/] {escape(for_terminal(unexpected, speaker, rollout_id))}")
    return 70
