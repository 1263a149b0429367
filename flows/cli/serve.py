"""`rollout ui` and `rollout sandbox`: processes that stay until Ctrl+C.

Here: what is served and what is printed about it. Not here: the server (`flows.prefect_server`), the deployments
(`flows.serving`).
"""

import time
from pathlib import Path

from configs.rollouts import read_rollout
from configs.settings import read_settings
from flows.cli.printing import OUT
from flows.environment import prepare_environment


def serve_all(port: int) -> None:
    """Prefect server, UI, every deployment and the demo's stand-ins in one place, until Ctrl+C."""
    from flows.prefect_server import prefect_server
    from flows.rehearsal import rehearsing

    settings = read_settings()
    demo = read_rollout("nordlys", settings.rollouts_dir)
    from connectors.sandbox.nordlys import build_nordlys, is_built
    from flows.rehearsal import sandbox_folder, wants_rehearsal

    folder = sandbox_folder(settings, demo.rollout_id)
    if wants_rehearsal(settings, demo) and not is_built(folder):
        OUT.print("Writing the demo company's workbook and Jira projects ...")
        build_nordlys(folder)
    OUT.print("Starting Prefect ...")
    with prefect_server(settings.home, port) as api_url, rehearsing(settings, demo):
        prepare_environment(settings.home, api_url=api_url)
        from flows.serving import serve_deployments

        OUT.print(f"Prefect UI: {api_url.removesuffix('/api')}/deployments   (Ctrl+C stops everything)")
        serve_deployments()


def serve_sandbox(folder: Path, sheets_port: int, jira_port: int) -> None:
    """Serve the stand-ins over a folder until Ctrl+C."""
    from flows.rehearsal import BOT_EMAIL, served

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
    from connectors.sandbox.nordlys import build_nordlys

    build_nordlys(folder)
    OUT.print(f"Written to {folder}. Next: rollout sandbox serve --folder {folder}", soft_wrap=True)
