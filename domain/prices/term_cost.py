"""A bid's cost over the term: the shapes of the result, and of what it was computed from.

Here: what a cost is made of. Not here: computing it (`domain.prices.total_cost`), telling it
(`domain.prices.total_cost_recorded`).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.bidders import PriceLine


class TermYear(Frozen):
    """One year of the contract; the last may have fewer months.

    Attributes:
        fixed: fees that do not depend on volume, before indexation.
        variable: prices by case and hour, before indexation.
        index_effect: what indexation adds to both.
    """

    year: int
    fixed: Decimal
    variable: Decimal
    index_effect: Decimal

    @property
    def total(self) -> Decimal:
        """All three."""
        return self.fixed + self.variable + self.index_effect


class TermCost(Frozen):
    """One case: what is paid once, never indexed, and year by year."""

    one_off: Decimal
    years: tuple[TermYear, ...]

    @property
    def fixed(self) -> Decimal:
        """The fees of all years."""
        return sum((year.fixed for year in self.years), Decimal(0))

    @property
    def variable(self) -> Decimal:
        """Prices by case and hour of all years."""
        return sum((year.variable for year in self.years), Decimal(0))

    @property
    def index_effect(self) -> Decimal:
        """What indexation adds in all years."""
        return sum((year.index_effect for year in self.years), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Over the whole term."""
        return self.one_off + self.fixed + self.variable + self.index_effect


class CostRange(Frozen):
    """The three cases; low <= expected <= high.

    Attributes:
        left_out: prices that are in no case, because the roadmap does not say how much work they stand for.
    """

    low: TermCost
    expected: TermCost
    high: TermCost
    left_out: tuple[Reason, ...] = ()


class FixedPrice(NamedTuple):
    """What does not depend on volume: a price in the bidder's own line, and its price lines of that unit.

    Attributes:
        in_lines: the price lines' prices together.
    """

    own: Decimal
    lines: tuple[PriceLine, ...]
    in_lines: Decimal

    @property
    def total(self) -> Decimal:
        """Both."""
        return self.own + self.in_lines


class LineMonth(NamedTuple):
    """What a price line by case or hour comes to in a month.

    Attributes:
        volume: cases or hours. included: of these in the fixed fee. above: what is paid for, never under 0.
        amount: above x price.
    """

    line: PriceLine
    volume: Decimal
    included: Decimal
    above: Decimal
    amount: Decimal


class YearSteps(NamedTuple):
    """A year, its months, and what the index is above 1 in each of them, added up."""

    year: TermYear
    months: int
    index_extra: Decimal


@dataclass(frozen=True)
class TermSteps:
    """One case with everything it was computed from.

    Attributes:
        variable: what all prices by case and hour come to in a month.
        rate: the indexation a year. first_index_month: months until the first one.
    """

    cost: TermCost
    once: FixedPrice
    fee: FixedPrice
    by_volume: tuple[LineMonth, ...]
    variable: Decimal
    rate: Decimal
    first_index_month: int
    years: tuple[YearSteps, ...]
