"""Commands that carry a rollout on: `demo`, `run`, `review`."""

import sys

import click

from flows.cli.commands.options import PHASES, as_of_option, by_option, rollout_option


@click.command()
@click.option("--fresh", is_flag=True, help="Move an earlier demo aside and begin anew.")
@click.option("--stay/--no-stay", default=None, help="Keep the Prefect UI open at the end (default: on a terminal).")
@click.option("--port", default=4200, show_default=True, help="Port of the Prefect UI.")
def demo(fresh: bool, stay: bool | None, port: int) -> None:
    """Watch Nordlys Regnskab A/S go from discovery to its first monthly review.

    Running it again changes nothing: every step finds its work done.
    """
    from flows.cli.demo import run_demo

    run_demo(fresh=fresh, stay=sys.stdout.isatty() if stay is None else stay, port=port)


@click.command()
@click.argument("phase", type=click.Choice(PHASES))
@rollout_option
@by_option
@as_of_option
def run(phase: str, rollout_id: str, started_by: str | None, as_of: str | None) -> None:
    """Run one phase: pull, check, compute, publish, evaluate its gate."""
    from flows.cli.run import run_phase

    run_phase(phase, rollout_id, started_by, as_of)


@click.command()
@rollout_option
@click.option("--month", required=True, help="The month to review, as YYYY-MM.")
@click.option("--months", default=1, show_default=True, type=click.IntRange(1, 36), help="That many months up to it.")
@by_option
@as_of_option
def review(rollout_id: str, month: str, months: int, started_by: str | None, as_of: str | None) -> None:
    """Produce and publish the SLA review of one month, or of several up to it.

    A month that was published stays as it was; what is known better now is kept as a restatement.
    """
    from flows.cli.run import run_review

    run_review(rollout_id, month, months, started_by, as_of)
