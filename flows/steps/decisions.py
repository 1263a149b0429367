"""A decision at a gate and all that follows from it: one way for the command line, the form, the demo and schedules.

Here: the order of steps, and that a decision which is on record stands whatever becomes of the later ones. Not here:
the rules (`domain.gates.gates`, `domain.gates.approvals`), codes (`flows.steps.asked`), how a step is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from configs.rollouts import RolloutSettings
from configs.settings import read_settings
from domain.gates.gates import Decision, same_person
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from flows.site.refresh import refresh_site
from flows.steps.asked import demo_codes
from flows.steps.next_phase import continue_after
from flows.steps.roadmap_epics import open_roadmap_after
from flows.wiring.desks import decision_desk
from tasks.decide import Answer, DecisionOutcome, record_answer
from tasks.frame.events import emit
from tasks.show import show_decision


@dataclass(frozen=True)
class Decided:
    """A decision on record, and what became of the steps after it.

    Attributes:
        outcome: with the run it started, if any.
        epics: of the roadmap that it opened, Jira key -> link.
        untold: why the Prefect server was not told all of it; empty when it was.
        unshown: why the site does not show it yet; empty when it does.
    """

    outcome: DecisionOutcome
    epics: Mapping[str, str]
    untold: str = ""
    unshown: str = ""


def take_decision(
    rollout: RolloutSettings,
    answer: Answer,
    *,
    server: bool = True,
    walks_on: bool = False,
    on_record: Callable[[DecisionOutcome], None] | None = None,
) -> Decided:
    """Check and record a person's answer about a gate; tell its event, open the roadmap's epics, start what it makes
    possible, leave its artifact, bring the site up to date.

    Once the answer is on record nothing raises for a service that is away: the result says what it kept from happening.

    Args:
        server: whether a Prefect server answers; without one there is no event, no artifact, and nothing is started.
        walks_on: the caller runs the next phase and refreshes the site itself.
        on_record: called when the answer is on record, before the later steps, which may take a while.

    Raises:
        RuleRefused: the code or the decision does not count; the ledger keeps the attempt, also that of somebody whom
            the rollout does not know: a code they typed is spent.
    """
    outcome = _recorded(rollout, answer)
    if on_record is not None:
        on_record(outcome)
    if server:
        _emit(rollout, outcome)
    epics = open_roadmap_after(rollout, outcome)
    untold = "no Prefect server answers"
    if server:
        outcome, untold = _told(rollout, outcome, answer.reason, starts=not walks_on)
    unshown = "" if walks_on else refresh_site(rollout.rollout_id)
    return Decided(outcome, epics, untold, unshown)


def decide_as_demo(rollout: RolloutSettings, phase: Phase) -> DecisionOutcome | None:
    """Approve in the names of a demo's owners, one code each; None when nobody is asked.

    Raises:
        RuleRefused: the rollout is not a demo.
    """
    outcome: DecisionOutcome | None = None
    while codes := demo_codes(read_settings(), rollout, phase):
        (person, _), code = next(iter(codes.items()))
        answer = Answer(
            phase=phase, person=person, decision=Decision.APPROVE, code=code, reason="demo: approved by the program"
        )
        outcome = take_decision(rollout, answer, walks_on=True).outcome
        if not outcome.waiting_for:
            break
    return outcome


def _recorded(rollout: RolloutSettings, answer: Answer) -> DecisionOutcome:
    typed = " ".join(answer.person.split())
    name = next((person.name for person in rollout.people if same_person(person.name, typed)), typed)
    with decision_desk(rollout.rollout_id, actor=name, name=f"decide-{answer.phase}") as desk:
        return record_answer(desk, answer.model_copy(update={"person": name}))


def _emit(rollout: RolloutSettings, outcome: DecisionOutcome) -> None:
    """The event of a gate that is settled by this answer; a repeated answer and one of several owners tell none."""
    if outcome.changed and outcome.status in (PhaseStatus.APPROVED, PhaseStatus.REFUSED):
        name = "advanced" if outcome.status is PhaseStatus.APPROVED else "refused"
        emit(rollout.rollout_id, f"phase.{name}", {"phase": outcome.phase.value})


def _told(
    rollout: RolloutSettings, outcome: DecisionOutcome, reason: str, *, starts: bool
) -> tuple[DecisionOutcome, str]:
    """The outcome with the run it started, when its artifact is left; and why a server that went away was not told."""
    try:
        if starts:
            started = continue_after(rollout, outcome, read_settings().ui_url)
            outcome = outcome.model_copy(update={"next_run": started})
        show_decision(rollout.rollout_id, rollout.language, outcome, reason)
    except httpx.HTTPError as error:
        return outcome, f"the Prefect server went away ({type(error).__name__})"
    return outcome, ""
