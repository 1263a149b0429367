"""Weights are fixed before the first proposal is read: the first run of a round locks them, later ones are compared.

Here: the lock, of criteria and their sub-criteria, and its criterion. Not here: recording it
(`tasks.vendor_selection.lock`), the comparison of bids (`domain.vendor_selection.assess`). A later change is refused;
who wants other weights starts a new round (`rules.selection.round`), which is on record.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pydantic import Field

from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.events import Event, EventKind
from domain.reasons import Reason
from domain.values import Frozen, canonical_json, changed
from domain.workbook.evaluation import Criterion, SubCriterion


class LockedWeights(Frozen):
    """The weights of one round as they were locked.

    Attributes:
        weights: criterion id -> weight.
        parts: `criterion id/sub-criterion id` -> weight within the criterion; empty without sub-criteria.
        digest: sha256 over both, printed in the RFP.
    """

    round: int
    weights: dict[str, Decimal]
    digest: str
    parts: dict[str, Decimal] = Field(default_factory=dict)


def lock_of(
    criteria: Sequence[Criterion], round_number: int, sub_criteria: Sequence[SubCriterion] = ()
) -> LockedWeights:
    """The lock of these criteria; the order of rows and trailing zeros do not matter."""
    weights = _sorted({one.criterion_id: one.weight for one in criteria})
    parts = _sorted({f"{one.criterion_id}/{one.sub_criterion_id}": one.weight for one in sub_criteria})
    said = {name: f"{weight:f}" for name, weight in weights.items()}
    # Without sub-criteria the digest is over the criteria alone, so that older locks keep theirs.
    content = {"criteria": said, "parts": {name: f"{weight:f}" for name, weight in parts.items()}} if parts else said
    digest = hashlib.sha256(canonical_json(content).encode()).hexdigest()
    return LockedWeights(round=round_number, weights=weights, digest=digest, parts=parts)


def _sorted(weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {name: weights[name].normalize() for name in sorted(weights)}


def lock_key(round_number: int) -> str:
    """The ledger's key of a round's lock."""
    return f"round/{round_number}"


def locked_weights(events: Iterable[Event], round_number: int) -> LockedWeights | None:
    """The lock of a round as the ledger has it; None before its first run."""
    for event in events:
        if event.kind is EventKind.WEIGHTS_LOCKED and event.key == lock_key(round_number):
            return LockedWeights.model_validate(event.payload)
    return None


def lock_criterion(
    locked: LockedWeights, criteria: Sequence[Criterion], sub_criteria: Sequence[SubCriterion] = ()
) -> CriterionResult:
    """Whether the weights are still those that were locked; names the first that is not."""
    if still_locked(locked, criteria, sub_criteria):
        return criterion(
            "weights_locked", True, Reason("The weights are those locked in round {round}.", round=locked.round)
        )
    return criterion("weights_locked", False, _difference(locked, lock_of(criteria, locked.round, sub_criteria)))


def still_locked(
    locked: LockedWeights, criteria: Sequence[Criterion], sub_criteria: Sequence[SubCriterion] = ()
) -> bool:
    """Whether these are the weights that were locked."""
    return lock_of(criteria, locked.round, sub_criteria).digest == locked.digest


def with_lock(
    evaluation: GateEvaluation,
    locked: LockedWeights,
    criteria: Sequence[Criterion],
    sub_criteria: Sequence[SubCriterion] = (),
) -> GateEvaluation:
    """The gate with the lock as one more criterion, and the lock's mark among its evidence."""
    return changed(
        evaluation,
        criteria=(*evaluation.criteria, lock_criterion(locked, criteria, sub_criteria)),
        evidence=evaluation.evidence | {"weights_lock": {"round": locked.round, "digest": locked.digest}},
    )


def _difference(locked: LockedWeights, now: LockedWeights) -> Reason:
    before, after = {**locked.weights, **locked.parts}, {**now.weights, **now.parts}
    changed = next(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))
    return Reason(
        "The weights are not those locked in round {round}: {criterion} was {before} and is {now}. Put them back, or "
        "start a new round (rules.selection.round).",
        round=locked.round,
        criterion=changed,
        before=_said(before.get(changed)),
        now=_said(after.get(changed)),
    )


def _said(weight: Decimal | None) -> str:
    return "–" if weight is None else f"{weight:f}"
