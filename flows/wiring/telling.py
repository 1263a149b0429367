"""How a problem is told: in its reader's language, and with how the reader asks for the next step.

Here: the sentence for a terminal, which names a command, and for pages, which name the form of the Prefect UI.
Not here: the sentences (each `Problem` is raised with its own), when they are shown.
"""

from configs.rollouts import language_of, read_rollout
from configs.settings import read_settings
from domain.problems import ConfigurationRefused, Problem, Start, Work
from domain.reasons import Reason
from reports.language import Speaker

COMMANDS = {
    Work.RUN_PHASE: "rollout run {phase} --rollout {rollout}",
    Work.REVIEW_MONTH: "rollout review --rollout {rollout} --month {month}",
    Work.DECIDE: "rollout decide {phase} --rollout {rollout} --as NAME --approve",
    Work.SHOW_STATUS: "rollout status --rollout {rollout}",
    Work.SEND_CODES: "rollout codes {phase} --rollout {rollout}",
    Work.VERIFY_LEDGER: "rollout audit verify --rollout {rollout}",
    Work.REHEARSE: "rollout demo",
    Work.SERVE: "rollout serve",
}
"""What a terminal types for a piece of work; `{rollout}` is filled in by who tells it."""

FORMS = {Work.RUN_PHASE: "{phase}", Work.REVIEW_MONTH: "monthly-review", Work.DECIDE: "decide"}
"""The name of the deployment that does it, whose form a reader fills in; what is not here has no form."""


def speaker_of(rollout_id: str = "", language: str = "") -> Speaker:
    """Who speaks to a rollout's people: the one place that decides in which language a problem is told.

    A language that was asked for comes first, then the rollout's; of settings that cannot be used the language is
    still believed. Where there is no rollout, English.
    """
    try:
        folder = read_settings().rollouts_dir
    except ConfigurationRefused:
        return Speaker(language or "en")
    try:
        rollout = read_rollout(rollout_id, folder)
    except ConfigurationRefused:
        return Speaker(language or language_of(rollout_id, folder) or "en")
    return Speaker(language or rollout.language, zone=rollout.zone, currency=rollout.contract.currency)


def for_terminal(problem: Problem, speaker: Speaker, rollout_id: str = "") -> str:
    """The problem as one line for somebody who types commands."""
    return problem.sentence(speaker.say, lambda start: _command(start, rollout_id))


def for_pages(problem: Problem, speaker: Speaker, rollout_id: str = "") -> str:
    """The problem as one line for a reader of the Prefect UI or the site: forms, and commands where there is none."""
    return problem.sentence(speaker.say, lambda start: _form(start, rollout_id))


def command(start: Start, rollout_id: str) -> str:
    """What a terminal types for it."""
    return COMMANDS[start.work].format(
        phase=start.phase, month=start.month, rollout=start.rollout_id or rollout_id or "ROLLOUT"
    )


def _command(start: Start, rollout_id: str) -> Reason:
    return Reason("{command}", command=command(start, rollout_id))


def _form(start: Start, rollout_id: str) -> Reason:
    if start.work in FORMS:
        return Reason("the form '{form}'", form=FORMS[start.work].format(phase=start.phase.replace("_", "-")))
    return Reason("the command {command}", command=command(start, rollout_id))
