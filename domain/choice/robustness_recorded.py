"""How the smallest change of one weight that ends the lead is told.

Here: the words, from what the rule found. Not here: the rule (`domain.choice.robustness`), all possible weightings
(`domain.choice.firmness_recorded`).
"""

from collections.abc import Mapping
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.choice.choice_trace import ChoiceTrace
from domain.choice.figure_ids import total_id, weight_id
from domain.reasons import Reason


def record_flip(
    trace: ChoiceTrace,
    changed: int,
    weight: Decimal,
    at: Decimal,
    points: Mapping[str, Decimal],
    winner: str,
    rival: str,
) -> None:
    """One weight's change.

    Args:
        changed: position of the criterion. weight, at: its weight, and the one at which both are equal.
        points: of both there, not rounded.
    """
    criterion = trace.criteria[changed]
    trace.record(
        "flip",
        Reason("Weight of {criterion} at which the lead ends", criterion=criterion.name),
        at,
        "number",
        (
            Reason("The smallest change of one weight after which another bidder is in front; the other weights keep "
                   "their proportions, so the lead changes in a straight line and its zero is exact."),
            Reason("{criterion} at {at} instead of {weight}: {winner} {points}, {rival} {others} points.",
                   criterion=criterion.name, at=at, weight=weight, winner=trace.names[winner],
                   points=rounded(points[winner], 2), rival=trace.names[rival], others=rounded(points[rival], 2)),
        ),
        decimals=2,
        parts=(total_id(winner), total_id(rival), weight_id(criterion.criterion_id)),
        rule=trace.rule,
    )  # fmt: skip
