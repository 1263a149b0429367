"""The program with everything imported, which forks itself for each command that is typed.

Here: the child process of `tests.terminal.typist`; a command costs a fork in place of 8 s of imports. Not here: who
types. A forked command is a process of its own: its own folder, environment, output, exit code, signals and end.
"""

import gc
import importlib
import json
import os
import pkgutil
import sys
import threading
from pathlib import Path
from typing import Any

HEAVY = ("prefect.flow_engine", "prefect.task_engine", "prefect.client.orchestration", "prefect.blocks.notifications",
         "great_expectations", "polars", "openpyxl", "xlsxwriter", "docx", "typst", "vl_convert", "alembic.command",
         "psycopg", "gspread", "jira", "apprise", "holidays", "babel.dates", "jinja2")  # fmt: skip
ROOMS = ("configs", "connectors", "domain", "flows", "reports", "sandbox", "tasks")


def load() -> None:
    """Import the whole program and what it imports late.

    Raises:
        RuntimeError: something started a thread, which a fork would leave behind.
    """
    for room in ROOMS:
        found = importlib.import_module(room)
        for module in pkgutil.walk_packages(found.__path__, f"{room}."):
            if not {"__main__", "migrations"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    for name in HEAVY:
        importlib.import_module(name)
    if threading.active_count() > 1:
        raise RuntimeError(f"a fork would lose threads: {threading.enumerate()}")
    # What is there now stays where it is: children that collect garbage would copy every page of it.
    gc.collect()
    gc.freeze()


def become(command: dict[str, Any]) -> None:
    """In the child: where it stands, what it sees and where it writes are those of the command."""
    os.environ.clear()
    os.environ.update(command["environment"])
    os.chdir(command["folder"])
    for number, path in ((1, command["out"]), (2, command["err"])):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    silence = os.open(os.devnull, os.O_RDONLY)
    os.dup2(silence, 0)
    os.close(silence)
    sys.argv = ["-c", *command["words"]]
    # Help names the program by these two; as for `python -c`, it is part of no package.
    sys.modules["__main__"].__package__ = None


def serve() -> int:
    """Fork for each line of standard input and answer with the exit code; returns only in a child, with its code."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    load()
    answers.write("ready\n")
    while line := os.read(0, 1 << 20):
        child = os.fork()
        if child == 0:
            become(json.loads(line))
            from flows.cli import main

            return main()
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(serve())
