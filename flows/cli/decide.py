"""`rollout decide` and `rollout codes`: an owner's answer from the terminal, and the codes it needs.

Here: asking for the code, printing what came of it. Not here: taking the decision (`flows.steps.decisions`).
"""

import os
import sys

import click

from domain.gates.gates import Decision
from domain.ledger.phases import Phase, derive_state
from domain.problems import Problem
from flows.cli.printing import ERR, OUT, show_progress
from flows.cli.status import next_command
from flows.cli.typed import day_of, settings_of
from flows.wiring.environment import prepare_environment


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
    """Record an owner's answer about a gate, and start what it makes possible when a Prefect server is up."""
    settings, rollout = settings_of(rollout_id)
    known = rollout.person(person)
    if decision != "approve" and not reason.strip():
        raise Problem(f"To {decision} needs a reason", where="--reason", next_step="add --reason with one sentence")
    last_day = day_of(until) if until else None
    from flows.steps.decisions import check_asked

    check_asked(settings, rollout, Phase(phase), known.name)
    typed = code or os.environ.get("ROLLOUT_CODE") or _ask_for_code(known.name)
    from flows.server.prefect_server import running_server

    api_url = running_server(settings.home) or os.environ.get("PREFECT_API_URL")
    prepare_environment(settings.home, api_url=api_url)
    from flows.steps.decisions import answer_gate
    from tasks.decide import Answer

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
    outcome = answer_gate(rollout, answer)
    OUT.print(f"Recorded. {outcome.reads}." if outcome.changed else f"{outcome.reads}.", markup=False)
    from flows.steps.roadmap_epics import open_roadmap_after

    for key, link in open_roadmap_after(rollout, outcome).items():
        OUT.print(f"  {key}: {link}", markup=False, soft_wrap=True)
    started = ""
    if api_url:
        from flows.steps.next_phase import continue_after

        started = continue_after(rollout, outcome, settings.ui_url)
    if started:
        OUT.print(f"Started: {started}", markup=False, soft_wrap=True)
        return  # the started phase brings the site up to date
    from flows.site.refresh import refresh_quietly
    from flows.wiring.ledger import open_ledger

    if why := refresh_quietly(rollout_id):
        ERR.print(f"▲ The decision stands, and the site does not show it yet: {why}", markup=False, soft_wrap=True)
    state = derive_state(rollout_id, open_ledger(settings).events(rollout_id))
    OUT.print(f"Next: {next_command(rollout_id, state.phases[Phase(phase)])}", markup=False)


def show_codes(phase: str, rollout_id: str, person: str | None, started_by: str | None, *, show: bool) -> None:
    """Send new codes, or print a demo's open ones."""
    settings, rollout = settings_of(rollout_id)
    from flows.steps.decisions import demo_codes, send_new_codes

    if show:
        found = demo_codes(settings, rollout, Phase(phase))
        for (name, role), code in found.items():
            OUT.print(f"{name} ({role.replace('_', ' ')}): {code}", markup=False)
        if not found:
            OUT.print("No code is open.")
        return
    sent = send_new_codes(rollout, Phase(phase), person, started_by or settings.actor)
    OUT.print(f"New codes were sent to {', '.join(sent)}.")


def _ask_for_code(name: str) -> str:
    if not sys.stdin.isatty():
        raise Problem(
            f"The personal code of {name} is missing",
            where="--code",
            why="it was sent with the request for this decision",
            next_step="add --code, or set ROLLOUT_CODE; a new one is sent with: rollout codes",
        )
    return str(click.prompt(f"Your personal code, {name}", hide_input=True))
