"""New personal codes from outside a phase's run.

Here: opening the desk for them. Not here: what a code is (`domain.gates.approvals`), sending (`tasks.ask`), which are
open (`flows.steps.asked`). Needs no Prefect.
"""

from configs.rollouts import RolloutSettings
from domain.ledger.phases import Phase
from flows.wiring.desks import decision_desk
from tasks.ask import renew_codes


def send_new_codes(rollout: RolloutSettings, phase: Phase, person: str | None, asked_by: str) -> list[str]:
    """Replace the open codes of a gate (of one person, or of all whose answer is missing); returns who got one.

    Raises:
        RuleRefused: nothing is asked at this gate, or not of this person.
    """
    name = rollout.person(person).name if person else None
    with decision_desk(rollout.rollout_id, actor=asked_by, name=f"codes-{phase}") as desk:
        return renew_codes(desk, phase, name)
