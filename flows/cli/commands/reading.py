"""Commands that only read: `status`, `contract`, `explain`, `replay`."""

import click

from flows.cli.commands.options import EXPLAINED_PHASES, as_of_option, keep_for_reader, rollout_option


@click.command()
@rollout_option
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def status(rollout_id: str, as_json: bool) -> None:
    """Show the six phases, their gates, and who must act."""
    from flows.cli.status import show_status

    show_status(rollout_id, as_json=as_json)


@click.command()
@rollout_option
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def contract(rollout_id: str, as_json: bool) -> None:
    """Show the contract in force: where it is from, who signed it, fee and service levels.

    Needs neither Jira, Sheets nor Prefect.
    """
    from flows.cli.contract import show_contract

    show_contract(rollout_id, as_json=as_json)


@click.command()
@click.argument("rollout_id", metavar="ROLLOUT", callback=keep_for_reader)
@click.argument("month", required=False)
@click.argument("what", required=False)
@click.option("--phase", type=click.Choice(EXPLAINED_PHASES), default=None, help="Explain a figure of its report.")
@click.option(
    "--language",
    default=None,
    callback=keep_for_reader,
    help="da, en or another that has a catalogue; default: the rollout's.",
)
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def explain(
    rollout_id: str,
    month: str | None,
    what: str | None,
    phase: str | None,
    language: str | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Tell how a figure came about. Needs neither Sheets, Jira nor Prefect: it reads the snapshots that were kept.

    \b
    explain nordlys 2026-10 NB-1423                          a ticket in a month's review
    explain nordlys 2026-10 resolution.P1                    a service level in a month's review
    explain nordlys 2026-10 kpi                              the metrics of a published month
    explain nordlys 2026-10 kpi.cost_saving                  one of them
    explain nordlys --phase discovery                        all figures of a phase's report
    explain nordlys --phase discovery burnout.low            one of them
    explain nordlys --phase vendor_selection vendor.BLS      those of one bidder
    """
    if phase is not None:
        from flows.cli.explain.phase import explain_phase

        if what is not None or as_of is not None:
            raise click.UsageError("With --phase, name one figure and neither a month nor --as-of.")
        explain_phase(rollout_id, phase, month, language=language, as_json=as_json)
        return
    if month is None or what is None:
        raise click.UsageError("Name a month and a ticket or figure, or a phase with --phase.")
    from flows.cli.explain.month import explain as tell

    tell(rollout_id, month, what, language=language, as_of=as_of, as_json=as_json)


@click.command()
@rollout_option
@click.option("--month", required=True, help="A published month, as YYYY-MM.")
@as_of_option
def replay(rollout_id: str, month: str, as_of: str | None) -> None:
    """Compute a published month again from its snapshot and compare: needs neither Jira, Sheets nor Prefect.

    Ends with 0 when every figure is the same, with 1 when one differs.
    """
    from flows.cli.replay import replay as compare

    compare(rollout_id, month, as_of)
