"""The commands that run, show and decide: `run`, `review`, `status`, `decide`.

Here: reading what was typed, running a flow in this process, printing what came of it. Not here: the flows.
"""

import importlib
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from domain.gates import Decision
from domain.phases import OWNERS, Phase, PhaseState, PhaseStatus, Role, derive_state
from domain.problems import Problem, RuleRefused
from flows.cli.printing import OUT, show_progress, status_table
from flows.environment import prepare_environment


def run_phase(phase: str, rollout_id: str, started_by: str | None, as_of: str | None) -> None:
    """Run one phase in this process and print its outcome."""
    settings, rollout = _settings(rollout_id)
    instant = instant_of(as_of, rollout) or rollout.timeline.get(Phase(phase))
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
    from flows.wiring import open_ledger

    settings, rollout = _settings(rollout_id)
    state = derive_state(rollout_id, open_ledger(settings).events(rollout_id))
    if as_json:
        print(json.dumps(state.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    OUT.print(status_table(state, rollout.company, role_holders(rollout)))
    OUT.print(f"\nNext: {next_command(rollout_id, state.phases[state.current])}")


def record(phase: str, rollout_id: str, person: str, decision: str, reason: str) -> None:
    """Record an owner's decision about a gate."""
    from flows.deciding import decide_gate

    _, rollout = _settings(rollout_id)
    state = decide_gate(rollout, Phase(phase), person, Decision(decision), reason)
    OUT.print(f"Recorded. {phase} is {state.status.replace('_', ' ')}.")
    OUT.print(f"Next: {next_command(rollout_id, state)}")


def run_here(
    settings: Settings, rollout: RolloutSettings, module: str, name: str, form: str, request: dict[str, Any]
) -> Any:
    """Run a flow in this process, against a running server or a temporary one, with stand-ins when rehearsing.

    Raises:
        Problem: whatever the flow refused, as one sentence.
    """
    from flows.prefect_server import running_server
    from flows.rehearsal import rehearsing

    prepare_environment(settings.home, api_url=running_server(settings.home))
    with rehearsing(settings, rollout):
        OUT.print("[dim]Starting Prefect ...[/]")
        flow = getattr(importlib.import_module(module), name)
        from flows import requests as forms

        show_progress()
        return flow(getattr(forms, form)(**request))


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
        OUT.print(
            f"Next: rollout decide {outcome.phase} --rollout {rollout.rollout_id} --as NAME --approve", markup=False
        )


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
        raise RuleRefused(f"'{month}' is not a month", where="--month", next_step="write it as 2026-10")


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
            f"'{text}' is not an instant", where="--as-of", next_step="write 2026-11-02 or 2026-11-02T07:00+01:00"
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(rollout.zone))
