"""An owner's decision about a gate, recorded in the ledger.

Here: from a person's name to the recorded decision. Not here: the rules (`domain.gates`), personal codes, the form
in the Prefect UI.
"""

from configs.rollouts import RolloutSettings
from configs.settings import read_settings
from domain.gates import Decision
from domain.phases import OWNERS, Phase, PhaseState, Role
from domain.problems import RuleRefused
from flows.wiring import open_book
from tasks.record import record_decision


def decide_gate(rollout: RolloutSettings, phase: Phase, person: str, decision: Decision, reason: str) -> PhaseState:
    """Record that `person` approves or refuses the gate of `phase`, in the role they hold for it.

    Raises:
        RuleRefused: the person owns no open part of this gate, or the rules of gates forbid the decision.
    """
    known = rollout.person(person)
    roles = [role for role in OWNERS[phase] if role in known.roles]
    if not roles:
        owners = ", ".join(p.name for role in OWNERS[phase] for p in rollout.holders(role))
        raise RuleRefused(f"{known.name} does not own the gate of {phase}", next_step=f"ask {owners}")
    with open_book(read_settings(), rollout.rollout_id, actor=known.name, name=f"decide-{phase}") as book:
        state = book.state().phases[phase]
        return record_decision(book, phase, _open_role(roles, state), known.name, decision, reason)


def _open_role(roles: list[Role], state: PhaseState) -> Role:
    return next((role for role in roles if role not in state.approvals), roles[0])
