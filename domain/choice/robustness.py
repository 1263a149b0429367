"""Whether a ranking would still hold under other weights.

Here: the smallest change of one weight that changes the winner (closed form), and who wins without a criterion. Not
here: where values and weights come from (`domain.vendor_selection.assess`), all possible weightings
(`domain.choice.smaa`), other evaluators (`domain.choice.panel_bootstrap`), other prices (`domain.prices.price_cases`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.choice.choice_trace import ChoiceTrace
from domain.choice.robustness_recorded import record_flip
from domain.choice.scale import weighted
from domain.values import Frozen

Values = Mapping[str, Sequence[Decimal]]
"""Option id -> value per criterion, on one fixed scale."""
WEIGHT_PLACES = 2
"""A weight is a percentage; where it turns is shown to a hundredth of one."""


class WeightFlip(Frozen):
    """The smallest change of one weight that makes another option win; the other weights keep their proportions.

    Attributes:
        criterion: position of the criterion.
        at: its weight (0-100) at which both are equal; beyond it the rival wins.
    """

    criterion: int
    weight: Decimal
    at: Decimal
    rival: str


class WithoutCriterion(Frozen):
    """Who wins when one criterion is dropped and the others keep their proportions.

    Attributes:
        criterion: position of the one that is dropped.
        winners: in front without it, by id; several when exactly equal, nobody when it carries all the weight.
    """

    criterion: int
    winners: tuple[str, ...]


def smallest_flip(
    values: Values, weights: Sequence[Decimal], winner: str, trace: ChoiceTrace | None = None
) -> WeightFlip | None:
    """The smallest single-weight change that ends the winner's lead; None when no single weight can.

    Weights sum to 100. With d the lead on criterion k, R the lead on all others and w its weight, moving w by x and
    scaling the others by (100 - w - x) / (100 - w) changes the lead linearly, so the root is exact.
    """
    found: list[tuple[Decimal, WeightFlip]] = []
    for rival in sorted(set(values) - {winner}):
        leads = [mine - theirs for mine, theirs in zip(values[winner], values[rival], strict=True)]
        for k, weight in enumerate(weights):
            change = _root(leads, weights, k)
            if change is not None and 0 <= weight + change <= 100:
                at = rounded(weight + change, WEIGHT_PLACES)
                found.append((abs(change), WeightFlip(criterion=k, weight=weight, at=at, rival=rival)))
    if not found:
        return None
    _, flip = min(found, key=lambda pair: (pair[0], pair[1].criterion, pair[1].rival))
    if trace is not None:
        there = {name: points_at(values[name], weights, flip.criterion, flip.at) for name in (winner, flip.rival)}
        record_flip(trace, flip.criterion, flip.weight, flip.at, there, winner, flip.rival)
    return flip


def points_at(row: Sequence[Decimal], weights: Sequence[Decimal], changed: int, at: Decimal) -> Decimal:
    """An option's points (0-100, not rounded) with one weight changed to `at` and the others scaled to what is left.

    Args:
        weights: they sum to 100, and the changed one is less than that.
    """
    scaled = [at if k == changed else w * (100 - at) / (100 - weights[changed]) for k, w in enumerate(weights)]
    return sum((weighted(weight, score) for weight, score in zip(scaled, row, strict=True)), Decimal(0))


def _root(leads: Sequence[Decimal], weights: Sequence[Decimal], k: int) -> Decimal | None:
    weight = weights[k]
    if weight >= 100:
        return None
    own = leads[k] * weight
    others = sum((lead * w for lead, w in zip(leads, weights, strict=True)), Decimal(0)) - own
    slope = leads[k] - others / (100 - weight)
    return None if slope == 0 else -(own + others) / slope


def leave_one_out(values: Values, weights: Sequence[Decimal]) -> tuple[WithoutCriterion, ...]:
    """Each criterion dropped in turn. Totals are compared exactly, as decimals."""
    return tuple(
        WithoutCriterion(criterion=k, winners=_winners_without(values, weights, k)) for k in range(len(weights))
    )


def _winners_without(values: Values, weights: Sequence[Decimal], dropped: int) -> tuple[str, ...]:
    # Scaling the weights that are left back to 100 changes every total alike, so it is left out.
    kept = [Decimal(0) if k == dropped else weight for k, weight in enumerate(weights)]
    if not values or not any(kept):
        return ()
    totals = {n: sum((v * w for v, w in zip(row, kept, strict=True)), Decimal(0)) for n, row in values.items()}
    return tuple(sorted(name for name, total in totals.items() if total == max(totals.values())))
