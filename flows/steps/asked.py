"""Who is asked for a decision now, and the codes of a demo.

Here: reading the ledger. Not here: what a code is (`domain.gates.approvals`), new codes (`flows.steps.codes`), taking
the answer (`flows.steps.decisions`). Needs no Prefect.
"""

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.gates.approvals import ASKABLE, open_codes, personal_code
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import derive_state
from domain.periods import local_day
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from flows.wiring.keys import approval_key
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import utc_now


def check_asked(settings: Settings, rollout: RolloutSettings, phase: Phase, person: str) -> None:
    """Say at once, before a code is asked for, that a person has nothing to decide here.

    Raises:
        RuleRefused: the person does not own this gate, or nothing awaits an answer.
    """
    approvers = rollout.approvers(phase, local_day(utc_now(), rollout.zone))
    if person not in {approver.person for approver in approvers}:
        owners = ", ".join(approver.person for approver in approvers)
        raise RuleRefused(
            Reason("{person} does not own the gate of {phase}", person=person, phase=phase),
            next_step=Reason("ask {owners}", owners=owners),
        )
    state = derive_state(rollout.rollout_id, open_ledger(settings).events(rollout.rollout_id)).phases[phase]
    if state.status not in ASKABLE:
        raise RuleRefused(
            Reason("Nothing awaits a decision in {phase}", phase=phase),
            why=Reason("its status is {status}", status=state.status.replace("_", " ")),
            next_step=Reason("look at where it stands"),
            start=Start(Work.SHOW_STATUS, rollout_id=rollout.rollout_id),
        )


def demo_codes(settings: Settings, rollout: RolloutSettings, phase: Phase) -> dict[tuple[str, Role], str]:
    """The open codes of a gate as their owners got them, made again from the demo's key: (person, role) -> code.

    Raises:
        RuleRefused: the rollout is not a demo: codes are for their owners alone.
    """
    if not rollout.demo:
        raise RuleRefused(
            Reason("{rollout_id} is not a demo", rollout_id=rollout.rollout_id),
            why=Reason("codes are sent to their owners and shown to nobody else"),
            next_step=Reason("look into your mail, or have a new one sent"),
            start=Start(Work.SEND_CODES, phase=phase, rollout_id=rollout.rollout_id),
        )
    events = open_ledger(settings).events(rollout.rollout_id)
    state = derive_state(rollout.rollout_id, events).phases[phase]
    key = approval_key(settings, rollout)
    return {(c.person, c.role): personal_code(key, c) for c in open_codes(events, state, utc_now())}
