"""Gates: facts checked by the machine, gathered into one evaluation that people then decide on.

Here: the shape of a criterion's result and of a gate's evaluation, and which decisions the rules allow. Not here: what
each phase checks (its own module), the ledger, who a person is (`domain.gates.approvals`), waivers
(`domain.gates.waivers`).
"""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.ledger.owners import OWNERS, Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason, both
from domain.values import canonical_json


class CriterionOutcome(StrEnum):
    """What a criterion says. Unknown is held, with the reason; waived is held, and an owner takes it on until a day."""

    PASSED = "passed"
    HELD = "held"
    WAIVED = "waived"


class CriterionResult(BaseModel):
    """One criterion of a gate with the reason for its outcome, in either case."""

    model_config = ConfigDict(frozen=True)

    criterion: str
    outcome: CriterionOutcome
    reason: Reason


class Expiry(BaseModel):
    """Evidence that holds only until a day: a certificate, an insurance, a waiver.

    Attributes:
        name: unique within the gate; what the ledger's finding is called by.
        on: the last day it holds.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    on: date
    reason: Reason


class GateEvaluation(BaseModel):
    """What the machine found at a phase's end.

    Attributes:
        evidence: the figures the criteria looked at, JSON-ready; decisions are bound to their hash.
        expiries: evidence that runs out; a daily check re-opens the gate when it has.
    """

    model_config = ConfigDict(frozen=True)

    phase: Phase
    criteria: tuple[CriterionResult, ...]
    evidence: dict[str, Any]
    expiries: tuple[Expiry, ...] = ()

    @property
    def passed(self) -> bool:
        """True when no criterion is held; an empty list of criteria never passes."""
        return bool(self.criteria) and not self.held

    @property
    def held(self) -> tuple[CriterionResult, ...]:
        """The criteria that hold the gate."""
        return tuple(c for c in self.criteria if c.outcome is CriterionOutcome.HELD)

    @property
    def evidence_hash(self) -> str:
        """sha256 over criteria, evidence and its expiries as canonical JSON."""
        body = {
            "phase": self.phase,
            "criteria": [c.model_dump(mode="json") for c in self.criteria],
            "evidence": self.evidence,
            "expiries": [e.model_dump(mode="json") for e in self.expiries],
        }
        return hashlib.sha256(canonical_json(body).encode()).hexdigest()


def criterion(name: str, holds: bool, reason: Reason) -> CriterionResult:
    """A criterion that passed when `holds` is true; `reason` explains either outcome."""
    return CriterionResult(
        criterion=name, outcome=CriterionOutcome.PASSED if holds else CriterionOutcome.HELD, reason=reason
    )


class Decision(StrEnum):
    """What an owner may answer."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WAIVE = "waive"


def check_decision(
    state: PhaseState, role: Role, person: str, decision: Decision, reason: str, requested_by: str
) -> None:
    """Refuse a decision that the rules of gates forbid.

    Raises:
        RuleRefused: nothing awaits such a decision, the role does not own this gate or has answered, the person asked
            for it themselves or holds the gate's other role too, or a refusal or waiver has no reason.
    """
    _check_time(state, decision)
    if role not in OWNERS[state.phase]:
        owners = both([Reason("{role}", role=owner) for owner in OWNERS[state.phase]])
        raise RuleRefused(
            Reason("{role} does not own the gate of {phase}", role=role, phase=state.phase),
            next_step=Reason("ask {owners}", owners=owners),
        )
    if same_person(person, requested_by):
        raise RuleRefused(
            Reason("{person} asked for this decision", person=person),
            why=Reason("nobody approves their own request"),
            next_step=Reason("ask another person with the role {role}", role=role),
        )
    if role in state.approvals and decision is not Decision.WAIVE:
        raise RuleRefused(
            Reason(
                "{person} has already approved as {role}", person=state.approvals[role], role=role.replace("_", " ")
            ),
            why=Reason("one answer a role counts"),
            next_step=Reason("nothing more is needed from this role; to stop the rollout, run the phase again"),
        )
    if any(same_person(person, name) for held, name in state.approvals.items() if held is not role):
        raise RuleRefused(
            Reason(
                "{person} has already approved as {role}",
                person=person,
                role=both([Reason("{role}", role=held) for held in state.approvals]),
            ),
            why=Reason("a gate with two owners needs two persons"),
            next_step=Reason("ask the person who holds the role {role}", role=role),
        )
    if decision is not Decision.APPROVE and not reason.strip():
        bare = Reason("A refusal needs a reason"), Reason("A waiver needs a reason")
        raise RuleRefused(bare[decision is Decision.WAIVE], next_step=Reason("add the reason in one sentence"))


def _check_time(state: PhaseState, decision: Decision) -> None:
    if decision is Decision.WAIVE:
        if state.status is not PhaseStatus.HELD:
            raise RuleRefused(
                Reason("There is nothing to waive in {phase}", phase=state.phase),
                why=Reason(
                    "its status is {status}, and only what holds a gate is waived",
                    status=state.status.replace("_", " "),
                ),
                next_step=Reason("look at where it stands, or run it again"),
                start=Start(Work.RUN_PHASE, phase=state.phase),
            )
        return
    if state.status is not PhaseStatus.AWAITING_DECISION:
        raise RuleRefused(
            Reason("Nothing awaits a decision in {phase}", phase=state.phase),
            why=Reason("its status is {status}", status=state.status.replace("_", " ")),
            next_step=Reason("run the phase first"),
            start=Start(Work.RUN_PHASE, phase=state.phase),
        )


def same_person(person: str, other: str) -> bool:
    """Whether two typed names are one person's, however they were typed."""
    return " ".join(person.split()).casefold() == " ".join(other.split()).casefold()
