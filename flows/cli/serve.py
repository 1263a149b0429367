"""`rollout ui`, `serve`, `worker` and `sandbox`: processes that stay until Ctrl+C; `deploy`.

Here: what is served and what is printed about it. Not here: the server (`flows.server.prefect_server`), the deployments
(`flows.server.deployments`), the worker (`flows.server.worker`).
"""

import os
import time
from contextlib import ExitStack
from pathlib import Path

from configs.rollouts import read_rollout
from configs.settings import Settings, read_settings
from domain.problems import Problem, Start, Work
from domain.reasons import Reason
from flows.cli.printing import OUT, show_progress
from flows.wiring.environment import prepare_environment


def serve_all(port: int, limit: int, *, open_demo: bool) -> None:
    """Server, deployments and one worker in one place, until Ctrl+C; with the demo's stand-ins when wanted.

    Args:
        open_demo: write the demo company when it is not there, and serve its stand-ins.
    """
    from flows.server.prefect_server import prefect_server

    settings = read_settings()
    with ExitStack() as open_things:
        OUT.print("Starting Prefect ...")
        api_url = open_things.enter_context(prefect_server(settings.home, port))
        prepare_environment(settings.home, api_url=api_url)
        if open_demo:
            _serve_demo(settings, open_things)
        _deploy_and_work(settings, api_url.removesuffix("/api"), limit)


def serve_worker(limit: int, name: str | None) -> None:
    """One worker for the server in PREFECT_API_URL (or the one that runs here), until it is told to stop.

    Raises:
        Problem: there is no server.
    """
    settings = _at_a_server()
    from flows.server.worker import prepare_children, work

    prepare_children(settings)
    work(limit=limit, name=name, started=lambda: OUT.print(f"The worker takes runs, {limit} at once."))
    OUT.print("The worker has stopped; nothing was cut off.")


def deploy_here() -> None:
    """Put the deployments on the server in PREFECT_API_URL, or on the one that runs here.

    Raises:
        Problem: there is no server.
    """
    settings = _at_a_server()
    from flows.server.deployments import deploy

    names = deploy(settings)
    OUT.print(f"Deployed: {', '.join(names)}", soft_wrap=True)


def _at_a_server() -> Settings:
    """The settings, with the environment pointing at the Prefect server in PREFECT_API_URL or the one that runs here.

    Raises:
        Problem: there is no server.
    """
    from flows.server.prefect_server import server_address

    settings = read_settings()
    api_url = server_address(settings.home)
    if not api_url:
        raise Problem(
            Reason("No Prefect server is running"),
            next_step=Reason("set PREFECT_API_URL to yours, or start one"),
            start=Start(Work.SERVE),
        )
    prepare_environment(settings.home, api_url=api_url)
    show_progress()
    return settings


def _serve_demo(settings: Settings, open_things: ExitStack) -> None:
    from flows.server.rehearsal import rehearsing, sandbox_folder, wants_rehearsal
    from sandbox.nordlys.build import build_nordlys, is_built

    demo = read_rollout("nordlys", settings.rollouts_dir)
    folder = sandbox_folder(settings, demo.rollout_id)
    if wants_rehearsal(settings, demo) and not is_built(folder):
        OUT.print("Writing the demo company's workbook and Jira projects ...")
        build_nordlys(folder)
    open_things.enter_context(rehearsing(settings, demo))


def _deploy_and_work(settings: Settings, ui_url: str, limit: int) -> None:
    from flows.server.deployments import deploy
    from flows.server.worker import prepare_children, work

    os.environ.setdefault("ROLLOUT_UI_URL", ui_url)
    prepare_children(settings)
    OUT.print("Putting the deployments on the server ...")
    names = deploy(settings)
    OUT.print(f"\nPrefect UI:   {ui_url}/deployments   ({len(names)} forms)")
    OUT.print(f"Runs:         {ui_url}/runs")
    outbox = settings.home / "outbox"
    OUT.print(
        f"Demo letters: {outbox.resolve()}   (codes: rollout codes PHASE --rollout nordlys --show)", soft_wrap=True
    )
    OUT.print("Ctrl+C finishes what runs and stops everything; twice stops at once.\n")
    show_progress()
    work(limit=limit, name="here")


def serve_sandbox(folder: Path, sheets_port: int, jira_port: int) -> None:
    """Serve the stand-ins over a folder until Ctrl+C."""
    from flows.server.rehearsal import BOT_EMAIL, served

    with served(folder, sheets_port, jira_port) as addresses:
        OUT.print(f"Google Sheets stand-in: {addresses['sheets']}")
        OUT.print(f"Jira stand-in:          {addresses['jira']}")
        OUT.print("\nPoint the product at them:")
        for name, value in (
            ("ROLLOUT_SHEETS_BASE_URL", addresses["sheets"]),
            ("ROLLOUT_SHEETS_CREDENTIALS_FILE", str((folder / "sheets" / "service-account.json").resolve())),
            ("ROLLOUT_JIRA_SERVER", addresses["jira"]),
            ("ROLLOUT_JIRA_EMAIL", BOT_EMAIL),
            ("ROLLOUT_JIRA_TOKEN", "(the token of a user in jira/jira.yaml)"),
        ):
            OUT.print(f"  export {name}={value}", markup=False, soft_wrap=True)
        OUT.print("\nCtrl+C stops them; everything is in the folder.")
        while True:
            time.sleep(3600)


def init_sandbox(folder: Path) -> None:
    """Write the demo company into a folder."""
    from sandbox.nordlys.build import build_nordlys

    build_nordlys(folder)
    OUT.print(f"Written to {folder}. Next: rollout sandbox serve --folder {folder}", soft_wrap=True)
