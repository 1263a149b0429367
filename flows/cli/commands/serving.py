"""Commands about processes and servers: `ui`, `serve`, `worker`, `deploy`, and the stand-ins of `sandbox`."""

from pathlib import Path

import click

from flows.cli.commands.options import limit_option, port_option


@click.command()
@port_option
@limit_option
def ui(port: int, limit: int) -> None:
    """The demo to click through: server, UI, deployments, a worker and stand-ins for Sheets and Jira, until Ctrl+C."""
    from flows.cli.serve import serve_all

    serve_all(port, limit, open_demo=True)


@click.command()
@port_option
@limit_option
def serve(port: int, limit: int) -> None:
    """Everything on one machine: server, UI, deployments with their schedules, and a worker, until Ctrl+C."""
    from flows.cli.serve import serve_all

    serve_all(port, limit, open_demo=False)


@click.command()
@limit_option
@click.option("--name", default=None, help="The worker's name in the UI (default: chosen by Prefect).")
def worker(limit: int, name: str | None) -> None:
    """A worker for a server that runs elsewhere (PREFECT_API_URL); told to stop, it finishes what it has begun."""
    from flows.cli.serve import serve_worker

    serve_worker(limit, name)


@click.command()
def deploy() -> None:
    """Put every deployment, the work pool and the limits on a Prefect server (PREFECT_API_URL, or the local one)."""
    from flows.cli.serve import deploy_here

    deploy_here()


@click.group()
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
