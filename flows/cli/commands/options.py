"""Options that several commands share, and the words they take."""

from dataclasses import dataclass

import click

PHASES = ("discovery", "vendor_selection", "kickoff", "pilot", "full_rollout", "optimisation")
EXPLAINED_PHASES = ("discovery", "vendor_selection")


@dataclass
class Reader:
    """Whom a problem is told to: the rollout worked at, and the language asked for; empty while neither is known."""

    rollout_id: str = ""
    language: str = ""


def keep_for_reader(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Keep an option's value for the reader's sake as well: a problem may be told before the command begins."""
    setattr(context.ensure_object(Reader), str(option.name), value or "")
    return value


rollout_option = click.option(
    "--rollout",
    "rollout_id",
    required=True,
    callback=keep_for_reader,
    is_eager=True,
    help="Short name of the rollout.",
)
by_option = click.option("--by", "started_by", default=None, help="Your name, as the ledger records it.")
as_of_option = click.option(
    "--as-of", default=None, help="Look at the data as of this instant (2026-11-02 or 2026-11-02T07:00+01:00)."
)
port_option = click.option("--port", default=4200, show_default=True, help="Port of the Prefect UI.")
limit_option = click.option(
    "--limit", default=2, show_default=True, type=click.IntRange(1, 64), help="So many runs at once."
)
