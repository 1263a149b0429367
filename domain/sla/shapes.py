"""What the clocks leave behind for a review: a month's census, why a clause was breached, which entry decided.

Here: frozen types only, so that who reads a review loads no clock. Not here: how they are found (`domain.sla.counts`,
`domain.sla.breach_causes`, `domain.sla.deciding_entries`).
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.values import Frozen


class Census(Frozen):
    """Every ticket of a clause that had no verdict before the month is in exactly one class; `total` is their sum.

    `met` and `breached_*` are the verdicts of this month and form the denominator; the others are shown beside:
    `open_in_time` and `unreadable` as they stand at the cut-off, `excluded` in the month of their creation.
    """

    met: int = 0
    breached_resolved: int = 0
    breached_open: int = 0
    open_in_time: int = 0
    excluded: int = 0
    unreadable: int = 0

    @property
    def judged(self) -> int:
        """The denominator: verdicts that fall in this month."""
        return self.met + self.breached_resolved + self.breached_open

    @property
    def breached(self) -> int:
        """Breaches of this month, resolved or still open."""
        return self.breached_resolved + self.breached_open

    @property
    def total(self) -> int:
        """All tickets in the census."""
        return self.judged + self.open_in_time + self.excluded + self.unreadable


class BreachCause(StrEnum):
    """What used the allowance up."""

    REOPENED = "reopened"
    RAISED = "raised"
    QUEUE = "queue"
    HANDLING = "handling"


class Entry(Frozen):
    """One entry; `entry_id` is the tracker's, empty for the creation. `from_name` and `to_name` are statuses."""

    kind: Literal["creation", "change", "comment"]
    entry_id: str
    at: datetime
    from_name: str = ""
    to_name: str = ""
