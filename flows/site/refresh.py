"""At the end of a run or a command: the site shows what has been done.

Here: the task and that its failure fails nothing else. Not here: the site (`flows.site.build`).
"""

from prefect import task
from prefect.runtime import flow_run

from configs.settings import read_settings
from domain.problems import Problem
from flows.site.build import FRONT, build_site
from flows.wiring.places import site_folder
from flows.wiring.telling import for_terminal, speaker_of
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell


def refresh_site(rollout_id: str) -> str:
    """Bring a rollout's pages up to date; returns why that could not be done, or nothing. What was published stands,
    whether or not the site can be written.

    In a run it is a task of its own, tried again like others. A command is no run: a task would need a server.
    """
    if flow_run.id is None:
        return _write_quietly(rollout_id)
    state = write_site(rollout_id, return_state=True)
    if state.is_completed():
        return ""
    tell(
        f"The site could not be brought up to date: {state.message} What was published stands. "
        "Next: rollout site, when that is put right."
    )
    return str(state.message)


def _write_quietly(rollout_id: str) -> str:
    settings = read_settings()
    try:
        build_site(settings, site_folder(settings), only=rollout_id)
    except Problem as problem:
        return for_terminal(problem, speaker_of(rollout_id), rollout_id)
    return ""


@task(name="write site", task_run_name="write the site's pages of {rollout_id}", **OUTSIDE)
def write_site(rollout_id: str) -> None:
    """Make a rollout's pages, the front page and the search anew; the other rollouts' pages stay as they are."""
    settings = read_settings()
    result = build_site(settings, site_folder(settings), only=rollout_id)
    for name, why in result.left_out.items():
        tell(f"On the site {name} is not shown whole: {why}")
    tell(f"The site shows it: {site_folder(settings).address(FRONT)} ({result.changed} files changed)")
