"""The shape of a restatement: which figures and tickets of a published month are said otherwise now, and why.

Not here: how it is found (`domain.review.restate`).
"""

import hashlib
from datetime import date
from decimal import Decimal

from domain.reasons import Reason
from domain.values import Frozen, canonical_json


class FigureChange(Frozen):
    """One figure, as published and as it would be now. Counts of tickets in time and judged; statuses as words."""

    figure_id: str
    met_before: int
    judged_before: int
    met_now: int
    judged_now: int
    status_before: str
    status_now: str

    @property
    def differs(self) -> bool:
        """Whether anything about the figure is other now."""
        before = self.met_before, self.judged_before, self.status_before
        return before != (self.met_now, self.judged_now, self.status_now)


class TicketChange(Frozen):
    """One ticket that is late now and was not, or the other way round."""

    figure_id: str
    key: str
    late_now: bool
    cause: Reason


class Restatement(Frozen):
    """A dated correction to a published month; the published figures stay.

    Attributes:
        published_hash: hash of the review it corrects.
        credit_before, credit_now: the draft credit; None without a credit rule.
    """

    month: str
    published_hash: str
    found_on: date
    figures: tuple[FigureChange, ...]
    tickets: tuple[TicketChange, ...]
    credit_before: Decimal | None
    credit_now: Decimal | None
    causes: tuple[Reason, ...]

    @property
    def content_hash(self) -> str:
        """sha256 over what changed; not over the day it was found or its causes, so that it is found once."""
        content = self.model_dump(mode="json", include={"month", "published_hash", "figures", "credit_now"})
        keys = [(change.figure_id, change.key, change.late_now) for change in self.tickets]
        return hashlib.sha256(canonical_json([content, keys]).encode()).hexdigest()
