"""What a method of comparison answers: ranked marks.

Here: the shapes. Not here: the table it reads (`domain.choice.grid`), the methods (`domain.choice.second_opinion`).
"""

from enum import StrEnum

from domain.values import Frozen


class Method(StrEnum):
    """The methods."""

    WEIGHTED_SUM = "weighted_sum"
    WEIGHTED_PRODUCT = "weighted_product"
    WASPAS = "waspas"
    TOPSIS = "topsis"
    VIKOR = "vikor"


class Mark(Frozen):
    """One option under one method; equal figures share a rank, and the ranks they fill are skipped after them."""

    option: str
    value: float
    rank: int


class Opinion(Frozen):
    """How a method orders the options: best first, equal ones by id."""

    method: Method
    marks: tuple[Mark, ...]

    @property
    def best(self) -> tuple[str, ...]:
        """The options in front; more than one when they are equal."""
        return tuple(mark.option for mark in self.marks if mark.rank == 1)

    def value_of(self, option: str) -> float:
        """The option's figure."""
        return next(mark.value for mark in self.marks if mark.option == option)
