"""The commands that run, show and decide: `run`, `review`, `status`, `decide`.

Here: reading what was typed, running a flow in this process, printing what came of it. Not here: the flows.
"""

import importlib
import json
import os
import sys
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from domain.gates.gates import Decision
from domain.ledger.phases import OWNERS, Phase, PhaseState, PhaseStatus, Role, derive_state
from domain.problems import Problem, RuleRefused, Start, Work
from domain.reasons import Reason, verbatim
from flows.cli.printing import ERR, OUT, show_progress, status_table
from flows.wiring.environment import prepare_environment


def run_phase(phase: str, rollout_id: str, started_by: str | None, as_of: str | None) -> None:
    """Run one phase in this process and print its outcome."""
    settings, rollout = _settings(rollout_id)
    instant = instant_of(as_of, rollout)
    request = {"rollout": rollout_id, "started_by": started_by or settings.actor, "as_of": instant}
    outcome = run_here(settings, rollout, f"flows.{phase}", phase, "PhaseRequest", request)
    print_outcome(rollout, outcome)


def run_review(rollout_id: str, month: str, months: int, started_by: str | None, as_of: str | None) -> None:
    """Publish reviews in this process and print where they are."""
    settings, rollout = _settings(rollout_id)
    check_month(month)
    request = {
        "rollout": rollout_id,
        "month": month,
        "months": months,
        "started_by": started_by or settings.actor,
        "as_of": instant_of(as_of, rollout),
    }
    outcome = run_here(settings, rollout, "flows.monthly_review", "monthly_review", "ReviewRequest", request)
    print_review(outcome)


