"""What a run says while it works: plain sentences, in the Prefect UI and on the terminal.

The logger `rollout` is listed in PREFECT_LOGGING_EXTRA_LOGGERS, so Prefect stores its lines with the run;
the command line attaches a handler of its own. Not here: artifacts (`tasks.show`).
"""

import logging

from domain.problems import Problem

LOGGER = logging.getLogger("rollout")


def tell(sentence: str) -> None:
    """Say one sentence about the work in hand."""
    LOGGER.info(sentence)


def tell_progress(what: str, done: int, total: int) -> None:
    """Say how far a long piece of work is; a terminal draws it as a bar, everything else prints the line."""
    if total > 1:
        LOGGER.info("%s: %d of %d", what, done, total, extra={"progress": (what, done, total)})


class PlainProblems(logging.Filter):
    """Cuts the traceback off log records whose exception is an expected `Problem`: its sentence says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; drop only the traceback of problems."""
        if record.exc_info and isinstance(record.exc_info[1], Problem):
            record.exc_info, record.exc_text = None, None
        return True


def install_plain_problems() -> None:
    """Let our lines through and put the filter on Prefect's run loggers; called at the start of every run."""
    LOGGER.setLevel(logging.INFO)
    for name in ("prefect.task_runs", "prefect.flow_runs"):
        logger = logging.getLogger(name)
        if not any(isinstance(f, PlainProblems) for f in logger.filters):
            logger.addFilter(PlainProblems())
