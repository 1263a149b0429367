"""The approved roadmap as work in the tracker: one epic per process, once.

Here: which epics, from the evidence the discovery gate was approved on. Not here: creating them (`tasks.publish`), when
(`flows.steps.roadmap_epics`). An epic belongs to a process: a later attempt of discovery adds epics for new processes
and leaves those that are there to the people who work on them.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.actions.actions import ROADMAP_PREFIX, Action, action_issues
from domain.arithmetic.rounding import rounded
from domain.discovery.business_case import Case, CaseResult
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.ledger.events import Event
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from domain.reasons import Fact, Reason


def roadmap_epics(roadmap: Sequence[RoadmapLine], expected: CaseResult | None) -> tuple[Action, ...]:
    """One epic per process, in the roadmap's order.

    Args:
        expected: the business case's expected case; its net saving is shared out by the cost each process frees.
    """
    freed = sum((line.cost_freed for line in roadmap), Decimal(0))
    return tuple(_epic(line, _saving(line, freed, expected)) for line in roadmap)


def missing_epics(rollout_id: str, events: Iterable[Event]) -> tuple[Action, ...]:
    """The epics that the approved roadmap asks for and the ledger does not have; none while discovery is not approved.

    A gate that expired evidence re-opened asks for none either: its epics were made when it was approved.
    """
    known = list(events)
    discovery = derive_state(rollout_id, known).phases[Phase.DISCOVERY]
    if discovery.status is not PhaseStatus.APPROVED:
        return ()
    evidence = discovery.gate.get("evidence", {})
    lines = [RoadmapLine.model_validate(line) for line in evidence.get("roadmap", ())]
    cases = [CaseResult.model_validate(case) for case in evidence.get("business_case", ())]
    expected = next((case for case in cases if case.case is Case.EXPECTED), None)
    made = action_issues(known)
    return tuple(epic for epic in roadmap_epics(lines, expected) if epic.key not in made)


def _saving(line: RoadmapLine, freed: Decimal, expected: CaseResult | None) -> Decimal | None:
    if expected is None or not freed:
        return None
    return rounded(expected.net_saving * line.cost_freed / freed, 0)


def _epic(line: RoadmapLine, saving: Decimal | None) -> Action:
    facts: dict[str, Fact | Reason] = {
        "process": line.name, "process_id": line.process_id, "wave": line.wave, "rank": line.rank,
        "hours": line.hours_freed, "points": line.suitability.score, "cost_amount": line.cost_freed,
    }  # fmt: skip
    paid = (
        Reason("No business case was recorded.")
        if saving is None
        else Reason("Its part of the expected saving, after fee and governance, is {saving_amount} a month.",
                    saving_amount=saving)
    )  # fmt: skip
    place = (
        Reason("The pilot of the roadmap: {process} ({process_id}).", facts)
        if line.pilot
        else Reason("Wave {wave} of the roadmap: {process} ({process_id}).", facts)
    )
    return Action(
        key=f"{ROADMAP_PREFIX}{line.process_id}",
        title=Reason("Wave {wave}: {process}, {hours} hours a month", facts),
        why=Reason(
            "{place}\nRank {rank}, suitability {points} of 100.\n"
            "It moves {hours} hours a month, which cost {cost_amount} a month today.\n{paid}\n"
            "Approved at the discovery gate; the plan is the workbook's roadmap.",
            facts | {"place": place, "paid": paid},
        ),
    )
