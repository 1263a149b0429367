"""A draft credit note: its lines, its sums, and how an invoice compares with it.

Here: frozen types. Not here: arithmetic (`domain.contract.credit_notes`), the terms
(`domain.contract.credit_terms`).
"""

from dataclasses import dataclass
from decimal import Decimal

from domain.reasons import Reason
from domain.values import Frozen


@dataclass(frozen=True)
class LevelMonth:
    """One figure's counts in one month.

    Attributes:
        late: tickets that breached; judged = met + len(late).
        measured: False when there is no readable data, which is not the same as no demand.
    """

    figure_id: str
    met: int
    late: frozenset[int]
    required: Decimal
    measured: bool = True


class CreditLine(Frozen):
    """What one missed level costs, or what an earlier credit gives back (negative).

    Attributes:
        judged, met: after the double-count rule.
        amount: before the caps.
        working: the formula with its numbers.
    """

    figure_id: str
    met: int
    judged: int
    credit_share: Decimal
    points: Decimal
    multiplier: Decimal
    amount: Decimal
    working: Reason


class CreditNote(Frozen):
    """The draft of one month. total = min(before_cap, caps), never negative beyond what was credited before.

    Attributes:
        fee: the month's fee, in a part month by calendar days.
        monthly_cap, yearly_room: what the caps leave; None without a cap.
        year_to_date: credits of the contract year, this note included.
        capped: whether a cap lowered the total.
    """

    month: str
    fee: Decimal
    at_risk: Decimal
    lines: tuple[CreditLine, ...]
    points: Decimal
    before_cap: Decimal
    monthly_cap: Decimal | None
    yearly_room: Decimal | None
    total: Decimal
    year_to_date: Decimal
    capped: bool
    status: str = "draft"


class InvoiceMatch(Frozen):
    """The vendor's invoice against contract and draft note; `difference` is what was invoiced too much."""

    expected: Decimal
    invoiced: Decimal
    difference: Decimal
    finding: Reason
