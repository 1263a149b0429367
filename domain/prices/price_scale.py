"""A cost over the term as a score, on a scale fixed before a bid is opened.

Here: the scale, and which criterion it stands for. Not here: what a bid costs (`domain.prices.total_cost`), who wins at
which prices (`domain.prices.price_cases`).
"""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.reasons import Reason
from domain.values import Terms

Cost = Annotated[Decimal, Field(ge=0)]


class PriceScale(Terms):
    """What a cost over the term scores: a straight line between two costs, and no more or less beyond them.

    Attributes:
        full_marks_at: a cost up to this scores 5.
        lowest_marks_at: a cost from this on scores 1.
    """

    full_marks_at: Cost
    lowest_marks_at: Cost

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if self.full_marks_at >= self.lowest_marks_at:
            raise ValueError(Reason("full_marks_at must be lower than lowest_marks_at: a lower cost scores more"))
        return self

    def score(self, cost: Decimal) -> Decimal:
        """1 to 5, not rounded."""
        share = (self.lowest_marks_at - cost) / (self.lowest_marks_at - self.full_marks_at)
        return LOWEST_SCORE + (HIGHEST_SCORE - LOWEST_SCORE) * min(max(share, Decimal(0)), Decimal(1))


class PriceRule(Terms):
    """The criterion that is price, and what a cost over the term scores on it.

    The evaluators' scores decide; this scale only answers who would win at other prices.
    """

    criterion_id: str
    scale: PriceScale
