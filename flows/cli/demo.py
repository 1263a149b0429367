"""`rollout demo`: a whole rollout of a Danish company on this machine, from discovery to its first monthly review.

Here: setting the stage, running the flows, saying where everything is. Not here: the company
(`sandbox.nordlys.build`), the flows.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from domain.ledger.state import derive_state
from flows.cli.printing import OUT, show_progress, status_table
from flows.cli.status import role_holders
from flows.wiring.environment import flush_run_logs, prepare_environment

ROLLOUT = "nordlys"
MONTH = "2026-10"
MONTHS = 2
"""September too, so that October's review can tell how its corrective action goes on."""
REVIEW_AS_OF = "2026-11-02T07:00:00+01:00"


def run_demo(*, fresh: bool, stay: bool, port: int) -> None:
    """Run the demo; a second run finds everything done and changes nothing outside."""
    started = time.monotonic()
    settings = read_settings()
    rollout = read_rollout(ROLLOUT, settings.rollouts_dir)
    if fresh:
        _move_aside(settings.home)
    OUT.print(f"[bold]{rollout.company}[/] moves routine accounting work to a specialist: six phases, six gates.")
    OUT.print("Everything runs on this machine; no account is needed and nothing is sent anywhere.\n")
    OUT.print("Starting Prefect and loading the flows ...")
    from flows.server.prefect_server import prefect_server
    from flows.server.rehearsal import rehearsing, sandbox_folder

    folder = sandbox_folder(settings, ROLLOUT)
    with ThreadPoolExecutor(1) as beside:
        building = beside.submit(_build_company, folder)

        def meanwhile(api_url: str) -> None:
            prepare_environment(settings.home, api_url=api_url)
            _load_flows()
            building.result()

        with prefect_server(settings.home, port, meanwhile) as api_url:
            OUT.print(f"Prefect is up: {_ui(api_url)}")
            with rehearsing(settings, rollout):
                try:
                    outcome, review = _run_flows(settings)
                finally:
                    flush_run_logs()  # while the server that takes them still runs
                _say_where_everything_is(settings, rollout, review, api_url, folder)
                OUT.print(f"\nDone in {time.monotonic() - started:.0f} seconds.")
                if stay:
                    _stay(api_url)
    if outcome.stopped_at is not None:
        OUT.print(f"[yellow]■ The rollout stopped at {outcome.stopped_at}[/]: {'; '.join(outcome.phases[-1].held)}")


def _build_company(folder: Path) -> None:
    from sandbox.nordlys.build import build_nordlys, is_built

    if not is_built(folder):
        OUT.print("Writing the company's workbook and Jira projects ...")
        build_nordlys(folder)


def _load_flows() -> None:
    """Load what the flows need; two seconds and more of a first run."""
    import flows.monthly_review
    import flows.rollout  # noqa: F401


def _run_flows(settings: Settings) -> tuple[Any, Any]:
    show_progress()
    from flows.monthly_review import monthly_review
    from flows.requests import ReviewRequest, RolloutRequest
    from flows.rollout import rollout

    request = RolloutRequest(rollout=ROLLOUT, started_by=settings.actor, demo_decisions=True)
    outcome = rollout(request)
    as_of: Any = REVIEW_AS_OF
    review = monthly_review(
        ReviewRequest(rollout=ROLLOUT, month=MONTH, months=MONTHS, started_by=settings.actor, as_of=as_of)
    )
    return outcome, review


def _say_where_everything_is(
    settings: Settings, rollout: RolloutSettings, review: Any, api_url: str, folder: Path
) -> None:
    from flows.wiring.ledger import open_ledger
    from flows.wiring.places import site_folder

    state = derive_state(ROLLOUT, open_ledger(settings).events(ROLLOUT))
    OUT.print()
    OUT.print(status_table(state, rollout.company, role_holders(rollout)))
    OUT.print(f"\n[bold]{MONTH}[/]: {review.verdict}")
    OUT.print("\nThe gates were approved in the names of the people above by this program: it is a demo.")
    OUT.print("\n[bold]Where everything is[/]")
    page = next((link for name, link in review.links.items() if name.startswith("sla-")), "")
    for name, place in (
        ("Everything", site_folder(settings).url("index.html")),
        ("Review page", page),
        ("Review (PDF)", page.removesuffix(".html") + ".pdf"),
        ("Review (Excel)", page.removesuffix(".html") + ".xlsx"),
        ("Workbook (Excel)", str((folder / "sheets" / "nordlys.xlsx").resolve())),
        ("Jira issues", str((folder / "jira" / "issues.ndjson").resolve())),
        ("Prefect UI", f"{_ui(api_url)}/runs   (again later: make ui)"),
        ("Ledger", settings.ledger_address().rsplit("@", 1)[-1]),
    ):
        OUT.print(f"  {name + ':':18}{place}", markup=False, soft_wrap=True)
    OUT.print("\nNext: rollout status --rollout nordlys · rollout review --rollout nordlys --month 2026-09")


def _stay(api_url: str) -> None:
    OUT.print(f"The Prefect UI stays open at {_ui(api_url)} until Ctrl+C.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        OUT.print("Stopped.")


def _ui(api_url: str) -> str:
    return api_url.removesuffix("/api")


def _move_aside(home: Path) -> None:
    if not home.exists():
        return
    number = 1
    while (kept := home.with_name(f"{home.name}.{number}")).exists():
        number += 1
    os.rename(home, kept)
    OUT.print(f"The earlier demo was moved to {kept}.")
