"""Commands about what is kept: `site`, `backup`, `restore`, `audit`."""

from pathlib import Path

import click

from flows.cli.commands.options import keep_for_reader, rollout_option


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Default: the folder `site` in ROLLOUT_HOME."
)
@click.option(
    "--language",
    callback=keep_for_reader,
    default=None,
    help="Of every page made here: da, en or another that has a catalogue; default: each rollout's.",
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


@click.command()
@click.option("--to", "archive", type=click.Path(path_type=Path), default=None, help="Default: a name with the time.")
def backup(archive: Path | None) -> None:
    """Write the ledger and every kept file into one archive; runs may go on meanwhile."""
    from flows.cli.keeping import back_up_here

    back_up_here(archive)


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
def restore(archive: Path) -> None:
    """Bring a backup back into an empty home and an empty ledger; every hash is checked first."""
    from flows.cli.keeping import restore_here

    restore_here(archive)


@click.group()
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
    from flows.cli.keeping import verify

    return verify(rollout_id, files)


@audit.command("list")
@rollout_option
def audit_list(rollout_id: str) -> None:
    """Print every entry of a rollout's ledger."""
    from flows.cli.keeping import listing

    listing(rollout_id)
