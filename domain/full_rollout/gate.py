"""The gate of full rollout: its criteria and the evidence it records.

Here: what must hold, and reading the evidence back. Not here: the computing (`domain.full_rollout.assess`).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from domain.arithmetic.shares import Share
from domain.full_rollout.result import FullRolloutResult, ProcessMove, Wave
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.values import Frozen


def full_rollout_gate(result: FullRolloutResult) -> GateEvaluation:
    """Whether the rollout is done: enough has moved, nothing is late, no tripwire, and the live figures are known."""
    evidence = {
        "as_of": result.as_of.isoformat(),
        "processes": [p.model_dump(mode="json") for p in result.processes],
        "waves": [w.model_dump(mode="json") for w in result.waves],
        "tripwires": [t.model_dump(mode="json") for t in result.tripwires],
        "error_share": str(result.error_share) if result.error_share is not None else None,
        "errors": result.errors,
        "transactions": result.transactions,
        "error_month": result.error_month,
        "reviewed_months": list(result.reviewed_months),
    }
    criteria = (_moved(result), _punctual(result), _untripped(result), _measured(result))
    return GateEvaluation(phase=Phase.FULL_ROLLOUT, criteria=criteria, evidence=evidence)


class RecordedWaves(Frozen):
    """What a gate of the full rollout recorded: every wave and process as they stood on its day."""

    as_of: date
    processes: tuple[ProcessMove, ...] = ()
    waves: tuple[Wave, ...] = ()
    tripwires: tuple[Reason, ...] = ()
    error_share: Decimal | None = None
    error_month: str = ""


def recorded_waves(evidence: Mapping[str, Any], as_of: date) -> RecordedWaves | None:
    """The evidence of the gate of `as_of` as typed values; None when there is none, or it is of another shape."""
    if "waves" not in evidence:
        return None
    try:
        return RecordedWaves.model_validate({**evidence, "as_of": as_of})
    except ValidationError:
        return None


def _moved(result: FullRolloutResult) -> CriterionResult:
    planned = len(result.processes)
    if not planned:
        return criterion("migrated", False, Reason("No process is planned to move."))
    enough = Share(result.migrated, planned).reaches(result.rules.minimum_migrated_share)
    return criterion(
        "migrated",
        enough,
        Reason("{migrated} of {planned} processes have moved.", migrated=result.migrated, planned=planned),
    )


def _punctual(result: FullRolloutResult) -> CriterionResult:
    late = [p for p in result.processes if p.overdue]
    if not late:
        return criterion("punctual", True, Reason("No process is behind its date."))
    return criterion(
        "punctual",
        False,
        Reason(
            "{count} processes are behind their date, first {process}, planned on {planned_on}.",
            count=len(late),
            process=late[0].name,
            planned_on=late[0].planned_on,
        ),
    )


def _untripped(result: FullRolloutResult) -> CriterionResult:
    if not result.tripwires:
        return criterion("tripwires", True, Reason("No tripwire holds the next wave."))
    return criterion(
        "tripwires",
        False,
        Reason(
            "{count} tripwires hold the next wave, first: {tripwire}",
            count=len(result.tripwires),
            tripwire=result.tripwires[0],
        ),
    )


def _measured(result: FullRolloutResult) -> CriterionResult:
    if not result.reviewed_months:
        return criterion("measured", False, Reason("No month of the vendor's work has been reviewed yet."))
    if result.error_share is None:
        return criterion("measured", False, Reason("The error rate is not known: no month has key figures."))
    return criterion(
        "measured",
        True,
        Reason("Service levels are known up to {month}.", month=result.reviewed_months[-1]),
    )