def show_status(rollout_id: str, *, as_json: bool) -> None:
    """Print where a rollout stands. Needs neither Prefect nor the services."""
    from flows.wiring.ledger import open_ledger

    settings, rollout = _settings(rollout_id)
    state = derive_state(rollout_id, open_ledger(settings).events(rollout_id))
    if as_json:
        print(json.dumps(state.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    OUT.print(status_table(state, rollout.company, role_holders(rollout)))
    OUT.print(f"\nNext: {next_command(rollout_id, state.phases[state.current])}")


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
    settings, rollout = _settings(rollout_id)
    known = rollout.person(person)
    if decision != "approve" and not reason.strip():
        bare = Reason("To waive needs a reason") if decision == "waive" else Reason("To refuse needs a reason")
        raise Problem(bare, where="--reason", next_step=Reason("add --reason with one sentence"))
    last_day = day_of(until) if until else None
    from flows.steps.decisions import check_asked

    check_asked(settings, rollout, Phase(phase), known.name)
    typed = code or os.environ.get("ROLLOUT_CODE") or _ask_for_code(known.name, phase)
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
    settings, rollout = _settings(rollout_id)
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


def day_of(text: str) -> date:
    """What was typed as a day.

    Raises:
        Problem: it cannot be read; names the form that is wanted.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(
            Reason("'{text}' is not a day", text=text), where="--until", next_step=Reason("write it as 2026-12-31")
        ) from None


def run_here(
    settings: Settings, rollout: RolloutSettings, module: str, name: str, form: str, request: dict[str, Any]
) -> Any:
    """Run a flow in this process, against a running server or a temporary one, with stand-ins when rehearsing.

    Raises:
        Problem: whatever the flow refused, as one sentence.
    """
    from flows.server.prefect_server import running_server
    from flows.server.rehearsal import rehearsing

    prepare_environment(settings.home, api_url=running_server(settings.home))
    with rehearsing(settings, rollout):
        OUT.print("[dim]Starting Prefect ...[/]")
        flow = getattr(importlib.import_module(module), name)
        from prefect.exceptions import FailedRun

        from flows import requests as forms

        show_progress()
        try:
            return flow(getattr(forms, form)(**request))
        except FailedRun as failed:
            raise told_problem(failed) or failed from None


def told_problem(failed: Exception) -> Problem | None:
    """What a run refused, when only its sentence came back.

    A busy server may answer with the run's end as it keeps it, which has the message and not the exception. The end of
    a run that broke is named otherwise by Prefect, and stays what it is.
    """
    sentence = str(failed)
    return (
        None
        if not sentence or sentence.startswith("Flow run encountered an exception")
        else Problem(verbatim(sentence))
    )


def print_outcome(rollout: RolloutSettings, outcome: Any) -> None:
    """Print what a phase came to: status, reasons to hold, links, the next step."""
    OUT.print(f"\n[bold]{outcome.phase.replace('_', ' ')}[/]: {outcome.status.replace('_', ' ')}", end="")
    OUT.print("" if outcome.changed else " (nothing has changed)")
    for sentence in outcome.held:
        OUT.print(f"  ■ {sentence}", markup=False)
    for name, link in outcome.links.items():
        OUT.print(f"  {name}: {link}", markup=False, soft_wrap=True)
    holders = role_holders(rollout)
    if outcome.waiting_for:
        OUT.print(f"Waiting for {' and '.join(holders[role] for role in outcome.waiting_for)}.")
        OUT.print("Each owner was sent a personal code for this decision." + _demo_hint(rollout, outcome.phase))
        OUT.print(
            f"Next: rollout decide {outcome.phase} --rollout {rollout.rollout_id} --as NAME --approve", markup=False
        )


def _demo_hint(rollout: RolloutSettings, phase: str) -> str:
    hint = f" In this demo: rollout codes {phase} --rollout {rollout.rollout_id} --show"
    return hint if rollout.demo else ""


def print_review(outcome: Any) -> None:
    """Print what a review says and where it is; of earlier months only what they say."""
    for earlier in outcome.earlier:
        OUT.print(f"[bold]{earlier.month}[/]: {earlier.verdict}{_publication(earlier)}", soft_wrap=True)
    OUT.print(f"\n[bold]{outcome.month}[/]: {outcome.verdict}", soft_wrap=True)
    for name, link in outcome.links.items():
        OUT.print(f"  {name}: {link}", markup=False, soft_wrap=True)
    if not outcome.changed:
        OUT.print(
            "The month was published before and stays as it is; the data now give other figures, which the next review "
            "will tell as a restatement."
            if outcome.differs
            else "The month was published before; nothing has changed."
        )


def _publication(outcome: Any) -> str:
    if outcome.changed:
        return ""
    return " (published before; a restatement is kept)" if outcome.differs else " (published before)"


def next_command(rollout_id: str, state: PhaseState) -> str:
    """The command that moves a rollout on."""
    if state.status is PhaseStatus.AWAITING_DECISION:
        return f"rollout decide {state.phase} --rollout {rollout_id} --as NAME --approve"
    if state.status is PhaseStatus.HELD:
        return f"put right what holds it, then: rollout run {state.phase} --rollout {rollout_id}"
    if state.status is PhaseStatus.APPROVED:
        following = state.phase.following
        return f"rollout run {following} --rollout {rollout_id}" if following else "rollout review (every month)"
    return f"rollout run {state.phase} --rollout {rollout_id}"


def role_holders(rollout: RolloutSettings) -> dict[str, str]:
    """Role -> `Name (role)` for every role that owns a gate."""
    roles = {role for owners in OWNERS.values() for role in owners}
    return {
        role: f"{' or '.join(p.name for p in rollout.holders(Role(role)))} ({role.replace('_', ' ')})" for role in roles
    }


def check_month(month: str) -> None:
    """Refuse a text that is not a month.

    Raises:
        RuleRefused: names the form that is wanted.
    """
    try:
        datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        valid = False
    else:
        valid = len(month) == len("2026-10")
    if not valid:
        raise RuleRefused(
            Reason("'{month}' is not a month", month=month), where="--month", next_step=Reason("write it as 2026-10")
        )


def _settings(rollout_id: str) -> tuple[Settings, RolloutSettings]:
    settings = read_settings()
    return settings, read_rollout(rollout_id, settings.rollouts_dir)


def instant_of(text: str | None, rollout: RolloutSettings) -> datetime | None:
    """What was typed as an instant; a text without an offset is local to the rollout.

    Raises:
        Problem: it cannot be read; names the form that is wanted.
    """
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(
            Reason("'{text}' is not an instant", text=text),
            where="--as-of",
            next_step=Reason("write 2026-11-02 or 2026-11-02T07:00+01:00"),
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(rollout.zone))
