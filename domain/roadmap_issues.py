"""The approved roadmap as work in Jira: one epic per process, once.

Here: which epics, from the evidence the discovery gate was approved on. Not here: creating them (`tasks.publish`), when
(`flows.roadmap_epics`). An epic belongs to a process: a later attempt of discovery adds epics for new processes and
leaves those that are there to the people who work on them.
"""

from collections.abc import Iterable

from domain.action_issues import action_issues
from domain.actions import Action
from domain.inventory import RoadmapLine
from domain.phases import Event, Phase, PhaseStatus, derive_state
from domain.reasons import Fact, Reason

PREFIX = "roadmap/"


def roadmap_epics(roadmap: Iterable[RoadmapLine]) -> tuple[Action, ...]:
    """One epic per process, in the roadmap's order."""
    return tuple(_epic(line) for line in roadmap)


def missing_epics(rollout_id: str, events: Iterable[Event]) -> tuple[Action, ...]:
    """The epics that the approved roadmap asks for and the ledger does not have; none while discovery is not approved.

    A gate that expired evidence re-opened was approved: its epics stand.
    """
    known = list(events)
    discovery = derive_state(rollout_id, known).phases[Phase.DISCOVERY]
    if discovery.status is not PhaseStatus.APPROVED:
        return ()
    lines = [RoadmapLine.model_validate(line) for line in discovery.gate.get("evidence", {}).get("roadmap", ())]
    made = action_issues(known)
    return tuple(epic for epic in roadmap_epics(lines) if epic.key not in made)


def _epic(line: RoadmapLine) -> Action:
    facts: dict[str, Fact | Reason] = {
        "process": line.name, "process_id": line.process_id, "wave": line.wave, "rank": line.rank,
        "hours": line.hours_freed, "points": line.suitability.score, "cost_amount": line.cost_freed,
    }  # fmt: skip
    return Action(
        key=f"{PREFIX}{line.process_id}",
        title=Reason("Wave {wave}: {process}, {hours} hours a month", facts),
        why=Reason(
            "The pilot of the roadmap: {process} ({process_id}).\n"
            "Rank {rank}, suitability {points} of 100.\n"
            "It moves {hours} hours a month, which cost {cost_amount} a month today.\n"
            "Approved at the discovery gate; the plan is the workbook's roadmap.",
            facts,
        )
        if line.pilot
        else Reason(
            "Wave {wave} of the roadmap: {process} ({process_id}).\n"
            "Rank {rank}, suitability {points} of 100.\n"
            "It moves {hours} hours a month, which cost {cost_amount} a month today.\n"
            "Approved at the discovery gate; the plan is the workbook's roadmap.",
            facts,
        ),
    )
