"""The command line `rollout`: what an operations manager types.

Here: the commands and their options. Each imports what it needs when it runs, so that `--help` answers at once.
Not here: the work (`flows`), how results are printed (`flows.cli.printing`).
"""

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import click

PHASES = ("discovery", "vendor_selection", "kickoff", "pilot", "full_rollout", "optimisation")
EXPLAINED_PHASES = ("discovery", "vendor_selection")


@dataclass
class Reader:
    """Whom a problem is told to: the rollout worked at, and the language asked for; empty while neither is known."""

    rollout_id: str = ""
    language: str = ""


def _kept(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Keep an option's value for the reader's sake as well: a problem may be told before the command begins."""
    setattr(context.ensure_object(Reader), str(option.name), value or "")
    return value


rollout_option = click.option(
    "--rollout", "rollout_id", required=True, callback=_kept, is_eager=True, help="Short name of the rollout."
)
by_option = click.option("--by", "started_by", default=None, help="Your name, as the ledger records it.")
as_of_option = click.option(
    "--as-of", default=None, help="Look at the data as of this instant (2026-11-02 or 2026-11-02T07:00+01:00)."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="outsourcing-rollout", prog_name="rollout")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Carry an outsourcing rollout through its six gated phases, and publish its monthly SLA reviews.

    Start with `rollout demo`: a whole rollout of a Danish company, on this machine, without any account.
    """


@cli.command()
@click.option("--fresh", is_flag=True, help="Move an earlier demo aside and begin anew.")
@click.option("--stay/--no-stay", default=None, help="Keep the Prefect UI open at the end (default: on a terminal).")
@click.option("--port", default=4200, show_default=True, help="Port of the Prefect UI.")
def demo(fresh: bool, stay: bool | None, port: int) -> None:
    """Watch Nordlys Regnskab A/S go from discovery to its first monthly review.

    Running it again changes nothing: every step finds its work done.
    """
    from flows.cli.demo import run_demo

    run_demo(fresh=fresh, stay=sys.stdout.isatty() if stay is None else stay, port=port)


@cli.command()
@click.argument("phase", type=click.Choice(PHASES))
@rollout_option
@by_option
@as_of_option
def run(phase: str, rollout_id: str, started_by: str | None, as_of: str | None) -> None:
    """Run one phase: pull, check, compute, publish, evaluate its gate."""
    from flows.cli.work import run_phase

    run_phase(phase, rollout_id, started_by, as_of)


@cli.command()
@rollout_option
@click.option("--month", required=True, help="The month to review, as YYYY-MM.")
@click.option("--months", default=1, show_default=True, type=click.IntRange(1, 36), help="That many months up to it.")
@by_option
@as_of_option
def review(rollout_id: str, month: str, months: int, started_by: str | None, as_of: str | None) -> None:
    """Produce and publish the SLA review of one month, or of several up to it.

    A month that was published stays as it was; what is known better now is kept as a restatement.
    """
    from flows.cli.work import run_review

    run_review(rollout_id, month, months, started_by, as_of)


@cli.command()
@rollout_option
@click.option("--month", required=True, help="A published month, as YYYY-MM.")
@as_of_option
def replay(rollout_id: str, month: str, as_of: str | None) -> None:
    """Compute a published month again from its snapshot and compare: needs neither Jira, Sheets nor Prefect.

    Ends with 0 when every figure is the same, with 1 when one differs.
    """
    from flows.cli.replay import replay as compare

    compare(rollout_id, month, as_of)


@cli.command()
@click.argument("rollout_id", metavar="ROLLOUT", callback=_kept)
@click.argument("month", required=False)
@click.argument("what", required=False)
@click.option("--phase", type=click.Choice(EXPLAINED_PHASES), default=None, help="Explain a figure of its report.")
@click.option(
    "--language", default=None, callback=_kept, help="da, en or another that has a catalogue; default: the rollout's."
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
    explain nordlys --phase discovery                        all figures of a phase's report
    explain nordlys --phase discovery burnout.low            one of them
    explain nordlys --phase vendor_selection vendor.BLS      those of one bidder
    """
    if phase is not None:
        from flows.cli.explain_phase import explain_phase

        if what is not None or as_of is not None:
            raise click.UsageError("With --phase, name one figure and neither a month nor --as-of.")
        explain_phase(rollout_id, phase, month, language=language, as_json=as_json)
        return
    if month is None or what is None:
        raise click.UsageError("Name a month and a ticket or figure, or a phase with --phase.")
    from flows.cli.explain import explain as tell

    tell(rollout_id, month, what, language=language, as_of=as_of, as_json=as_json)


@cli.command()
@rollout_option
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def status(rollout_id: str, as_json: bool) -> None:
    """Show the six phases, their gates, and who must act."""
    from flows.cli.work import show_status

    show_status(rollout_id, as_json=as_json)


@cli.command()
@rollout_option
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def contract(rollout_id: str, as_json: bool) -> None:
    """Show the contract in force: where it is from, who signed it, fee and service levels.

    Needs neither Jira, Sheets nor Prefect.
    """
    from flows.cli.contract import show_contract

    show_contract(rollout_id, as_json=as_json)


@cli.command()
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
    from flows.cli.work import record

    record(phase, rollout_id, person, decision or "waive", reason, code, criterion or "", until)


@cli.command()
@click.argument("phase", type=click.Choice(PHASES))
@rollout_option
@click.option("--for", "person", default=None, help="Only for this person (default: all whose answer is missing).")
@click.option("--show", is_flag=True, help="Print the open codes. Only for a demo.")
@by_option
def codes(phase: str, rollout_id: str, person: str | None, show: bool, started_by: str | None) -> None:
    """Send new personal codes to the owners of a gate; the earlier ones stop working."""
    from flows.cli.work import show_codes

    show_codes(phase, rollout_id, person, started_by, show=show)


port_option = click.option("--port", default=4200, show_default=True, help="Port of the Prefect UI.")
limit_option = click.option(
    "--limit", default=2, show_default=True, type=click.IntRange(1, 64), help="So many runs at once."
)


@cli.command()
@port_option
@limit_option
def ui(port: int, limit: int) -> None:
    """The demo to click through: server, UI, deployments, a worker and stand-ins for Sheets and Jira, until Ctrl+C."""
    from flows.cli.serve import serve_all

    serve_all(port, limit, open_demo=True)


@cli.command()
@port_option
@limit_option
def serve(port: int, limit: int) -> None:
    """Everything on one machine: server, UI, deployments with their schedules, and a worker, until Ctrl+C."""
    from flows.cli.serve import serve_all

    serve_all(port, limit, open_demo=False)


@cli.command()
@limit_option
@click.option("--name", default=None, help="The worker's name in the UI (default: chosen by Prefect).")
def worker(limit: int, name: str | None) -> None:
    """A worker for a server that runs elsewhere (PREFECT_API_URL); told to stop, it finishes what it has begun."""
    from flows.cli.serve import serve_worker

    serve_worker(limit, name)


@cli.command()
def deploy() -> None:
    """Put every deployment, the work pool and the limits on a Prefect server (PREFECT_API_URL, or the local one)."""
    from flows.cli.serve import deploy_here

    deploy_here()


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Default: the folder `site` in ROLLOUT_HOME."
)
@click.option(
    "--language",
    type=click.Choice(("da", "en")),
    default=None,
    callback=_kept,
    help="Of every page made here (default: each rollout's).",
)
@click.option("--open-link", is_flag=True, help="Open the front page in this machine's browser.")
def site(out: Path | None, language: str | None, open_link: bool) -> None:
    """Write every rollout, review, restatement and report as web pages, with a search over them.

    The folder opens from a disk or behind any web server; nothing is loaded from elsewhere. Published documents are
    copied as they are. Written again, only what has changed is written; a folder with other files in it is refused.
    Needs neither Jira, Sheets nor Prefect. Reviews and phases refresh the default folder by themselves.
    """
    from flows.cli.site import write_site

    write_site(out, language, open_link=open_link)


@cli.command()
@click.option("--to", "archive", type=click.Path(path_type=Path), default=None, help="Default: a name with the time.")
def backup(archive: Path | None) -> None:
    """Write the ledger and every kept file into one archive; runs may go on meanwhile."""
    from flows.cli.keeping import back_up_here

    back_up_here(archive)


@cli.command()
@click.argument("archive", type=click.Path(path_type=Path))
def restore(archive: Path) -> None:
    """Bring a backup back into an empty home and an empty ledger; every hash is checked first."""
    from flows.cli.keeping import restore_here

    restore_here(archive)


@cli.group()
def audit() -> None:
    """The ledger: whether it is what was written, and what it holds."""


@audit.command("verify")
@rollout_option
@click.option(
    "--with",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A text kept elsewhere that prints hashes of the ledger; may be given several times.",
)
def audit_verify(rollout_id: str, files: tuple[Path, ...]) -> int:
    """Check every entry's hash, and compare with the hashes printed in published reviews.

    Ends with 0 when the ledger holds, with 1 when an entry was edited, cut out or written anew.
    """
    from flows.cli.audit import verify

    return verify(rollout_id, files)


@audit.command("list")
@rollout_option
def audit_list(rollout_id: str) -> None:
    """Print every entry of a rollout's ledger."""
    from flows.cli.audit import listing

    listing(rollout_id)


@cli.group()
def sandbox() -> None:
    """Local stand-ins for Google Sheets and Jira over a folder of ordinary files."""


@sandbox.command("serve")
@click.option("--folder", type=click.Path(path_type=Path), required=True, help="Folder with sheets/ and jira/.")
@click.option("--sheets-port", default=8088, show_default=True)
@click.option("--jira-port", default=8089, show_default=True)
def sandbox_serve(folder: Path, sheets_port: int, jira_port: int) -> None:
    """Serve the stand-ins until Ctrl+C."""
    from flows.cli.serve import serve_sandbox

    serve_sandbox(folder, sheets_port, jira_port)


@sandbox.command("init")
@click.option("--folder", type=click.Path(path_type=Path), required=True, help="A folder that is new or empty.")
def sandbox_init(folder: Path) -> None:
    """Write the demo company Nordlys Regnskab A/S into a folder: a workbook and two Jira projects."""
    from flows.cli.serve import init_sandbox

    init_sandbox(folder)


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
        from flows.cli.printing import tell_error

        return tell_error(error, reader.rollout_id, reader.language)
    return code if isinstance(code, int) else 0
