"""`rollout status`: where a rollout stands, and what to type next.

Here: reading the ledger and printing. Not here: the table's look (`flows.cli.printing`).
"""

import json

from configs.rollouts import RolloutSettings
from domain.ledger.owners import OWNERS, Role
from domain.ledger.state import PhaseState, PhaseStatus, derive_state
from flows.cli.printing import OUT, status_table
from flows.cli.typed import settings_of


def show_status(rollout_id: str, *, as_json: bool) -> None:
    """Print where a rollout stands. Needs neither Prefect nor the services."""
    from flows.wiring.ledger import open_ledger

    settings, rollout = settings_of(rollout_id)
    state = derive_state(rollout_id, open_ledger(settings).events(rollout_id))
    if as_json:
        print(json.dumps(state.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    OUT.print(status_table(state, rollout.company, role_holders(rollout)))
    OUT.print(f"\nNext: {next_command(rollout_id, state.phases[state.current])}")


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
