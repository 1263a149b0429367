"""Waivers: an owner takes a held criterion on until a day, with a reason; the gate then shows it as waived.

Here: reading waivers from the ledger and laying them over an evaluation. Not here: who may waive
(`domain.gates.gates`). A waiver belongs to a phase's criterion, not to one attempt: it holds in every run until its
last day, and that day is evidence that expires.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.gates.gates import CriterionOutcome, CriterionResult, Expiry, GateEvaluation
from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState
from domain.problems import RuleRefused
from domain.reasons import Fact, Reason
from domain.values import Frozen, changed


class Waiver(Frozen):
    """One criterion of a phase, waived by a person.

    Attributes:
        until: the last day it holds.
    """

    phase: Phase
    criterion: str
    person: str
    reason: str
    until: date


def waivers_of(events: Iterable[Event], phase: Phase) -> tuple[Waiver, ...]:
    """The waivers recorded for a phase; of several for one criterion the newest stands."""
    newest: dict[str, Waiver] = {}
    for event in events:
        if event.kind is EventKind.WAIVED and event.payload["phase"] == phase:
            waiver = Waiver.model_validate({name: event.payload[name] for name in Waiver.model_fields})
            newest[waiver.criterion] = waiver
    return tuple(newest.values())


def with_waivers(evaluation: GateEvaluation, waivers: Sequence[Waiver], day: date) -> GateEvaluation:
    """The evaluation with held criteria shown as waived where a waiver holds on `day`."""
    in_force = {waiver.criterion: waiver for waiver in waivers if waiver.until >= day}
    used = {c.criterion: in_force[c.criterion] for c in evaluation.held if c.criterion in in_force}
    if not used:
        return evaluation
    criteria = tuple(_waived(c, used[c.criterion]) if c.criterion in used else c for c in evaluation.criteria)
    expiries = tuple(
        Expiry(
            name=f"waiver-{waiver.criterion}",
            on=waiver.until,
            reason=Reason(
                "The waiver of '{criterion}' by {person} ended on {until}.",
                criterion=waiver.criterion,
                person=waiver.person,
                until=waiver.until,
            ),
        )
        for waiver in used.values()
    )
    return changed(evaluation, criteria=criteria, expiries=(*evaluation.expiries, *expiries))


def check_waiver(state: PhaseState, criterion: str, until: date | None, today: date, longest_days: int) -> date:
    """The last day of a waiver that may be given now.

    Args:
        criterion: the name of what holds the gate.
        longest_days: so many days ahead a waiver may reach.

    Raises:
        RuleRefused: the criterion does not hold this gate, or the day is missing, past or too far away.
    """
    held = [c["criterion"] for c in state.gate.get("criteria", []) if c["outcome"] == CriterionOutcome.HELD]
    if criterion not in held:
        raise RuleRefused(
            Reason("'{criterion}' does not hold the gate of {phase}", criterion=criterion, phase=state.phase),
            why=Reason("held by: {held}", held=", ".join(held)) if held else Reason("held by: nothing"),
            next_step=Reason("name one of those"),
        )
    if until is None or until < today or (until - today).days > longest_days:
        days: dict[str, Fact | Reason] = {"today": today, "days": longest_days}
        raise RuleRefused(
            Reason("A waiver needs its last day"),
            why=Reason("from {today} on, at most {days} days ahead; {until} is not", days, until=until)
            if until
            else Reason("from {today} on, at most {days} days ahead", days),
            next_step=Reason("say until when"),
        )
    return until


def _waived(result: CriterionResult, waiver: Waiver) -> CriterionResult:
    reason = Reason(
        "Waived by {person} until {until}, because: {why} What holds: {held}",
        person=waiver.person,
        until=waiver.until,
        why=waiver.reason.rstrip(".") + ".",
        held=result.reason,
    )
    return changed(result, outcome=CriterionOutcome.WAIVED, reason=reason)
