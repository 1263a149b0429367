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

from domain.ledger.phases import OWNERS, Phase, PhaseState, PhaseStatus, Role
from domain.problems import RuleRefused
from domain.reasons import Reason
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
        owners = " and ".join(OWNERS[state.phase])
        raise RuleRefused(f"{role} does not own the gate of {state.phase}", next_step=f"ask {owners}")
    if same_person(person, requested_by):
        raise RuleRefused(
            f"{person} asked for this decision",
            why="nobody approves their own request",
            next_step=f"ask another person with the role {role}",
        )
    if role in state.approvals and decision is not Decision.WAIVE:
        raise RuleRefused(
            f"{state.approvals[role]} has already approved as {role.replace('_', ' ')}",
            why="one answer a role counts",
            next_step="nothing more is needed from this role; to stop the rollout, run the phase again",
        )
    if any(same_person(person, name) for held, name in state.approvals.items() if held is not role):
        raise RuleRefused(
            f"{person} has already approved as {', '.join(state.approvals)}",
            why="a gate with two owners needs two persons",
            next_step=f"ask the person who holds the role {role}",
        )
    if decision is not Decision.APPROVE and not reason.strip():
        name = "A refusal" if decision is Decision.REFUSE else "A waiver"
        raise RuleRefused(f"{name} needs a reason", next_step="add the reason in one sentence")


def _check_time(state: PhaseState, decision: Decision) -> None:
    if decision is Decision.WAIVE:
        if state.status is not PhaseStatus.HELD:
            raise RuleRefused(
                f"There is nothing to waive in {state.phase}",
                why=f"its status is {state.status.replace('_', ' ')}, and only what holds a gate is waived",
                next_step=f"look at it with: rollout status, or run it again: rollout run {state.phase}",
            )
        return
    if state.status is not PhaseStatus.AWAITING_DECISION:
        raise RuleRefused(
            f"Nothing awaits a decision in {state.phase}",
            why=f"its status is {state.status.replace('_', ' ')}",
            next_step=f"run the phase first: rollout run {state.phase}",
        )


def same_person(person: str, other: str) -> bool:
    """Whether two typed names are one person's, however they were typed."""
    return " ".join(person.split()).casefold() == " ".join(other.split()).casefold()
