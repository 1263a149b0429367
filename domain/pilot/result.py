"""What the pilot finds: attainment, quality, satisfaction, the decision; its rule as a manager sets it.

Here: frozen types. Not here: how they are computed (`domain.pilot.assess`), the gate (`domain.pilot.gate`).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.arithmetic.shares import Share
from domain.measures.answers import Answers, answers
from domain.pilot.settings import PilotRules
from domain.reasons import Reason
from domain.review.shapes.levels import ServiceLevelFigure
from domain.values import Frozen
from domain.workbook.delivery import PilotCheck


class PilotDecision(StrEnum):
    """What the rule says."""

    CONTINUE = "continue"
    EXTEND = "extend"
    STOP = "stop"


class Attainment(Frozen):
    """Service levels of the pilot, all judged tickets together.

    Attributes:
        required: the contract's attainments, weighted by judged tickets, as it is printed; None without any.
        needed: tickets that had to be in time, `required` x `judged` without rounding; it decides.
        interval: Wilson 95 %.
        proven: with 95 % confidence at least `required`.
        proven_missed: with 95 % confidence under it.
        clean_cases: tickets in time, without one breach, that would prove the target.
    """

    met: int
    judged: int
    share: Decimal | None
    required: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    proven: bool
    proven_missed: bool
    clean_cases: int | None
    needed: Decimal | None = None

    @property
    def reached(self) -> bool:
        """Whether enough tickets were in time, on the counts."""
        return self.needed is not None and self.met >= self.needed


class Quality(Frozen):
    """Errors found in checked cases.

    Attributes:
        upper: the error rate is under this with 95 % confidence.
        proven, proven_over: with 95 % confidence at most, or over, the allowed share.
        clean_cases: cases without one error that would prove it.
        cases_at_this_count: cases that would prove it with the errors found so far.
    """

    errors: int
    checked: int
    share: Decimal | None
    upper: Decimal
    allowed: Decimal
    proven: bool
    proven_over: bool
    clean_cases: int
    cases_at_this_count: int
    baseline_share: Decimal | None

    @property
    def within(self) -> bool:
        """Whether the errors are few enough, on the counts."""
        return Share(self.errors, self.checked).stays_within(self.allowed)


class PilotResult(Frozen):
    """The pilot with its decision and the reasons for it."""

    as_of: date
    starts_on: date
    ends_on: date
    days: int
    weeks: tuple[PilotCheck, ...]
    figures: tuple[ServiceLevelFigure, ...]
    attainment: Attainment
    quality: Quality
    satisfaction: Decimal | None
    responses: int
    decision: PilotDecision
    why: tuple[Reason, ...]
    extend_until: date | None
    rules: PilotRules

    @property
    def answers(self) -> Answers:
        """What the users answered in all weeks together; `satisfaction` is its mean as printed."""
        return answers((week.satisfaction, week.responses) for week in self.weeks)
