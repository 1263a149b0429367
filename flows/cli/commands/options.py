"""Options that several commands share, and the words they take."""

import click

PHASES = ("discovery", "vendor_selection", "kickoff", "pilot", "full_rollout", "optimisation")
EXPLAINED_PHASES = ("discovery", "vendor_selection")

rollout_option = click.option("--rollout", "rollout_id", required=True, help="Short name of the rollout.")
by_option = click.option("--by", "started_by", default=None, help="Your name, as the ledger records it.")
as_of_option = click.option(
    "--as-of", default=None, help="Look at the data as of this instant (2026-11-02 or 2026-11-02T07:00+01:00)."
)
port_option = click.option("--port", default=4200, show_default=True, help="Port of the Prefect UI.")
limit_option = click.option(
    "--limit", default=2, show_default=True, type=click.IntRange(1, 64), help="So many runs at once."
)
