"""Commands about a gate: `decide`, `codes`."""

import click

from flows.cli.commands.options import PHASES, by_option, rollout_option


@click.command()
@click.argument("phase", type=click.Choice(PHASES))
@rollout_option
@click.option("--as", "person", required=True, help="Your name, as in the rollout's settings.")
@click.option("--approve", "decision", flag_value="approve", help="Approve the gate.")
@click.option("--refuse", "decision", flag_value="refuse", help="Refuse it; needs --reason.")
@click.option("--waive", "criterion", metavar="CRITERION", help="Take on what holds it; needs --until and --reason.")
@click.option("--until", default=None, metavar="YYYY-MM-DD", help="The last day of a waiver.")
@click.option("--reason", default="", help="Why, in one sentence.")
@click.option("--code", default=None, help="Your personal code; asked for when left out (also: ROLLOUT_CODE).")
def decide(
    phase: str,
    rollout_id: str,
    person: str,
    decision: str | None,
    criterion: str | None,
    until: str | None,
    reason: str,
    code: str | None,
) -> None:
    """Approve or refuse a phase's gate, or waive what holds it, with the personal code you were sent."""
    if (decision is None) == (criterion is None):
        raise click.UsageError("Say one of --approve, --refuse, --waive CRITERION.")
    from flows.cli.decide import record

    record(phase, rollout_id, person, decision or "waive", reason, code, criterion or "", until)


@click.command()
@click.argument("phase", type=click.Choice(PHASES))
@rollout_option
@click.option("--for", "person", default=None, help="Only for this person (default: all whose answer is missing).")
@click.option("--show", is_flag=True, help="Print the open codes. Only for a demo.")
@by_option
def codes(phase: str, rollout_id: str, person: str | None, show: bool, started_by: str | None) -> None:
    """Send new personal codes to the owners of a gate; the earlier ones stop working."""
    from flows.cli.codes import show_codes

    show_codes(phase, rollout_id, person, started_by, show=show)
