"""Gates: facts checked by the machine, gathered into one evaluation that people then decide on.

Here: the shape of a criterion's result and of a gate's evaluation, and who may decide. Not here: what each
phase checks (its own module), the ledger, personal codes and stand-ins.
"""

import hashlib
import json
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.phases import OWNERS, Phase, PhaseState, PhaseStatus, Role
from domain.problems import RuleRefused
from domain.reasons import Reason


class Outcome(StrEnum):
    """What a criterion says. There is no third answer: unknown is held, with the reason."""

    PASSED = "passed"
    HELD = "held"


class CriterionResult(BaseModel):
    """One criterion of a gate with the reason for its outcome, in either case."""

    model_config = ConfigDict(frozen=True)

    criterion: str
    outcome: Outcome
    reason: Reason


class GateEvaluation(BaseModel):
    """What the machine found at a phase's end.

    Attributes:
        evidence: the figures the criteria looked at, JSON-ready; decisions are bound to their hash.
    """

    model_config = ConfigDict(frozen=True)

    phase: Phase
    criteria: tuple[CriterionResult, ...]
    evidence: dict[str, Any]

    @property
    def passed(self) -> bool:
        """True when every criterion passed; an empty list of criteria never passes."""
        return bool(self.criteria) and all(c.outcome is Outcome.PASSED for c in self.criteria)

    @property
    def held(self) -> tuple[CriterionResult, ...]:
        """The criteria that hold the gate."""
        return tuple(c for c in self.criteria if c.outcome is Outcome.HELD)

    @property
    def evidence_hash(self) -> str:
        """sha256 over criteria and evidence as canonical JSON."""
        body = {
            "phase": self.phase,
            "criteria": [c.model_dump(mode="json") for c in self.criteria],
            "evidence": self.evidence,
        }
        return hashlib.sha256(canonical_json(body).encode()).hexdigest()


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def criterion(name: str, holds: bool, reason: Reason) -> CriterionResult:
    """A criterion that passed when `holds` is true; `reason` explains either outcome."""
    return CriterionResult(criterion=name, outcome=Outcome.PASSED if holds else Outcome.HELD, reason=reason)


class Decision(StrEnum):
    """What an owner may answer."""

    APPROVE = "approve"
    REFUSE = "refuse"


def check_decision(
    state: PhaseState, role: Role, person: str, decision: Decision, reason: str, requested_by: str
) -> None:
    """Refuse a decision that the rules of gates forbid.

    Raises:
        RuleRefused: nothing awaits a decision, the role does not own this gate, the person asked for it
            themselves or holds the gate's other role too, or a refusal has no reason.
    """
    if state.status is not PhaseStatus.AWAITING_DECISION:
        raise RuleRefused(
            f"Nothing awaits a decision in {state.phase}",
            why=f"its status is {state.status.replace('_', ' ')}",
            next_step=f"run the phase first: rollout run {state.phase}",
        )
    if role not in OWNERS[state.phase]:
        owners = " and ".join(OWNERS[state.phase])
        raise RuleRefused(f"{role} does not own the gate of {state.phase}", next_step=f"ask {owners}")
    if person == requested_by:
        raise RuleRefused(
            f"{person} asked for this decision",
            why="nobody approves their own request",
            next_step=f"ask another person with the role {role}",
        )
    if person in {name for held, name in state.approvals.items() if held is not role}:
        raise RuleRefused(
            f"{person} has already approved as {', '.join(state.approvals)}",
            why="a gate with two owners needs two persons",
            next_step=f"ask the person who holds the role {role}",
        )
    if decision is Decision.REFUSE and not reason.strip():
        raise RuleRefused("A refusal needs a reason", next_step="add --reason with one sentence")
