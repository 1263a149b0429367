"""`rollout decide`: an owner's answer from the terminal.

Here: asking for the code, printing what came of it. Not here: taking the decision (`flows.steps.decisions`).
"""

import os
import sys
from typing import TYPE_CHECKING

import click

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.gates.gates import Decision
from domain.ledger.phases import Phase
from domain.ledger.state import derive_state
from domain.problems import Problem, Start, Work
from domain.reasons import Reason
from flows.cli.printing import ERR, OUT, show_progress
from flows.cli.status import next_command
from flows.cli.typed import day_of, settings_of
from flows.wiring.environment import prepare_environment
from tasks.decide import Answer, DecisionOutcome

if TYPE_CHECKING:  # it imports Prefect, whose environment is prepared first
    from flows.steps.decisions import Decided


def record(
    phase: str,
    rollout_id: str,
    person: str,
    decision: str,
    reason: str,
    code: str | None,
    criterion: str,
    until: str | None,
) -> None:
    """Take an owner's decision, and print what came of it; a Prefect server is told when one answers."""
    settings, rollout = settings_of(rollout_id)
    known = rollout.person(person)
    if decision != "approve" and not reason.strip():
        bare = Reason("To waive needs a reason") if decision == "waive" else Reason("To refuse needs a reason")
        raise Problem(bare, where="--reason", next_step=Reason("add --reason with one sentence"))
    last_day = day_of(until) if until else None
    from flows.steps.asked import check_asked

    check_asked(settings, rollout, Phase(phase), known.name)
    typed = code or os.environ.get("ROLLOUT_CODE") or _ask_for_code(known.name, phase)
    server = _reach_server(settings)
    from flows.steps.decisions import take_decision

    show_progress()
    answer = Answer(
        phase=Phase(phase),
        person=known.name,
        decision=Decision(decision),
        code=typed,
        reason=reason,
        criterion=criterion,
        until=last_day,
    )
    _print_decided(settings, rollout, take_decision(rollout, answer, server=server, on_record=_print_recorded))


def _reach_server(settings: Settings) -> bool:
    """Prepare Prefect's environment; whether there is a server to tell."""
    from flows.server.prefect_server import server_address, server_answers

    api_url = server_address(settings.home)
    prepare_environment(settings.home, api_url=api_url)
    return api_url is not None and server_answers()


def _print_recorded(outcome: DecisionOutcome) -> None:
    OUT.print(f"Recorded. {outcome.reads}." if outcome.changed else f"{outcome.reads}.", markup=False)


def _print_decided(settings: Settings, rollout: RolloutSettings, decided: "Decided") -> None:
    """What followed from a decision: epics, the phase it started or the next command, and what could not be done."""
    from flows.wiring.ledger import open_ledger

    for key, link in decided.epics.items():
        OUT.print(f"  {key}: {link}", markup=False, soft_wrap=True)
    if decided.untold:
        ERR.print(f"▲ The decision stands, and no automation was told: {decided.untold}", markup=False, soft_wrap=True)
    if decided.unshown:
        ERR.print(
            f"▲ The decision stands, and the site does not show it yet: {decided.unshown}", markup=False, soft_wrap=True
        )
    if decided.outcome.next_run:
        OUT.print(f"Started: {decided.outcome.next_run}", markup=False, soft_wrap=True)
        return
    state = derive_state(rollout.rollout_id, open_ledger(settings).events(rollout.rollout_id))
    OUT.print(f"Next: {next_command(rollout.rollout_id, state.phases[decided.outcome.phase])}", markup=False)


def _ask_for_code(name: str, phase: str) -> str:
    if not sys.stdin.isatty():
        raise Problem(
            Reason("The personal code of {name} is missing", name=name),
            where="--code",
            why=Reason("it was sent with the request for this decision"),
            next_step=Reason("add --code, or set ROLLOUT_CODE, or have a new one sent"),
            start=Start(Work.SEND_CODES, phase=phase),
        )
    return str(click.prompt(f"Your personal code, {name}", hide_input=True))
