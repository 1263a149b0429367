"""An approved discovery gate opens its roadmap in the tracker: one epic per process, once, whichever run gets to it.

Here: when epics are made, and for whom. Not here: which (`domain.discovery.roadmap.epics`), how an effect stays single
(`connectors.effects`).
Three runs call this: the decision itself, the vendor selection at its start and the daily checks. The first one makes
the epics, the others find nothing missing; so a decision run that dies, or a tracker that is away, loses none.
"""

from collections.abc import Sequence

from configs.rollouts import RolloutSettings
from configs.settings import read_settings
from domain.discovery.roadmap.epics import missing_epics
from domain.ledger.events import Event
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from domain.problems import Problem
from flows.server.rehearsal import rehearsing
from flows.wiring.desks import governance_desk
from flows.wiring.ledger import open_ledger
from tasks.decide import DecisionOutcome
from tasks.frame.context import RunContext
from tasks.frame.telling import tell
from tasks.publish import action_drafts, create_issues, open_issues


def open_roadmap_after(rollout: RolloutSettings, outcome: DecisionOutcome) -> dict[str, str]:
    """After a decision: the epics of the roadmap, when it was discovery's approval; issue key -> link.

    The decision counts whether the tracker answers or not: what stands in the way is told, and a later run
    makes the epics.
    """
    if outcome.phase is not Phase.DISCOVERY or outcome.status is not PhaseStatus.APPROVED:
        return {}
    return open_roadmap_quietly(rollout, outcome.person)


def open_roadmap_quietly(rollout: RolloutSettings, actor: str) -> dict[str, str]:
    """The missing epics of a rollout; what stands in the way is told and raises nothing. Issue key -> link."""
    settings = read_settings()
    if not missing_epics(rollout.rollout_id, open_ledger(settings).events(rollout.rollout_id)):
        return {}
    try:
        with (
            rehearsing(settings, rollout),
            governance_desk(rollout.rollout_id, actor=actor, name="roadmap-epics") as desk,
        ):
            missing = missing_epics(desk.rollout_id, desk.book.events())
            return dict(open_issues(desk, action_drafts(desk, missing, "epic")).links)
    except Problem as problem:
        tell(f"The roadmap's epics are not all in Jira yet; the next run tries again: {problem.sentence()}")
        return {}


def complete_roadmap(context: RunContext) -> None:
    """At the start of the phase behind discovery: what no decision run has made."""
    missing = missing_epics(context.rollout_id, context.book.events())
    if missing:
        create_issues(context, action_drafts(context, missing, "epic"))


def awaits_roadmap(rollout_id: str, events: Sequence[Event]) -> bool:
    """Whether the daily checks look after it: from the approval of discovery until that of the vendor selection.

    A rollout that is further on than that when this program learns of epics is left alone.
    """
    phases = derive_state(rollout_id, events).phases
    return phases[Phase.VENDOR_SELECTION].status is not PhaseStatus.APPROVED
