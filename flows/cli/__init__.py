"""The command line `rollout`: what an operations manager types.

Here: the program, its way in and its exit codes. Not here: the commands (`flows.cli.commands`), the work (`flows`), how
results are printed (`flows.cli.printing`).
"""

import signal
import sys

import click

from flows.cli.commands import deciding, keeping, reading, running, serving
from flows.cli.commands.options import Reader


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="outsourcing-rollout", prog_name="rollout")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Carry an outsourcing rollout through its six gated phases, and publish its monthly SLA reviews.

    Start with `rollout demo`: a whole rollout of a Danish company, on this machine, without any account.
    """


for _command in (
    running.demo, running.run, running.review,
    reading.status, reading.contract, reading.explain, reading.replay,
    deciding.decide, deciding.codes,
    serving.ui, serving.serve, serving.worker, serving.deploy, serving.sandbox,
    keeping.site, keeping.backup, keeping.restore, keeping.audit,
):  # fmt: skip
    cli.add_command(_command)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Entry point: expected problems become one sentence and exit code 1; `--debug` shows the traceback."""
    debug, reader = "--debug" in sys.argv[1:], Reader()
    # A polite kill, and Ctrl+C of a program started in the background, end as Ctrl+C does: servers are stopped.
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, _interrupt)
    try:
        code = cli(standalone_mode=False, obj=reader)  # a command that ends with a code of its own gives it back here
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except Exception as error:
        if debug:
            raise
        from flows.cli.problems import tell_error

        return tell_error(error, reader.rollout_id, reader.language)
    return code if isinstance(code, int) else 0
