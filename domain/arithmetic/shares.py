"""A share is two counts until it is printed.

Here: the pair, judged exactly on its counts. Not here: how sure one can be of it (`domain.arithmetic.proportions`),
rounding (`domain.arithmetic.rounding`).
"""

from dataclasses import dataclass
from decimal import Decimal

from domain.arithmetic.rounding import share_of_one


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; of nothing there is no share.

    Attributes:
        part: not negative; may exceed `whole` (errors per transaction can).
        whole: not negative.
    """

    part: int
    whole: int

    def reaches(self, required: Decimal) -> bool:
        """At least `required` (0-1) of the whole; exactly is enough, a share rounded up to it is not."""
        return bool(self.whole) and Decimal(self.part) >= required * self.whole

    def stays_within(self, allowed: Decimal) -> bool:
        """At most `allowed` (0-1) of the whole; exactly is still within."""
        return bool(self.whole) and Decimal(self.part) <= allowed * self.whole

    def is_under(self, other: "Share") -> bool:
        """Less than another share, exactly; of nothing there is none to compare."""
        return bool(self.whole and other.whole) and self.part * other.whole < other.part * self.whole

    @property
    def exact(self) -> Decimal | None:
        """The quotient, unrounded, for further computing; None of nothing."""
        return Decimal(self.part) / self.whole if self.whole else None

    @property
    def shown(self) -> Decimal | None:
        """The quotient as it is kept and printed; None of nothing."""
        return None if self.exact is None else share_of_one(self.exact)
