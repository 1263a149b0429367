"""What the figures of options and criteria are called by `rollout explain`.

Here: ids that figures of several subjects name as their parts. Not here: any figure.
"""


def weight_id(criterion_id: str) -> str:
    """The weight of a criterion."""
    return f"criterion.{criterion_id}.weight"


def score_id(option: str, criterion_id: str) -> str:
    """The median of an option's scores on a criterion."""
    return f"vendor.{option}.criterion.{criterion_id}"


def points_id(option: str, criterion_id: str) -> str:
    """The weighted points of an option on a criterion, at least."""
    return f"{score_id(option, criterion_id)}.points"


def total_id(option: str) -> str:
    """The points of an option, at least."""
    return f"vendor.{option}.points"
