"""At the end of a run: the site shows what the run has done.

Here: the task and that its failure fails nothing else. Not here: the site (`flows.site.build`).
"""

from prefect import task

from configs.settings import read_settings
from domain.problems import Problem
from flows.site.build import build_site
from flows.wiring.places import site_folder
from flows.wiring.telling import for_terminal, speaker_of
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell


def refresh_site(rollout_id: str) -> None:
    """Bring a rollout's pages up to date. What was published stands, whether or not the site can be written."""
    state = write_site(rollout_id, return_state=True)
    if not state.is_completed():
        tell(
            f"The site could not be brought up to date: {state.message} What was published stands. "
            "Next: rollout site, when that is put right."
        )


def refresh_quietly(rollout_id: str) -> str:
    """The same without Prefect, for a command that is no run; returns why the site could not be written, or nothing."""
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
    tell(f"The site shows it: {result.front} ({result.changed} files changed)")
