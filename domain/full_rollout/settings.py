"""What a manager may set for full rollout: what trips, and how much must have moved.

Here: the thresholds with their starting values and sources. Not here: what uses them (`domain.full_rollout.assess`).
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.values import Terms


class FullRolloutRules(Terms):
    """What trips, and how much must have moved before the rollout counts as done.

    Attributes:
        maximum_error_share: article, section 7.
        ignore_small_samples: a service level with fewer tickets than the contract's minimum sample does not trip.
        minimum_migrated_share: of all planned processes.
    """

    maximum_error_share: Annotated[Decimal, Field(gt=0, lt=1)] = Decimal("0.02")
    ignore_small_samples: bool = True
    minimum_migrated_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal(1)
    source: str = "error rate: article, section 7; two months running: design page, section 8"
